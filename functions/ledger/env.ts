import { z } from 'zod';

/** Environment of the HTTP function. */
export const apiEnv = z.object({
  STAGE: z.string(),
  CONTEXT: z.string(),
  TABLE_NAME: z.string(),
  CURSOR_SECRET_ARN: z.string(),
});

/** Environment of the functions that seal journals. */
export const sealerEnv = z.object({ STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string() });

/** Environment of the auditor's function. */
export const auditorEnv = z.object({ STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string() });
