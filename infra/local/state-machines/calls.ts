import type { Json, State } from './asl.ts';
import { describeFailure, haltedError, stateError } from './errors.ts';
import type { Host } from './execution.ts';
import type { CallRecord, Outcome } from './journal.ts';
import { isTooLarge } from './limits.ts';

/** One attempt at one visit of one state: it begins once, may wait for days and over restarts, and ends once. */
export interface Call {
  readonly key: string;
  readonly stateName: string;
  /** Epoch ms of the sandbox at which the attempt began, also after a restart. */
  readonly startedAt: number;
  /** Evaluated parameters; the same after a restart. */
  readonly prepared: Json;
  readonly token: string | undefined;
  /** What the journal knew of this call when it was taken up. */
  readonly past: CallRecord;
  isOpen(): boolean;
  succeed(output: Json, by?: 'token' | 'runner'): void;
  fail(error: string, cause: string, by?: 'token' | 'runner'): void;
  /**
   * Ends the call without an outcome: its branch lost or the execution is over. Nothing is written, because the journal
   * already says so of the state around it or of the execution.
   */
  cancel(): void;
  /** From here on nothing runs for this call; it counts as idle until it ends. */
  park(): void;
  /** Somebody showed a sign of life. */
  heartbeat(): void;
  /** Calls back with the instant of the latest heartbeat (at first the start), now and at each further one. */
  watchHeartbeats(watch: (at: number) => void): void;
  /** Runs when the call ends, however it ends. */
  whenOver(cleanUp: () => void): void;
}

/** What a call needs to know about where it stands. */
export interface Place {
  readonly host: Host;
  readonly key: string;
  readonly stateName: string;
  readonly state: State;
  readonly openCalls: Set<Call>;
  isCancelled(): boolean;
}

/**
 * Performs an effect at most once per outcome: a recorded outcome is given back without beginning again, a call that began
 * before a restart begins again with the same parameters and the same token.
 */
export async function durableCall(
  place: Place,
  prepare: () => Promise<{ readonly prepared: Json; readonly token?: string }>,
  begin: (call: Call) => void,
): Promise<Json> {
  const { host, key } = place;
  const past = host.past.get(key) ?? {};
  if (past.outcome !== undefined) return replay(past.outcome);
  if (past.scheduled === undefined) {
    const fresh = await prepare();
    if (!host.isLive() || place.isCancelled()) throw haltedError();
    past.scheduled = { at: host.house.now(), ...fresh };
    host.house.journal.schedule(host.arn, key, past.scheduled);
    if (place.state.Type === 'Task')
      host.record(`${key}/scheduled`, 'TaskScheduled', place.stateName, past.scheduled.prepared);
  }
  const { promise, resolve, reject } = Promise.withResolvers<Json>();
  const call = openCall(place, { ...past, scheduled: past.scheduled }, (outcome) => {
    if (outcome === undefined) reject(haltedError());
    else replay(outcome).then(resolve, reject);
  });
  try {
    begin(call);
  } catch (failure) {
    const { error, cause } = describeFailure(failure);
    call.fail(error, cause);
  }
  return promise;
}

async function replay(outcome: Outcome): Promise<Json> {
  if (outcome.kind === 'succeeded') return structuredClone(outcome.output);
  throw await stateError(outcome.error, outcome.cause);
}

function openCall(
  place: Place,
  past: CallRecord & { readonly scheduled: NonNullable<CallRecord['scheduled']> },
  done: (outcome: Outcome | undefined) => void,
): Call {
  const { host, key, stateName } = place;
  const { journal, activity, now, calls } = host.house;
  const cleanUps: (() => void)[] = [];
  let isOpen = true;
  let isParked = false;
  let watchHeartbeat: (at: number) => void = () => {};

  function settle(outcome: Outcome): void {
    if (!isOpen || !host.isLive()) return;
    journal.settle(host.arn, key, now(), outcome);
    close(outcome);
    if (place.state.Type === 'Task')
      host.record(`${key}/settled`, eventType(outcome), stateName, detailsOf(outcome));
  }

  function close(outcome: Outcome | undefined): void {
    isOpen = false;
    place.openCalls.delete(call);
    if (call.token !== undefined) calls.delete(call.token);
    if (isParked) activity.enter();
    for (const cleanUp of cleanUps) cleanUp();
    done(outcome);
  }

  const call: Call = {
    key,
    stateName,
    startedAt: past.scheduled.at,
    prepared: past.scheduled.prepared,
    token: past.scheduled.token,
    past,
    isOpen: () => isOpen,
    succeed(output, by = 'runner') {
      if (isTooLarge(JSON.stringify(output)))
        settle({
          kind: 'failed',
          by,
          error: 'States.DataLimitExceeded',
          cause: tooLarge(stateName, 'output'),
        });
      else settle({ kind: 'succeeded', by, output });
    },
    fail: (error, cause, by = 'runner') => settle({ kind: 'failed', by, error, cause }),
    cancel() {
      if (isOpen) close(undefined);
    },
    park() {
      if (!isOpen || isParked) return;
      isParked = true;
      activity.leave();
    },
    heartbeat() {
      if (!isOpen || !host.isLive()) return;
      const at = now();
      journal.heartbeat(host.arn, key, at);
      watchHeartbeat(at);
    },
    watchHeartbeats(watch) {
      watchHeartbeat = watch;
      watch(past.heartbeatAt ?? past.scheduled.at);
    },
    whenOver: (cleanUp) => cleanUps.push(cleanUp),
  };
  place.openCalls.add(call);
  if (call.token !== undefined) calls.set(call.token, call);
  return call;
}

/** Cause of States.DataLimitExceeded, in the service's words. */
export function tooLarge(stateName: string, what: 'input' | 'output'): string {
  return `The state/task '${stateName}' returned or was given an ${what} with a size exceeding the maximum number of bytes service limit.`;
}

function eventType(outcome: Outcome): string {
  if (outcome.kind === 'succeeded') return 'TaskSucceeded';
  return outcome.by === 'runner' && /^States\.(Heartbeat)?Timeout$/.test(outcome.error)
    ? 'TaskTimedOut'
    : 'TaskFailed';
}

function detailsOf(outcome: Outcome): Json {
  if (outcome.kind === 'succeeded') return { output: outcome.output };
  return { error: outcome.error, cause: outcome.cause };
}
