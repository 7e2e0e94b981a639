import { ownTransferRequested } from '../../functions/payments/contract.ts';
import { apiEnv, consumersEnv, stepsEnv } from '../../functions/settlement/env.ts';
import { operations } from '../../functions/settlement/operations.ts';
import { subscriptions } from '../../functions/settlement/subscriptions.ts';
import { settlementLeg } from '../../functions/settlement/workflow.ts';
import { defineContext } from './context.ts';

/** The waterfall at the end of a trade. */
export const settlementContext = defineContext({
  name: 'settlement',
  stack: 'regulated',
  impact: 'Sellers, carriers and lenders are not paid their share of a closed trade.',
  operations,
  subscriptions,
  requests: [ownTransferRequested.type],
  functions: {
    api: { env: apiEnv, grants: { ledger: 'post' } },
    consumers: { env: consumersEnv, grants: { ledger: 'post' } },
    steps: { env: stepsEnv, grants: { ledger: 'post' } },
  },
  deadlines: true,
  workflows: { settlement: settlementLeg },
});
