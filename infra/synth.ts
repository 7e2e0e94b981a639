import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const buildFolder = join(root, '.build');

/** What a template depends on; the laptop's engine only reads templates. */
const sources = ['functions', 'shared', 'infra', 'package-lock.json'];
const engineFolder = join('infra', 'local');

/** Assemblies that no synthesis has asked for in this time are removed. */
const keptMs = 24 * 60 * 60 * 1000;

interface SynthesisOptions {
  /** Name of a stage in `infra/stages`. */
  readonly stage: string;
  /** Where a copy of the assembly shall lie; left out = only the cached one is made. */
  readonly outdir?: string;
}

const filesBelow = async (path: string): Promise<readonly string[]> => {
  if (!existsSync(path) || relative(root, path) === engineFolder) return [];
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path);
  const nested = await Promise.all(names.sort().map((name) => filesBelow(join(path, name))));
  return nested.flat();
};

const hashSources = async (): Promise<string> => {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesBelow(join(root, source))) {
      hash
        .update(relative(root, file))
        .update('\0')
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex').slice(0, 16);
};

const removeOld = async (assemblies: string, keep: string): Promise<void> => {
  for (const name of await readdir(assemblies)) {
    const path = join(assemblies, name);
    const found = await stat(path).catch(() => undefined);
    if (path !== keep && found && Date.now() - found.mtimeMs > keptMs)
      await rm(path, { recursive: true, force: true });
  }
};

/** Written beside its place and moved there when whole, so that two at once do not see half of each other's work. */
const make = async (stageName: string, assembly: string): Promise<void> => {
  const assemblies = dirname(assembly);
  await mkdir(assemblies, { recursive: true });
  const workshop = await mkdtemp(join(buildFolder, 'workshop-'));
  try {
    const { synthesiseAnew } = await import('./synth-anew.ts');
    const made = join(workshop, 'assembly');
    await synthesiseAnew({ root, stageName, bundles: join(workshop, 'bundles'), outdir: made });
    await rename(made, assembly).catch((error: unknown) => {
      if (!existsSync(assembly)) throw error;
    });
    await removeOld(assemblies, assembly);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
};

/**
 * The cloud assembly of a stage: the folder with a template for each stack and its bundled handlers. Made once for each
 * state of the sources; an unchanged tree answers from `.build` without loading the CDK. Needs no account and no network.
 */
export const synthesise = async ({ stage, outdir }: SynthesisOptions): Promise<string> => {
  const assembly = join(buildFolder, 'assembly', `${stage}-${await hashSources()}`);
  if (!existsSync(join(assembly, 'manifest.json'))) await make(stage, assembly);
  if (outdir === undefined) return assembly;
  await cp(assembly, outdir, { recursive: true, force: true });
  return outdir;
};
