import { Token } from 'aws-cdk-lib';
import type { z } from 'zod';
import { SynthesisRefused } from './refusal.ts';

/** Values that a function may ask for by naming them in its schema; `undefined` = known here, but not available to this one. */
export type Wiring = Readonly<Record<string, string>>;

/**
 * The environment of a function: exactly the variables that its schema names, so that handler and template cannot drift.
 * Throws, naming the function, when a variable is unknown or a value does not pass the schema.
 */
export const environmentFor = (
  owner: string,
  schema: z.ZodObject,
  wiring: Wiring,
): Record<string, string> => {
  const environment: Record<string, string> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const value = wiring[name];
    if (value === undefined) {
      const known = Object.keys(wiring).sort().join(', ');
      throw new SynthesisRefused(
        `${owner} asks for ${name}, which the template cannot supply. It can supply: ${known}`,
      );
    }
    if (!Token.isUnresolved(value)) assertFits(owner, name, field, value);
    environment[name] = value;
  }
  return environment;
};

const assertFits = (owner: string, name: string, field: unknown, value: string): void => {
  if (!isParser(field)) return;
  const parsed = field.safeParse(value);
  if (parsed.success) return;
  throw new SynthesisRefused(
    `${owner} would not accept ${name}=${value}: ${parsed.error?.message ?? 'it does not fit'}`,
  );
};

interface Parser {
  readonly safeParse: (value: unknown) => { readonly success: boolean; readonly error?: Error | undefined };
}

const isParser = (field: unknown): field is Parser =>
  typeof field === 'object' &&
  field !== null &&
  'safeParse' in field &&
  typeof field.safeParse === 'function';
