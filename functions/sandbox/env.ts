import { z } from 'zod';

/** Environment of the twins' HTTP function. */
export const apiEnv = z.object({ STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string() });

/** Environment of the function that sends the twins' answers, signed with each partner's secret. */
export const consumersEnv = z.object({
  STAGE: z.string(),
  CONTEXT: z.string(),
  TABLE_NAME: z.string(),
  PSP_SECRET_ARN: z.string(),
  BANK_SECRET_ARN: z.string(),
  CUSTOMS_SECRET_ARN: z.string(),
  CARRIER_SECRET_ARN: z.string(),
  TAX_OFFICE_SECRET_ARN: z.string(),
  LENDER_SECRET_ARN: z.string(),
  REGISTRY_SECRET_ARN: z.string(),
});
