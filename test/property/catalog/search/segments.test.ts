import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { continueIndex, createIndexBuilder } from '../../../../functions/catalog/search/build-index.ts';
import { openCatalogIndex } from '../../../../functions/catalog/search/catalog-index.ts';
import type { ProductRecord } from '../../../../functions/catalog/search/product-record.ts';
import { sumOfParts } from '../../../../functions/catalog/search/rescore.ts';
import { openSegments } from '../../../../functions/catalog/search/segments.ts';
import { openSnapshot } from '../../../../functions/catalog/search/snapshot.ts';
import { generatedProduct } from '../../../bench/match/generated-products.ts';
import { generatedQueries } from '../../../bench/match/generated-queries.ts';

// A busy machine is no failure.
vi.setConfig({ testTimeout: 60_000 });

const base = Array.from({ length: 300 }, (_, number) => generatedProduct(number).record);
const baseFile = (() => {
  const builder = createIndexBuilder();
  for (const product of base) builder.put(product);
  return builder.finish();
})();
const queries = generatedQueries(60, 400, 3);

const change = fc.record({
  place: fc.nat({ max: 399 }),
  version: fc.integer({ min: 1_000, max: 2_000 }),
  isRemoved: fc.boolean(),
});

/** A base with changes beside it, and the index that both will be. */
const beside = (changes: readonly { place: number; version: number; isRemoved: boolean }[]) => {
  const changed = new Map<string, ProductRecord | undefined>();
  for (const { place, version, isRemoved } of changes) {
    const { productId } = generatedProduct(place).record;
    changed.set(productId, isRemoved ? undefined : { ...generatedProduct(version).record, productId });
  }
  const [segment, whole] = [createIndexBuilder(), continueIndex(baseFile)];
  for (const [productId, product] of changed) {
    if (product) {
      segment.put(product);
      whole.put(product);
    } else whole.remove(productId);
  }
  const file = segment.finishBeside(baseFile, new Set(changed.keys()));
  return {
    changed,
    pair: openSegments(openSnapshot(baseFile), file),
    rebuilt: openCatalogIndex(whole.finish()),
  };
};

test('changes beside a base hold the same products under every filter as the index that both become', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), fc.nat({ max: 59 }), (changes, which) => {
      const { pair, rebuilt } = beside(changes);
      const filters = queries[which]?.filters ?? {};
      const all = { text: '', filters, top: 1_000 };
      const ids = (matches: readonly { productId: string }[]): readonly string[] =>
        matches.map(({ productId }) => productId).sort();
      expect(pair.products).toBe(rebuilt.products);
      expect(ids(pair.match(all))).toEqual(ids(rebuilt.match(all)));
    }),
    { numRuns: 60 },
  );
});

test('a removed product never answers, a changed one as it is now, and parts add up in both halves', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 60 }), (changes) => {
      const { changed, pair } = beside(changes);
      for (const [productId, product] of changed) {
        const text = product?.title ?? generatedProduct(Number(productId.slice(1)) || 0).record.title;
        const found = pair.explain({ text, top: 30 });
        expect(found.filter((one) => one.productId === productId)).toHaveLength(product ? 1 : 0);
        for (const { score, words, rescore } of found) {
          expect(words.reduce((sum, { points }) => sum + points, 0) + sumOfParts(rescore)).toBe(score);
        }
      }
    }),
    { numRuns: 40 },
  );
});
