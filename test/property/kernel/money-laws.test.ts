import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listCurrencies } from '../../../shared/kernel/currency.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import {
  addMoney,
  applyRate,
  compareMoney,
  convertMoney,
  formatMoney,
  money,
  negateMoney,
  parseMoney,
  subtractMoney,
  sumMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { rate } from '../../../shared/kernel/rate.ts';
import { divideRounded, type RoundingMode } from '../../../shared/kernel/rounding.ts';
import { splitLargestRemainder } from '../../../shared/kernel/split.ts';

const minor = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const currency = fc.constantFrom(...listCurrencies().map((entry) => entry.code));
const mode = fc.constantFrom<RoundingMode>('halfUp', 'halfEven', 'down', 'up', 'floor', 'ceiling');
const usd = minor.map((amountMinor) => money('USD', amountMinor));
const magnitude = (value: bigint) => (value < 0n ? -value : value);

describe('money', () => {
  test('format then parse gives the same money', () => {
    fc.assert(
      fc.property(currency, minor, (code, amountMinor) => {
        const value = money(code, amountMinor);
        expect(parseMoney(formatMoney(value), { allowNegative: true, allowZero: true })).toEqual(value);
      }),
    );
  });

  test('parsing any text gives money or a DomainError', () => {
    const almostDecimal = fc.stringMatching(/^[-+ ]?[0-9]{0,25}[.,e]?[0-9]{0,6}$/);
    fc.assert(
      fc.property(fc.oneof(currency, fc.string()), fc.oneof(almostDecimal, fc.string()), (code, amount) => {
        try {
          expect(parseMoney({ currency: code, amount }).amountMinor).toBeGreaterThan(0n);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
    );
  });

  test('is an ordered group under addition', () => {
    fc.assert(
      fc.property(usd, usd, usd, (a, b, c) => {
        expect(addMoney(a, b)).toEqual(addMoney(b, a));
        expect(addMoney(addMoney(a, b), c)).toEqual(addMoney(a, addMoney(b, c)));
        expect(addMoney(a, zeroMoney('USD'))).toEqual(a);
        expect(addMoney(a, negateMoney(a))).toEqual(zeroMoney('USD'));
        expect(addMoney(subtractMoney(a, b), b)).toEqual(a);
        expect(compareMoney(addMoney(a, c), addMoney(b, c))).toBe(compareMoney(a, b));
        expect(sumMoney('USD', [a, b, c])).toEqual(sumMoney('USD', [c, a, b]));
      }),
    );
  });

  test('a rate of one changes nothing, and a conversion keeps the sign', () => {
    fc.assert(
      fc.property(
        usd,
        currency,
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        mode,
        (value, to, numerator, rounding) => {
          expect(applyRate(value, rate(1n), rounding)).toEqual(value);
          const converted = convertMoney(value, rate(numerator, 1_000_000n), to, rounding).amountMinor;
          expect(converted * value.amountMinor).toBeGreaterThanOrEqual(0n);
        },
      ),
    );
  });

  test('converting there and back at an exact integer rate gives the same money', () => {
    fc.assert(
      fc.property(usd, fc.bigInt({ min: 1n, max: 10n ** 9n }), (value, factor) => {
        const there = convertMoney(value, rate(factor), 'KWD', 'halfUp');
        expect(convertMoney(there, rate(1n, factor), 'USD', 'halfUp')).toEqual(value);
      }),
    );
  });
});

describe('divideRounded', () => {
  const divisor = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }).filter((value) => value !== 0n);

  test('every mode is within one unit, the half modes within half a unit', () => {
    fc.assert(
      fc.property(minor, divisor, mode, (numerator, denominator, rounding) => {
        const error = magnitude(divideRounded(numerator, denominator, rounding) * denominator - numerator);
        expect(error).toBeLessThan(magnitude(denominator));
        if (rounding.startsWith('half')) expect(error * 2n).toBeLessThanOrEqual(magnitude(denominator));
      }),
    );
  });

  test('directed modes stay on their side', () => {
    fc.assert(
      fc.property(minor, divisor, (numerator, denominator) => {
        const sign = denominator < 0n ? -1n : 1n;
        const excess = (rounding: RoundingMode) =>
          (divideRounded(numerator, denominator, rounding) * denominator - numerator) * sign;
        expect(excess('floor')).toBeLessThanOrEqual(0n);
        expect(excess('ceiling')).toBeGreaterThanOrEqual(0n);
        const down = magnitude(divideRounded(numerator, denominator, 'down'));
        const up = magnitude(divideRounded(numerator, denominator, 'up'));
        expect(up - down).toBe(numerator % denominator === 0n ? 0n : 1n);
      }),
    );
  });

  test('symmetric modes mirror', () => {
    const symmetric = fc.constantFrom<RoundingMode>('halfUp', 'halfEven', 'down', 'up');
    fc.assert(
      fc.property(minor, divisor, symmetric, (numerator, denominator, rounding) => {
        const positive = divideRounded(numerator, denominator, rounding);
        expect(divideRounded(-numerator, denominator, rounding)).toBe(-positive);
        expect(divideRounded(numerator, -denominator, rounding)).toBe(-positive);
      }),
    );
  });
});

describe('splitLargestRemainder', () => {
  const shares = fc
    .uniqueArray(
      fc.record({
        id: fc.string({ minLength: 1, maxLength: 4 }),
        weight: fc.bigInt({ min: 0n, max: 10n ** 12n }),
      }),
      { minLength: 1, maxLength: 30, selector: (share) => share.id },
    )
    .filter((list) => list.some((share) => share.weight > 0n));
  const sumOf = (parts: ReadonlyMap<string, bigint>) =>
    [...parts.values()].reduce((sum, part) => sum + part, 0n);

  test('sums exactly, within one unit of the fair share, zero for zero weight', () => {
    fc.assert(
      fc.property(minor, shares, (total, list) => {
        const parts = splitLargestRemainder(total, list);
        const weightSum = list.reduce((sum, share) => sum + share.weight, 0n);
        expect(sumOf(parts)).toBe(total);
        for (const { id, weight } of list) {
          const part = parts.get(id) ?? 0n;
          expect(magnitude(part * weightSum - total * weight)).toBeLessThan(weightSum);
          if (weight === 0n) expect(part).toBe(0n);
        }
      }),
    );
  });

  test('does not depend on the order of shares, and mirrors', () => {
    fc.assert(
      fc.property(minor, shares, (total, list) => {
        const parts = splitLargestRemainder(total, list);
        const reversed = splitLargestRemainder(total, [...list].reverse());
        const mirrored = splitLargestRemainder(-total, list);
        for (const [id, part] of parts) {
          expect(reversed.get(id)).toBe(part);
          expect(mirrored.get(id)).toBe(-part);
        }
      }),
    );
  });

  test('a heavier share never gets less', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), shares, (total, list) => {
        const parts = splitLargestRemainder(total, list);
        const ordered = [...list].sort((a, b) => (a.weight < b.weight ? -1 : a.weight > b.weight ? 1 : 0));
        for (const [index, share] of ordered.entries()) {
          const lighter = ordered[index - 1];
          if (lighter === undefined || lighter.weight === share.weight) continue;
          expect(parts.get(share.id)).toBeGreaterThanOrEqual(parts.get(lighter.id) ?? 0n);
        }
      }),
    );
  });
});
