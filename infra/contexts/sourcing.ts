import { dutyEstimateRequested } from '../../functions/customs/contract.ts';
import { freightEstimateRequested } from '../../functions/freight/contract.ts';
import { apiEnv, consumersEnv } from '../../functions/sourcing/env.ts';
import { operations } from '../../functions/sourcing/operations.ts';
import { subscriptions } from '../../functions/sourcing/subscriptions.ts';
import { defineContext } from './context.ts';

/** Requests for quotation, matching, quotes, negotiation. */
export const sourcingContext = defineContext({
  name: 'sourcing',
  stack: 'market',
  impact: 'Buyers get no quotes and exporters see no requests.',
  operations,
  subscriptions,
  requests: [freightEstimateRequested.type, dutyEstimateRequested.type],
  functions: {
    api: { env: apiEnv },
    consumers: { env: consumersEnv },
  },
  deadlines: true,
});
