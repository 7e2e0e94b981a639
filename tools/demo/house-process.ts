import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { synthesise } from '../../infra/synth.ts';

const startScript = join(import.meta.dirname, '../../infra/local/start.ts');
const startLimitMs = 60_000;

/** The house in a process group of its own, so that it can be killed whole. */
export interface HouseProcess {
  readonly url: string;
  start(): Promise<void>;
  /** SIGKILL to the whole group: nothing gets to tidy up. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
};

const isUp = async (url: string): Promise<boolean> =>
  fetch(`${url}/sandbox/health`).then(
    (response) => response.ok,
    () => false,
  );

/** A house on a free port that keeps its state in the directory; it has the same address each time it is started. */
export const createHouseProcess = async (options: {
  readonly dataDir: string;
  /** Sandbox time of the first start. */
  readonly startsAt: string;
}): Promise<HouseProcess> => {
  // Made once: a house that comes back is the house that was killed, whatever was edited meanwhile.
  const assembly = await synthesise({ stage: 'local' });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;

  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const running = child;
    child = undefined;
    if (running?.pid === undefined || running.exitCode !== null) return;
    const gone = once(running, 'exit');
    process.kill(signal === 'SIGKILL' ? -running.pid : running.pid, signal);
    await gone;
  };
  const endWithMe = () => {
    if (child?.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', endWithMe);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

  return {
    url,
    start: async () => {
      const { dataDir, startsAt } = options;
      const started = spawn(
        process.execPath,
        [
          startScript,
          '--bare',
          '--quiet',
          `--port=${port}`,
          `--data=${dataDir}`,
          `--assembly=${assembly}`,
          `--first-instant=${startsAt}`,
        ],
        { detached: true, stdio: ['ignore', 'ignore', 'inherit'] },
      );
      child = started;
      const until = Date.now() + startLimitMs;
      while (!(await isUp(url))) {
        if (started.exitCode !== null || Date.now() > until)
          throw new Error(`The house did not start (exit code ${started.exitCode}).`);
        await new Promise((done) => setTimeout(done, 50));
      }
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
};
