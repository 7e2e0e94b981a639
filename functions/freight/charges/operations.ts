import { defineOperations } from '../../../shared/http/operation.ts';
import { consignmentParams } from '../shapes.ts';
import { freightCharges, freightShare } from './shapes.ts';
/** What a consignment is charged. */
export const chargeOperations = defineOperations({
  getFreightCharges: {
    method: 'GET',
    path: '/v1/consignments/{consignmentId}/charges',
    summary: 'What your side was quoted and charged, line by line',
    description:
      'Only the lines that your company pays under the delivery term, each with its leg, its basis and the figures to recompute it.',
    auth: 'key',
    scope: 'freight:read',
    params: consignmentParams,
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
    params: consignmentParams,
    idempotent: false,
    responses: { 200: { description: 'The share', schema: freightShare } },
    problems: ['http.not_found', 'freight.not_split'],
  },
});
