import { describe, expect, test } from 'vitest';
import {
  cubicMetres,
  formatKg,
  grams,
  listUnits,
  parseQuantity,
  parseWeightKg,
  unitOf,
  volumeMm3,
} from '../../../shared/kernel/quantity.ts';
import { refusalOf } from './refusal.ts';

describe('weight', () => {
  test.each([
    ['12.5', 12_500, '12.5'],
    ['0.001', 1, '0.001'],
    ['1385', 1_385_000, '1385'],
    ['18.300', 18_300, '18.3'],
  ])('%s kg is %i g', (text, expected, formatted) => {
    expect(parseWeightKg(text)).toBe(expected);
    expect(formatKg(expected)).toBe(formatted);
  });

  test.each([
    ['0', 'quantity.malformed'],
    ['0.000', 'quantity.malformed'],
    ['-1', 'quantity.malformed'],
    ['1e3', 'quantity.malformed'],
    ['1.0001', 'quantity.too_many_decimals'],
    ['1000000000000', 'quantity.too_large'],
  ])('refuses %s kg with %s', (text, code) => {
    expect(refusalOf(() => parseWeightKg(text)).code).toBe(code);
  });

  test('holds safe integers only', () => {
    expect(() => grams(0.5)).toThrow('quantity.not_grams');
    expect(() => grams(-1)).toThrow('quantity.not_grams');
    expect(() => grams(2 ** 53)).toThrow('quantity.not_grams');
  });
});

describe('volume', () => {
  test('a 40 ft high cube inside, 12,032 × 2,352 × 2,698 mm, is 76.351411... m³ exactly', () => {
    // 12,032 × 2,352 = 28,299,264; × 2,698 = 76,351,414,272
    const volume = volumeMm3({ lengthMm: 12_032, widthMm: 2_352, heightMm: 2_698 });
    expect(volume).toBe(76_351_414_272n);
    expect(cubicMetres(volume)).toBe('76.351414272');
  });

  test('drops trailing zeros', () => {
    expect(cubicMetres(2_400_000_000n)).toBe('2.4');
    expect(cubicMetres(1n)).toBe('0.000000001');
    expect(cubicMetres(0n)).toBe('0');
    expect(() => volumeMm3({ lengthMm: 1.5, widthMm: 1, heightMm: 1 })).toThrow('quantity.not_millimetres');
  });
});

describe('Quantity', () => {
  test.each([
    ['500', 'C62', '500', 'C62'],
    ['500', 'PCE', '500', 'H87'],
    ['12.500', 'KGM', '12.5', 'KGM'],
    ['10', 'SET', '10', 'SET'],
    ['0.000001', 'MTQ', '0.000001', 'MTQ'],
  ])('reads %s %s as %s %s', (value, unit, expectedValue, expectedUnit) => {
    expect(parseQuantity({ value, unit })).toEqual({ value: expectedValue, unit: expectedUnit });
  });

  test('refuses with a pointer at the wrong member', () => {
    const options = { pointer: '/quantity' };
    expect(refusalOf(() => parseQuantity({ value: '1.5', unit: 'C62' }, options))).toMatchObject({
      code: 'quantity.too_many_decimals',
      pointer: '/quantity/value',
    });
    expect(refusalOf(() => parseQuantity({ value: '1', unit: 'kg' }, options))).toMatchObject({
      code: 'quantity.unknown_unit',
      pointer: '/quantity/unit',
    });
  });

  test('the unit table has unique codes', () => {
    expect(new Set(listUnits().map((unit) => unit.code)).size).toBe(listUnits().length);
    expect(unitOf('LTR')).toEqual({ code: 'LTR', name: 'litre', kind: 'volume', decimals: 3 });
  });
});
