import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { continueIndex, createIndexBuilder } from '../../functions/catalog/search/build-index.ts';
import { productRecord, removedProduct } from '../../functions/catalog/search/product-record.ts';
import type { Command } from '../commands/command.ts';
import { required } from './options.ts';
import { readLines } from './read-lines.ts';

const operands = '--products products.ndjson --out catalog.idx [--base older.idx]';
/** A line is read as what it says it is, so that its faults are named. */
const schemaOf = (line: unknown) => (removedProduct.safeParse(line).success ? removedProduct : productRecord);

/** `entrepot index`: a matching index of products, from nothing or on top of an older one. */
export const indexCommand: Command = {
  name: 'index',
  operands,
  summary:
    'builds a matching index of products; with --base it changes an older one, and {"productId", "isRemoved": true} takes a product out',
  run: async (args) => {
    const usage = `entrepot index ${operands}`;
    const { values } = parseArgs({
      args: [...args],
      options: { products: { type: 'string' }, out: { type: 'string' }, base: { type: 'string' } },
    });
    const products = required(values.products, 'products', usage);
    const out = required(values.out, 'out', usage);
    const begun = performance.now();
    const builder =
      values.base === undefined ? createIndexBuilder() : continueIndex(await readFile(values.base));
    let lines = 0;
    for await (const line of readLines(products, schemaOf)) {
      lines += 1;
      if ('isRemoved' in line) builder.remove(line.productId);
      else builder.put(line);
    }
    const file = builder.finish();
    await writeFile(out, file);
    const seconds = Math.round((performance.now() - begun) / 100) / 10;
    console.log(`${lines} lines, ${file.length} bytes in ${out}, ${seconds} s`);
  },
};
