import { z } from 'zod';

const base = {
  STAGE: z.string(),
  CONTEXT: z.string(),
  TABLE_NAME: z.string(),
  LEDGER_TABLE_NAME: z.string(),
};

/** Environment of the HTTP function: it takes orders, and the fund's answers. */
export const apiEnv = z.object({ ...base, CURSOR_SECRET_ARN: z.string(), FUND_SECRET_NAME: z.string() });

/** Environment of the queue consumer: it sweeps, accrues, and talks to the fund. */
export const consumersEnv = z.object({ ...base, FUND_URL: z.url(), API_BASE_URL: z.url() });

/** Environment of the scheduled look at the fund's publications and report. */
export const fundDailyEnv = z.object({ ...base, FUND_URL: z.url(), API_BASE_URL: z.url() });
