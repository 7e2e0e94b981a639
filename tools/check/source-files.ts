import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { root } from '../openapi/load-operations.ts';

export interface SourceFile {
  /** Path from the root of the checkout, with slashes. */
  readonly path: string;
  readonly text: string;
  /** Paths of the project's files that it imports. */
  readonly imports: readonly string[];
}

const folders = ['shared', 'functions', 'infra', 'client', 'tools', 'test'];
const importPattern = /(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g;

const read = async (path: string): Promise<SourceFile> => {
  const text = await readFile(join(root, path), 'utf8');
  const imports = [...text.matchAll(importPattern)].map(([, target]) =>
    relative(root, resolve(root, dirname(path), target ?? '')),
  );
  return { path, text, imports };
};

/** Every TypeScript file of the project with what it imports from the project. */
export const readSources = async (): Promise<readonly SourceFile[]> => {
  const found: SourceFile[] = [];
  for (const folder of folders) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      found.push(await read(relative(root, join(entry.parentPath, entry.name))));
    }
  }
  return found.sort((left, right) => left.path.localeCompare(right.path));
};
