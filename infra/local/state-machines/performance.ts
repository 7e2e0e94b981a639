import { isRandom } from './admission.ts';
import { type Block, fieldsOf, innerBlocks, type Json } from './asl.ts';
import { type Call, durableCall } from './calls.ts';
import { evaluateTemplate } from './compilation.ts';
import { describeFailure, runtimeError } from './errors.ts';
import { MAP_CONCURRENCY_MAX } from './limits.ts';
import { type Frame, type Scope, startScope } from './scope.ts';
import { performTask } from './tasks.ts';

/** Performs one attempt at one state and resolves to its result, before ResultSelector. */
export function performState(frame: Frame): Promise<Json> {
  switch (frame.state.Type) {
    case 'Task':
      return performTask(frame);
    case 'Wait':
      return performWait(frame);
    case 'Parallel':
      return performParallel(frame);
    case 'Map':
      return performMap(frame);
    default:
      return performPass(frame);
  }
}

async function performPass(frame: Frame): Promise<Json> {
  const { Result, Parameters } = frame.state;
  if (Result !== undefined) return structuredClone(Result);
  if (Parameters === undefined) return frame.input;
  const evaluate = () => evaluateTemplate(Parameters, frame.input, frame.context);
  if (!isRandom(Parameters)) return evaluate();
  // A random result is drawn once and kept, so that a replay goes the same way.
  return durableCall(
    frame,
    async () => ({ prepared: await evaluate() }),
    (call) => call.succeed(call.prepared),
  );
}

async function performWait(frame: Frame): Promise<Json> {
  await durableCall(
    frame,
    async () => ({ prepared: await waitUntil(frame) }),
    (call) => {
      call.whenOver(frame.host.house.timers.add(Number(call.prepared), () => call.succeed(null)));
      call.park();
    },
  );
  return frame.input;
}

/** The instant at which a Wait ends, epoch ms. */
async function waitUntil(frame: Frame): Promise<number> {
  const { Seconds, SecondsPath, Timestamp, TimestampPath } = frame.state;
  const path = SecondsPath ?? TimestampPath;
  const read =
    path === undefined
      ? (Seconds ?? Timestamp)
      : await evaluateTemplate({ 'at.$': path }, frame.input, frame.context).then(
          (read) => fieldsOf(read).at,
        );
  if (typeof read === 'number' && read >= 0 && SecondsPath === path)
    return frame.host.house.now() + read * 1000;
  const instant = typeof read === 'string' ? Date.parse(read) : Number.NaN;
  if (Number.isNaN(instant))
    throw runtimeError(`Wait "${frame.stateName}": ${JSON.stringify(read)} is no delay`);
  return instant;
}

function performParallel(frame: Frame): Promise<Json> {
  const { Parameters } = frame.state;
  const prepare = async () => ({
    prepared:
      Parameters === undefined ? frame.input : await evaluateTemplate(Parameters, frame.input, frame.context),
  });
  return durableCall(frame, prepare, (call) => {
    const scopes = innerBlocks(frame.state).map((branch, index) =>
      startInner(frame, call, index, branch, structuredClone(call.prepared)),
    );
    join(frame, call, Promise.all(scopes.map((scope) => scope.result)));
  });
}

interface MapPlan {
  readonly items: readonly Json[];
  readonly concurrency: number;
}

function performMap(frame: Frame): Promise<Json> {
  const prepare = async () => ({ prepared: await mapPlan(frame) });
  const [body] = innerBlocks(frame.state);
  if (body === undefined) throw runtimeError(`Map "${frame.stateName}" has no body`);
  return durableCall(frame, prepare, (call) => join(frame, call, iterate(frame, call, body)));
}

async function mapPlan(frame: Frame): Promise<Json> {
  const { ItemsPath = '$', MaxConcurrency = 0, MaxConcurrencyPath } = frame.state;
  const limit: { [field: string]: Json } =
    MaxConcurrencyPath === undefined ? { limit: MaxConcurrency } : { 'limit.$': MaxConcurrencyPath };
  return evaluateTemplate({ 'items.$': ItemsPath, ...limit }, frame.input, frame.context);
}

function readPlan(frame: Frame, prepared: Json): MapPlan {
  const { items, limit } = fieldsOf(prepared);
  if (!Array.isArray(items)) throw runtimeError(`Map "${frame.stateName}": the items are no array`);
  const wanted = typeof limit === 'number' && limit > 0 ? limit : MAP_CONCURRENCY_MAX;
  return { items, concurrency: Math.min(wanted, items.length) };
}

async function iterate(frame: Frame, call: Call, body: Block): Promise<Json> {
  const { items, concurrency } = readPlan(frame, call.prepared);
  const selector = frame.state.ItemSelector ?? frame.state.Parameters;
  const outputs: Json[] = new Array<Json>(items.length).fill(null);
  let next = 0;
  async function work(): Promise<void> {
    while (next < items.length && call.isOpen()) {
      const index = next++;
      const Value = items[index] ?? null;
      const item = { Index: index, Value };
      const context = { ...frame.context, Map: { Item: item } };
      const input = selector === undefined ? Value : await evaluateTemplate(selector, frame.input, context);
      if (!call.isOpen()) return;
      outputs[index] = await startInner(frame, call, index, body, structuredClone(input), item).result;
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work));
  return outputs;
}

function startInner(frame: Frame, call: Call, index: number, block: Block, input: Json, item?: Json): Scope {
  const scope = startScope(frame.host, `${call.key}/${index}`, block, input, item ?? frame.map);
  frame.innerScopes.add(scope);
  call.whenOver(() => {
    frame.innerScopes.delete(scope);
    scope.cancel();
  });
  // The call hears of it through the joined promise; a second loser must not count as unhandled.
  scope.result.catch(() => undefined);
  return scope;
}

/** Ends a Parallel or Map with its branches: all outputs, or the first failure, which also cancels the others. */
function join(frame: Frame, call: Call, outputs: Promise<Json>): void {
  outputs.then(
    (output) => call.succeed(output),
    (failure: unknown) => {
      const { error, cause } = describeFailure(failure);
      if (error === 'Halted') call.cancel();
      else call.fail(error, cause);
    },
  );
  call.park();
  if (frame.isCancelled()) call.cancel();
}
