import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { continueIndex, createIndexBuilder } from '../../../../functions/catalog/search/build-index.ts';
import { openCatalogIndex } from '../../../../functions/catalog/search/catalog-index.ts';
import { compileFilters } from '../../../../functions/catalog/search/compile-filters.ts';
import { planQuery } from '../../../../functions/catalog/search/plan-query.ts';
import type { ProductRecord } from '../../../../functions/catalog/search/product-record.ts';
import { sumOfParts } from '../../../../functions/catalog/search/rescore.ts';
import { Retriever } from '../../../../functions/catalog/search/retrieve.ts';
import { openSnapshot } from '../../../../functions/catalog/search/snapshot.ts';
import { generatedProduct } from '../../../bench/match/generated-products.ts';
import { generatedQueries } from '../../../bench/match/generated-queries.ts';

// A busy machine is no failure.
vi.setConfig({ testTimeout: 60_000 });

function built(products: Iterable<ProductRecord>): Uint8Array {
  const builder = createIndexBuilder();
  for (const product of products) builder.put(product);
  return builder.finish();
}

const catalogue = Array.from({ length: 5_000 }, (_, number) => generatedProduct(number).record);
const file = built(catalogue);
const index = openCatalogIndex(file);
const queries = generatedQueries(120, catalogue.length, 0);

describe('explanation', () => {
  test('the parts of every answer add up to its score, and are those of the ranking', () => {
    for (const { text } of queries) {
      const matches = index.match({ text, top: 20 });
      const explained = index.explain({ text, top: 20 });
      expect(explained.map(({ productId, score }) => ({ productId, score }))).toEqual(matches);
      for (const { score, words, rescore } of explained) {
        expect(words.reduce((sum, { points }) => sum + points, 0) + sumOfParts(rescore)).toBe(score);
      }
    }
  });
});

describe('retrieval', () => {
  test('skipping windows and words loses no points against looking at every posting', () => {
    const snapshot = openSnapshot(file);
    const retriever = new Retriever(snapshot);
    const all = compileFilters(snapshot, {});
    for (const { text } of queries) {
      const { leaves } = planQuery(snapshot.vocabulary, text);
      const points = (count: number): readonly number[] =>
        retriever
          .best(leaves, all, count)
          .map((candidate) => candidate.points)
          .sort((a, b) => b - a);
      expect(points(25)).toEqual(points(catalogue.length).slice(0, 25));
    }
  });
});

/** A step of a catalogue's life: a product is written, or taken out. */
const change = fc.record({
  productId: fc.constantFrom('a', 'b', 'c', 'd', 'é', '제품', 'a-1', 'a-10', '__proto__', 'constructor'),
  version: fc.integer({ min: 0, max: 400 }),
  isRemoved: fc.boolean(),
  /** True when the index is finished and opened again before this step. */
  isSaved: fc.boolean(),
});

describe('increments', () => {
  test('an index that was changed step by step is the index of what remains, byte for byte', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), fc.integer({ min: 1, max: 50 }), (history, seed) => {
        let builder = createIndexBuilder();
        const remaining = new Map<string, ProductRecord>();
        for (const { productId, version, isRemoved, isSaved } of history) {
          if (isSaved) builder = continueIndex(builder.finish());
          if (isRemoved) {
            builder.remove(productId);
            remaining.delete(productId);
          } else {
            const product = { ...generatedProduct(version, seed).record, productId };
            builder.put(product);
            remaining.set(productId, product);
          }
        }
        expect(Buffer.compare(builder.finish(), built([...remaining.values()].reverse()))).toBe(0);
      }),
      { numRuns: 80 },
    );
  });

  test('a large index that loses and regains products is the same as before', () => {
    const builder = continueIndex(file);
    for (const product of catalogue.slice(0, 300)) builder.remove(product.productId);
    const smaller = continueIndex(builder.finish());
    for (const product of catalogue.slice(0, 300)) smaller.put(product);
    expect(Buffer.compare(smaller.finish(), file)).toBe(0);
  });
});
