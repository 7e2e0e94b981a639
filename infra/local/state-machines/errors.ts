import { StateMachine } from 'aws-local-stepfunctions';

/** Names under which the Step Functions API refuses a call. */
export type ServiceErrorName =
  | 'ExecutionAlreadyExists'
  | 'ExecutionDoesNotExist'
  | 'InvalidDefinition'
  | 'InvalidExecutionInput'
  | 'InvalidName'
  | 'InvalidOutput'
  | 'StateMachineDoesNotExist'
  | 'TaskDoesNotExist'
  | 'TaskTimedOut';

/** An error that carries the name the AWS SDK would show (`error.name`). */
export function serviceError(name: ServiceErrorName, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

/**
 * A failure inside an execution, named as `ErrorEquals` sees it. The library asks `isRetryable` and `isCatchable` before it
 * matches a Retry or a Catch: States.Runtime, States.DataLimitExceeded and the runner's own halt pass by both.
 */
export class StateError extends Error {
  readonly isRetryable: boolean;
  readonly isCatchable: boolean;

  constructor(name: string, cause: string, isTerminal: boolean) {
    super(cause);
    this.name = name;
    this.isRetryable = !isTerminal;
    this.isCatchable = !isTerminal;
  }
}

const TERMINAL = new Set(['States.Runtime', 'States.DataLimitExceeded']);
const TIMEOUTS = new Set(['States.Timeout', 'States.HeartbeatTimeout']);

/** A failure that no Catch may see: the scope was cancelled or the runner stopped. */
export function haltedError(): StateError {
  return new StateError('Halted', 'the execution no longer runs here', true);
}

/** The failure of the whole execution by a rule of the service. */
export function runtimeError(cause: string): StateError {
  return new StateError('States.Runtime', cause, true);
}

let probedTimeout: Promise<Error> | undefined;

/**
 * The library keeps timeouts out of `States.TaskFailed` by the class of the error, and does not export that class. One run
 * that times out at once hands us an instance to inherit from.
 */
function probeTimeout(): Promise<Error> {
  const task = { Type: 'Task', Resource: 'probe', TimeoutSeconds: 0.001, End: true } as const;
  const machine = new StateMachine(
    { StartAt: 'Probe', States: { Probe: task } },
    { validationOptions: { noValidate: true } },
  );
  const never = () => new Promise<null>(() => undefined);
  return machine.run(null, { overrides: { taskResourceLocalHandlers: { Probe: never } } }).result.then(
    () => new Error('the probe cannot succeed'),
    (failure: unknown) =>
      failure instanceof Error && failure.cause instanceof Error ? failure.cause : new Error(String(failure)),
  );
}

/** The error to throw into the library for a recorded failure, so that its Retry and Catch match as in the service. */
export async function stateError(name: string, cause: string): Promise<Error> {
  if (!TIMEOUTS.has(name)) return new StateError(name, cause, TERMINAL.has(name));
  probedTimeout ??= probeTimeout();
  const timeout: unknown = Object.create(await probedTimeout);
  if (!(timeout instanceof Error)) throw runtimeError('the library has no timeout error');
  return Object.assign(timeout, { name, message: cause });
}

/** Error name and cause of anything that was thrown. */
export function describeFailure(thrown: unknown): { readonly error: string; readonly cause: string } {
  return thrown instanceof Error
    ? { error: thrown.name, cause: thrown.message }
    : { error: 'Error', cause: String(thrown) };
}
