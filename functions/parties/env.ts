import { z } from 'zod';

const base = { STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string() };

/** Environment of the HTTP function. */
export const apiEnv = z.object({
  ...base,
  CURSOR_SECRET_ARN: z.string(),
  API_BASE_URL: z.string(),
  REGISTRY_URL: z.string(),
  REGISTRY_SECRET_NAME: z.string(),
});

/** Environment of the authorizer. */
export const authorizerEnv = z.object(base);

/** Environment of the queue consumer. */
export const consumersEnv = z.object({ ...base, REGISTRY_URL: z.string(), MAIL_URL: z.string() });

/** Environment of the function that makes operators' keys. */
export const operatorsEnv = z.object(base);
