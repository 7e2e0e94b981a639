import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import { idSchema, textSchema } from '../../shared/http/schemas.ts';
import { billOperations } from './bill/operations.ts';
import { disputeOperations } from './dispute-operations.ts';
import { resolutions } from './domain/decision.ts';
import { exampleConsolidated, exampleOrder, exampleSummary } from './examples.ts';
import {
  consolidatedOrderShape,
  contractShape,
  inspectionReport,
  orderShape,
  orderSummaryShape,
  placeOrderBody,
  productionStartBody,
  shipmentExtensionBody,
} from './shapes.ts';

const orderPath = z.strictObject({ orderId: idSchema('ord') });
const read = { auth: 'key', scope: 'orders:read', idempotent: false } as const;
const write = { auth: 'key', scope: 'orders:write', idempotent: true } as const;
const orderAnswer = { 200: { description: 'The order as it is now.', schema: orderShape } } as const;

const orderOperations = defineOperations({
  placeOrder: {
    method: 'POST',
    path: '/v1/orders',
    summary: 'Order one or more contracts at once',
    description:
      'Turns up to 20 frozen contracts of the buyer into one consolidated order with one order per contract, all or none. Each order has an escrow of its own; `deposits.payableIds` pays all deposits in one payment (ten at once). A golden sample credit is taken off the balance once.',
    ...write,
    roles: ['buyer'],
    body: placeOrderBody,
    responses: { 201: { description: 'Placed.', schema: consolidatedOrderShape } },
    problems: [
      'http.not_found',
      'orders.contract_already_ordered',
      'orders.self_dealing',
      'orders.terms_unworkable',
      'orders.ship_date_past',
      'orders.ship_date_too_far',
      'orders.company_blocked',
      'orders.too_many_writes',
      'orders.sample_credit_unknown',
      'orders.sample_credit_unusable',
      'orders.sample_credit_used',
    ],
    example: {
      body: {
        contractIds: ['ctr_01K9Z3V5T8QW2M4N6P8R0S1T3V'],
        sampleCredits: [
          { contractId: 'ctr_01K9Z3V5T8QW2M4N6P8R0S1T3V', sampleId: 'smp_01K9Z3V5T8QW2M4N6P8R0S1T3V' },
        ],
      },
      response: exampleConsolidated,
    },
  },
  listOrders: {
    method: 'GET',
    path: '/v1/orders',
    summary: 'List the orders of your company, newest first',
    ...read,
    query: pageQuery,
    responses: {
      200: {
        description: 'Orders as buyer and as supplier.',
        schema: z.object({ items: z.array(orderSummaryShape), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleSummary] } },
  },
  getOrder: {
    method: 'GET',
    path: '/v1/orders/{orderId}',
    summary: 'Read an order: state, next action, money, holds, deadlines, history',
    ...read,
    params: orderPath,
    responses: orderAnswer,
    problems: ['http.not_found'],
    example: { response: exampleOrder },
  },
  listConsolidatedOrders: {
    method: 'GET',
    path: '/v1/consolidated-orders',
    summary: 'List your consolidated orders, newest first',
    ...read,
    query: pageQuery,
    responses: {
      200: {
        description: 'Consolidated orders that your company placed.',
        schema: z.object({
          items: z.array(
            z.object({
              consolidatedOrderId: idSchema('cno'),
              placedAt: z.string(),
              orderIds: z.array(idSchema('ord')),
            }),
          ),
          next: z.string().optional(),
        }),
      },
    },
    problems: ['http.bad_cursor'],
  },
  getConsolidatedOrder: {
    method: 'GET',
    path: '/v1/consolidated-orders/{consolidatedOrderId}',
    summary: 'Read a consolidated order and what pays it at once',
    ...read,
    params: z.strictObject({ consolidatedOrderId: idSchema('cno') }),
    responses: {
      200: { description: 'The orders of your company in it.', schema: consolidatedOrderShape },
    },
    problems: ['http.not_found'],
    example: { response: exampleConsolidated },
  },
  listContracts: {
    method: 'GET',
    path: '/v1/contracts',
    summary: 'List the frozen contracts of your company, newest first',
    ...read,
    query: pageQuery,
    responses: {
      200: {
        description: 'Contracts as buyer and as supplier.',
        schema: z.object({ items: z.array(contractShape), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
  },
  getContract: {
    method: 'GET',
    path: '/v1/contracts/{contractId}',
    summary: 'Read a frozen contract',
    ...read,
    params: z.strictObject({ contractId: idSchema('ctr') }),
    responses: { 200: { description: 'The contract, shown to its parties.', schema: contractShape } },
    problems: ['http.not_found'],
  },
  confirmOrder: {
    method: 'POST',
    path: '/v1/orders/{orderId}/confirmation',
    summary: 'Confirm an order as its supplier',
    ...write,
    roles: ['exporter'],
    params: orderPath,
    responses: orderAnswer,
    problems: ['http.not_found', 'orders.not_now'],
    example: { response: exampleOrder },
  },
  declineOrder: {
    method: 'POST',
    path: '/v1/orders/{orderId}/refusal',
    summary: 'Decline an order as its supplier',
    ...write,
    roles: ['exporter'],
    params: orderPath,
    body: z.strictObject({ reason: textSchema(500) }),
    responses: orderAnswer,
    problems: ['http.not_found', 'orders.not_now'],
    example: { body: { reason: 'The material is not to be had before March.' } },
  },
  cancelOrder: {
    method: 'POST',
    path: '/v1/orders/{orderId}/cancellation',
    summary: 'Cancel an unpaid order as its buyer',
    ...write,
    roles: ['buyer'],
    params: orderPath,
    body: z.strictObject({ reason: textSchema(500) }),
    responses: orderAnswer,
    problems: ['http.not_found', 'orders.not_now', 'orders.already_paid'],
    example: { body: { reason: 'Ordered twice by mistake.' } },
  },
  reportReadiness: {
    method: 'POST',
    path: '/v1/orders/{orderId}/readiness',
    summary: 'Report the goods ready, with the inspection report where one is agreed',
    description:
      'Where the contract agrees an AQL, the report is judged by ISO 2859-1 single sampling at general level II: one critical unit fails the lot, major and minor units are each held against the AQL agreed for them (minor ones against that for major defects where they have none). A failed lot is refused with the numbers and stays in production.',
    ...write,
    roles: ['exporter'],
    params: orderPath,
    body: z.strictObject({ inspection: inspectionReport.optional() }),
    responses: orderAnswer,
    problems: [
      'http.not_found',
      'orders.not_now',
      'orders.inspection_required',
      'orders.inspection_incomplete',
      'orders.inspection_failed',
    ],
    example: {
      body: { inspection: { lotSize: 400, sampleSize: 50, critical: 0, major: 2, minor: 3 } },
    },
  },
  reportProductionStart: {
    method: 'POST',
    path: '/v1/orders/{orderId}/production-start',
    summary: 'Show that production has begun, as the supplier',
    description:
      'Where the contract releases a share at the start of production. The evidence is described and fixed by the hash of its file; the share is released once the buyer confirms it.',
    ...write,
    roles: ['exporter'],
    params: orderPath,
    body: productionStartBody,
    responses: orderAnswer,
    problems: ['http.not_found', 'orders.not_now', 'orders.not_agreed'],
    example: { body: { description: 'Housings moulded, photo of lot 1.' }, response: exampleOrder },
  },
  confirmProductionStart: {
    method: 'POST',
    path: '/v1/orders/{orderId}/production-start-confirmation',
    summary: 'Confirm the start of production, as the buyer: its share is released',
    ...write,
    roles: ['buyer'],
    params: orderPath,
    responses: orderAnswer,
    problems: ['http.not_found', 'orders.not_now', 'orders.not_agreed'],
    example: { response: exampleOrder },
  },
  extendAcceptance: {
    method: 'POST',
    path: '/v1/orders/{orderId}/acceptance-extension',
    summary: 'Take more time to look at the goods, as the buyer',
    description: 'Moves the end of the acceptance clock by the days and as often as the limits allow.',
    ...write,
    roles: ['buyer'],
    params: orderPath,
    responses: orderAnswer,
    problems: ['http.not_found', 'orders.not_now', 'orders.extension_used_up'],
    example: { response: exampleOrder },
  },
  extendShipment: {
    method: 'POST',
    path: '/v1/orders/{orderId}/shipment-extension',
    summary: 'Give the supplier more time to ship, as the buyer',
    description: 'Moves the last day of shipment, and the day from which damages for late shipment count.',
    ...write,
    roles: ['buyer'],
    params: orderPath,
    body: shipmentExtensionBody,
    responses: orderAnswer,
    problems: ['http.not_found', 'orders.not_now', 'orders.extension_not_later', 'orders.extension_too_long'],
    example: { body: { latestShipOn: '2027-01-25' }, response: exampleOrder },
  },
  acceptGoods: {
    method: 'POST',
    path: '/v1/orders/{orderId}/acceptance',
    summary: 'Accept the goods as the buyer: the money is released',
    ...write,
    roles: ['buyer'],
    params: orderPath,
    responses: orderAnswer,
    problems: ['http.not_found', 'orders.not_now'],
    example: { response: exampleOrder },
  },
  resolveParkedOrder: {
    method: 'POST',
    path: '/v1/orders/{orderId}/resolution',
    summary: 'Decide on a parked order as an operator',
    ...write,
    roles: ['operator'],
    params: orderPath,
    body: z.strictObject({ resolution: z.enum(resolutions), reason: textSchema(500) }),
    responses: orderAnswer,
    problems: ['http.not_found', 'orders.not_now', 'orders.nothing_held'],
    example: { body: { resolution: 'resume', reason: 'The buyer has paid the balance meanwhile.' } },
  },
});

/** Every operation of orders, disputes and bills. */
export const operations = { ...orderOperations, ...disputeOperations, ...billOperations };
