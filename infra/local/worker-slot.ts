import { Worker } from 'node:worker_threads';
import { type Json, parseJson } from './json.ts';

/** Error of a function in Lambda's own shape. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** What an invocation came to. */
export type Outcome =
  | { readonly isOk: true; readonly payload: Json }
  | { readonly isOk: false; readonly error: FunctionError };

/** What a worker thread is started with. */
export interface SlotOptions {
  readonly entry: string;
  readonly exportName: string;
  /** Folder of what V8 has compiled: two fifths of a cold start. */
  readonly compileCache: string;
  readonly environment: Record<string, string>;
  readonly clock: SharedArrayBuffer;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly functionName: string;
  readonly functionArn: string;
  readonly onOutput: (chunk: string) => void;
}

type Message =
  | { kind: 'ready' }
  | { kind: 'broken'; error: FunctionError }
  | { kind: 'done'; id: number; payload: string }
  | { kind: 'failed'; id: number; error: FunctionError };

/** Node needs some room beside the function's own memory before it can start at all. */
const MEMORY_MB_MIN = 128;

/** One execution environment of a function: a worker thread that takes one event at a time. */
export class WorkerSlot {
  readonly accessKey: string;
  isBusy = false;
  isGone = false;
  /** Correlation ids of the event in hand, for the bill. */
  correlations: readonly string[] = [];
  readonly #options: SlotOptions;
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  #settle: ((outcome: Outcome) => void) | undefined;
  #sequence = 0;

  constructor(options: SlotOptions, accessKey: string) {
    this.#options = options;
    this.accessKey = accessKey;
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      env: { ...options.environment, AWS_ACCESS_KEY_ID: accessKey },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: Math.max(MEMORY_MB_MIN, options.memoryMb) },
      workerData: {
        entry: options.entry,
        exportName: options.exportName,
        compileCache: options.compileCache,
        clock: options.clock,
      },
    });
    this.#worker.stdout.setEncoding('utf8').on('data', options.onOutput);
    this.#worker.stderr.setEncoding('utf8').on('data', options.onOutput);
    let markReady: () => void = () => undefined;
    this.#ready = new Promise((resolve) => {
      markReady = resolve;
    });
    this.#worker.on('message', (message: Message) => this.#take(message, markReady));
    this.#worker.on('error', (error: unknown) => {
      const thrown = error instanceof Error ? error : new Error(String(error));
      this.#lose({ errorType: thrown.name, errorMessage: thrown.message, trace: [] });
      markReady();
    });
    this.#worker.on('exit', (code) => {
      this.#lose({
        errorType: 'Runtime.ExitError',
        errorMessage: `RequestId: local Error: Runtime exited with error: exit status ${code}`,
        trace: [],
      });
      markReady();
    });
  }

  /** Resolves once the handler module is loaded, or the thread is gone. */
  ready(): Promise<void> {
    return this.#ready;
  }

  /** Hands one event to the function; never rejects. The time limit counts from a loaded module, as on Lambda. */
  async run(event: Json, requestId: string): Promise<Outcome> {
    await this.#ready;
    if (this.isGone) return { isOk: false, error: this.#lastError };
    const { timeoutMs, functionName, functionArn, memoryMb } = this.#options;
    this.#sequence += 1;
    const outcome = new Promise<Outcome>((resolve) => {
      this.#settle = resolve;
    });
    const timer = setTimeout(() => {
      this.#lose({
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
        trace: [],
      });
      void this.stop();
    }, timeoutMs);
    this.#worker.postMessage({
      id: this.#sequence,
      event,
      requestId,
      deadlineAt: Date.now() + timeoutMs,
      functionName,
      functionArn,
      memoryMb,
    });
    try {
      return await outcome;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the thread, whatever it does. */
  async stop(): Promise<void> {
    this.#lose({ errorType: 'Runtime.ExitError', errorMessage: 'The worker was stopped', trace: [] });
    await this.#worker.terminate();
  }

  #lastError: FunctionError = { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited', trace: [] };

  #take(message: Message, markReady: () => void): void {
    switch (message.kind) {
      case 'ready':
        markReady();
        return;
      case 'broken':
        this.#lose(message.error);
        markReady();
        void this.stop();
        return;
      case 'done':
        if (message.id === this.#sequence) this.#finish({ isOk: true, payload: parseJson(message.payload) });
        return;
      case 'failed':
        if (message.id === this.#sequence) this.#finish({ isOk: false, error: message.error });
        return;
    }
  }

  #lose(error: FunctionError): void {
    if (this.isGone) return;
    this.isGone = true;
    this.#lastError = error;
    this.#finish({ isOk: false, error });
  }

  #finish(outcome: Outcome): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(outcome);
  }
}
