import { apiEnv, consumersEnv } from '../../functions/escrow/env.ts';
import { operations } from '../../functions/escrow/operations.ts';
import { subscriptions } from '../../functions/escrow/subscriptions.ts';
import {
  ownTransferRequested,
  payableCancellationRequested,
  payableRequested,
  payoutRequested,
} from '../../functions/payments/contract.ts';
import { defineContext } from './context.ts';

/** Money held for an order until its conditions are met. */
export const escrowContext = defineContext({
  name: 'escrow',
  stack: 'regulated',
  impact: 'Money is neither held nor released.',
  operations,
  subscriptions,
  requests: [
    ownTransferRequested.type,
    payableRequested.type,
    payableCancellationRequested.type,
    payoutRequested.type,
  ],
  functions: {
    api: { env: apiEnv, grants: { ledger: 'read' } },
    consumers: { env: consumersEnv, grants: { ledger: 'post' } },
  },
  deadlines: true,
});
