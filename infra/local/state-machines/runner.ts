import { randomUUID } from 'node:crypto';
import { createActivity } from './activity.ts';
import { admitDefinition } from './admission.ts';
import { type Block, parseJson } from './asl.ts';
import { serviceError } from './errors.ts';
import { type ChildStart, type Execution, type ExecutionEnd, type House, runExecution } from './execution.ts';
import { type ExecutionRow, type HistoryEvent, Journal } from './journal.ts';
import { isTooLarge, NAME_LENGTH_MAX } from './limits.ts';
import { createTimers } from './timers.ts';
import { createTaskTokens, type TaskTokens } from './tokens.ts';

/** Real seconds waited for each second that a Retry asks for: a retry of 2 s waits 100 ms. */
const RETRY_DELAY_SCALE = 0.05;

/** How long `stop` waits for invocations that still run, in ms; what comes later runs again after the next start. */
const STOP_GRACE_MS = 1000;

/** Status of an execution, in the words of the service. */
export type ExecutionStatus = ExecutionRow['status'];

/** What the runner needs from the engine around it. */
export interface StateMachineRunnerOptions {
  /** Folder of the journal; without it the journal lives in memory. */
  readonly dataDir?: string | undefined;
  /** Runs a function; rejects with an Error whose name is the error type and whose message is the error message. */
  readonly invoke: (
    functionNameOrArn: string,
    payload: unknown,
    meta: { readonly executionArn: string; readonly stateName: string },
  ) => Promise<unknown>;
  /** Sandbox clock, epoch ms. */
  readonly now: () => number;
  /** Called once for each state entered, not again when a restart replays it. */
  readonly onTransition: (executionArn: string, machineArn: string, stateName: string) => void;
  readonly log: (message: string, fields?: Record<string, unknown>) => void;
  /** Real seconds for each second between retries; 0.05 unless told. */
  readonly retryDelayScale?: number | undefined;
}

/** A state machine of the template. */
export interface MachineRegistration {
  readonly arn: string;
  readonly name: string;
  /** Parsed Amazon States Language with every CloudFormation function already resolved. */
  readonly definition: unknown;
}

/** One line of `listExecutions`; dates in epoch ms of the sandbox. */
export interface ExecutionSummary {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startDate: number;
  readonly stopDate?: number;
}

/** Answer of `describeExecution`; `input` and `output` are JSON texts. */
export interface ExecutionDescription extends ExecutionSummary {
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** The local stand-in for Step Functions (standard workflows, JSONPath). Errors carry the names of the AWS API. */
export interface StateMachineRunner extends TaskTokens {
  /** Lints and admits a definition; later executions use it, running ones keep theirs. Throws InvalidDefinition. */
  registerMachine(machine: MachineRegistration): void;
  /** Resumes every open execution of the journal. */
  start(): Promise<void>;
  /**
   * Durable when it returns. The same name and input while open returns the same execution.
   * Throws StateMachineDoesNotExist, InvalidName, InvalidExecutionInput, ExecutionAlreadyExists.
   */
  startExecution(request: {
    readonly machineArn: string;
    readonly name?: string | undefined;
    readonly input: string;
  }): { readonly executionArn: string; readonly startDate: number };
  /** Ends an open execution as ABORTED; a closed one stays as it is. Throws ExecutionDoesNotExist. */
  stopExecution(request: {
    readonly executionArn: string;
    readonly error?: string | undefined;
    readonly cause?: string | undefined;
  }): void;
  /** Throws ExecutionDoesNotExist. */
  describeExecution(arn: string): ExecutionDescription;
  /** The latest first. Throws StateMachineDoesNotExist. */
  listExecutions(machineArn: string, statusFilter?: ExecutionStatus): readonly ExecutionSummary[];
  /** Throws ExecutionDoesNotExist. */
  history(arn: string): readonly HistoryEvent[];
  /** True when nothing runs right now; what waits for a token, the clock or a child counts as idle. */
  idle(): boolean;
  /** Fires what the sandbox clock has made due. */
  tick(): void;
  /** The next instant (epoch ms) at which `tick` would do something. */
  nextDueAt(): number | undefined;
  /** Lets go of everything without ending it, and closes the journal. */
  stop(): Promise<void>;
}

/** Creates a runner; `start` resumes what an earlier one over the same folder left open. */
export function createStateMachineRunner(options: StateMachineRunnerOptions): StateMachineRunner {
  const journal = new Journal(options.dataDir);
  const activity = createActivity();
  const timers = createTimers(options.now);
  const machines = new Map<string, { readonly name: string; readonly definition: Block }>();
  const executions = new Map<string, Execution>();
  const listeners = new Map<string, Set<(end: ExecutionEnd) => void>>();
  const inFlight = new Set<Promise<unknown>>();
  let isStopped = false;

  const house: House = {
    journal,
    timers,
    activity,
    calls: new Map(),
    retryDelayScale: options.retryDelayScale ?? RETRY_DELAY_SCALE,
    now: options.now,
    onTransition: options.onTransition,
    log: options.log,
    invoke,
    startChild: (start) => begin(start),
    stopChild: (arn) => executions.get(arn)?.terminate('ABORTED', '', 'the parent no longer waits'),
    whenClosed,
    closed(arn, end) {
      executions.delete(arn);
      const waiting = listeners.get(arn) ?? [];
      listeners.delete(arn);
      for (const listener of waiting) listener(end);
    },
  };

  async function invoke(...request: Parameters<House['invoke']>): Promise<unknown> {
    activity.enter();
    const running = Promise.resolve().then(() => options.invoke(...request));
    inFlight.add(running);
    try {
      return await running;
    } finally {
      inFlight.delete(running);
      activity.leave();
    }
  }

  function whenClosed(arn: string, listener: (end: ExecutionEnd) => void): () => void {
    const row = journal.execution(arn);
    if (row !== undefined && row.status !== 'RUNNING') {
      listener(endOf(row, row.status));
      return () => {};
    }
    const waiting = listeners.get(arn) ?? new Set();
    listeners.set(arn, waiting.add(listener));
    return () => waiting.delete(listener);
  }

  function launch(row: ExecutionRow): void {
    if (isStopped || executions.has(row.arn)) return;
    const execution = runExecution(
      house,
      row,
      journal.definition(row.definitionHash),
      journal.calls(row.arn),
    );
    if (execution.isLive()) executions.set(row.arn, execution);
  }

  function begin(request: Partial<ChildStart> & { readonly machineArn: string; readonly input: string }): {
    readonly executionArn: string;
    readonly startDate: number;
  } {
    const { machineArn, name = randomUUID(), input, parent = null } = request;
    checkStart(name, input);
    const arn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const existing = journal.execution(arn);
    if (existing !== undefined) {
      if (!isSameStart(existing, input, parent))
        throw serviceError('ExecutionAlreadyExists', `Execution already exists: ${arn}`);
      return { executionArn: arn, startDate: existing.startedAt };
    }
    const machine = machines.get(machineArn);
    if (machine === undefined)
      throw serviceError('StateMachineDoesNotExist', `State machine does not exist: ${machineArn}`);
    const startedAt = options.now();
    const row = { arn, machineArn, machineName: machine.name, name, input, startedAt, parent };
    journal.addExecution(row, machine.definition);
    options.log('execution started', { executionArn: arn });
    activity.enter();
    queueMicrotask(() => {
      const added = isStopped ? undefined : journal.execution(arn);
      if (added !== undefined) launch(added);
      activity.leave();
    });
    return { executionArn: arn, startDate: startedAt };
  }

  function rowOf(arn: string): ExecutionRow {
    const row = journal.execution(arn);
    if (row === undefined) throw serviceError('ExecutionDoesNotExist', `Execution does not exist: ${arn}`);
    return row;
  }

  return {
    ...createTaskTokens(house, executions),
    registerMachine({ arn, name, definition }) {
      machines.set(arn, { name, definition: admitDefinition(name, definition) });
    },
    async start() {
      for (const row of journal.openExecutions()) {
        options.log('execution resumed', { executionArn: row.arn });
        launch(row);
      }
    },
    startExecution: begin,
    stopExecution({ executionArn, error = '', cause = '' }) {
      const row = rowOf(executionArn);
      if (row.status === 'RUNNING') executions.get(executionArn)?.terminate('ABORTED', error, cause);
    },
    describeExecution(arn) {
      const row = rowOf(arn);
      return {
        ...summaryOf(row),
        input: row.input,
        ...(row.output === null ? {} : { output: row.output }),
        ...(row.error === null ? {} : { error: row.error, cause: row.cause ?? '' }),
      };
    },
    listExecutions(machineArn, statusFilter) {
      if (!machines.has(machineArn))
        throw serviceError('StateMachineDoesNotExist', `State machine does not exist: ${machineArn}`);
      const rows = journal.executionsOf(machineArn);
      return rows
        .filter(({ status }) => statusFilter === undefined || status === statusFilter)
        .map(summaryOf);
    },
    history: (arn) => journal.history(rowOf(arn).arn),
    idle: () => activity.isIdle(),
    tick: () => timers.tick(),
    nextDueAt: () => timers.nextDueAt(),
    async stop() {
      if (isStopped) return;
      isStopped = true;
      for (const execution of executions.values()) execution.halt();
      executions.clear();
      timers.clear();
      const grace = new Promise((resolve) => setTimeout(resolve, STOP_GRACE_MS).unref());
      await Promise.race([Promise.allSettled(inFlight), grace]);
      await new Promise((resolve) => setImmediate(resolve));
      journal.end();
    },
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the service refuses control characters by name
const NAME_FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u;

function checkStart(name: string, input: string): void {
  if (name.length < 1 || name.length > NAME_LENGTH_MAX || NAME_FORBIDDEN.test(name))
    throw serviceError('InvalidName', `Invalid name: ${JSON.stringify(name)}`);
  if (parseJson(input) === undefined)
    throw serviceError('InvalidExecutionInput', 'Invalid input: it is not JSON');
  if (isTooLarge(input))
    throw serviceError('InvalidExecutionInput', 'States.DataLimitExceeded: the input is larger than 256 KiB');
}

function isSameStart(existing: ExecutionRow, input: string, parent: string | null): boolean {
  const isSameStep = parent !== null && existing.parent === parent;
  return isSameStep || (existing.status === 'RUNNING' && isSameJson(existing.input, input));
}

function isSameJson(left: string, right: string): boolean {
  return JSON.stringify(JSON.parse(left)) === JSON.stringify(JSON.parse(right));
}

function summaryOf(row: ExecutionRow): ExecutionSummary {
  return {
    executionArn: row.arn,
    stateMachineArn: row.machineArn,
    name: row.name,
    status: row.status,
    startDate: row.startedAt,
    ...(row.stoppedAt === null ? {} : { stopDate: row.stoppedAt }),
  };
}

function endOf(row: ExecutionRow, status: ExecutionEnd['status']): ExecutionEnd {
  const { machineArn, name, input, stoppedAt, output, error, cause } = row;
  return {
    ...{ status, machineArn, name, input, stoppedAt: stoppedAt ?? row.startedAt },
    ...(output === null ? {} : { output }),
    ...(error === null ? {} : { error, cause: cause ?? '' }),
  };
}
