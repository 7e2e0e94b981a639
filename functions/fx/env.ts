import { z } from 'zod';

const base = { STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string() };

/** Environment of the HTTP function. */
export const apiEnv = z.object({
  ...base,
  LEDGER_TABLE_NAME: z.string(),
  CURSOR_SECRET_ARN: z.string(),
  ECB_URL: z.url(),
});

/** Environment of the queue consumer. */
export const consumersEnv = z.object({ ...base, BANK_URL: z.url() });

/** Environment of what the clock and operators set off. */
export const backOfficeEnv = z.object({ ...base, LEDGER_TABLE_NAME: z.string(), ECB_URL: z.url() });
