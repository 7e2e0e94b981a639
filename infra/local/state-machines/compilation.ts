import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { z } from 'zod';
import { type Json, type State, toJson } from './asl.ts';
import { localPaths, localTemplate } from './paths.ts';

/** The library's own limit on a task, in s: the longest that a Node timer holds, so that only the runner's limits count. */
const TASK_TIMEOUT_SECONDS = 2_147_483;

type Fields = Record<string, unknown>;

const retriersSchema = z.array(
  z.looseObject({
    ErrorEquals: z.array(z.string()),
    IntervalSeconds: z.number().default(1),
    MaxDelaySeconds: z.number().optional(),
  }),
);
const catchersSchema = z.array(
  z.looseObject({ ErrorEquals: z.array(z.string()), ResultPath: z.string().nullable().optional() }),
);
const fieldsSchema = z.record(z.string(), z.unknown());

/** States that the runner performs itself, through a handler of the library's Task. */
export function isPerformed(state: State): boolean {
  return !['Choice', 'Succeed', 'Fail'].includes(state.Type);
}

/**
 * Translates one state into what the library interprets faithfully. Order of states, InputPath, ResultSelector, ResultPath,
 * OutputPath, Choice, Fail, Retry and Catch stay with the library; Task, Parallel, Map, Wait and Pass become a Task whose
 * handler is the runner's. `retryScale` multiplies the seconds between retries.
 */
export function compileState(state: State, retryScale: number): Fields {
  const source = fieldsSchema.parse(localPaths(structuredClone(state)));
  for (const field of ['InputPath', 'OutputPath', 'ResultPath'])
    if (source[field] === '$') delete source[field];
  if (state.Type === 'Choice')
    return { ...source, Choices: z.array(fieldsSchema).parse(source.Choices).map(compileRule) };
  if (!isPerformed(state)) return source;
  const kept = ['InputPath', 'ResultSelector', 'ResultPath', 'OutputPath', 'Next', 'End'];
  const compiled: Fields = { Type: 'Task', Resource: 'local', TimeoutSeconds: TASK_TIMEOUT_SECONDS };
  for (const field of kept) if (field in source) compiled[field] = source[field];
  if (source.Retry !== undefined)
    compiled.Retry = retriersSchema.parse(source.Retry).map((retrier) => ({
      ...retrier,
      ErrorEquals: withHeartbeats(retrier.ErrorEquals),
      IntervalSeconds: retrier.IntervalSeconds * retryScale,
      ...(retrier.MaxDelaySeconds === undefined
        ? {}
        : { MaxDelaySeconds: retrier.MaxDelaySeconds * retryScale }),
    }));
  if (source.Catch !== undefined)
    compiled.Catch = catchersSchema.parse(source.Catch).map(({ ResultPath, ...catcher }) => ({
      ...catcher,
      ErrorEquals: withHeartbeats(catcher.ErrorEquals),
      ...(ResultPath === undefined || ResultPath === '$' ? {} : { ResultPath }),
    }));
  return compiled;
}

/** States.Timeout also stands for a missed heartbeat (Amazon States Language, predefined error codes). */
function withHeartbeats(errors: readonly string[]): string[] {
  return errors.includes('States.Timeout') ? [...errors, 'States.HeartbeatTimeout'] : [...errors];
}

const TYPE_TESTS = ['IsNull', 'IsPresent', 'IsNumeric', 'IsString', 'IsBoolean', 'IsTimestamp'];

/** The library never matches `IsPresent: false` and its like, and compares values of other types as JavaScript would. */
function compileRule(rule: Fields): Fields {
  const { Next, ...test } = rule;
  return { ...compileTest(test), ...(Next === undefined ? {} : { Next }) };
}

function compileTest(test: Fields): Fields {
  for (const junction of ['And', 'Or'])
    if (junction in test) return { [junction]: z.array(fieldsSchema).parse(test[junction]).map(compileRule) };
  if ('Not' in test) return { Not: compileRule(fieldsSchema.parse(test.Not)) };
  const { Variable } = test;
  const negated = TYPE_TESTS.find((name) => test[name] === false);
  if (negated !== undefined) return { Not: { Variable, [negated]: true } };
  const operator = Object.keys(test).find((name) => /^(String|Numeric|Timestamp)[A-Z]/.test(name));
  const family = operator === undefined ? undefined : /^(String|Numeric|Timestamp)/.exec(operator)?.[0];
  return family === undefined ? test : { And: [{ Variable, [`Is${family}`]: true }, test] };
}

/** The library's type for definitions is narrower than the language; asl-validator has vouched for this one. */
export function isDefinition(value: object): value is StateMachineDefinition {
  return 'StartAt' in value && 'States' in value;
}

/** Evaluates a payload template with the library's JSONPath and intrinsic functions. Throws States.Runtime. */
export async function evaluateTemplate(template: Json, data: Json, context: Fields): Promise<Json> {
  const pass = { Type: 'Pass', Parameters: localTemplate(localPaths(structuredClone(template))), End: true };
  const definition = { StartAt: 'Evaluate', States: { Evaluate: pass } };
  if (!isDefinition(definition)) throw new TypeError('not a definition');
  const machine = new StateMachine(definition, { validationOptions: { noValidate: true } });
  // Copies, because States.JsonMerge of the library writes into its first argument.
  const input = structuredClone(data);
  const scope = structuredClone({ ...context, Data: data });
  try {
    return toJson(await machine.run(input, { context: scope }).result);
  } catch (failure) {
    throw failure instanceof Error && failure.cause instanceof Error ? failure.cause : failure;
  }
}
