import { z } from 'zod';

const base = {
  STAGE: z.string(),
  CONTEXT: z.string(),
  TABLE_NAME: z.string(),
  LEDGER_TABLE_NAME: z.string(),
};

/** Environment of the HTTP function. */
export const apiEnv = z.object({
  ...base,
  CURSOR_SECRET_ARN: z.string(),
  PSP_SECRET_NAME: z.string(),
  BANK_SECRET_NAME: z.string(),
});

/** Environment of the queue consumer. */
export const consumersEnv = z.object({ ...base, PSP_URL: z.url(), BANK_URL: z.url() });

/** Environment of the daily calculation of client money. */
export const clientMoneyEnv = z.object(base);
