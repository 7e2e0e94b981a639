import { apiEnv, consumersEnv, stepsEnv } from '../../functions/freight/env.ts';
import { operations } from '../../functions/freight/operations.ts';
import { subscriptions } from '../../functions/freight/subscriptions.ts';
import { poolLeg } from '../../functions/freight/workflow.ts';
import { payableRequested, payoutRequested } from '../../functions/payments/contract.ts';
import { claimRequested } from '../../functions/settlement/contract.ts';
import { defineContext } from './context.ts';

/** Bookings and pooled sailings. */
export const freightContext = defineContext({
  name: 'freight',
  stack: 'trade',
  impact: 'Shared containers are neither filled nor booked, and cut-offs are missed.',
  operations,
  subscriptions,
  requests: [payableRequested.type, payoutRequested.type, claimRequested.type],
  functions: {
    api: { env: apiEnv, grants: { partnerSecrets: ['carrier'] } },
    consumers: { env: consumersEnv },
    // Plans thousands of pieces: a whole processor, and minutes where the pool is large.
    steps: { env: stepsEnv, timeoutSeconds: 600, memoryMb: 1_769 },
  },
  deadlines: true,
  workflows: { pool: poolLeg },
});
