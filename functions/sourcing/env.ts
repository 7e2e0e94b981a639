import { z } from 'zod';

const base = { STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string() };

/** Environment of the HTTP function. */
export const apiEnv = z.object({ ...base, CURSOR_SECRET_ARN: z.string(), TRANSLATOR_URL: z.string() });

/** Environment of the queue consumer. */
export const consumersEnv = z.object(base);
