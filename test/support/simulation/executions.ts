import { ExecutionAlreadyExists } from '@aws-sdk/client-sfn';
import { chosen, type definitionsOf, type MachineDefinition, type MachineState, stepOf } from './machines.ts';

/** What became of one call of a function. */
export type Outcome =
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'killed' };

export type Invoke = (name: string, event: unknown) => Promise<Outcome>;

interface Execution {
  readonly name: string;
  readonly leg: string;
  readonly context: string;
  readonly definition: MachineDefinition;
  current: string;
  entries: number;
  enteredAt: string;
  data: Record<string, unknown>;
  status: 'running' | 'waiting' | 'succeeded' | 'failed';
  tries: number;
  token: string | undefined;
  answer: { readonly output: unknown } | undefined;
}

/** Executions at one moment. */
export interface SavedExecutions {
  readonly tokens: number;
  readonly all: readonly Execution[];
}

type Task = Extract<MachineState, { Type: 'Task' }>;

const nameOfError = (error: unknown): string => (error instanceof Error ? error.name : 'Error');

/** Executions of the legs' own definitions, one state at a time; retries come at once instead of after their pause. */
export class Executions {
  private readonly definitions: ReturnType<typeof definitionsOf>;
  private readonly invoke: Invoke;
  private readonly now: () => string;
  private all = new Map<string, Execution>();
  private tokens = 0;

  constructor(definitions: ReturnType<typeof definitionsOf>, invoke: Invoke, now: () => string) {
    this.definitions = definitions;
    this.invoke = invoke;
    this.now = now;
  }

  start({ stateMachineArn, name, input }: { stateMachineArn: string; name: string; input: string }): void {
    const leg = stateMachineArn.split(':').at(-1) ?? '';
    const found = this.definitions.get(leg);
    if (!found) throw new Error(`There is no leg ${leg}`);
    if (this.all.has(name))
      throw new ExecutionAlreadyExists({ message: `${name} is already there`, $metadata: {} });
    const { context, definition } = found;
    const started: Execution = {
      name,
      leg,
      context,
      definition,
      current: definition.StartAt,
      entries: 0,
      enteredAt: '',
      data: JSON.parse(input),
      status: 'running',
      tries: 0,
      token: undefined,
      answer: undefined,
    };
    this.all.set(name, started);
    this.enter(started, definition.StartAt);
  }

  answer({ taskToken, output }: { taskToken: string; output: string }): void {
    const waiting = [...this.all.values()].find(({ token }) => token === taskToken);
    if (!waiting) throw Object.assign(new Error('Task timed out'), { name: 'TaskTimedOut' });
    waiting.answer = { output: JSON.parse(output) };
    waiting.token = undefined;
    if (waiting.status === 'waiting') waiting.status = 'running';
  }

  /** All executions as they are now, for {@link restore}. */
  save(): SavedExecutions {
    return { tokens: this.tokens, all: [...this.all.values()].map((one) => ({ ...one })) };
  }

  restore({ tokens, all }: SavedExecutions): void {
    this.tokens = tokens;
    this.all = new Map(all.map((one) => [one.name, { ...one }]));
  }

  /** Executions that can go on now. */
  runnable(): readonly string[] {
    return [...this.all.values()].filter(({ status }) => status === 'running').map(({ name }) => name);
  }

  /** Where each execution stands, by name. */
  states(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.all.values()].map(({ name, status, current }) => [name, `${status}: ${current}`]),
    );
  }

  private enter(execution: Execution, next: string): void {
    execution.current = next;
    execution.entries += 1;
    execution.enteredAt = `${this.now()}#${execution.entries}`;
    execution.tries = 0;
    execution.token = undefined;
    execution.answer = undefined;
    execution.status = 'running';
  }

  /** Takes one state of an execution. */
  async step(name: string): Promise<void> {
    const execution = this.all.get(name);
    const state = execution?.definition.States[execution.current];
    if (!execution || !state) throw new Error(`There is no execution ${name}`);
    if (state.Type === 'Succeed') execution.status = 'succeeded';
    else if (state.Type === 'Fail') execution.status = 'failed';
    else if (state.Type === 'Choice') this.enter(execution, chosen(state, execution.data));
    else await this.task(execution, state);
  }

  private async task(execution: Execution, state: Task): Promise<void> {
    if (execution.answer) return this.goOn(execution, state, execution.answer.output);
    const { step, isWait } = stepOf(state);
    this.tokens += 1;
    if (isWait) execution.token = `token-${this.tokens}`;
    const { subject, correlationId } = execution.data;
    const outcome = await this.invoke(`${execution.context}-steps`, {
      step,
      execution: execution.name,
      enteredAt: execution.enteredAt,
      subject,
      correlationId,
      ...(isWait ? { taskToken: execution.token } : {}),
    });
    if (outcome.kind !== 'done') return this.fail(execution, state, outcome);
    if (!isWait) return this.goOn(execution, state, outcome.result);
    if (execution.answer === undefined) execution.status = 'waiting';
  }

  private goOn(execution: Execution, state: Task, result: unknown): void {
    execution.data = { ...execution.data, result };
    if (state.Next === undefined) execution.status = 'succeeded';
    else this.enter(execution, state.Next);
  }

  private fail(execution: Execution, state: Task, outcome: Exclude<Outcome, { kind: 'done' }>): void {
    const error = outcome.kind === 'killed' ? 'Sandbox.Timedout' : nameOfError(outcome.error);
    const matches = ({ ErrorEquals }: { readonly ErrorEquals: readonly string[] }): boolean =>
      ErrorEquals.includes(error) || ErrorEquals.includes('States.ALL');
    execution.tries += 1;
    execution.token = undefined;
    if (execution.tries <= (state.Retry.find(matches)?.MaxAttempts ?? 0)) return;
    const caught = state.Catch.find(matches);
    if (!caught) {
      execution.status = 'failed';
      return;
    }
    execution.data = { ...execution.data, error: { Error: error } };
    this.enter(execution, caught.Next);
  }
}
