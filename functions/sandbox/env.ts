import { z } from 'zod';

/** Environment of the twins' HTTP function. */
export const apiEnv = z.object({
  STAGE: z.string(),
  CONTEXT: z.string(),
  TABLE_NAME: z.string(),
  /** PSP and bank have one agreed address for what they tell us. */
  REGULATED_API_URL: z.url(),
});

/** Environment of the function that sends the twins' answers, signed with each partner's secret. */
export const consumersEnv = z.object({
  STAGE: z.string(),
  CONTEXT: z.string(),
  TABLE_NAME: z.string(),
  PSP_SECRET_NAME: z.string(),
  BANK_SECRET_NAME: z.string(),
  CUSTOMS_SECRET_NAME: z.string(),
  CARRIER_SECRET_NAME: z.string(),
  TAX_OFFICE_SECRET_NAME: z.string(),
  LENDER_SECRET_NAME: z.string(),
  REGISTRY_SECRET_NAME: z.string(),
  FUND_SECRET_NAME: z.string(),
});
