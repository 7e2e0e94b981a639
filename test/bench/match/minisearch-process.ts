import { generatedProduct } from './generated-products.ts';
import { type GeneratedQuery, generatedQueries } from './generated-queries.ts';
import { latencyOf, memoryMib } from './measure.ts';
import { miniSearchOver } from './minisearch-engine.ts';

// `node minisearch-process.ts <products> <queries>`: the same products and queries with MiniSearch.
const [, , count = '', queries = ''] = process.argv;
const products = Number(count);
const records = Array.from({ length: products }, (_, number) => generatedProduct(number).record);
const built = performance.now();
const engine = miniSearchOver(records);
const buildSeconds = (performance.now() - built) / 1000;
const saved = engine.save();
const begun = performance.now();
const loaded = engine.load(saved);
const loadMs = performance.now() - begun;
const ask = (query: GeneratedQuery) => loaded.match(query.text, query.filters, 100);
const text = latencyOf(generatedQueries(Number(queries), products, 0), ask);
const sixFilters = latencyOf(generatedQueries(Number(queries), products, 6), ask);
const bytesPerProduct = Buffer.byteLength(saved) / products;
console.log(
  JSON.stringify({ buildSeconds, bytesPerProduct, loadMs, memoryMib: memoryMib(), text, sixFilters }),
);
