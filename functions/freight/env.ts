import { z } from 'zod';

const base = { STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string() };

/** Environment of the HTTP function. */
export const apiEnv = z.object({
  ...base,
  CURSOR_SECRET_ARN: z.string(),
  CARRIER_SECRET_NAME: z.string(),
  CARRIER_URL: z.string(),
  API_BASE_URL: z.string(),
});

/** Environment of the queue consumer: it starts and resumes the leg, and tells the carrier what it may hand out. */
export const consumersEnv = z.object({
  ...base,
  STATE_MACHINE_ARN_POOL: z.string(),
  CARRIER_URL: z.string(),
  API_BASE_URL: z.string(),
});

/** Environment of the steps. */
export const stepsEnv = z.object({ ...base, CARRIER_URL: z.string(), API_BASE_URL: z.string() });
