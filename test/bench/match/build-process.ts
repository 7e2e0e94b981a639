import { writeFileSync } from 'node:fs';
import { createIndexBuilder } from '../../../functions/catalog/search/build-index.ts';
import { generatedProduct } from './generated-products.ts';

// `node build-process.ts <products> <file>`: builds an index of generated products and prints the seconds it took.
const [, , count = '', path = ''] = process.argv;
const builder = createIndexBuilder();
let building = 0;
for (let number = 0; number < Number(count); number += 1) {
  const { record } = generatedProduct(number);
  const begun = performance.now();
  builder.put(record);
  building += performance.now() - begun;
}
const begun = performance.now();
const file = builder.finish();
building += performance.now() - begun;
writeFileSync(path, file);
console.log(JSON.stringify({ buildSeconds: building / 1000 }));
