import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string | undefined;

/** Gives a run of tests a temporary folder of its own. */
export const setup = (): void => {
  folder = mkdtempSync(join(tmpdir(), 'entrepot-tests-'));
  process.env.TMPDIR = folder;
};

/** Removes it, with all that tests and libraries left in it. */
export const teardown = (): void => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
};
