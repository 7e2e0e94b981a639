import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import {
  deliveryTermSchema,
  idSchema,
  instantSchema,
  locodeSchema,
  moneySchema,
  positiveMoneySchema,
  textSchema,
} from '../../shared/http/schemas.ts';
import { freightCharges, freightShare, invoiceDispute, quotedCharges } from './charge-shapes.ts';
import { dcsaEvent } from './dcsa-shapes.ts';
import { deliveryOrder } from './delivery-shapes.ts';
import {
  consignment,
  houseBill,
  loadPlan,
  measures,
  pieces,
  pool,
  quote,
  sailing,
  tracking,
} from './shapes.ts';

const params = z.object({ consignmentId: idSchema('cns') });
const misfitProblems = [
  'freight.piece_too_heavy',
  'freight.piece_too_large',
  'freight.temperature_without_reefer',
  'freight.dangerous_goods_refused',
  'freight.dangerous_goods_undeclared',
  'freight.wood_packing_unmarked',
] as const;
const one = { description: 'The consignment', schema: consignment };
const examplePieces = [
  { count: 120, lengthMm: 600, widthMm: 400, heightMm: 500, grossWeightGrams: 10_000, isStackable: true },
];

/** Operations of freight. */
export const operations = defineOperations({
  listSailings: {
    method: 'GET',
    path: '/v1/sailings',
    summary: 'Departures on a lane',
    description:
      "From the carrier's schedule; `isStale` says that the carrier could not be reached and an older reading is shown.",
    auth: 'key',
    scope: 'freight:read',
    query: z.strictObject({ from: locodeSchema, to: locodeSchema, mode: z.enum(['sea', 'air']).optional() }),
    idempotent: false,
    responses: {
      200: {
        description: 'Departures whose CFS is still open',
        schema: z.object({ items: z.array(sailing), fetchedAt: instantSchema, isStale: z.boolean() }),
      },
    },
    problems: [],
  },
  quoteFreight: {
    method: 'POST',
    path: '/v1/freight-quotes',
    summary: 'What joining a departure would cost, not binding',
    auth: 'key',
    scope: 'freight:read',
    description:
      'With a `deliveryTerm` each charge names who pays it. Both ends are in it: nothing else will be asked for.',
    body: z
      .strictObject({ sailingId: textSchema(80), pieces, deliveryTerm: deliveryTermSchema.optional() })
      .meta({ id: 'FreightQuestion' }),
    idempotent: false,
    responses: {
      200: {
        description: 'The quote',
        schema: z.object({ quote, measures, ...quotedCharges }),
      },
    },
    problems: [
      'freight.unknown_sailing',
      ...misfitProblems,
      'incoterm.unknown',
      'incoterm.place_missing',
      'incoterm.place_kind_mismatch',
    ],
    example: { body: { sailingId: 'SBXL-CNSZX-NLRTM-20261205', pieces: examplePieces } },
  },
  createConsignment: {
    method: 'POST',
    path: '/v1/consignments',
    summary: 'Put the goods of an order on a departure',
    description:
      'Joins the pool of the departure with a capped quote. Without `pieces` the packing of the contract is taken.',
    auth: 'key',
    scope: 'freight:write',
    body: z
      .strictObject({
        orderId: idSchema('ord'),
        sailingId: textSchema(80),
        pieces: pieces.optional(),
        marks: textSchema(200).optional(),
        reference: textSchema(60).optional(),
      })
      .meta({ id: 'NewConsignment' }),
    idempotent: true,
    responses: { 201: one },
    problems: [
      'http.not_found',
      'freight.not_the_shipper',
      'freight.unknown_sailing',
      'freight.order_not_ready',
      'freight.wrong_mode',
      'freight.past_cut_off',
      'freight.ships_too_late',
      ...misfitProblems,
      'freight.pool_full',
      'freight.already_booked',
    ],
    example: {
      body: { orderId: 'ord_01K9Z3V5T8QW2M4N6P8R0S1T3V', sailingId: 'SBXL-CNSZX-NLRTM-20261205' },
    },
  },
  listConsignments: {
    method: 'GET',
    path: '/v1/consignments',
    summary: 'Consignments that your company is party to, newest first',
    auth: 'key',
    scope: 'freight:read',
    query: pageQuery,
    idempotent: false,
    responses: {
      200: {
        description: 'A page',
        schema: z.object({ items: z.array(consignment), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
  },
  getConsignment: {
    method: 'GET',
    path: '/v1/consignments/{consignmentId}',
    summary: 'One consignment',
    auth: 'key',
    scope: 'freight:read',
    params,
    idempotent: false,
    responses: { 200: one },
    problems: ['http.not_found'],
  },
  getFreightCharges: {
    method: 'GET',
    path: '/v1/consignments/{consignmentId}/charges',
    summary: 'What your side was quoted and charged, line by line',
    description:
      'Only the lines that your company pays under the delivery term, each with its leg, its basis and the figures to recompute it.',
    auth: 'key',
    scope: 'freight:read',
    params,
    idempotent: false,
    responses: { 200: { description: 'The charges', schema: freightCharges } },
    problems: ['http.not_found'],
  },
  getFreightShare: {
    method: 'GET',
    path: '/v1/consignments/{consignmentId}/share',
    summary: 'Your share of the common cost, so that you can recompute it',
    description:
      'The rule, the numbers, the proofs (sum, cap, alone, core or least-core excess) and Shapley’s figure as an audit. Who the others are is not in it.',
    auth: 'key',
    scope: 'freight:read',
    params,
    idempotent: false,
    responses: { 200: { description: 'The share', schema: freightShare } },
    problems: ['http.not_found', 'freight.not_split'],
  },
  getTracking: {
    method: 'GET',
    path: '/v1/consignments/{consignmentId}/tracking',
    summary: 'Where the goods are: planned, estimated and observed',
    auth: 'key',
    scope: 'freight:read',
    params,
    idempotent: false,
    responses: { 200: { description: 'Milestones', schema: tracking } },
    problems: ['http.not_found'],
  },
  listTrackingEvents: {
    method: 'GET',
    path: '/v1/consignments/{consignmentId}/events',
    summary: 'The carrier’s events in DCSA’s Track and Trace, 3.0 or 2.2',
    description:
      'Planned, estimated, actual and retracted, by when they were created; milestones fold them. For systems that speak the standard.',
    auth: 'key',
    scope: 'freight:read',
    params,
    query: z.strictObject({ version: z.enum(['3.0', '2.2']).optional() }),
    idempotent: false,
    responses: {
      200: {
        description: 'The events',
        schema: z.object({ version: z.enum(['3.0', '2.2']), events: z.array(dcsaEvent) }),
      },
    },
    problems: ['http.not_found'],
  },
  getHouseBill: {
    method: 'GET',
    path: '/v1/consignments/{consignmentId}/house-bill',
    summary: 'The house bill of lading or air waybill',
    auth: 'key',
    scope: 'freight:read',
    params,
    idempotent: false,
    responses: { 200: { description: 'The bill', schema: houseBill } },
    problems: ['http.not_found', 'freight.no_house_bill'],
  },
  receiveAtCfs: {
    method: 'POST',
    path: '/v1/consignments/{consignmentId}/receipt',
    summary: 'Record the receipt at the freight station, as measured there',
    description:
      'Within ±5 % of what was declared the quote stands; beyond it the consignment is quoted anew and waits for the shipper. Without `pieces` the goods measure as declared.',
    auth: 'key',
    scope: 'freight:write',
    params,
    body: z
      .strictObject({ warehouseReceipt: textSchema(40), pieces: pieces.optional() })
      .meta({ id: 'CfsReceipt' }),
    idempotent: true,
    responses: { 200: one },
    problems: [
      'http.not_found',
      'freight.not_the_shipper',
      'freight.wrong_state',
      'freight.past_cut_off',
      ...misfitProblems,
      'freight.pool_full',
    ],
    example: { body: { warehouseReceipt: 'WR-SZX-004711', pieces: examplePieces } },
  },
  acceptRequote: {
    method: 'POST',
    path: '/v1/consignments/{consignmentId}/requote-acceptance',
    summary: 'Accept the new quote after a re-measurement',
    auth: 'key',
    scope: 'freight:write',
    params,
    body: z.strictObject({ cap: positiveMoneySchema }).meta({ id: 'RequoteAcceptance' }),
    idempotent: true,
    responses: { 200: one },
    problems: [
      'http.not_found',
      'freight.not_the_shipper',
      'freight.wrong_state',
      'freight.past_cut_off',
      'freight.quote_differs',
    ],
    example: { body: { cap: { currency: 'USD', amount: '412.50' } } },
  },
  approveOverDimension: {
    method: 'POST',
    path: '/v1/consignments/{consignmentId}/over-dimension-approval',
    summary: 'Approve pieces of more than 2.1 m',
    description:
      'For operators, once the handling is agreed with the freight station; without it the goods roll at the cut-off.',
    auth: 'key',
    roles: ['operator'],
    scope: 'freight:write',
    params,
    body: z.strictObject({ reason: textSchema(200) }).meta({ id: 'OverDimensionApproval' }),
    idempotent: true,
    responses: { 200: one },
    problems: ['http.not_found', 'freight.wrong_state'],
    example: { body: { reason: 'The station has a side loader that day' } },
  },
  withdrawConsignment: {
    method: 'POST',
    path: '/v1/consignments/{consignmentId}/withdrawal',
    summary: 'Take the goods off the departure',
    description:
      'Free before the CFS cut-off; after it dead freight is due for the room kept; over once the load is planned.',
    auth: 'key',
    scope: 'freight:write',
    params,
    body: z.strictObject({ reason: textSchema(200) }).meta({ id: 'ConsignmentWithdrawal' }),
    idempotent: true,
    responses: {
      200: {
        description: 'Withdrawn',
        schema: z.object({ consignment, deadFreight: moneySchema }),
      },
    },
    problems: ['http.not_found', 'freight.not_the_shipper', 'freight.wrong_state'],
    example: { body: { reason: 'The buyer asked for air freight' } },
  },
  getPool: {
    method: 'GET',
    path: '/v1/pools/{poolId}',
    summary: 'The shared load that your goods travel in',
    auth: 'key',
    scope: 'freight:read',
    params: z.object({ poolId: idSchema('pol') }),
    idempotent: false,
    responses: { 200: { description: 'The pool', schema: pool } },
    problems: ['http.not_found'],
  },
  getLoadPlan: {
    method: 'GET',
    path: '/v1/pools/{poolId}/load-plan',
    summary: 'How the shared load is stowed',
    description:
      'For the freight station: every unit, and with `unit` the pieces of one in loading order, the list and pictures (SVG). A shipper sees where its own pieces lie.',
    auth: 'key',
    scope: 'freight:read',
    params: z.object({ poolId: idSchema('pol') }),
    query: z.strictObject({
      unit: z
        .string()
        .regex(/^[1-9]\d?$/)
        .optional(),
    }),
    idempotent: false,
    responses: { 200: { description: 'The load plan', schema: loadPlan } },
    problems: ['http.not_found', 'freight.no_load_plan'],
  },
  weighUnit: {
    method: 'POST',
    path: '/v1/pools/{poolId}/weighings',
    summary: 'Record the weight of a packed unit',
    description:
      'For the freight station: the verified gross mass by method 1 of SOLAS VI/2; without it the mass is added up (method 2). Until the yard closes.',
    auth: 'key',
    roles: ['operator'],
    scope: 'freight:write',
    params: z.object({ poolId: idSchema('pol') }),
    body: z
      .strictObject({
        unit: z.int().min(1).max(100),
        grossMassKg: z.int().min(1).max(40_000),
        certificate: textSchema(60),
      })
      .meta({ id: 'UnitWeighing' }),
    idempotent: true,
    responses: { 200: { description: 'The pool', schema: pool } },
    problems: ['http.not_found', 'freight.no_load_plan', 'freight.past_cut_off', 'freight.mass_implausible'],
    example: { body: { unit: 1, grossMassKg: 18_240, certificate: 'WGH-SZX-20261204-17' } },
  },
  resumePool: {
    method: 'POST',
    path: '/v1/pools/{poolId}/resumption',
    summary: 'Send a held pool on',
    description: 'For operators: the leg runs again from where the pool stood.',
    auth: 'key',
    roles: ['operator'],
    scope: 'freight:write',
    params: z.object({ poolId: idSchema('pol') }),
    body: z.strictObject({ reason: textSchema(200) }).meta({ id: 'PoolResumption' }),
    idempotent: true,
    responses: { 200: { description: 'The pool', schema: pool } },
    problems: ['http.not_found', 'freight.wrong_state'],
    example: { body: { reason: 'The carrier has found the booking' } },
  },
  getDeliveryOrder: {
    method: 'GET',
    path: '/v1/consignments/{consignmentId}/delivery-order',
    summary: 'What lets the consignee have the goods, and what it still waits for',
    auth: 'key',
    scope: 'freight:read',
    params,
    idempotent: false,
    responses: { 200: { description: 'The delivery order', schema: deliveryOrder } },
    problems: ['http.not_found', 'freight.not_arrived'],
  },
  releaseDeliveryOrder: {
    method: 'POST',
    path: '/v1/consignments/{consignmentId}/delivery-order/release',
    summary: 'Release goods although a condition is not met',
    description: 'For operators: the way out, with a reason that both parties see.',
    auth: 'key',
    roles: ['operator'],
    scope: 'freight:write',
    params,
    body: z.strictObject({ reason: textSchema(200) }).meta({ id: 'DeliveryOrderRelease' }),
    idempotent: true,
    responses: { 200: { description: 'The delivery order', schema: deliveryOrder } },
    problems: ['http.not_found', 'freight.not_arrived', 'freight.nothing_waits'],
    example: { body: { reason: 'Duty is guaranteed by the broker' } },
  },
  getInvoiceDispute: {
    method: 'GET',
    path: '/v1/pools/{poolId}/invoice-dispute',
    summary: 'Lines of the carrier’s invoice that are held back',
    description: 'For operators: lines that were never quoted or are above the quote. No shipper pays them.',
    auth: 'key',
    roles: ['operator'],
    scope: 'freight:read',
    params: z.object({ poolId: idSchema('pol') }),
    idempotent: false,
    responses: { 200: { description: 'The dispute', schema: invoiceDispute } },
    problems: ['http.not_found', 'freight.no_dispute'],
  },
  decideInvoiceDispute: {
    method: 'POST',
    path: '/v1/pools/{poolId}/invoice-dispute/decision',
    summary: 'End a dispute over a carrier’s invoice',
    description:
      '`credited`: the carrier has taken the lines back. `accepted`: the house pays them, no shipper does. Without a decision they are refused for good when their time is over.',
    auth: 'key',
    roles: ['operator'],
    scope: 'freight:write',
    params: z.object({ poolId: idSchema('pol') }),
    body: z
      .strictObject({ outcome: z.enum(['credited', 'accepted']), reason: textSchema(200) })
      .meta({ id: 'InvoiceDisputeDecision' }),
    idempotent: true,
    responses: { 200: { description: 'The dispute', schema: invoiceDispute } },
    problems: ['http.not_found', 'freight.no_dispute', 'freight.dispute_over'],
    example: { body: { outcome: 'credited', reason: 'Credit note 4711' } },
  },
  receiveCarrierEvent: {
    method: 'POST',
    path: '/v1/inbound/carrier',
    summary: 'Booking notices and tracking events of the carrier, signed',
    auth: 'signature',
    idempotent: false,
    responses: { 200: { description: 'Taken' } },
    problems: ['http.bad_signature', 'http.malformed_json', 'freight.bad_message'],
  },
});
