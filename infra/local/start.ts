/**
 * `npm start`: the whole house on this machine, from the same template that is deployed, with a sandbox buyer, exporter and lender.
 * Options: `--port <n>` (8787), `--data <directory>` (.entrepot), `--memory` (nothing survives), `--quiet` (no logs of functions),
 * `--bare` (no sandbox companies, nothing warmed up), `--first-instant <ISO 8601>` (sandbox time of the very first start), `--assembly <directory>`
 * (a cloud assembly that is there already).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { synthesise } from '../synth.ts';
import { docsRoutes } from './docs-routes.ts';
import { startEngine } from './engine.ts';
import { EngineRefusal, messageOf } from './refusal.ts';
import { type SandboxKeys, seedSandbox } from './seed.ts';

const DEFAULT_PORT = 8787;
/** Functions that the first caller waits for. */
const PREWARMED = ['-api', '-authorizer'];

const options = {
  port: { type: 'string', default: String(DEFAULT_PORT) },
  data: { type: 'string', default: join(import.meta.dirname, '../../.entrepot') },
  memory: { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
  bare: { type: 'boolean', default: false },
  'first-instant': { type: 'string' },
  assembly: { type: 'string' },
} as const;

function readOptions() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new EngineRefusal(`${messageOf(error)}. The options are ${known.join(', ')}.`);
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (text === '' || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new EngineRefusal(`--port ${text} is not a port; name a number from 0 to 65535.`);
  return port;
}

function startAtMs(instant: string | undefined): number | undefined {
  if (instant === undefined) return undefined;
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new EngineRefusal(`--first-instant ${instant} is not an ISO 8601 instant.`);
  return ms;
}

function welcome(url: string, keys: SandboxKeys): string {
  return `
  buyer     ${keys.buyer}
  exporter  ${keys.exporter}
  lender    ${keys.lender}

  API reference  ${url}/docs
  OpenAPI        ${url}/openapi.json
  sandbox clock  curl -X POST ${url}/sandbox/clock/advance -d '{"seconds":86400}'

Try it:
  curl -s ${url}/v1/products -H 'authorization: Bearer ${keys.buyer}'
`;
}

try {
  const startedAt = performance.now();
  const values = readOptions();
  const port = portOf(values.port);
  const dataDir = values.memory ? undefined : values.data;
  const engine = await startEngine({
    cdkOut: values.assembly ?? (await synthesise({ stage: 'local' })),
    dataDir,
    port,
    logLevel: values.quiet ? 'silent' : 'info',
    extraRoutes: [docsRoutes],
    startAtMs: startAtMs(values['first-instant']),
  });
  // Operator commands find the running house by this file.
  if (dataDir !== undefined)
    writeFileSync(join(dataDir, 'endpoint.json'), JSON.stringify({ awsEndpoint: engine.awsEndpoint }));
  const stop = () => {
    void engine.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `Entrepôt runs at ${engine.url} after ${seconds} s: ${engine.names.functions.length} functions.`,
  );
  if (!values.bare) console.log(welcome(engine.url, await seedSandbox(engine.url, dataDir)));
  // Nobody has to wait for this; the first request of a function starts it anyway.
  if (!values.bare) await engine.prewarm(PREWARMED);
} catch (error) {
  if (!(error instanceof EngineRefusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
