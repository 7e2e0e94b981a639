import { describe, expect, test } from 'vitest';
import { findTierFault, goodsTotal, priceQuantity } from '../../../functions/catalog/domain/price-tiers.ts';
import { money } from '../../../shared/kernel/money.ts';

const usd = (amountMinor: bigint) => money('USD', amountMinor);

/** 100–499 at 4.20, 500–1,999 at 3.90, from 2,000 at 3.60 (golden vector PT-1). */
const lamp = [
  { minQuantity: '100', unitPrice: usd(420n) },
  { minQuantity: '500', unitPrice: usd(390n) },
  { minQuantity: '2000', unitPrice: usd(360n) },
];

describe('priceQuantity', () => {
  test.each([
    ['100', 42_000n],
    ['464', 194_880n],
    ['499', 209_580n],
    ['500', 195_000n],
    ['1999', 779_610n],
    ['2000', 720_000n],
    ['10000', 3_600_000n],
  ])('%s lamps cost %s cents', (quantity, total) => {
    expect(priceQuantity(lamp, quantity, 'H87')).toMatchObject({ kind: 'priced', total: usd(total) });
  });

  test('warns from 465 on that 500 are cheaper, and not before', () => {
    const advice = { quantity: '500', total: usd(195_000n), fromQuantity: '465' };
    expect(priceQuantity(lamp, '464', 'H87')).toMatchObject({ cheaper: undefined });
    expect(priceQuantity(lamp, '465', 'H87')).toMatchObject({ cheaper: { ...advice, saves: usd(300n) } });
    expect(priceQuantity(lamp, '499', 'H87')).toMatchObject({ cheaper: { ...advice, saves: usd(14_580n) } });
    expect(priceQuantity(lamp, '500', 'H87')).toMatchObject({ cheaper: undefined });
  });

  test('warns again below the third tier: 2,000 cost 7,200.00, so from 1,847 on', () => {
    // 1,846 × 3.90 = 7,199.40; 1,847 × 3.90 = 7,203.30
    expect(priceQuantity(lamp, '1846', 'H87')).toMatchObject({ cheaper: undefined });
    expect(priceQuantity(lamp, '1847', 'H87')).toMatchObject({
      cheaper: { quantity: '2000', saves: usd(330n), fromQuantity: '1847' },
    });
  });

  test('skips a tier when a later one is cheaper still', () => {
    const steep = [
      { minQuantity: '1', unitPrice: usd(1_000n) },
      { minQuantity: '90', unitPrice: usd(900n) },
      { minQuantity: '100', unitPrice: usd(100n) },
    ];
    expect(priceQuantity(steep, '89', 'H87')).toMatchObject({
      total: usd(89_000n),
      cheaper: { quantity: '100', total: usd(10_000n), fromQuantity: '11' },
    });
  });

  test('names the minimum when the quantity misses it', () => {
    expect(priceQuantity(lamp, '99', 'H87')).toEqual({ kind: 'below_minimum', minimum: '100' });
  });

  test('weighed goods warn at the gram', () => {
    // Given 1 kg at 2.00 and 10 kg at 1.00: ten kilograms cost 10.00, so 5.003 kg (10.006, rounded 10.01) is dearer
    const tea = [
      { minQuantity: '1', unitPrice: usd(200n) },
      { minQuantity: '10', unitPrice: usd(100n) },
    ];
    expect(priceQuantity(tea, '5.002', 'KGM')).toMatchObject({ total: usd(1_000n), cheaper: undefined });
    expect(priceQuantity(tea, '5.003', 'KGM')).toMatchObject({
      total: usd(1_001n),
      cheaper: { fromQuantity: '5.003', saves: usd(1n) },
    });
  });

  test('a currency without minor unit', () => {
    const yen = [{ minQuantity: '1', unitPrice: money('JPY', 480n) }];
    expect(priceQuantity(yen, '25', 'H87')).toMatchObject({ total: money('JPY', 12_000n) });
  });
});

describe('goodsTotal', () => {
  test('rounds half up once', () => {
    // 12.345 kg × 1.15 = 14.19675
    expect(goodsTotal(usd(115n), '12.345')).toEqual(usd(1_420n));
    // 0.5 × 0.01 = half a cent
    expect(goodsTotal(usd(1n), '0.5')).toEqual(usd(1n));
  });
});

describe('findTierFault', () => {
  const tier = (minQuantity: string, amountMinor: bigint, currency = 'USD') => ({
    minQuantity,
    unitPrice: money(currency, amountMinor),
  });

  test.each([
    ['none', lamp, undefined],
    ['one tier', [tier('1', 100n)], undefined],
    ['same quantity twice', [tier('10', 100n), tier('10.0', 90n)], { fault: 'tiers_not_rising', tier: 1 }],
    ['text order is not number order', [tier('9', 100n), tier('10', 90n)], undefined],
    [
      'price rises',
      [tier('1', 100n), tier('2', 90n), tier('3', 95n)],
      { fault: 'tiers_not_falling', tier: 2 },
    ],
    ['price stays', [tier('1', 100n), tier('2', 100n)], { fault: 'tiers_not_falling', tier: 1 }],
    ['two currencies', [tier('1', 100n), tier('2', 90n, 'EUR')], { fault: 'mixed_currencies', tier: 1 }],
  ])('%s', (_, tiers, fault) => {
    expect(findTierFault(tiers)).toEqual(fault);
  });
});
