import { z } from 'zod';

const base = { STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string() };
const lender = { LENDER_URL: z.string(), API_BASE_URL: z.string() };

/** Environment of the HTTP function. */
export const apiEnv = z.object({ ...base, CURSOR_SECRET_ARN: z.string(), LENDER_SECRET_NAME: z.string() });

/** Environment of the queue consumer: it asks lenders for offers, starts loans and posts advances. */
export const consumersEnv = z.object({
  ...base,
  ...lender,
  LEDGER_TABLE_NAME: z.string(),
  STATE_MACHINE_ARN_LOAN: z.string(),
});

/** Environment of the steps. */
export const stepsEnv = z.object({ ...base, ...lender });
