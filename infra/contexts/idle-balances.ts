import { apiEnv, consumersEnv, fundDailyEnv } from '../../functions/idle-balances/env.ts';
import { operations } from '../../functions/idle-balances/operations.ts';
import { subscriptions } from '../../functions/idle-balances/subscriptions.ts';
import {
  payableCancellationRequested,
  payableRequested,
  payoutRequested,
} from '../../functions/payments/contract.ts';
import { defineContext } from './context.ts';

/** Available money of sellers in the partner fund. */
export const idleBalancesContext = defineContext({
  name: 'idle-balances',
  stack: 'regulated',
  impact: 'Idle money of sellers earns nothing, and what is in the fund cannot be paid back.',
  operations,
  subscriptions,
  requests: [payableRequested.type, payableCancellationRequested.type, payoutRequested.type],
  functions: {
    api: { env: apiEnv, grants: { ledger: 'post', partnerSecrets: ['fund'] } },
    consumers: { env: consumersEnv, grants: { ledger: 'post' } },
    // The fund publishes each day; an hour is how long a late publication or a difference is missed.
    'fund-daily': {
      env: fundDailyEnv,
      grants: { ledger: 'read' },
      schedule: 'rate(1 hour)',
      timeoutSeconds: 300,
    },
  },
  deadlines: true,
});
