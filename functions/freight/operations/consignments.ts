import { z } from 'zod';
import { pageQuery } from '../../../shared/http/cursor.ts';
import { defineOperations } from '../../../shared/http/operation.ts';
import {
  dateSchema,
  idSchema,
  locodeSchema,
  moneySchema,
  positiveMoneySchema,
  textSchema,
} from '../../../shared/http/schemas.ts';
import { freightCharges, freightShare } from '../charge-shapes.ts';
import { dcsaEvent } from '../dcsa-shapes.ts';
import { consignment, pieces, tracking } from '../shapes.ts';
import { examplePieces, misfitProblems } from './cargo.ts';

const params = z.object({ consignmentId: idSchema('cns') });
const one = { description: 'The consignment', schema: consignment };

const newConsignmentBody = z
  .strictObject({
    orderId: idSchema('ord'),
    sailingId: textSchema(80).optional(),
    cheapest: z
      .strictObject({
        from: locodeSchema,
        to: locodeSchema,
        until: dateSchema.optional().meta({
          description: 'Last day of shipment; that of the contract with its grace days unless it is earlier.',
        }),
        readyOn: dateSchema
          .optional()
          .meta({ description: 'First day on which the goods can be at the freight station.' }),
      })
      .optional(),
    pieces: pieces.optional(),
    marks: textSchema(200).optional(),
    reference: textSchema(60).optional(),
  })
  .refine((body) => (body.sailingId === undefined) !== (body.cheapest === undefined), {
    path: ['sailingId'],
    message: 'Name a departure, or ask for the `cheapest` of a lane: one of the two.',
  })
  .meta({ id: 'NewConsignment' });
export type NewConsignmentBody = z.output<typeof newConsignmentBody>;

/** Goods of one order on their way, from booking to tracking. */
export const consignmentOperations = defineOperations({
  createConsignment: {
    method: 'POST',
    path: '/v1/consignments',
    summary: 'Put the goods of an order on a departure',
    description:
      'Joins the pool of the departure with a capped quote. With `cheapest` instead of a `sailingId` the goods go where they cost least among the departures of the lane that ship them in time, and are moved as others join or leave, until leaving would cost dead freight; the cap is never raised. Without `pieces` the packing of the contract is taken.',
    auth: 'key',
    scope: 'freight:write',
    body: newConsignmentBody,
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
      'freight.no_departure',
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
});
