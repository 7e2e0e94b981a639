import { AsyncLocalStorage } from 'node:async_hooks';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../../shared/kernel/clock.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { systemRandom } from '../../../shared/kernel/random.ts';
import { log } from '../../../shared/observability/logger.ts';

/** One run of a function of the product. A dead one never hears anything again, as when its sandbox is gone. */
export interface Invocation {
  /** `<context>-<function>` */
  readonly name: string;
  isDead: boolean;
  /** Ends the run from outside: whoever waits for it learns nothing. */
  readonly die: () => void;
}

/** What stands at the other end of the wire. */
export interface OtherEnd {
  now(): Instant;
  bytes(length: number): Uint8Array;
  database(command: unknown): unknown;
  startExecution(input: { stateMachineArn: string; name: string; input: string }): void;
  sendTaskSuccess(input: { taskToken: string; output: string }): void;
  fetch(url: string, init: RequestInit): Promise<Response>;
  logged(level: 'warn' | 'error', message: string, error?: unknown): void;
}

/** Whether an operation on the wire happens, and whether its answer comes back. */
export type Verdict = 'pass' | 'lost before' | 'lost after';

/** An operation that changes something outside the function that sends it. */
export interface Effecting {
  readonly invocation: Invocation;
  /** `write`, `POST /sandbox/psp/charges`, `StartExecution` … */
  readonly what: string;
}

export const secret = `whsec_${Buffer.from('a secret of the simulated house').toString('base64')}`;

const running = new AsyncLocalStorage<Invocation>();
const never = new Promise<never>(() => {});

const untouchedSend = DynamoDBDocumentClient.prototype.send;

/** Sends a command over the real wire, past all that the test holds in its hand. */
export const realSend = (client: DynamoDBDocumentClient, command: unknown): Promise<unknown> =>
  Reflect.apply(untouchedSend, client, [command]);

let otherEnd: OtherEnd | undefined;
let judge: (operation: Effecting) => Verdict = () => 'pass';

const end = (): OtherEnd => {
  if (!otherEnd) throw new Error('Nobody is at the other end of the wire');
  return otherEnd;
};

/** Says what happens to each operation that changes something. */
export const judgeBy = (verdict: (operation: Effecting) => Verdict): void => {
  judge = verdict;
};

/** Runs something as part of an invocation. */
export const runAs = <Result>(invocation: Invocation, work: () => Promise<Result>): Promise<Result> =>
  running.run(invocation, work);

const changing = async <Result>(what: string, perform: () => Result | Promise<Result>): Promise<Result> => {
  const invocation = running.getStore();
  if (!invocation) return perform();
  if (invocation.isDead) return never;
  const verdict = judge({ invocation, what });
  if (verdict !== 'lost before') {
    const result = await perform();
    if (verdict === 'pass') return result;
  }
  invocation.die();
  return never;
};

const reading = async <Result>(perform: () => Result): Promise<Result> =>
  running.getStore()?.isDead ? never : perform();

const readCommands = new Set([
  'GetCommand',
  'GetItemCommand',
  'QueryCommand',
  'BatchGetCommand',
  'BatchGetItemCommand',
]);

const nameOf = (command: unknown): string => String(Object(command).constructor?.name);

/** Says who is at the other end from now on. */
export const plugIn = (other: OtherEnd): void => {
  otherEnd = other;
};

/**
 * Cuts the wires between the product's functions and the world, once for a whole test file and before the first of them is
 * loaded: AWS clients, `fetch`, clock and randomness then speak with whoever is plugged in. The functions themselves run as
 * they are deployed.
 */
export const cutWires = (): void => {
  const send = (client: { prototype: object }, answer: (command: unknown) => Promise<unknown>): void => {
    Object.defineProperty(client.prototype, 'send', { value: answer, writable: true, configurable: true });
  };
  send(DynamoDBDocumentClient, (command) =>
    readCommands.has(nameOf(command))
      ? reading(() => end().database(command))
      : changing('write', () => end().database(command)),
  );
  send(SFNClient, async (command) => {
    if (command instanceof StartExecutionCommand) {
      const { stateMachineArn = '', name = '', input = '{}' } = command.input;
      return changing('StartExecution', () => end().startExecution({ stateMachineArn, name, input }) ?? {});
    }
    if (command instanceof SendTaskSuccessCommand) {
      const { taskToken = '', output = '{}' } = command.input;
      return changing('SendTaskSuccess', () => end().sendTaskSuccess({ taskToken, output }) ?? {});
    }
    throw new Error(`Nobody takes ${nameOf(command)}`);
  });
  send(SecretsManagerClient, async (command) => {
    if (command instanceof GetSecretValueCommand) return { SecretString: secret };
    throw new Error(`Nobody takes ${nameOf(command)}`);
  });
  globalThis.fetch = async (input, init = {}) => {
    const url = String(input);
    const method = init.method ?? 'GET';
    if (method === 'GET') return reading(() => end().fetch(url, init)).then((answer) => answer);
    return changing(`${method} ${new URL(url).pathname}`, () => end().fetch(url, init));
  };
  systemClock.now = () => end().now();
  systemRandom.bytes = (length) => end().bytes(length);
  log.info = () => {};
  log.warn = (message) => end().logged('warn', message);
  log.error = (message, error) => end().logged('error', message, error);
};
