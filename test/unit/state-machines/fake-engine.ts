import {
  createStateMachineRunner,
  type StateMachineRunner,
} from '../../../infra/local/state-machines/runner.ts';

/** A task as JSON, for the definitions in these tests. */
export type Fields = Record<string, unknown>;

/** ARN under which the tests register their machine. */
export const MACHINE = 'arn:aws:states:eu-central-1:000000000000:stateMachine:trade';

/** 2030-01-01T00:00:00Z, where the clock of each test starts. */
export const START = 1_893_456_000_000;

/** A function by name, as the tests fake it. */
export type FakeFunction = (payload: unknown, attempt: number) => unknown;

/** One call of a fake function. */
export interface Invocation {
  readonly name: string;
  readonly payload: unknown;
}

/** An error as a Lambda function would report it. */
export function functionError(errorType: string, errorMessage: string): Error {
  return Object.assign(new Error(errorMessage), { name: errorType });
}

/** A runner with a clock that only the test moves and functions that the test writes. */
export class FakeEngine {
  readonly invocations: Invocation[] = [];
  readonly transitions: string[] = [];
  readonly tokens: string[] = [];
  readonly runner: StateMachineRunner;
  nowMs = START;

  constructor(functions: Record<string, FakeFunction> = {}, dataDir?: string) {
    const attempts = new Map<string, number>();
    this.runner = createStateMachineRunner({
      dataDir,
      now: () => this.nowMs,
      log: () => undefined,
      onTransition: (_execution, _machine, stateName) => this.transitions.push(stateName),
      retryDelayScale: 0.001,
      invoke: async (name, payload) => {
        this.invocations.push({ name, payload });
        const attempt = (attempts.get(name) ?? 0) + 1;
        attempts.set(name, attempt);
        if (typeof payload === 'object' && payload !== null && 'token' in payload)
          this.tokens.push(String(payload.token));
        return functions[name]?.(payload, attempt) ?? null;
      },
    });
  }

  register(definition: unknown, arn = MACHINE): void {
    const name = arn.split(':').at(-1) ?? '';
    this.runner.registerMachine({ arn, name, definition: JSON.parse(JSON.stringify(definition)) });
  }

  /** Starts an execution and waits until it has ended or waits. */
  async run(definition: unknown, input: unknown = {}, name = 'one'): Promise<string> {
    this.register(definition);
    const { executionArn } = this.runner.startExecution({
      machineArn: MACHINE,
      name,
      input: JSON.stringify(input),
    });
    await this.quiet();
    return executionArn;
  }

  /** Waits until nothing runs. */
  async quiet(): Promise<void> {
    do await new Promise((resolve) => setTimeout(resolve, 2));
    while (!this.runner.idle());
  }

  /** Moves the clock and waits until nothing runs. */
  async advance(seconds: number): Promise<void> {
    this.nowMs += seconds * 1000;
    this.runner.tick();
    await this.quiet();
  }

  /** Status, output and error of an execution in one object. */
  end(arn: string): {
    readonly status: string;
    readonly output?: unknown;
    readonly error?: string;
    readonly cause?: string;
  } {
    const { status, output, error, cause } = this.runner.describeExecution(arn);
    return {
      status,
      ...(output === undefined ? {} : { output: JSON.parse(output) }),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    };
  }

  names(): string[] {
    return this.invocations.map(({ name }) => name);
  }
}

/** The name of an error that a call throws; fails the test's expectation with text when it throws nothing. */
export function nameThrownBy(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
  return 'nothing thrown';
}

/** A Task as CDK's LambdaInvoke writes it. */
export function invoke(name: string, rest: Fields = {}): Fields {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: name, 'Payload.$': '$' },
    OutputPath: '$.Payload',
    ...rest,
  };
}

/** A Task as CDK's LambdaInvoke writes it for the token pattern. */
export function awaitToken(name: string, rest: Fields = {}): Fields {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: { FunctionName: name, Payload: { 'token.$': '$$.Task.Token' } },
    ...rest,
  };
}

/** A machine that starts at its first state. */
export function machine(states: Record<string, Fields>, rest: Fields = {}): Fields {
  return { StartAt: Object.keys(states)[0], States: states, ...rest };
}
