import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generatedFiles } from './generated.ts';
import { root } from './openapi/load-operations.ts';

// Writes every generated file; `npm run check` fails while they are out of date.
for (const [path, text] of Object.entries(await generatedFiles())) {
  const target = join(root, path);
  await mkdir(join(target, '..'), { recursive: true });
  await writeFile(target, text);
  console.log(`wrote ${path}`);
}
