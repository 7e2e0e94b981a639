import { z } from 'zod';

const base = { STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string() };
const taxOffice = { TAX_OFFICE_URL: z.string(), API_BASE_URL: z.string() };

/** Environment of the HTTP function. */
export const apiEnv = z.object({
  ...base,
  CURSOR_SECRET_ARN: z.string(),
  TAX_OFFICE_SECRET_NAME: z.string(),
});

/** Environment of the queue consumer: it starts the leg and asks the tax office for news. */
export const consumersEnv = z.object({ ...base, ...taxOffice, STATE_MACHINE_ARN_REFUND: z.string() });

/** Environment of the steps. */
export const stepsEnv = z.object({ ...base, ...taxOffice });
