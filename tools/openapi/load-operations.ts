import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Operation } from '../../shared/http/operation.ts';

/** Root of the checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Folders whose operations are not part of the product's API. */
const outside = new Set(['sandbox', 'backbone']);

export interface PublishedOperation extends Operation {
  readonly context: string;
}

const isOperationTable = (value: unknown): value is Record<string, Operation> =>
  typeof value === 'object' && value !== null;

/** Names of the contexts that publish operations, in alphabetical order. */
export const publishingContexts = async (): Promise<readonly string[]> => {
  const names = await readdir(join(root, 'functions'));
  return names
    .filter((name) => !outside.has(name) && existsSync(join(root, 'functions', name, 'operations.ts')))
    .sort();
};

/** Refusals of shared code are problems of the API too; loading the files that define them registers them. */
const loadSharedErrors = async (): Promise<void> => {
  for (const path of await readdir(join(root, 'shared'), { recursive: true })) {
    if (!path.endsWith('.ts')) continue;
    const text = await readFile(join(root, 'shared', path), 'utf8');
    if (text.includes('defineErrors(')) await import(join(root, 'shared', path));
  }
};

/** Every operation of the public API with the context it belongs to, read from the contexts' own tables. */
export const loadOperations = async (): Promise<readonly PublishedOperation[]> => {
  await loadSharedErrors();
  const found: PublishedOperation[] = [];
  for (const context of await publishingContexts()) {
    const module: { operations?: unknown } = await import(join(root, 'functions', context, 'operations.ts'));
    if (!isOperationTable(module.operations))
      throw new Error(`functions/${context}/operations.ts exports no operations`);
    // Loading the refusals too fills the catalogue that the document takes its problems from.
    if (existsSync(join(root, 'functions', context, 'errors.ts')))
      await import(join(root, 'functions', context, 'errors.ts'));
    for (const operation of Object.values(module.operations)) found.push({ ...operation, context });
  }
  return found;
};
