import { z } from 'zod';

const base = z.object({ STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string().min(3) });

/** Environment of the API function. */
export const apiEnv = base.extend({ CURSOR_SECRET_ARN: z.string() });

/** Environment of the queue consumer; it starts both legs and resumes their waits. */
export const consumersEnv = base.extend({
  STATE_MACHINE_ARN_TRADE: z.string(),
  STATE_MACHINE_ARN_DISPUTE: z.string(),
});

/** Environment of the steps function. */
export const stepsEnv = base;
