import {
  escrowOpeningRequested,
  escrowRefundRequested,
  escrowReleaseRequested,
} from '../../functions/escrow/contract.ts';
import { apiEnv, consumersEnv, stepsEnv } from '../../functions/samples/env.ts';
import { operations } from '../../functions/samples/operations.ts';
import { subscriptions } from '../../functions/samples/subscriptions.ts';
import { sampleLeg } from '../../functions/samples/workflow.ts';
import { defineContext } from './context.ts';

/** Sample orders up to the sealed golden sample. */
export const samplesContext = defineContext({
  name: 'samples',
  stack: 'trade',
  impact: 'No sample can be ordered or approved, so no bulk order can follow.',
  operations,
  subscriptions,
  requests: [escrowOpeningRequested.type, escrowReleaseRequested.type, escrowRefundRequested.type],
  functions: {
    api: { env: apiEnv },
    consumers: { env: consumersEnv },
    steps: { env: stepsEnv },
  },
  deadlines: true,
  workflows: { sample: sampleLeg },
});
