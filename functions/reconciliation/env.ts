import { z } from 'zod';

const base = { STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string() };

/** Environment of the HTTP function. */
export const apiEnv = z.object({ ...base, CURSOR_SECRET_ARN: z.string() });

/** Environment of the queue consumer. */
export const consumersEnv = z.object(base);

/** Environment of the function that runs the proof each day, and when an operator asks. */
export const dailyEnv = z.object({
  ...base,
  LEDGER_TABLE_NAME: z.string(),
  BANK_URL: z.url(),
  PSP_URL: z.url(),
});
