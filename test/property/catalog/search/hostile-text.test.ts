import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createIndexBuilder } from '../../../../functions/catalog/search/build-index.ts';
import { openCatalogIndex } from '../../../../functions/catalog/search/catalog-index.ts';
import { generatedProduct } from '../../../bench/match/generated-products.ts';

// A busy machine is no failure.
vi.setConfig({ testTimeout: 60_000 });

const pieces = [
  'constructor',
  '__proto__',
  'hasOwnProperty',
  '\u202eebal\u202c',
  'שולחן',
  'مصباح',
  '\ud800',
  '\udfff',
  '\u0000',
  '1/0',
  '9e999',
  '0.0.0.0',
  '\u00bd\u00bd',
  "'''''",
  '"10"x"x"',
  '----',
  '텀블러',
  'é'.normalize('NFD').repeat(50),
  'a\u0300'.repeat(200),
  '👩‍👩‍👧‍👦',
  'İ',
  'ﷺ',
  '𠀋𠮷',
  '1x1x1x1x1',
  '1-1/2-1/2/3',
  'lamp',
];
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(' ')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({
    unit: fc.integer({ min: 0, max: 0xff_ff }).map((code) => String.fromCharCode(code)),
    maxLength: 100,
  }),
);

const builder = createIndexBuilder();
for (let number = 0; number < 500; number += 1) builder.put(generatedProduct(number).record);
const index = openCatalogIndex(builder.finish());

describe('hostile text', () => {
  test('no query throws', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const { score } of index.explain({ text, top: 5 }))
          expect(Number.isSafeInteger(score)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('no product throws, and a product with a word in its title is found by the title', () => {
    fc.assert(
      fc.property(hostile, hostile, (title, description) => {
        const one = createIndexBuilder();
        one.put({
          productId: 'p',
          title,
          description,
          attributes: { [title]: description },
          categoryPath: title,
        });
        const shop = openCatalogIndex(one.finish());
        expect(shop.match({ text: title, top: 1 }).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['one letter', 'a'],
    ['words', 'steel lamp '],
    ['characters of Han', '灯'],
    ['digits', '1'],
    ['sizes', '1x'],
    ['fractions', '1/'],
    ['marks over letters', '\u0301'],
    ['halves of pairs', '\ud800'],
    ['quotes', "'"],
    ['hyphens', 'a-'],
    ['commas', '1,000'],
  ])('a megabyte of %s is answered as quickly as a page', (_name, piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const begun = process.cpuUsage();
    index.match({ text, top: 10 });
    const { user, system } = process.cpuUsage(begun);
    // Processor time, so that a busy machine does not count; a tenth of this is usual.
    expect((user + system) / 1000).toBeLessThan(500);
  });
});
