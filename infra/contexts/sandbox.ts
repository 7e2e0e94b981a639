import { apiEnv, consumersEnv } from '../../functions/sandbox/env.ts';
import { operations } from '../../functions/sandbox/operations.ts';
import { subscriptions } from '../../functions/sandbox/subscriptions.ts';
import { defineContext } from './context.ts';

/** The twins of the outside parties; only stages without real partners have them. */
export const sandboxContext = defineContext({
  name: 'sandbox',
  stack: 'sandbox',
  impact: 'Trades in test mode wait for answers of partners that never come.',
  operations,
  subscriptions,
  functions: {
    api: { env: apiEnv },
    consumers: {
      env: consumersEnv,
      grants: {
        partnerSecrets: ['psp', 'bank', 'customs', 'carrier', 'tax_office', 'lender', 'registry', 'fund'],
      },
    },
  },
  deadlines: true,
});
