import type { Activity } from './activity.ts';
import { type Block, type Json, toJson } from './asl.ts';
import type { Call } from './calls.ts';
import { describeFailure } from './errors.ts';
import type { CallRecord, Closure, ExecutionRow, Journal } from './journal.ts';
import { HISTORY_EVENTS_MAX } from './limits.ts';
import { type Scope, startScope } from './scope.ts';
import type { Timers } from './timers.ts';

/** How an execution ended, for whoever waits for it. */
export type ExecutionEnd = Closure & Pick<ExecutionRow, 'machineArn' | 'name' | 'input'>;

/** A request to start an execution as a step of another one. */
export interface ChildStart {
  readonly machineArn: string;
  readonly name: string;
  readonly input: string;
  /** Names the step; the same step always gets the same child. */
  readonly parent: string;
}

/** What all executions share. */
export interface House {
  readonly journal: Journal;
  readonly timers: Timers;
  readonly activity: Activity;
  /** Open calls that wait for their token. */
  readonly calls: Map<string, Call>;
  /** Real seconds for each second between retries. */
  readonly retryDelayScale: number;
  now(): number;
  invoke(
    functionNameOrArn: string,
    payload: Json,
    meta: { readonly executionArn: string; readonly stateName: string },
  ): Promise<unknown>;
  onTransition(executionArn: string, machineArn: string, stateName: string): void;
  log(message: string, fields?: Record<string, unknown>): void;
  startChild(start: ChildStart): { readonly executionArn: string; readonly startDate: number };
  stopChild(executionArn: string): void;
  /** Calls back when the execution has ended, at once if it already has; returns the way to stop listening. */
  whenClosed(executionArn: string, listener: (end: ExecutionEnd) => void): () => void;
  /** An execution has ended here. */
  closed(executionArn: string, end: ExecutionEnd): void;
}

/** One running execution as its states see it. */
export interface Host {
  readonly arn: string;
  readonly house: House;
  /** What the journal knew of each call when the execution was resumed. */
  readonly past: Map<string, CallRecord>;
  /** Context object fields that are the same in all states. */
  readonly context: Record<string, unknown>;
  isLive(): boolean;
  /** Adds to the history unless it is there; the event over the limit fails the execution. Tells whether it was new. */
  record(event: string, type: string, stateName: string | null, details: Json): boolean;
  /** Records the entry of a state and returns its instant (epoch ms), that of the first time after a restart. */
  enterState(event: string, type: string, stateName: string): number;
  terminate(status: 'FAILED' | 'TIMED_OUT' | 'ABORTED', error: string, cause: string): void;
}

/** One running execution as the runner sees it. */
export interface Execution extends Host {
  /** Forgets the execution here without ending it; the journal resumes it. */
  halt(): void;
}

/** Starts an execution, or resumes it from what `past` says it has already done. */
export function runExecution(
  house: House,
  row: ExecutionRow,
  definition: Block,
  past: Map<string, CallRecord>,
): Execution {
  const { arn, machineArn, name, input, startedAt } = row;
  const { journal, now } = house;
  let isLive = true;
  let eventCount = journal.eventCount(arn);
  let root: Scope | undefined;
  let cancelTimeout = () => {};

  function stop(): void {
    isLive = false;
    cancelTimeout();
    root?.cancel();
  }

  function finish(type: string, closure: Omit<Closure, 'stoppedAt'>): void {
    if (!isLive) return;
    const end = { ...closure, stoppedAt: now() };
    const { output, error, cause } = end;
    const details: Json =
      output === undefined
        ? { error: error ?? '', cause: cause ?? '' }
        : { output: toJson(JSON.parse(output)) };
    journal.record(arn, 'end', end.stoppedAt, type, null, details);
    journal.close(arn, end);
    // Cancelled while still live, so that children which this execution waits for are stopped too.
    root?.cancel();
    stop();
    house.log('execution ended', {
      executionArn: arn,
      status: end.status,
      ...(error === undefined ? {} : { error }),
    });
    house.closed(arn, { ...end, machineArn, name, input });
  }

  const endTypes = {
    FAILED: 'ExecutionFailed',
    TIMED_OUT: 'ExecutionTimedOut',
    ABORTED: 'ExecutionAborted',
  } as const;

  const execution: Execution = {
    arn,
    house,
    past,
    context: {
      Run: { Id: arn, Name: name, Input: JSON.parse(input), StartTime: new Date(startedAt).toISOString() },
      StateMachine: { Id: machineArn, Name: row.machineName },
    },
    isLive: () => isLive,
    record(event, type, stateName, details) {
      if (!isLive || !journal.record(arn, event, now(), type, stateName, details)) return false;
      eventCount += 1;
      if (eventCount >= HISTORY_EVENTS_MAX)
        execution.terminate(
          'FAILED',
          'States.Runtime',
          `The execution reached the maximum number of history events (${HISTORY_EVENTS_MAX}).`,
        );
      return true;
    },
    enterState(event, type, stateName) {
      const at = now();
      if (!execution.record(event, type, stateName, null)) return journal.recordedAt(arn, event) ?? at;
      house.onTransition(arn, machineArn, stateName);
      return at;
    },
    terminate: (status, error, cause) => finish(endTypes[status], { status, error, cause }),
    halt: stop,
  };

  if (definition.TimeoutSeconds !== undefined) {
    const dueAt = startedAt + definition.TimeoutSeconds * 1000;
    cancelTimeout = house.timers.add(dueAt, () => execution.terminate('TIMED_OUT', 'States.Timeout', ''));
  }
  execution.record('start', 'ExecutionStarted', null, { input: toJson(JSON.parse(input)) });
  root = startScope(execution, '', definition, toJson(JSON.parse(input)));
  if (!isLive) root.cancel();
  root.result.then(
    (output) => finish('ExecutionSucceeded', { status: 'SUCCEEDED', output: JSON.stringify(output) }),
    (failure: unknown) => {
      const { error, cause } = describeFailure(failure);
      finish('ExecutionFailed', { status: 'FAILED', error, cause });
    },
  );
  return execution;
}
