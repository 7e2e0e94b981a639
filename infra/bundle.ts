import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { ContextPlan } from './contexts/context.ts';
import { SynthesisRefused } from './refusal.ts';
import type { StackName } from './stages/stage.ts';

/** Packages written for CommonJS call `require` on Node's own modules; ESM has none unless we make one. */
const banner = `import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);`;

const backboneFunctions = ['relay', 'reconciler', 'sweeper'];

/** Entry points of a stack, `<folder>/<function>`: every function of its contexts and the backbone. */
export const entriesOf = (stack: StackName, contexts: readonly ContextPlan[]): readonly string[] => {
  const own = contexts.filter((context) => context.stack === stack);
  if (own.length === 0) return [];
  const ofContexts = own.flatMap((context) =>
    Object.keys(context.functions).map((name) => `${context.name}/${name}`),
  );
  return [...backboneFunctions.map((name) => `backbone/${name}`), ...ofContexts];
};

/** Bundles all handlers of a stack into one folder: shared code is written once, the SDK is ours and not the runtime's. */
export const bundleStack = async (
  root: string,
  entries: readonly string[],
  outdir: string,
): Promise<void> => {
  const files = entries.map((entry) => ({ in: join(root, 'functions', `${entry}.ts`), out: entry }));
  const missing = files.filter((file) => !existsSync(file.in)).map((file) => `functions/${file.out}.ts`);
  if (missing.length > 0)
    throw new SynthesisRefused(`These handlers are declared but not written: ${missing.join(', ')}`);
  await build({
    absWorkingDir: root,
    entryPoints: files,
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    outExtension: { '.js': '.mjs' },
    mainFields: ['module', 'main'],
    banner: { js: banner },
    sourcemap: 'linked',
    sourcesContent: false,
    minify: false,
    logLevel: 'error',
  });
};
