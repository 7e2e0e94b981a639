import { defineOperations } from '../../../shared/http/operation.ts';
import { exampleComparison } from '../examples.ts';
import { rfqParams } from '../rfqs/operations.ts';
import { comparison } from './shapes.ts';

/** HTTP operations that put quotes beside each other. */
export const comparisonOperations = defineOperations({
  compareQuotes: {
    method: 'GET',
    path: '/v1/rfqs/{rfqId}/comparison',
    summary: 'Compare live quotes at your own door',
    description:
      'Each quote with what the buyer pays beside it under its delivery term: carriage by the tariff of the lane, insurance, duty, fees and tax, each line with basis and source. Cheapest at the door first; raw terms stand beside. All but the price is an estimate. Estimates come a moment after a quote; until then `missing` names them.',
    auth: 'key',
    roles: ['buyer'],
    scope: 'sourcing:read',
    params: rfqParams,
    idempotent: false,
    responses: { 200: { description: 'The comparison', schema: comparison } },
    problems: ['http.not_found'],
    example: { response: exampleComparison },
  },
  estimateAgain: {
    method: 'POST',
    path: '/v1/rfqs/{rfqId}/estimates',
    summary: 'Have the estimates of all live quotes made anew',
    description: 'Tariffs, rates and tables change; the new answers replace the old ones a moment later.',
    auth: 'key',
    roles: ['buyer'],
    scope: 'sourcing:write',
    params: rfqParams,
    idempotent: true,
    responses: { 202: { description: 'Estimates are being made', schema: comparison } },
    problems: ['http.not_found'],
    example: { response: exampleComparison },
  },
});
