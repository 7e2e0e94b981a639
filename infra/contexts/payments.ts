import { apiEnv, clientMoneyEnv, consumersEnv } from '../../functions/payments/env.ts';
import { operations } from '../../functions/payments/operations.ts';
import { subscriptions } from '../../functions/payments/subscriptions.ts';
import { defineContext } from './context.ts';

/** Money in and out through PSP and bank. */
export const paymentsContext = defineContext({
  name: 'payments',
  stack: 'regulated',
  impact: 'Buyers cannot pay and nobody is paid out.',
  operations,
  subscriptions,
  functions: {
    api: { env: apiEnv, grants: { ledger: 'post', partnerSecrets: ['psp', 'bank'] } },
    consumers: { env: consumersEnv, grants: { ledger: 'post' } },
    // Before the reconciliation of the day, so that this proves it.
    'client-money-daily': {
      env: clientMoneyEnv,
      grants: { ledger: 'post' },
      schedule: 'cron(0 3 * * ? *)',
    },
  },
  deadlines: true,
});
