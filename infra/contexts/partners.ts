import { apiEnv, consumersEnv } from '../../functions/partners/env.ts';
import { operations } from '../../functions/partners/operations.ts';
import { subscriptions } from '../../functions/partners/subscriptions.ts';
import { defineContext } from './context.ts';

/** Trade-finance partners: consent, keys, data pulls. */
export const partnersContext = defineContext({
  name: 'partners',
  stack: 'regulated',
  impact: 'Lenders cannot onboard or pull the data that a company has consented to share.',
  operations,
  subscriptions,
  functions: {
    api: { env: apiEnv },
    consumers: { env: consumersEnv },
  },
  deadlines: true,
});
