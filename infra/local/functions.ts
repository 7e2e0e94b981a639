import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { correlationsIn } from './correlation.ts';
import type { FunctionLogs } from './function-logs.ts';
import { type Json, listOf, numberOr, objectOf, textOf, textOr } from './json.ts';
import { EngineRefusal, ServiceError } from './refusal.ts';
import type { Assembly, TemplateResource } from './templates.ts';
import { type Outcome, WorkerSlot } from './worker-slot.ts';

/** A function of the template, ready to run. */
export interface LocalFunction {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly entry: string;
  readonly exportName: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly concurrencyMax: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly context: string;
}

/** One finished invocation, for the bill. */
export interface InvocationRecord {
  readonly target: LocalFunction;
  readonly correlations: readonly string[];
  readonly billedMs: number;
}

interface Waiting {
  readonly event: Json;
  readonly correlations: readonly string[];
  readonly resolve: (outcome: Outcome) => void;
}

interface Pool {
  readonly slots: WorkerSlot[];
  readonly waiting: Waiting[];
}

const WAITING_MAX = 1_000;
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;

/** Every function of the assembly with its worker threads. */
export class Functions {
  readonly #functions = new Map<string, LocalFunction>();
  readonly #pools = new Map<string, Pool>();
  readonly #slots = new Map<string, { slot: WorkerSlot; target: LocalFunction }>();
  readonly #clock: SharedArrayBuffer;
  readonly #logs: FunctionLogs;
  readonly #compileCache: string;
  readonly #baseEnvironment: () => Record<string, string>;
  readonly #onInvocation: (record: InvocationRecord) => void;
  #running = 0;
  #keySequence = 0;
  #isStopped = false;

  constructor(options: {
    functions: readonly LocalFunction[];
    clock: SharedArrayBuffer;
    logs: FunctionLogs;
    /** Folder for compiled code, shared by all houses of one assembly. */
    compileCache: string;
    /** Variables that every function gets, endpoints included; read when a worker starts. */
    baseEnvironment: () => Record<string, string>;
    onInvocation: (record: InvocationRecord) => void;
  }) {
    for (const target of options.functions) this.#functions.set(target.name, target);
    this.#clock = options.clock;
    this.#logs = options.logs;
    this.#compileCache = options.compileCache;
    this.#baseEnvironment = options.baseEnvironment;
    this.#onInvocation = options.onInvocation;
  }

  /** The function behind a name, an ARN or a qualified ARN. */
  find(nameOrArn: string): LocalFunction | undefined {
    return this.#functions.get(functionNameOf(nameOrArn));
  }

  /** The function and the correlation ids behind an access key that a worker was given. */
  callerOf(accessKey: string): { target: LocalFunction; correlations: readonly string[] } | undefined {
    const found = this.#slots.get(accessKey);
    return found === undefined ? undefined : { target: found.target, correlations: found.slot.correlations };
  }

  /** Invocations that run or wait. */
  running(): number {
    return this.#running;
  }

  /** Invokes and waits for the outcome; throws ServiceError for an unknown or throttled function. */
  invoke(nameOrArn: string, event: Json, correlations = correlationsIn(event)): Promise<Outcome> {
    const target = this.find(nameOrArn);
    if (target === undefined) {
      throw new ServiceError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, 404);
    }
    const pool = this.#pool(target);
    if (this.#isStopped || target.concurrencyMax === 0 || pool.waiting.length >= WAITING_MAX) {
      throw new ServiceError('TooManyRequestsException', `Rate Exceeded for ${target.name}`, 429);
    }
    this.#running += 1;
    return new Promise((resolve) => {
      const finish = (outcome: Outcome) => {
        this.#running -= 1;
        resolve(outcome);
      };
      pool.waiting.push({ event, correlations, resolve: finish });
      this.#advance(target, pool);
    });
  }

  /** Starts one worker of each named function (name, ARN or end of the name) ahead of the first event. */
  async prewarm(names: readonly string[]): Promise<void> {
    const targets = [...this.#functions.values()].filter(({ name }) =>
      names.some((wanted) => name === functionNameOf(wanted) || name.endsWith(wanted)),
    );
    await Promise.all(
      targets.map((target) => {
        const pool = this.#pool(target);
        return (pool.slots[0] ?? this.#grow(target, pool)).ready();
      }),
    );
  }

  /** Ends all workers. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#slots.values()].map(({ slot }) => slot.stop()));
  }

  #pool(target: LocalFunction): Pool {
    const known = this.#pools.get(target.name);
    if (known !== undefined) return known;
    const pool: Pool = { slots: [], waiting: [] };
    this.#pools.set(target.name, pool);
    return pool;
  }

  #advance(target: LocalFunction, pool: Pool): void {
    // A worker may also die between two events, by an error that its last one left behind.
    for (const slot of pool.slots.filter(({ isGone, isBusy }) => isGone && !isBusy)) this.#drop(slot, pool);
    while (pool.waiting.length > 0) {
      const free = pool.slots.find((slot) => !slot.isBusy && !slot.isGone);
      const slot = free ?? (pool.slots.length < target.concurrencyMax ? this.#grow(target, pool) : undefined);
      if (slot === undefined) return;
      const next = pool.waiting.shift();
      if (next === undefined) return;
      void this.#runOn(slot, next, target, pool);
    }
  }

  async #runOn(slot: WorkerSlot, next: Waiting, target: LocalFunction, pool: Pool): Promise<void> {
    slot.isBusy = true;
    slot.correlations = next.correlations;
    await slot.ready();
    const startedAt = performance.now();
    const outcome = await slot.run(next.event, randomUUID());
    const billedMs = Math.max(1, Math.ceil(performance.now() - startedAt));
    slot.isBusy = false;
    if (slot.isGone) this.#drop(slot, pool);
    this.#onInvocation({ target, correlations: next.correlations, billedMs });
    if (!outcome.isOk) {
      this.#logs.add(
        target.name,
        `${JSON.stringify({ level: 'ERROR', source: 'engine', ...outcome.error })}\n`,
      );
    }
    next.resolve(outcome);
    this.#advance(target, pool);
  }

  #grow(target: LocalFunction, pool: Pool): WorkerSlot {
    this.#keySequence += 1;
    const slot = new WorkerSlot(
      {
        ...target,
        functionName: target.name,
        functionArn: target.arn,
        environment: { ...target.environment, ...this.#baseEnvironment(), ...functionVariables(target) },
        clock: this.#clock,
        compileCache: this.#compileCache,
        onOutput: (chunk) => this.#logs.add(target.name, chunk),
      },
      `${target.name}.${this.#keySequence}`,
    );
    pool.slots.push(slot);
    this.#slots.set(slot.accessKey, { slot, target });
    return slot;
  }

  #drop(slot: WorkerSlot, pool: Pool): void {
    const index = pool.slots.indexOf(slot);
    if (index >= 0) pool.slots.splice(index, 1);
    this.#slots.delete(slot.accessKey);
  }
}

/** Reads the functions of the assembly; `concurrencyMax` is the laptop's own limit before reserved concurrency. */
export function readFunctions(
  assembly: Assembly,
  localise: (value: string) => string,
  concurrencyOf: (functionArn: string) => number,
): LocalFunction[] {
  return assembly
    .ofType('AWS::Lambda::Function')
    .map((resource) => readFunction(resource, assembly, localise, concurrencyOf));
}

function readFunction(
  resource: TemplateResource,
  assembly: Assembly,
  localise: (value: string) => string,
  concurrencyOf: (functionArn: string) => number,
): LocalFunction {
  const { properties } = resource;
  const [file = 'index', exportName = 'handler'] = textOr(properties.Handler, 'index.handler').split(
    /\.(?=[^.]+$)/,
  );
  const reserved = properties.ReservedConcurrentExecutions;
  const own = concurrencyOf(resource.arn);
  const environment: Record<string, string> = {};
  const { LogFormat, ApplicationLogLevel } = objectOf(properties.LoggingConfig);
  if (LogFormat !== undefined) environment.AWS_LAMBDA_LOG_FORMAT = textOr(LogFormat, 'Text');
  if (ApplicationLogLevel !== undefined)
    environment.AWS_LAMBDA_LOG_LEVEL = textOr(ApplicationLogLevel, 'INFO');
  for (const [name, value] of Object.entries(objectOf(objectOf(properties.Environment).Variables))) {
    Object.defineProperty(environment, name, { enumerable: true, get: () => localise(textOr(value, '')) });
  }
  return {
    name: resource.name,
    arn: resource.arn,
    roleArn: textOr(properties.Role, ''),
    entry: entryOf(assembly.assetPath(resource), file, resource),
    exportName,
    memoryMb: numberOr(properties.MemorySize, DEFAULT_MEMORY_MB),
    timeoutMs: numberOr(properties.Timeout, DEFAULT_TIMEOUT_SECONDS) * 1000,
    concurrencyMax: reserved === undefined ? own : Math.min(own, numberOr(reserved, own)),
    environment,
    context: contextOf(resource),
  };
}

function entryOf(directory: string, file: string, resource: TemplateResource): string {
  const found = ['.mjs', '.js', '.cjs']
    .map((extension) => join(directory, `${file}${extension}`))
    .find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new EngineRefusal(
    `Function ${resource.name} (${resource.stack}/${resource.logicalId}): its asset has no ${file}.mjs, .js or .cjs.`,
  );
}

/** The bounded context that pays: the tag `entrepot:context`, the variable CONTEXT, or the word in `entrepot-<stage>-<context>-…`. */
export function contextOf(resource: TemplateResource): string {
  const tag = listOf(resource.properties.Tags).find((entry) => objectOf(entry).Key === 'entrepot:context');
  const tagged = textOf(objectOf(tag).Value);
  const variable = textOf(objectOf(objectOf(resource.properties.Environment).Variables).CONTEXT);
  const parts = resource.name.split('-');
  const inName = parts[0] === 'entrepot' ? parts[2] : parts[0];
  return tagged ?? variable ?? inName ?? resource.name;
}

/** Function name in a name, an ARN, or an ARN with a version or alias. */
export function functionNameOf(nameOrArn: string): string {
  const parts = nameOrArn.split(':');
  return nameOrArn.startsWith('arn:') ? (parts[6] ?? '') : (parts[0] ?? '');
}

function functionVariables(target: LocalFunction): Record<string, string> {
  return {
    AWS_LAMBDA_FUNCTION_NAME: target.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(target.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${target.name}`,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    _HANDLER: target.exportName,
    LAMBDA_TASK_ROOT: join(target.entry, '..'),
  };
}
