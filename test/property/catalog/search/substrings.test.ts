import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { goods, materials } from '../../../bench/match/goods.ts';
import { find, shopOf } from '../../../unit/catalog/search/shop.ts';

const words = [
  ...goods.map(({ korean }) => korean),
  ...goods.map(({ chinese }) => chinese),
  ...materials.flatMap(([, korean, chinese]) => [korean, chinese]),
  ...['ステンレスタンブラー', 'ソファカバー', '本棚', 'LED', 'A4', '500ml', '304', 'ｆｕｌｌ', 'ハンカチ'],
];
const title = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 })
  .chain((parts) => fc.constantFrom(' ', '').map((between) => parts.join(between)));

const runs = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu;
const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

test('any run of Korean, Chinese or Japanese characters of a title finds every product that has it, and one of them first', () => {
  fc.assert(
    fc.property(
      fc.array(title, { minLength: 2, maxLength: 40 }),
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 1, max: 8 }),
      (titles, which, from, length) => {
        // Given
        const ideographs = titles.flatMap((one) => folded(one).match(runs) ?? []);
        fc.pre(ideographs.length > 0);
        const run = Array.from(ideographs[which % ideographs.length] ?? '');
        const start = from % run.length;
        const asked = run.slice(start, start + length).join('');
        const holding = titles.flatMap((one, place) => (folded(one).includes(asked) ? [String(place)] : []));

        // When
        const found = find(shopOf(titles), asked);

        // Then
        expect(found).toEqual(expect.arrayContaining(holding));
        expect(holding).toContain(found[0]);
      },
    ),
    { numRuns: 150 },
  );
});
