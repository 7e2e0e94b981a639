import { z } from 'zod';

/** Any JSON value, the only thing that travels between states. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One state of the Amazon States Language; fields that the runner does not name are carried along untouched. */
export interface State {
  readonly Type: 'Task' | 'Parallel' | 'Map' | 'Pass' | 'Wait' | 'Choice' | 'Succeed' | 'Fail';
  readonly Resource?: string | undefined;
  readonly Parameters?: Json | undefined;
  readonly Result?: Json | undefined;
  readonly Branches?: readonly Block[] | undefined;
  readonly ItemProcessor?: Block | undefined;
  readonly Iterator?: Block | undefined;
  readonly ItemSelector?: Json | undefined;
  readonly ItemsPath?: string | undefined;
  readonly MaxConcurrency?: number | undefined;
  readonly MaxConcurrencyPath?: string | undefined;
  readonly TimeoutSeconds?: number | undefined;
  readonly TimeoutSecondsPath?: string | undefined;
  readonly HeartbeatSeconds?: number | undefined;
  readonly HeartbeatSecondsPath?: string | undefined;
  readonly Seconds?: number | undefined;
  readonly SecondsPath?: string | undefined;
  readonly Timestamp?: string | undefined;
  readonly TimestampPath?: string | undefined;
  readonly [field: string]: unknown;
}

/** A set of states with an entry: a whole machine, one branch of a Parallel or the body of a Map. */
export interface Block {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
  readonly TimeoutSeconds?: number | undefined;
  readonly [field: string]: unknown;
}

/** Parses a JSON value without transforming it. */
export const jsonSchema: z.ZodType<Json> = z.json();

const stateSchema: z.ZodType<State> = z.lazy(() =>
  z.looseObject({
    Type: z.enum(['Task', 'Parallel', 'Map', 'Pass', 'Wait', 'Choice', 'Succeed', 'Fail']),
    Resource: z.string().optional(),
    Parameters: jsonSchema.optional(),
    Result: jsonSchema.optional(),
    Branches: z.array(blockSchema).optional(),
    ItemProcessor: blockSchema.optional(),
    Iterator: blockSchema.optional(),
    ItemSelector: jsonSchema.optional(),
    ItemsPath: z.string().optional(),
    MaxConcurrency: z.number().optional(),
    MaxConcurrencyPath: z.string().optional(),
    TimeoutSeconds: z.number().optional(),
    TimeoutSecondsPath: z.string().optional(),
    HeartbeatSeconds: z.number().optional(),
    HeartbeatSecondsPath: z.string().optional(),
    Seconds: z.number().optional(),
    SecondsPath: z.string().optional(),
    Timestamp: z.string().optional(),
    TimestampPath: z.string().optional(),
  }),
);

/** Parses a definition (or one block of it) into the fields that the runner reads. */
export const blockSchema: z.ZodType<Block> = z.lazy(() =>
  z.looseObject({
    StartAt: z.string(),
    States: z.record(z.string(), stateSchema),
    TimeoutSeconds: z.number().optional(),
  }),
);

/** The blocks directly inside a state: branches of a Parallel, the body of a Map. */
export function innerBlocks(state: State): readonly Block[] {
  const body = state.ItemProcessor ?? state.Iterator;
  return [...(state.Branches ?? []), ...(body === undefined ? [] : [body])];
}

/** Every state of a block by name, those of inner blocks included. */
export function* statesOf(block: Block): Generator<readonly [string, State]> {
  for (const [name, state] of Object.entries(block.States)) {
    yield [name, state];
    for (const inner of innerBlocks(state)) yield* statesOf(inner);
  }
}

/** Parses text as JSON; `undefined` (which JSON cannot say) when the text is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return jsonSchema.parse(parsed);
  } catch {
    return undefined;
  }
}

/** What JSON would carry of a value: `undefined` becomes null, dates become text. */
export function toJson(value: unknown): Json {
  return parseJson(JSON.stringify(value ?? null)) ?? null;
}

/** The fields of a JSON object; none for any other value. */
export function fieldsOf(value: Json | undefined): { readonly [field: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
