import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from '../../../shared/kernel/errors.ts';
import {
  addRates,
  compareRates,
  divideRates,
  formatRate,
  invertRate,
  multiplyRates,
  parseRate,
  rate,
  subtractRates,
} from '../../../shared/kernel/rate.ts';

const limit = 10n ** 12n;
const anyRate = fc
  .tuple(fc.bigInt({ min: -limit, max: limit }), fc.bigInt({ min: 1n, max: limit }))
  .map(([numerator, denominator]) => rate(numerator, denominator));
const nonZero = anyRate.filter((value) => value.numerator !== 0n);

describe('rates', () => {
  test('form a field', () => {
    fc.assert(
      fc.property(anyRate, anyRate, anyRate, (a, b, c) => {
        expect(addRates(a, b)).toEqual(addRates(b, a));
        expect(multiplyRates(a, b)).toEqual(multiplyRates(b, a));
        expect(addRates(addRates(a, b), c)).toEqual(addRates(a, addRates(b, c)));
        expect(multiplyRates(multiplyRates(a, b), c)).toEqual(multiplyRates(a, multiplyRates(b, c)));
        expect(multiplyRates(a, addRates(b, c))).toEqual(addRates(multiplyRates(a, b), multiplyRates(a, c)));
        expect(addRates(a, rate(0n))).toEqual(a);
        expect(multiplyRates(a, rate(1n))).toEqual(a);
        expect(addRates(subtractRates(a, b), b)).toEqual(a);
      }),
    );
  });

  test('have inverses, and a cross rate goes back exactly', () => {
    fc.assert(
      fc.property(nonZero, nonZero, (a, b) => {
        expect(multiplyRates(a, invertRate(a))).toEqual(rate(1n));
        expect(invertRate(invertRate(a))).toEqual(a);
        expect(multiplyRates(divideRates(a, b), divideRates(b, a))).toEqual(rate(1n));
      }),
    );
  });

  test('compare by the sign of the difference', () => {
    fc.assert(
      fc.property(anyRate, anyRate, (a, b) => {
        const difference = subtractRates(a, b).numerator;
        expect(compareRates(a, b)).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
      }),
    );
  });

  test('decimals survive format and parse', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -limit, max: limit }),
        fc.integer({ min: 0, max: 12 }),
        (scaled, decimals) => {
          const value = rate(scaled, 10n ** BigInt(decimals));
          expect(parseRate(formatRate(value, { decimals }))).toEqual(value);
          expect(parseRate(formatRate(value, 30))).toEqual(value);
        },
      ),
    );
  });

  test('significant digits bound the relative error by half a unit of the last digit', () => {
    fc.assert(
      fc.property(nonZero, fc.integer({ min: 1, max: 15 }), (value, digits) => {
        const text = formatRate(value, digits);
        const written = text.replace('-', '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '');
        expect(written.length).toBeLessThanOrEqual(digits);
        const error = divideRates(subtractRates(rateOf(text), value), value);
        const bound = rate(1n, 2n * 10n ** BigInt(digits - 1));
        expect(compareRates(error, bound)).toBeLessThanOrEqual(0);
        expect(compareRates(rate(-error.numerator, error.denominator), bound)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('parsing any text gives a rate or a DomainError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^-?[0-9]{0,40}\.?[0-9]{0,5}$/)), (text) => {
        try {
          expect(parseRate(text).denominator).toBeGreaterThan(0n);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
    );
  });
});

// Formatted text may have more digits than parseRate takes from outside, so it is read here without that limit.
function rateOf(text: string) {
  const [whole = '', fraction = ''] = text.split('.');
  return rate(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
}
