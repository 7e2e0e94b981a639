import { z } from 'zod';

const tableEnv = z.object({ STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string() });

/** Environment of the HTTP function. */
export const apiEnv = tableEnv.extend({ CURSOR_SECRET_ARN: z.string(), BUCKET_NAME: z.string() });

/** Environment of the function that reacts to events. */
export const consumersEnv = tableEnv.extend({ BUCKET_NAME: z.string() });

/** Environment of the functions that write the matching index. */
export const indexEnv = tableEnv.extend({ BUCKET_NAME: z.string() });
