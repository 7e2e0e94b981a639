import { apiEnv, consumersEnv, stepsEnv } from '../../functions/freight/env.ts';
import { operations } from '../../functions/freight/operations.ts';
import { subscriptions } from '../../functions/freight/subscriptions.ts';
import { poolLeg } from '../../functions/freight/workflow.ts';
import { defineContext } from './context.ts';

/** Bookings and pooled sailings. */
export const freightContext = defineContext({
  name: 'freight',
  stack: 'trade',
  impact: 'Shared containers are neither filled nor booked, and cut-offs are missed.',
  operations,
  subscriptions,
  functions: {
    api: { env: apiEnv, grants: { partnerSecrets: ['carrier'] } },
    consumers: { env: consumersEnv },
    steps: { env: stepsEnv },
  },
  deadlines: true,
  workflows: { pool: poolLeg },
});
