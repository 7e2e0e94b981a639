import { describe, expect, test } from 'vitest';
import {
  type DealKind,
  type FeeSchedule,
  feeSchedules,
  sellerFee,
} from '../../../functions/settlement/domain/fee-rates.ts';
import { taxOn, taxTreatmentOf } from '../../../functions/settlement/domain/legal-entity.ts';
import { otherLendersCapOn } from '../../../functions/settlement/domain/other-lenders.ts';
import {
  newSeller,
  reserveFor,
  reserveReasons,
  type SellerStanding,
  sellerActions,
} from '../../../functions/settlement/domain/reserve-rates.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import type { EffectiveDated } from '../../../shared/kernel/effective-dated.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { percent, rate } from '../../../shared/kernel/rate.ts';

const on = parseBusinessDate('2026-11-22');
const usd = (amount: string) => parseMoney({ currency: 'USD', amount }, { allowZero: true });

describe('the seller fee', () => {
  const fee = (
    kind: DealKind,
    total: string,
    released: string,
    { currency = 'USD', isHouseCarriage = false } = {},
  ): string =>
    formatMoney(
      sellerFee({
        kind,
        total: parseMoney({ currency, amount: total }),
        released: parseMoney({ currency, amount: released }),
        isHouseCarriage,
        on,
      }).fee,
    ).amount;

  test.each([
    ['2 % of the worked release', 'made_to_order', '21200.00', '20200.00', '404.00'],
    ['2 % up to the band', 'made_to_order', '100000.00', '100000.00', '2000.00'],
    ['1.5 % above it', 'made_to_order', '100000.01', '100000.00', '1500.00'],
    ['1.5 % above it from stock as well', 'from_stock', '100000.01', '100000.00', '1500.00'],
    ['nothing for samples', 'sample', '115.00', '115.00', '0.00'],
    ['half-up to the cent', 'made_to_order', '100.00', '0.25', '0.01'],
  ] as const)('is %s', (_, kind, total, released, expected) => {
    expect(fee(kind, total, released)).toBe(expected);
  });

  test('is 1.25 % of a large order that travels in a pool of the house', () => {
    const isHouseCarriage = true;
    expect(fee('made_to_order', '100000.01', '100000.00', { isHouseCarriage })).toBe('1250.00');
    expect(fee('made_to_order', '21200.00', '20200.00', { isHouseCarriage })).toBe('404.00');
    expect(fee('from_stock', '100000.01', '100000.00', { isHouseCarriage })).toBe('1500.00');
  });

  test('has bands of its own in yuan, and none in won', () => {
    expect(fee('made_to_order', '700000.01', '1000.00', { currency: 'CNY' })).toBe('15.00');
    expect(fee('made_to_order', '900000000', '1000', { currency: 'KRW' })).toBe('20');
  });

  test('follows the schedule of the day: the last of the old one, the first of the new one', () => {
    // Given
    const [old] = feeSchedules;
    const flat = { share: percent('3'), bands: [] };
    const value: FeeSchedule = { made_to_order: flat, from_stock: flat, sample: flat };
    const changed = parseBusinessDate('2027-07-01');
    const schedules: readonly EffectiveDated<FeeSchedule>[] = [
      ...(old ? [{ ...old, validTo: changed }] : []),
      { value, validFrom: changed, source: 'House fee schedule 2027', dateBasis: 'release_approved_date' },
    ];
    const deal = { kind: 'made_to_order', total: usd('100.00'), released: usd('100.00') } as const;
    const feeOn = (day: string) =>
      sellerFee({ ...deal, isHouseCarriage: false, on: parseBusinessDate(day) }, schedules);

    // Then
    expect([feeOn('2027-06-30'), feeOn('2027-07-01')].map(({ fee: one, source }) => [one, source])).toEqual([
      [usd('2.00'), 'House fee schedule 2026'],
      [usd('3.00'), 'House fee schedule 2027'],
    ]);
  });

  test('before the first schedule is refused', () => {
    const early = { kind: 'made_to_order', total: usd('1.00'), released: usd('1.00') } as const;
    expect(() =>
      sellerFee({ ...early, isHouseCarriage: false, on: parseBusinessDate('2025-12-31') }),
    ).toThrow('No entry is in force');
  });
});

describe('tax on the fee', () => {
  test.each([
    ['NL', 'standard', '84.84'],
    ['DE', 'reverse_charge', '0.00'],
    ['CN', 'outside_scope', '0.00'],
    ['GB', 'outside_scope', '0.00'],
  ] as const)('of a company in %s is %s', (country, category, tax) => {
    // 21 % of 404.00 is 84.84
    expect(taxTreatmentOf(country, on).category).toBe(category);
    expect(formatMoney(taxOn(usd('404.00'), country, on)).amount).toBe(tax);
  });

  test('of a company nobody has heard of yet is nothing', () => {
    expect(taxOn(usd('404.00'), undefined, on)).toEqual(usd('0.00'));
  });
});

describe('the cap of other lenders', () => {
  test('is half, from the first of January 2026 on', () => {
    expect(otherLendersCapOn(on)).toEqual(rate(1n, 2n));
    expect(() => otherLendersCapOn(parseBusinessDate('2025-12-31'))).toThrow('No entry is in force');
  });
});

describe('the reserve', () => {
  const known: SellerStanding = { ...newSeller, isVerified: true, settledTrades: 20 };
  const at = (day: string) => parseInstant(`${day}T08:00:00.000Z`);

  test.each<[string, SellerStanding, string, number, string | undefined]>([
    ['a new seller', newSeller, '5', 60, 'new_seller'],
    ['a seller with two trades', { ...newSeller, settledTrades: 2 }, '5', 60, 'new_seller'],
    ['a seller with three trades', { ...newSeller, settledTrades: 3 }, '0', 0, undefined],
    ['a verified seller', { ...newSeller, isVerified: true }, '0', 0, undefined],
    ['a seller that lost a tenth of its trades', { ...known, disputesLost: 2 }, '10', 90, 'many_disputes'],
    ['a seller that lost less', { ...known, disputesLost: 1 }, '0', 0, undefined],
    [
      'a verified seller with too few trades to tell',
      { ...known, settledTrades: 4, disputesLost: 4 },
      '0',
      0,
      undefined,
    ],
    [
      'a seller charged back 179 days ago',
      { ...known, chargedBackAt: at('2026-05-27') },
      '10',
      90,
      'recent_chargeback',
    ],
    ['a seller charged back 180 days ago', { ...known, chargedBackAt: at('2026-05-26') }, '0', 0, undefined],
    [
      'a new seller that was charged back: the larger share counts',
      { ...newSeller, chargedBackAt: at('2026-11-21') },
      '10',
      90,
      'recent_chargeback',
    ],
  ])('of %s', (_, seller, share, days, reason) => {
    expect(reserveFor(seller, on)).toEqual({ share: percent(share), days, reason });
  });

  test('always tells the seller what to do about it', () => {
    for (const reason of reserveReasons) expect(sellerActions[reason].length).toBeGreaterThan(0);
  });
});
