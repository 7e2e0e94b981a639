/**
 * `npm start`: the whole house on this machine, from the same template that is deployed.
 * Options: `--port <n>` (8787), `--data <directory>` (.entrepot), `--memory` (nothing survives), `--quiet` (no logs).
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { synthesise } from '../synth.ts';
import { startEngine } from './engine.ts';
import { EngineRefusal } from './refusal.ts';

const DEFAULT_PORT = 8787;
/** Functions that the first caller waits for. */
const PREWARMED = ['-api', '-authorizer'];

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: String(DEFAULT_PORT) },
    data: { type: 'string', default: join(import.meta.dirname, '../../.entrepot') },
    memory: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
  },
});

try {
  const startedAt = performance.now();
  const engine = await startEngine({
    cdkOut: await synthesise({ stage: 'local' }),
    dataDir: values.memory ? undefined : values.data,
    port: Number(values.port),
    logLevel: values.quiet ? 'silent' : 'info',
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `Entrepôt runs at ${engine.url} after ${seconds} s: ${engine.names.functions.length} functions.`,
  );
  const stop = () => {
    void engine.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // Nobody has to wait for this; the first request of a function starts it anyway.
  await engine.prewarm(PREWARMED);
} catch (error) {
  if (!(error instanceof EngineRefusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
