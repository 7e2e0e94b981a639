import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findBreaches } from './check/house-rules.ts';
import { readSources } from './check/source-files.ts';
import { generatedFiles } from './generated.ts';
import { root } from './openapi/load-operations.ts';

type Outcome = readonly string[];

const run = (command: string, ...options: readonly string[]): Outcome => {
  const finished = spawnSync(join(root, 'node_modules', '.bin', command), [...options], {
    cwd: root,
    encoding: 'utf8',
  });
  return finished.status === 0 ? [] : [`${finished.stdout}${finished.stderr}`.trim()];
};

const staleFiles = async (): Promise<Outcome> => {
  const stale: string[] = [];
  for (const [path, text] of Object.entries(await generatedFiles())) {
    const current = existsSync(join(root, path)) ? await readFile(join(root, path), 'utf8') : '';
    if (current !== text) stale.push(`${path} is out of date; run npm run openapi`);
  }
  return stale;
};

const brokenRules = async (): Promise<Outcome> =>
  findBreaches(await readSources()).map(({ path, message }) => `${path} ${message}`);

/** What `npm run check` looks at, in this order. */
const checks: readonly (readonly [string, () => Outcome | Promise<Outcome>])[] = [
  ['types', () => run('tsc', '-p', '.')],
  ['lint and format', () => run('biome', 'check', '--error-on-warnings', '.')],
  ['unused code', () => run('knip')],
  ['import direction and banned words', brokenRules],
  ['generated files', staleFiles],
];

let isClean = true;
for (const [name, check] of checks) {
  const complaints = await check();
  isClean &&= complaints.length === 0;
  console.log(`${complaints.length === 0 ? 'ok    ' : 'FAILED'}  ${name}`);
  for (const complaint of complaints) console.log(complaint.replace(/^/gm, '        '));
}
process.exitCode = isClean ? 0 : 1;
