import { StateMachine } from 'aws-local-stepfunctions';
import { type Block, type Json, type State, toJson } from './asl.ts';
import { type Call, tooLarge } from './calls.ts';
import { compileState, isDefinition, isPerformed } from './compilation.ts';
import { describeFailure, haltedError, runtimeError } from './errors.ts';
import type { Host } from './execution.ts';
import { isTooLarge } from './limits.ts';
import { performState } from './performance.ts';

/** One run through a block of states, strictly one state after another; branches and iterations are scopes of their own. */
export interface Scope {
  readonly result: Promise<Json>;
  cancel(): void;
}

/** One attempt at one visit of one state, as handed to what performs it. */
export interface Frame {
  readonly host: Host;
  /** Where this attempt stands in the execution; the same after a restart. */
  readonly key: string;
  readonly stateName: string;
  readonly state: State;
  /** Data after InputPath. */
  readonly input: Json;
  readonly context: Record<string, unknown>;
  /** Item of the Map around this state. */
  readonly map: Json | undefined;
  readonly openCalls: Set<Call>;
  readonly innerScopes: Set<Scope>;
  isCancelled(): boolean;
}

/** Where a scope stands. */
interface Position {
  stateName: string;
  visit: number;
  /** Attempts at this visit that have begun. */
  attempts: number;
  enteredAt: number;
}

/** Starts a block at its entry. `path` is its place in the execution, `map` the item when it is the body of a Map. */
export function startScope(host: Host, path: string, block: Block, input: Json, map?: Json): Scope {
  const position: Position = { stateName: block.StartAt, visit: 0, attempts: 0, enteredAt: host.house.now() };
  const visits = new Map<string, number>();
  const openCalls = new Set<Call>();
  const innerScopes = new Set<Scope>();
  let isCancelled = false;

  const keyOf = (attempt: number) =>
    `${path}/${encodeURIComponent(position.stateName)}#${position.visit}.${attempt}`;

  function enter(stateName: string): void {
    if (isCancelled || !host.isLive()) return;
    const visit = (visits.get(stateName) ?? 0) + 1;
    visits.set(stateName, visit);
    Object.assign(position, { stateName, visit, attempts: 0 });
    const type = `${block.States[stateName]?.Type ?? ''}StateEntered`;
    position.enteredAt = host.enterState(`${keyOf(0)}/entered`, type, stateName);
  }

  const context: Record<string, unknown> = {
    ...host.context,
    State: {
      get Name() {
        return position.stateName;
      },
      get EnteredTime() {
        return new Date(position.enteredAt).toISOString();
      },
      get RetryCount() {
        return Math.max(0, position.attempts - 1);
      },
    },
    ...(map === undefined ? {} : { Map: { Item: map } }),
  };

  async function perform(stateName: string, state: State, data: Json): Promise<Json> {
    if (isCancelled || !host.isLive()) throw haltedError();
    const key = keyOf(position.attempts);
    position.attempts += 1;
    if (isTooLarge(JSON.stringify(data)))
      throw Object.assign(runtimeError(tooLarge(stateName, 'input')), { name: 'States.DataLimitExceeded' });
    const State = {
      Name: stateName,
      EnteredTime: new Date(position.enteredAt).toISOString(),
      RetryCount: position.attempts - 1,
    };
    const frame = { host, key, stateName, state, map, input: structuredClone(data) };
    const bounds = { openCalls, innerScopes, isCancelled: () => isCancelled };
    return performState({ ...frame, ...bounds, context: { ...context, State } });
  }

  const definition = {
    StartAt: block.StartAt,
    States: watchedStates(block, host.house.retryDelayScale, enter),
  };
  if (!isDefinition(definition)) throw new TypeError('not a definition');
  const handlers: Record<string, (data: Json) => Promise<Json>> = {};
  const retryDelays: Record<string, number> = {};
  for (const [stateName, state] of Object.entries(block.States)) {
    if (!isPerformed(state)) continue;
    handlers[stateName] = (data) => perform(stateName, state, data);
    // After a restart an attempt that is already in the journal needs no wait before it.
    Object.defineProperty(retryDelays, stateName, {
      get: () => (host.past.has(keyOf(position.attempts)) ? 0 : undefined),
    });
  }

  host.house.activity.enter();
  const run = new StateMachine(definition, { validationOptions: { noValidate: true } }).run(input, {
    context,
    overrides: { taskResourceLocalHandlers: handlers, retryIntervalOverrides: retryDelays },
  });
  const logged = recordEvents(host, path, run.eventLogs);
  const result = run.result
    .then(
      async (output) => {
        await logged;
        if (isCancelled) throw haltedError();
        return toJson(output);
      },
      async (failure: unknown) => {
        await logged;
        throw failure instanceof Error && failure.cause instanceof Error ? failure.cause : failure;
      },
    )
    .finally(() => host.house.activity.leave());

  return {
    result,
    cancel() {
      if (isCancelled) return;
      isCancelled = true;
      run.abort();
      for (const call of [...openCalls]) call.cancel();
      for (const inner of [...innerScopes]) inner.cancel();
    },
  };
}

/** The library has no hook for entering a state, but it reads `States[name]` exactly once each time it does. */
function watchedStates(block: Block, retryScale: number, enter: (stateName: string) => void): object {
  const states = {};
  for (const [stateName, state] of Object.entries(block.States)) {
    const compiled = compileState(state, retryScale);
    Object.defineProperty(states, stateName, {
      enumerable: true,
      get: () => {
        enter(stateName);
        return compiled;
      },
    });
  }
  return states;
}

interface LibraryEvent {
  readonly type: string;
  readonly state?: { readonly name: string; readonly output?: Json | undefined };
  readonly Error?: string;
  readonly Cause?: unknown;
}

const RECORDED = new Set(['StateExited', 'StateFailed', 'StateRetried', 'StateCaught']);

async function recordEvents(host: Host, path: string, events: AsyncIterable<LibraryEvent>): Promise<void> {
  let count = 0;
  for await (const event of events) {
    if (!RECORDED.has(event.type) || event.state === undefined) continue;
    count += 1;
    const { name, output } = event.state;
    const cause = describeFailure(event.Cause).cause;
    const details: Json =
      event.Error === undefined ? { output: output ?? null } : { error: event.Error, cause };
    host.record(`${path}/log${count}`, event.type, name, event.type === 'StateRetried' ? null : details);
    if (event.type === 'StateExited' && isTooLarge(JSON.stringify(output ?? null)))
      host.terminate('FAILED', 'States.DataLimitExceeded', tooLarge(name, 'output'));
  }
}
