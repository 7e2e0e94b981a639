import { z } from 'zod';

const base = { STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string() };

/** Environment of the HTTP function. */
export const apiEnv = z.object({ ...base, CURSOR_SECRET_ARN: z.string() });

/** Environment of the queue consumer, which starts and resumes the leg. */
export const consumersEnv = z.object({ ...base, STATE_MACHINE_ARN_SAMPLE: z.string() });

/** Environment of the steps of the leg. */
export const stepsEnv = z.object(base);
