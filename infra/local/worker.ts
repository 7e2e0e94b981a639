/**
 * Runs one Lambda function inside a worker thread. Sandbox time is put under the product's feet here: `Date` reads
 * the shared offset, so no handler knows that its clock can be moved.
 */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

interface Boot {
  readonly entry: string;
  readonly exportName: string;
  readonly compileCache: string;
  readonly clock: SharedArrayBuffer;
}

interface Invocation {
  readonly id: number;
  readonly event: unknown;
  readonly requestId: string;
  readonly deadlineAt: number;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
}

const boot: Boot = workerData;
const offset = new BigInt64Array(boot.clock);
const RealDate = Date;
const sandboxNow = () => RealDate.now() + Number(Atomics.load(offset, 0));

const SandboxDate = new Proxy(RealDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [sandboxNow()] : given, newTarget),
  apply: () => new RealDate(sandboxNow()).toString(),
  get: (target, property) => (property === 'now' ? sandboxNow : Reflect.get(target, property)),
});
RealDate.prototype.constructor = SandboxDate;
globalThis.Date = SandboxDate;

const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only');

enableCompileCache(boot.compileCache);
const loaded = import(pathToFileURL(boot.entry).href).then((module: Record<string, unknown>) => {
  flushCompileCache();
  const handler = module[boot.exportName] ?? Reflect.get(Object(module.default), boot.exportName);
  if (typeof handler !== 'function') throw new Error(`${boot.entry} exports no function ${boot.exportName}`);
  return handler;
});
loaded.then(
  () => port.postMessage({ kind: 'ready' }),
  (error: unknown) => port.postMessage({ kind: 'broken', error: describe(error) }),
);

port.on('message', async (invocation: Invocation) => {
  try {
    const handler = await loaded;
    const payload: unknown = await handler(invocation.event, contextOf(invocation));
    // What Lambda would serialise is what the caller sees; undefined becomes null.
    port.postMessage({ kind: 'done', id: invocation.id, payload: JSON.stringify(payload ?? null) });
  } catch (error) {
    port.postMessage({ kind: 'failed', id: invocation.id, error: describe(error) });
  }
});

function contextOf(invocation: Invocation): Record<string, unknown> {
  return {
    functionName: invocation.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: invocation.functionArn,
    memoryLimitInMB: String(invocation.memoryMb),
    awsRequestId: invocation.requestId,
    logGroupName: `/aws/lambda/${invocation.functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, invocation.deadlineAt - RealDate.now()),
  };
}

function describe(error: unknown): { errorType: string; errorMessage: string; trace: string[] } {
  if (error instanceof Error) {
    return {
      errorType: error.name,
      errorMessage: error.message,
      trace: (error.stack ?? '').split('\n').slice(0, 20),
    };
  }
  return { errorType: 'Error', errorMessage: String(error), trace: [] };
}
