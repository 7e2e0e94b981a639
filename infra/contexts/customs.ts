import { apiEnv, consumersEnv, stepsEnv } from '../../functions/customs/env.ts';
import { operations } from '../../functions/customs/operations.ts';
import { subscriptions } from '../../functions/customs/subscriptions.ts';
import { exportLeg, importLeg } from '../../functions/customs/workflow.ts';
import { payableRequested, payoutRequested } from '../../functions/payments/contract.ts';
import { defineContext } from './context.ts';

/** Export and import declarations and their answers. */
export const customsContext = defineContext({
  name: 'customs',
  stack: 'trade',
  impact: 'Goods wait at the border: nothing is lodged and no release is seen.',
  operations,
  subscriptions,
  requests: [payableRequested.type, payoutRequested.type],
  functions: {
    api: { env: apiEnv, grants: { partnerSecrets: ['customs'] } },
    consumers: { env: consumersEnv },
    steps: { env: stepsEnv },
  },
  deadlines: true,
  workflows: { export: exportLeg, import: importLeg },
});
