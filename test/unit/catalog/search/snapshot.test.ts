import { describe, expect, test } from 'vitest';
import { createIndexBuilder } from '../../../../functions/catalog/search/build-index.ts';
import { openCatalogIndex } from '../../../../functions/catalog/search/catalog-index.ts';
import { rankerVersion } from '../../../../functions/catalog/search/ranker.ts';
import { generatedProduct } from '../../../bench/match/generated-products.ts';

const builder = createIndexBuilder();
for (let number = 0; number < 300; number += 1) builder.put(generatedProduct(number).record);
const file = builder.finish();

const openError = (bytes: Uint8Array): string => {
  try {
    openCatalogIndex(bytes);
    return 'opened';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
};

describe('index file', () => {
  test('a file that is no index, was cut off or is of another version is refused by name', () => {
    expect(openError(new Uint8Array())).toBe('catalog_index.not_an_index');
    expect(openError(new TextEncoder().encode('{"productId": "1"}'))).toBe('catalog_index.not_an_index');
    expect(openError(file.subarray(0, file.length - 100))).toBe('catalog_index.incomplete');
    const other = file.slice();
    other[12] = 'E'.charCodeAt(0);
    expect(openError(other)).toBe('catalog_index.other_version');
  });

  test('bytes that do not begin at a multiple of eight are read as well', () => {
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    const index = openCatalogIndex(shifted.subarray(3));
    expect(index.products).toBe(300);
    expect(index.match({ text: 'lamp', top: 5 })).toEqual(
      openCatalogIndex(file).match({ text: 'lamp', top: 5 }),
    );
  });

  test('answers say the version of the ranking', () => {
    const [first] = openCatalogIndex(file).explain({ text: 'lamp', top: 1 });
    expect(first?.ranker).toBe(rankerVersion);
  });

  test.each([
    ['x'.repeat(128)],
    ['com_01K3ZQ8V7N4R2T6W9Y0A1B2C3D'],
    ['제품-1'],
    ['a/b c'],
    ['é'],
  ])('the id %s comes back', (productId) => {
    const ids = ['0', productId, `${productId.slice(0, 100)}z`, 'zz'];
    const shop = createIndexBuilder();
    for (const id of ids) shop.put({ productId: id, title: 'lamp' });
    const found = openCatalogIndex(shop.finish()).match({ text: 'lamp', top: 10 });
    expect(found.map((match) => match.productId).sort()).toEqual([...ids].sort());
  });
});
