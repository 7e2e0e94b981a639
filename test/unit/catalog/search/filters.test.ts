import { describe, expect, test } from 'vitest';
import { type MatchFilters, matchFilters } from '../../../../functions/catalog/search/match-filters.ts';
import { find, shopOf } from './shop.ts';

const usd = (amount: number) => ({ currency: 'USD', amount });

const shop = shopOf([
  {
    productId: 'A',
    title: 'LED lamp',
    hsCode: '9405.21.90',
    categoryPath: 'Lighting > Lamps > Desk lamps',
    supplierId: 's1',
    originCountry: 'CN',
    tiers: [
      { minQuantity: 100, unitPrice: usd(4.2) },
      { minQuantity: 500, unitPrice: usd(3.9) },
    ],
    leadTimeDays: 25,
    certificates: ['CE', 'ISO 9001'],
    deliveryTerms: [
      { incoterm: 'FOB', place: 'Ningbo' },
      { incoterm: 'EXW', place: null },
    ],
  },
  {
    productId: 'B',
    title: 'LED lamp',
    hsCode: '94051100',
    categoryPath: ['Lighting', 'Lamps'],
    supplierId: 's2',
    originCountry: 'VN',
    tiers: [{ minQuantity: 10, unitPrice: { currency: 'EUR', amount: 4 } }],
    leadTimeDays: 10,
    certificates: [{ name: 'ce' }],
    deliveryTerms: [{ incoterm: 'FOB', place: 'Hai Phong' }],
  },
  { productId: 'C', title: 'LED lamp that states nothing' },
  {
    productId: 'D',
    title: 'Table',
    minimumOrderQuantity: 600,
    tiers: [
      { minQuantity: 500, unitPrice: usd(8) },
      { minQuantity: 1, unitPrice: usd(9) },
    ],
  },
]);

const passing = (filters: unknown): readonly string[] =>
  [...find(shop, 'led lamp', matchFilters.parse(filters))].sort();

describe('filters', () => {
  test.each<[unknown, readonly string[]]>([
    [{}, ['A', 'B', 'C']],
    [{ hsCode: '9405' }, ['A', 'B']],
    [{ hsCode: '9405.21' }, ['A']],
    [{ hsCode: ['940521', '940511'] }, ['A', 'B']],
    [{ category: 'Lighting' }, ['A', 'B']],
    [{ category: 'lighting / lamps / desk lamps' }, ['A']],
    [{ category: ['Light'] }, []],
    [{ quantity: 10 }, ['B']],
    [{ quantity: '99.5' }, ['B']],
    [{ quantity: 100 }, ['A', 'B']],
    [{ targetPrice: usd(4) }, ['A']],
    [{ targetPrice: usd(4), quantity: 499 }, []],
    [{ targetPrice: usd(4), quantity: 500 }, ['A']],
    [{ targetPrice: { currency: 'EUR', amount: '4.00' }, quantity: 10 }, ['B']],
    [{ incoterm: 'FOB' }, ['A', 'B']],
    [{ incoterm: 'fob', place: 'ningbo' }, ['A']],
    [{ incoterm: 'EXW', place: 'Ningbo' }, []],
    [{ place: 'Hai Phong' }, ['B']],
    [{ certificates: ['CE'] }, ['A', 'B']],
    [{ certificates: ['CE', 'ISO-9001'] }, ['A']],
    [{ leadTimeDays: 24 }, ['B']],
    [{ origin: 'cn' }, ['A']],
    [{ origin: ['CN', 'VN'] }, ['A', 'B']],
    [{ supplierId: 's2' }, ['B']],
    [{ excludedSupplierId: ['s2'] }, ['A', 'C']],
    [{ hsCode: '9405', origin: 'VN', leadTimeDays: 5 }, []],
  ])('%j leaves %j', (filters, expected) => {
    expect(passing(filters)).toEqual(expected);
  });

  test('the minimum order holds above the tiers, and tiers count in order', () => {
    const table = (filters: MatchFilters) => find(shop, 'table', filters);
    expect(table({ quantity: 599 })).toEqual([]);
    expect(table({ quantity: 600, targetPrice: usd(8) })).toEqual(['D']);
    expect(table({ quantity: 600, targetPrice: usd(7.99) })).toEqual([]);
  });

  test('a name that is not known is refused', () => {
    expect(() => matchFilters.parse({ colour: 'red' })).toThrow(/colour/);
  });

  test('without text the filters alone choose', () => {
    const filters: MatchFilters = { origin: ['VN'] };
    expect(find(shop, '', filters)).toEqual(['B']);
  });
});
