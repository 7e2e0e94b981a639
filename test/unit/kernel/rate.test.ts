import { describe, expect, test } from 'vitest';
import {
  addRates,
  basisPoints,
  compareRates,
  divideRates,
  formatRate,
  invertRate,
  multiplyRates,
  parseRate,
  percent,
  rate,
  subtractRates,
} from '../../../shared/kernel/rate.ts';
import { divideRounded, type RoundingMode } from '../../../shared/kernel/rounding.ts';
import { refusalOf } from './refusal.ts';

const modes: readonly RoundingMode[] = ['halfUp', 'halfEven', 'down', 'up', 'floor', 'ceiling'];

describe('divideRounded', () => {
  // Columns in the order of `modes`.
  test.each([
    [5n, 2n, [3n, 2n, 2n, 3n, 2n, 3n]],
    [-5n, 2n, [-3n, -2n, -2n, -3n, -3n, -2n]],
    [5n, -2n, [-3n, -2n, -2n, -3n, -3n, -2n]],
    [-5n, -2n, [3n, 2n, 2n, 3n, 2n, 3n]],
    [7n, 2n, [4n, 4n, 3n, 4n, 3n, 4n]],
    [1n, 3n, [0n, 0n, 0n, 1n, 0n, 1n]],
    [-1n, 3n, [0n, 0n, 0n, -1n, -1n, 0n]],
    [2n, 3n, [1n, 1n, 0n, 1n, 0n, 1n]],
    [6n, 3n, [2n, 2n, 2n, 2n, 2n, 2n]],
    [0n, 3n, [0n, 0n, 0n, 0n, 0n, 0n]],
  ])('%s / %s by every mode', (numerator, denominator, expected) => {
    expect(modes.map((mode) => divideRounded(numerator, denominator, mode))).toEqual(expected);
  });

  test('refuses a zero denominator', () => {
    expect(() => divideRounded(1n, 0n, 'halfUp')).toThrow('rounding.zero_denominator');
  });
});

describe('rate', () => {
  test('keeps lowest terms and a positive denominator', () => {
    expect(rate(6n, -4n)).toEqual({ numerator: -3n, denominator: 2n });
    expect(rate(0n, -7n)).toEqual({ numerator: 0n, denominator: 1n });
    expect(() => rate(1n, 0n)).toThrow('rate.zero_denominator');
    expect(() => invertRate(rate(0n))).toThrow('rate.zero_denominator');
  });

  test('reads decimals, percent and basis points', () => {
    expect(parseRate('0.0295')).toEqual({ numerator: 59n, denominator: 2000n });
    expect(parseRate('-1.50')).toEqual({ numerator: -3n, denominator: 2n });
    expect(percent('2.95')).toEqual(parseRate('0.0295'));
    expect(basisPoints(50)).toEqual(parseRate('0.005'));
    expect(() => basisPoints(0.5)).toThrow('rate.fractional_basis_points');
  });

  test.each(['', '1e5', '+1', ' 1', '1.', '.5', '01', 'NaN', '1/3', '1'.repeat(31)])('refuses %j', (text) => {
    expect(refusalOf(() => parseRate(text)).code).toBe('rate.malformed');
  });

  test('calculates exactly', () => {
    const third = rate(1n, 3n);
    const half = rate(1n, 2n);
    expect(addRates(third, half)).toEqual(rate(5n, 6n));
    expect(subtractRates(third, half)).toEqual(rate(-1n, 6n));
    expect(multiplyRates(third, half)).toEqual(rate(1n, 6n));
    expect(divideRates(third, half)).toEqual(rate(2n, 3n));
    expect([compareRates(third, half), compareRates(half, half), compareRates(half, third)]).toEqual([
      -1, 0, 1,
    ]);
  });
});

describe('formatRate', () => {
  test('FX-2: base 1.12415 less a fee of 2 % is 1.10167', () => {
    const net = multiplyRates(parseRate('1.12415'), subtractRates(rate(1n), percent('2')));
    expect(formatRate(net, { decimals: 5 })).toBe('1.10167');
  });

  test('FX-3: EURUSD 1.0812 and EURKRW 1512.40 cross to USDKRW 1398.8161302', () => {
    const cross = divideRates(parseRate('1512.40'), parseRate('1.0812'));
    expect(formatRate(cross, 11)).toBe('1398.8161302');
    expect(formatRate(cross, { decimals: 10 })).toBe('1398.8161302257');
  });

  test.each([
    ['0', 5, '0'],
    ['0.00012345', 3, '0.000123'],
    ['0.00012355', 4, '0.0001236'],
    ['123456', 2, '120000'],
    ['125000', 2, '130000'],
    ['99.96', 3, '100'],
    ['7.10', 6, '7.1'],
    ['-0.005', { decimals: 2 }, '-0.01'],
    ['0.004', { decimals: 2 }, '0.00'],
    ['-0.004', { decimals: 2 }, '0.00'],
    ['2.5', { decimals: 0 }, '3'],
  ])('writes %s to %j as %s', (text, precision, expected) => {
    expect(formatRate(parseRate(text), precision)).toBe(expected);
  });
});
