import type { z } from 'zod';

/**
 * Reads the function's environment through its schema, once per cold start.
 * Throws at once, naming every missing or malformed variable, so that a bad deployment never serves a request.
 */
export const readEnv = <Schema extends z.ZodType>(schema: Schema): z.output<Schema> => {
  const parsed = schema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Error(`The environment of this function is incomplete: ${problems}`);
};
