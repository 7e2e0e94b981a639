import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBankText, toBankText } from '../../../shared/kernel/bank-text.ts';

describe('toBankText', () => {
  test.each([
    ['Müller & Söhne GmbH', 'Muller + Sohne GmbH'],
    ['Straße 5', 'Strasse 5'],
    ['Łódź, Ærø, Þór', 'Lodz, AEro, THor'],
    ['Đặng Thị Bưởi', 'Dang Thi Buoi'],
    ['İstanbul ışık', 'Istanbul isik'],
    ['O’Brien “Ltd”', "O'Brien 'Ltd'"],
    ['a_b; c–d', 'a-b, c-d'],
    ['50 € net', '50 EUR net'],
    ['深圳 Bright', '.. Bright'],
    ['fire 🔥 works', 'fire . works'],
    ['evil\u202Egpj.exe', 'evilgpj.exe'],
    ['nul\u0000 and \ud800 alone', 'nul and . alone'],
    ['//double//slash//', 'double/slash'],
    [':MT field', 'MT field'],
    ['  many   blanks\t\n here ', 'many blanks here'],
    ['ﬁne ①', 'fine 1'],
  ])('%j becomes %j', (text, expected) => {
    expect(toBankText(text, 140)).toBe(expected);
  });

  test('never gives more characters than asked for, and none that a bank does not carry', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 140 }), (text, lengthMax) => {
        const written = toBankText(text, lengthMax);
        expect(written.length).toBeLessThanOrEqual(lengthMax);
        expect(written).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]*$/);
        expect(written).not.toMatch(/^\/|\/\/|\/$/);
      }),
    );
  });
});

test.each([
  ['Søren Łukasz & Co', true],
  ['Shenzhen Brightway Lighting Co., Ltd.', true],
  ['深圳明亮照明有限公司', false],
  ['Bright 明亮', false],
  ['ООО Ромашка', false],
  ['& & &', false],
])('%s can be carried whole: %s', (name, expected) => {
  expect(isBankText(name)).toBe(expected);
});
