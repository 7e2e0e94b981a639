import { describe, expect, test } from 'vitest';
import { cargoOf, isWithinTolerance } from '../../../functions/freight/domain/cargo/cargo.ts';
import {
  airCharge,
  airChargeableHalfKg,
  formatHalfKg,
  formatRevenueTon,
  lclCharge,
  revenueTonNano,
} from '../../../functions/freight/domain/cargo/rating.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { usd } from './examples.ts';

describe('revenue tons', () => {
  test.each([
    ['RT-1', 300_000_000n, 120_000n, '1.00'],
    ['RT-2', 2_400_000_000n, 3_100_000n, '3.10'],
    ['RT-3', 8_600_000_000n, 1_385_000n, '8.60'],
  ])('%s', (_, volumeMm3, weightGrams, expected) => {
    expect(formatRevenueTon(revenueTonNano({ volumeMm3, weightGrams }))).toBe(expected);
  });

  test('are charged exactly, with the bill on top', () => {
    const tariff = { perRevenueTon: usd('110.00'), perBill: usd('60.00') };
    const cargo = cargoOf([
      {
        count: 1,
        lengthMm: 2_000,
        widthMm: 2_000,
        heightMm: 1_000,
        grossWeightGrams: 100_000,
        isStackable: true,
      },
    ]);
    expect(formatMoney(lclCharge(cargo, tariff)).amount).toBe('500.00');
  });
});

const piece = (count: number, lengthMm: number, widthMm: number, heightMm: number, kg: number) =>
  cargoOf([{ count, lengthMm, widthMm, heightMm, grossWeightGrams: kg * 1_000, isStackable: true }]);

describe('chargeable weight by air', () => {
  test('AIR-1: one piece of 150.2 × 125.5 × 100.6 cm, 300 kg, is 318.5 kg', () => {
    expect(formatHalfKg(airChargeableHalfKg(piece(1, 1_502, 1_255, 1_006, 300)))).toBe('318.5');
  });

  test('AIR-2: ten pieces of 60.4 × 40.2 × 45.5 cm, 18.3 kg each, are 184.0 kg', () => {
    const cargo = piece(10, 604, 402, 455, 18.3);
    // Edges of 60 × 40 × 46 cm: 1,104,000 cm³ / 6,000 = 184.0.
    expect(cargo.airVolumeCm3).toBe(1_104_000n);
    expect(cargo.weightGrams).toBe(183_000n);
    expect(formatHalfKg(airChargeableHalfKg(cargo))).toBe('184.0');
  });

  test('AIR-3: 92 kg is cheaper as 100 kg', () => {
    const breaks = [
      { fromKg: 45, perKg: usd('4.20') },
      { fromKg: 100, perKg: usd('3.60') },
    ];
    const rated = airCharge(184n, breaks);
    expect(formatMoney(rated.charge).amount).toBe('360.00');
    expect(formatHalfKg(rated.ratedHalfKg)).toBe('100.0');
  });
});

describe('a re-measurement', () => {
  test('of five percent is within tolerance, of a gram more it is not', () => {
    const declared = piece(1, 1_000, 1_000, 1_000, 200);
    const measured = (grams: bigint) => ({ ...declared, weightGrams: grams });
    expect(isWithinTolerance(declared, measured(210_000n))).toBe(true);
    expect(isWithinTolerance(declared, measured(210_001n))).toBe(false);
    expect(isWithinTolerance(declared, measured(190_000n))).toBe(true);
    expect(isWithinTolerance(declared, measured(189_999n))).toBe(false);
  });
});
