import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { callJson } from './local-http.ts';
import { EngineRefusal } from './refusal.ts';

const START_TIMEOUT_MS = 10_000;
const START_ATTEMPTS = 3;

/** A running DynamoDB and DynamoDB Streams. */
export interface Dynoxide {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * The binary: `DYNOXIDE_BIN`, the package `@dynoxide/<platform>-<arch>`, or `dynoxide` on the path.
 * Throws EngineRefusal when there is none.
 */
export function findDynoxide(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const given = environment.DYNOXIDE_BIN;
  if (given !== undefined && given !== '') {
    if (existsSync(given)) return given;
    throw new EngineRefusal(`DYNOXIDE_BIN names ${given}, which does not exist.`);
  }
  const platform = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${platform}/package.json`);
    const packaged = join(dirname(manifest), 'dynoxide');
    if (existsSync(packaged)) return packaged;
  } catch {
    // The package is an optional dependency; the path is next.
  }
  for (const directory of (environment.PATH ?? '').split(delimiter)) {
    const candidate = join(directory, 'dynoxide');
    if (directory !== '' && existsSync(candidate)) return candidate;
  }
  throw new EngineRefusal(
    `No dynoxide binary for ${process.platform}-${process.arch}: install ${platform} (npm install ${platform}) or \`cargo install dynoxide-rs\`, or point DYNOXIDE_BIN at one.`,
  );
}

/** Starts the binary on a free port, with its SQLite file in the data directory or in memory. */
export async function startDynoxide(dataDir: string | undefined): Promise<Dynoxide> {
  const binary = findDynoxide();
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const pidFile = dataDir === undefined ? undefined : join(dataDir, 'dynoxide.pid');
  if (pidFile !== undefined) endStale(pidFile);
  let lastError = '';
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    const port = await freePort();
    const started = spawnGuarded(binary, port, dataDir, pidFile);
    const failure = await started.ready;
    if (failure === undefined) return { port, stop: started.stop };
    lastError = failure;
    await started.stop();
  }
  throw new EngineRefusal(`dynoxide (${binary}) does not start: ${lastError}`);
}

/**
 * A shell stands between: it reads our end of a pipe, and the pipe closes however we die, a SIGKILL included.
 * So the database never outlives the engine and never keeps its port and file.
 */
const GUARD =
  '"$@" </dev/null & child=$!; echo "pid $child"; read -r _; kill -9 $child; wait $child 2>/dev/null';

function spawnGuarded(
  binary: string,
  port: number,
  dataDir: string | undefined,
  pidFile: string | undefined,
) {
  const storage = dataDir === undefined ? [] : ['--db-path', join(dataDir, 'dynamodb.sqlite')];
  const guard = spawn(
    '/bin/sh',
    ['-c', GUARD, 'guard', binary, 'serve', '--host', '127.0.0.1', '--port', String(port), ...storage],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
  let output = '';
  const collect = (chunk: Buffer) => {
    output = `${output}${chunk.toString()}`.slice(-2000);
    const pid = /^pid (\d+)/m.exec(output)?.[1];
    if (pid !== undefined && pidFile !== undefined) writeFileSync(pidFile, pid);
  };
  guard.stdout.on('data', collect);
  guard.stderr.on('data', collect);
  guard.unref();
  const stop = async () => {
    guard.ref();
    guard.stdin.end();
    await ended;
    if (pidFile !== undefined) rmSync(pidFile, { force: true });
  };
  return { ready: untilReady(port, () => output), stop };
}

async function untilReady(port: number, output: () => string): Promise<string | undefined> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (/address.*in use|error/i.test(output())) return output();
    try {
      await callJson(port, 'DynamoDB_20120810.ListTables', {});
      return undefined;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }
  return `no answer on port ${port} within ${START_TIMEOUT_MS} ms. ${output()}`;
}

/** Ends a dynoxide that an earlier engine left behind; the command line is checked, for pids are reused. */
function endStale(pidFile: string): void {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  rmSync(pidFile, { force: true });
  if (!Number.isInteger(pid) || pid < 2) return;
  try {
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    if (command.includes('dynoxide')) process.kill(pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/** A port that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
