import { escrowRecoveryRequested } from '../../functions/escrow/contract.ts';
import { apiEnv, backOfficeEnv, consumersEnv } from '../../functions/fx/env.ts';
import { operations } from '../../functions/fx/operations.ts';
import { subscriptions } from '../../functions/fx/subscriptions.ts';
import { ownTransferRequested } from '../../functions/payments/contract.ts';
import { defineContext } from './context.ts';

/** Rates, quotes and conversions. */
export const fxContext = defineContext({
  name: 'fx',
  stack: 'regulated',
  impact: 'No rate can be quoted, so trades in two currencies stand still.',
  operations,
  subscriptions,
  // The loss of an unwinding that a company cannot pay at once, and own money that covers it meanwhile.
  requests: [escrowRecoveryRequested.type, ownTransferRequested.type],
  functions: {
    api: { env: apiEnv, grants: { ledger: 'post' } },
    consumers: { env: consumersEnv },
    // The source publishes once a day at about 16:00 in Frankfurt; an hour is how long a late publication is missed.
    'back-office': { env: backOfficeEnv, grants: { ledger: 'read' }, schedule: 'rate(1 hour)' },
  },
  deadlines: true,
});
