import { readFileSync } from 'node:fs';
import { openCatalogIndex } from '../../../functions/catalog/search/catalog-index.ts';
import { generatedQueries } from './generated-queries.ts';
import { latencyOf, memoryMib } from './measure.ts';

// `node query-process.ts <products> <file> <queries>`: opens an index in a fresh process and prints what queries take.
const [, , count = '', path = '', queries = ''] = process.argv;
const products = Number(count);
const begun = performance.now();
const file = readFileSync(path);
const index = openCatalogIndex(file);
index.match({ text: 'desk lamp', top: 1 });
const loadMs = performance.now() - begun;
const ask = ({ text, filters }: { text: string; filters?: Parameters<typeof index.match>[0]['filters'] }) =>
  index.match({ text, filters, top: 100 });
const text = latencyOf(generatedQueries(Number(queries), products, 0), ask);
const sixFilters = latencyOf(generatedQueries(Number(queries), products, 6), ask);
const bytesPerProduct = file.length / products;
console.log(JSON.stringify({ bytesPerProduct, loadMs, memoryMib: memoryMib(), text, sixFilters }));
