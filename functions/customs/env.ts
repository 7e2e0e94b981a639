import { z } from 'zod';

const base = { STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string() };
const authority = { CUSTOMS_URL: z.string(), API_BASE_URL: z.string() };

/** Environment of the HTTP function. */
export const apiEnv = z.object({ ...base, CURSOR_SECRET_ARN: z.string(), CUSTOMS_SECRET_NAME: z.string() });

/** Environment of the queue consumer: it starts the legs and hands answers to queries to the authority. */
export const consumersEnv = z.object({
  ...base,
  ...authority,
  STATE_MACHINE_ARN_EXPORT: z.string(),
  STATE_MACHINE_ARN_IMPORT: z.string(),
});

/** Environment of the steps. */
export const stepsEnv = z.object({ ...base, ...authority });
