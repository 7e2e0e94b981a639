import { join } from 'node:path';
import { AsyncInvocations } from './async-invocations.ts';
import { OPERATOR_KEY } from './aws-request.ts';
import { type Bill, BillBook } from './bill.ts';
import { SandboxClock, strides } from './clock.ts';
import { lockDataDir } from './data-lock.ts';
import { type DeadLetterQueue, DeadLetters } from './dead-letters.ts';
import { startDynoxide } from './dynoxide.ts';
import { EncryptionKeys } from './encryption-keys.ts';
import { functionEnvironment, localiser, workersOf } from './environment.ts';
import { EventSources } from './event-sources.ts';
import { FunctionLogs } from './function-logs.ts';
import { contextOf, Functions, readFunctions } from './functions.ts';
import { Gateway } from './gateway.ts';
import { type ExtraRoute, HttpApi } from './http-api.ts';
import { readRoutes } from './http-routes.ts';
import { type DeniedCall, Policies } from './iam.ts';
import type { Json, JsonObject } from './json.ts';
import { Machines } from './machines.ts';
import { OwnServices } from './own-services.ts';
import { startQueues } from './queues.ts';
import { LOCAL_REGION } from './resource-identity.ts';
import { sandboxRoutes } from './sandbox-routes.ts';
import { Schedules } from './schedules.ts';
import { Secrets } from './secrets.ts';
import { settle } from './settle.ts';
import { openStateFile } from './state-file.ts';
import { createTables, partitionKeys } from './tables.ts';
import { loadTemplates, type RawTemplates } from './templates.ts';

const TICK_MS = 500;
const SETTLE_TIMEOUT_MS = 60_000;

/** How to start the engine. */
export interface EngineOptions {
  /** Directory of the synthesised cloud assembly. */
  readonly cdkOut: string;
  /** Where state survives; absent, everything lives in memory. */
  readonly dataDir?: string | undefined;
  /** Public port; 0 or absent takes a free one. */
  readonly port?: number | undefined;
  /** Port of the AWS endpoint; 0 or absent takes a free one. */
  readonly awsPort?: number | undefined;
  /** Functions (names or ends of names, such as `-api`) whose first worker is started ahead of the first event. */
  readonly prewarm?: readonly string[] | undefined;
  /** Worker threads at most of a function that serves the API or a state machine; consumers have one. */
  readonly workersMax?: number | undefined;
  readonly extraRoutes?: readonly ExtraRoute[] | undefined;
  /** Sandbox time of the first start in epoch milliseconds, so that a script meets the same days each time. */
  readonly startAtMs?: number | undefined;
  /** `info` echoes what functions log; `silent`, the default, leaves it to the log files. */
  readonly logLevel?: 'silent' | 'info' | undefined;
  /** Changes the raw templates before they are read: how a test removes a grant. */
  readonly patchTemplates?: ((templates: RawTemplates) => void) | undefined;
}

/** Settings with which an AWS SDK client speaks to the engine past IAM. */
export interface OperatorClient {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A running engine. */
export interface Engine {
  readonly url: string;
  readonly awsEndpoint: string;
  clients(): OperatorClient;
  /** Invokes past IAM; rejects with an Error whose name and message are the function's. */
  invoke(functionName: string, event: Json): Promise<Json>;
  /** Resolves when nothing is left to do but wait for time; throws after a minute, naming what is busy. */
  settle(timeoutMs?: number): Promise<void>;
  /** Moves sandbox time by seconds, in strides (of `strideSeconds`, when given), settling after each. */
  advance(seconds: number, strideSeconds?: number): Promise<void>;
  /** Sandbox time in epoch milliseconds. */
  now(): number;
  bill(): Bill;
  executions(): JsonObject[];
  deadLetters(): DeadLetterQueue[];
  /** Moves dead letters back to their queues; returns how many. */
  redrive(queue?: string): Promise<number>;
  deniedCalls(): readonly DeniedCall[];
  /** Newest log lines, of one function or of all. */
  logs(functionName?: string): string[];
  /** Names of the functions, tables and queues. */
  readonly names: { readonly functions: string[]; readonly tables: string[]; readonly queues: string[] };
  /** Starts the first worker of functions (names or ends of names). */
  prewarm(names: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the assembly; throws EngineRefusal with one sentence for anything that it cannot run faithfully. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { dataDir } = options;
  const cleanups: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  try {
    return await start(options, dataDir, cleanups, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: EngineOptions,
  dataDir: string | undefined,
  cleanups: (() => void | Promise<void>)[],
  stop: () => Promise<void>,
): Promise<Engine> {
  // Everything that can refuse comes before the first process or file.
  const assembly = loadTemplates(options.cdkOut, options.patchTemplates);
  const policies = new Policies(assembly);
  const keys = new EncryptionKeys(assembly);
  if (dataDir !== undefined) cleanups.push(lockDataDir(dataDir));
  const state = openStateFile(dataDir);
  cleanups.push(() => state.close());
  const clock = new SandboxClock(state, options.startAtMs);
  const bill = new BillBook();
  const logs = new FunctionLogs(dataDir, options.logLevel === 'info' ? echo : undefined);
  cleanups.push(() => logs.close());

  const addresses = { aws: '', api: '' };
  const functions = new Functions({
    functions: readFunctions(assembly, localiser(addresses), workersOf(assembly, options.workersMax)),
    clock: clock.shared,
    logs,
    compileCache: join(options.cdkOut, 'compile-cache'),
    baseEnvironment: () => functionEnvironment(addresses.aws),
    onInvocation: ({ target, correlations, billedMs }) => {
      bill.add('lambda.requests', 1, target.context, correlations);
      bill.add(
        'lambda.gbSecondsArm',
        (target.memoryMb / 1024) * (billedMs / 1000),
        target.context,
        correlations,
      );
    },
  });
  const routes = readRoutes(assembly, functions);
  const now = () => clock.now();
  const machines = new Machines(assembly, { dataDir, functions, policies, bill, now, log: () => undefined });
  cleanups.push(() => machines.stop());
  cleanups.push(() => functions.stop());

  const [dynoxide, queues] = await Promise.all([startDynoxide(dataDir), startQueues(dataDir, assembly)]);
  cleanups.push(() => dynoxide.stop());
  cleanups.push(() => queues.stop());
  // A sandbox that lives in the past would lose rows that the machine's time calls expired.
  const tables = await createTables(dynoxide.port, assembly, { expires: clock.offsetMs() >= 0 });

  let sources: EventSources | undefined;
  const sendTo = async (queue: string, body: string) => {
    await queues.send(queue, body);
    sources?.queueChanged(queue);
  };
  const invocations = new AsyncInvocations(assembly, functions, sendTo);
  const invokeAsync = invocations.start;
  const gateway = new Gateway({
    dynoxidePort: dynoxide.port,
    queuesPort: queues.port,
    functions,
    policies,
    keys,
    partitionKeys: partitionKeys(assembly),
    bill,
    own: new OwnServices({
      functions,
      machines,
      secrets: new Secrets(assembly, state),
      assembly,
      keys,
      invokeAsync,
    }),
    contextOfTable: (name) => {
      const table = tables.find((candidate) => candidate.name === name);
      return table === undefined ? undefined : contextOf(table.resource);
    },
    sources: () => sources,
  });
  cleanups.push(() => gateway.stop());
  addresses.aws = `http://127.0.0.1:${await gateway.listen(options.awsPort)}`;

  sources = new EventSources(assembly, policies, {
    dynoxidePort: dynoxide.port,
    functions,
    queues,
    bill,
    keys,
    state,
    sendTo,
  });
  const running = sources;
  cleanups.push(() => running.stop());
  const schedules = new Schedules(assembly, {
    ...{ functions, machines, policies, bill, state, now, invokeAsync, sendTo },
    log: (message) => logs.add('engine', `${message}\n`),
  });

  const api = new HttpApi({
    ...{ routes, functions, bill, now },
    extraRoutes: [sandboxRoutes(() => engine), ...(options.extraRoutes ?? [])],
  });
  cleanups.push(() => api.stop());
  addresses.api = `http://127.0.0.1:${await api.listen(options.port ?? 0)}`;
  // Stopped first of all: a step that dies with its gateway must not be journalled as a failed step.
  cleanups.push(async () => {
    await Promise.all([running.stop(), functions.stop()]);
  });
  cleanups.push(() => machines.stop());

  const busy = () => [
    ...(functions.running() > 0 ? [`${functions.running()} invocations`] : []),
    ...(invocations.running() > 0 ? ['asynchronous invocations'] : []),
    ...(api.running() > 0 ? ['API requests'] : []),
    ...(machines.isIdle() ? [] : ['state machines']),
    ...running.busy(),
  ];
  const whenQuiet = (timeoutMs = SETTLE_TIMEOUT_MS) => settle(busy, timeoutMs);
  const fireDue = () => {
    machines.tick();
    schedules.fireDue();
  };
  const queueNames = assembly.ofType('AWS::SQS::Queue').map(({ name }) => name);
  const letters = new DeadLetters(assembly, queues);

  const advance = async (seconds: number, strideSeconds?: number) => {
    const target = now() + seconds * 1000;
    await whenQuiet();
    for (const stride of strides(seconds * 1000, strideSeconds && strideSeconds * 1000)) {
      const strideEnd = Math.min(now() + stride, target);
      while (now() < strideEnd) {
        const due = machines.nextDueAt() ?? strideEnd;
        const ms = (due > now() ? Math.min(due, strideEnd) : strideEnd) - now();
        clock.forward(ms);
        for (const queue of queueNames) {
          queues.shortenDelays(queue, ms);
          running.queueChanged(queue);
        }
        fireDue();
        await whenQuiet();
      }
    }
  };
  let advancing = Promise.resolve();

  const engine: Engine = {
    url: addresses.api,
    awsEndpoint: addresses.aws,
    clients: () => ({
      endpoint: addresses.aws,
      region: LOCAL_REGION,
      credentials: { accessKeyId: OPERATOR_KEY, secretAccessKey: 'local' },
    }),
    invoke: async (functionName, event) => {
      const outcome = await functions.invoke(functionName, event);
      if (outcome.isOk) return outcome.payload;
      throw Object.assign(new Error(outcome.error.errorMessage), { name: outcome.error.errorType });
    },
    settle: whenQuiet,
    advance: (seconds, strideSeconds) => {
      // Two advances at once would move each other's target.
      advancing = advancing.catch(() => undefined).then(() => advance(seconds, strideSeconds));
      return advancing;
    },
    now,
    bill: () => bill.read(),
    executions: () => machines.executions(),
    deadLetters: () => letters.read(),
    redrive: (queue) => letters.redrive(queue, (source) => running.queueChanged(source)),
    deniedCalls: () => policies.denied,
    logs: (functionName) => logs.lines(functionName),
    names: {
      functions: assembly.ofType('AWS::Lambda::Function').map(({ name }) => name),
      tables: tables.map(({ name }) => name),
      queues: queueNames,
    },
    prewarm: (names) => functions.prewarm(names),
    stop,
  };

  await running.start();
  await machines.start();
  fireDue();
  const ticker = setInterval(fireDue, TICK_MS);
  ticker.unref();
  cleanups.push(() => clearInterval(ticker));
  await functions.prewarm(options.prewarm ?? []);
  return engine;
}

function echo(functionName: string, line: string): void {
  process.stdout.write(`${functionName} ${line}\n`);
}
