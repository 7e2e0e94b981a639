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
import { consignment, consignmentParams, pieces } from '../shapes.ts';
import { examplePieces, misfitProblems } from './cargo.ts';

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
    params: consignmentParams,
    idempotent: false,
    responses: { 200: one },
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
    params: consignmentParams,
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
    params: consignmentParams,
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
    params: consignmentParams,
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
    params: consignmentParams,
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
