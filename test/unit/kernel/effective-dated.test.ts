import { describe, expect, test } from 'vitest';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, effectiveOn, findOverlap } from '../../../shared/kernel/effective-dated.ts';
import { refusalOf } from './refusal.ts';

const entry = (value: string, validFrom: string, validTo?: string) => ({
  value,
  validFrom: parseBusinessDate(validFrom),
  validTo: validTo === undefined ? undefined : parseBusinessDate(validTo),
  source: 'Announcement 2/2026',
  dateBasis: 'export_declaration_date',
});

describe('effectiveOn', () => {
  // China's refund rate for batteries: 9 %, 6 % from 1 April 2026, nothing from 1 January 2027.
  const battery = [
    entry('0', '2027-01-01'),
    entry('9', '2024-12-01', '2026-04-01'),
    entry('6', '2026-04-01', '2027-01-01'),
  ];

  test.each([
    ['2026-03-31', '9'],
    ['2026-04-01', '6'],
    ['2026-12-31', '6'],
    ['2027-01-01', '0'],
    ['2040-01-01', '0'],
  ])('on %s the rate is %s %%', (date, expected) => {
    expect(effectiveOn(battery, parseBusinessDate(date)).value).toBe(expected);
  });

  test('refuses a date before the first entry', () => {
    expect(refusalOf(() => effectiveOn(battery, parseBusinessDate('2024-11-30'))).code).toBe(
      'rates.none_in_force',
    );
  });

  test('never chooses between two entries', () => {
    // Given
    const overlapping = [...battery, entry('7', '2026-12-31', '2027-01-01')];

    // Then
    expect(() => effectiveOn(overlapping, parseBusinessDate('2026-12-31'))).toThrow('rates.overlap');
    expect(findOverlap(overlapping)?.map((found) => found.value)).toEqual(['6', '7']);
    expect(() => assertNoOverlap(overlapping)).toThrow('rates.overlap');
    expect(findOverlap(battery)).toBeUndefined();
    expect(() => assertNoOverlap(battery)).not.toThrow();
    expect(() => assertNoOverlap([entry('1', '2026-01-02', '2026-01-02')])).toThrow('rates.empty_period');
  });
});
