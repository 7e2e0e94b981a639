import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { idSchema } from '../../../shared/http/schemas.ts';
import { consignmentParams } from '../shapes.ts';
import { paper, paperSummary } from './shapes.ts';

const poolParams = z.object({ poolId: idSchema('pol') });
const namedParams = poolParams.extend({
  name: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)*(-L?\d{1,3})?$/)
    .max(40)
    .meta({ description: 'As in the list: `master-bill-1`, `verified-mass-2`, `booking-request` …' }),
});
const query = z.strictObject({
  version: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .optional()
    .meta({ description: 'The last one unless given.' }),
});
const listed = {
  200: { description: 'The papers', schema: z.object({ items: z.array(paperSummary) }) },
};
const readable = { 200: { description: 'The paper, to print', contentType: 'text/html; charset=utf-8' } };
const versions =
  'Each version stands for good, with the hash of its document as canonical JSON (RFC 8785, SHA-256); a later one says what it replaces and why.';
const ofHouse = 'For operators and the freight station: it names everybody in the load.';

const common = { method: 'GET', auth: 'key', scope: 'freight:read', idempotent: false } as const;

/** A paper of one consignment, for its parties. */
const own = (path: string, what: string, description: string, missing: string) => ({
  ...common,
  path: `/v1/consignments/{consignmentId}/${path}`,
  summary: what,
  description: `${description} ${versions}`,
  params: consignmentParams,
  query,
  responses: { 200: { description: 'The paper', schema: paper } },
  problems: ['http.not_found', missing, 'freight.no_paper'],
});

/** The same to print. */
const printed = (path: string, what: string, missing: string) => ({
  ...common,
  path: `/v1/consignments/{consignmentId}/${path}/html`,
  summary: what,
  params: consignmentParams,
  query,
  responses: readable,
  problems: ['http.not_found', missing, 'freight.no_paper'],
});

/** Papers of freight in the field's standard form: those of a consignment for its parties, those of a pool for the house. */
export const paperOperations = defineOperations({
  listConsignmentPapers: {
    ...common,
    path: '/v1/consignments/{consignmentId}/papers',
    summary: 'Papers of a consignment, every version of each',
    params: consignmentParams,
    responses: listed,
    problems: ['http.not_found'],
  },
  getHouseBill: own(
    'house-bill',
    'The house bill of lading or air waybill',
    'As DCSA’s TransportDocument. Received for shipment until the carrier has reported the goods loaded; again so when it takes that back.',
    'freight.no_house_bill',
  ),
  getHouseBillHtml: printed('house-bill', 'The house bill to print', 'freight.no_house_bill'),
  getArrivalNotice: own(
    'arrival-notice',
    'The arrival notice',
    'As DCSA’s ArrivalNotice, with the free time at the station.',
    'freight.not_arrived',
  ),
  getArrivalNoticeHtml: printed('arrival-notice', 'The arrival notice to print', 'freight.not_arrived'),
  getDeliveryOrderPaper: own(
    'delivery-order/paper',
    'The delivery order as a paper',
    'As DCSA’s delivery order: what the order said at each of its moves. How its conditions stand now is in the order itself.',
    'freight.not_arrived',
  ),
  getDeliveryOrderHtml: printed('delivery-order', 'The delivery order to print', 'freight.not_arrived'),
  listPoolPapers: {
    ...common,
    path: '/v1/pools/{poolId}/papers',
    summary: 'Papers of a shared load, every version of each',
    description: `Booking request and confirmation, shipping instructions and master bill of each unit, verified masses. ${ofHouse}`,
    roles: ['operator'],
    params: poolParams,
    responses: listed,
    problems: ['http.not_found'],
  },
  getPoolPaper: {
    ...common,
    path: '/v1/pools/{poolId}/papers/{name}',
    summary: 'A paper of a shared load',
    description: `${ofHouse} ${versions}`,
    roles: ['operator'],
    params: namedParams,
    query,
    responses: { 200: { description: 'The paper', schema: paper } },
    problems: ['http.not_found', 'freight.no_paper'],
  },
  getPoolPaperHtml: {
    ...common,
    path: '/v1/pools/{poolId}/papers/{name}/html',
    summary: 'A paper of a shared load to print',
    description: ofHouse,
    roles: ['operator'],
    params: namedParams,
    query,
    responses: readable,
    problems: ['http.not_found', 'freight.no_paper'],
  },
});
