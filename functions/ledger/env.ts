import { z } from 'zod';

/** Environment of the HTTP function. */
export const apiEnv = z.object({
  STAGE: z.string(),
  CONTEXT: z.string(),
  TABLE_NAME: z.string(),
  CURSOR_SECRET_ARN: z.string(),
});
