import { payableCancellationRequested, payableRequested } from '../../functions/payments/contract.ts';
import { advanceRequested } from '../../functions/refunds/contract.ts';
import { apiEnv, consumersEnv, stepsEnv } from '../../functions/refunds/env.ts';
import { operations } from '../../functions/refunds/operations.ts';
import { subscriptions } from '../../functions/refunds/subscriptions.ts';
import { refundLeg } from '../../functions/refunds/workflow.ts';
import { defineContext } from './context.ts';

/** Export tax refunds and the claims behind their advances. */
export const refundsContext = defineContext({
  name: 'refunds',
  stack: 'trade',
  impact: 'Exporters do not get their export tax back, and advances on it stop.',
  operations,
  subscriptions,
  requests: [payableRequested.type, payableCancellationRequested.type, advanceRequested.type],
  functions: {
    api: { env: apiEnv, grants: { partnerSecrets: ['tax_office'] } },
    consumers: { env: consumersEnv },
    steps: { env: stepsEnv },
  },
  deadlines: true,
  workflows: { refund: refundLeg },
});
