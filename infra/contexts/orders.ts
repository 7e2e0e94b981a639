import {
  escrowFreezeRequested,
  escrowOpeningRequested,
  escrowRefundRequested,
  escrowReleaseRequested,
  escrowUnfreezeRequested,
} from '../../functions/escrow/contract.ts';
import { apiEnv, consumersEnv, stepsEnv } from '../../functions/orders/env.ts';
import { operations } from '../../functions/orders/operations.ts';
import { subscriptions } from '../../functions/orders/subscriptions.ts';
import { disputeLeg, tradeLeg } from '../../functions/orders/workflow.ts';
import { defineContext } from './context.ts';

/** Contracts, consolidated orders, deadlines, disputes. */
export const ordersContext = defineContext({
  name: 'orders',
  stack: 'trade',
  impact: 'Trades stand still: no order is placed, accepted or closed.',
  operations,
  subscriptions,
  requests: [
    escrowOpeningRequested.type,
    escrowReleaseRequested.type,
    escrowRefundRequested.type,
    escrowFreezeRequested.type,
    escrowUnfreezeRequested.type,
  ],
  functions: {
    api: { env: apiEnv },
    consumers: { env: consumersEnv },
    steps: { env: stepsEnv },
  },
  deadlines: true,
  workflows: { trade: tradeLeg, dispute: disputeLeg },
});
