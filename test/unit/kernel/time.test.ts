import { describe, expect, test } from 'vitest';
import {
  addBusinessDays,
  addDays,
  addMonths,
  businessDateIn,
  daysBetween,
  instantAt,
  isBusinessDay,
  parseBusinessDate,
  weekday,
} from '../../../shared/kernel/business-date.ts';
import {
  calendarForCurrency,
  easterSunday,
  holidaysOf,
  targetClosingDays,
} from '../../../shared/kernel/calendars.ts';
import { fixedClock } from '../../../shared/kernel/clock.ts';
import {
  addDuration,
  compareInstants,
  epochMs,
  epochSeconds,
  instantFromEpochMs,
  isBefore,
  isWithin,
  parseInstant,
} from '../../../shared/kernel/instant.ts';
import { nationalCalendars } from '../../../shared/kernel/national-holidays.ts';
import { refusalOf } from './refusal.ts';

const day = (text: string) => parseBusinessDate(text);
const at = (text: string) => parseInstant(text);

describe('parseInstant', () => {
  test.each([
    ['2026-11-22T06:00:00Z', '2026-11-22T06:00:00.000Z'],
    ['2026-11-22T06:00:00.5Z', '2026-11-22T06:00:00.500Z'],
    ['2026-11-22T06:00:00.123999Z', '2026-11-22T06:00:00.123Z'],
    ['2026-11-22T06:00:00+08:00', '2026-11-21T22:00:00.000Z'],
    ['2026-11-22T23:30:00-03:30', '2026-11-23T03:00:00.000Z'],
    ['2028-02-29T00:00:00+00:00', '2028-02-29T00:00:00.000Z'],
  ])('reads %s as %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  test.each([
    '',
    '2026-11-22',
    '2026-11-22T06:00:00',
    '2026-11-22T06:00Z',
    '2026-11-22 06:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-12-31T23:59:60Z',
    '2026-11-22T06:00:00+24:00',
    '2026-11-22T06:00:00+0800',
    '2026-11-22T06:00:00z',
    '0000-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '2026-11-22T06:00:00.0000000001Z',
  ])('refuses %j', (text) => {
    expect(refusalOf(() => parseInstant(text, { pointer: '/at' }))).toMatchObject({
      code: 'instant.malformed',
      pointer: '/at',
    });
  });
});

describe('Instant', () => {
  const noon = at('2026-11-22T12:00:00Z');

  test('converts to and from the epoch', () => {
    expect(epochMs(at('1970-01-01T00:00:01.500Z'))).toBe(1500);
    expect(epochSeconds(at('1970-01-01T00:00:01.999Z'))).toBe(1);
    expect(instantFromEpochMs(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(() => instantFromEpochMs(0.5)).toThrow('instant.out_of_range');
    expect(() => instantFromEpochMs(9e15)).toThrow('instant.out_of_range');
  });

  test('adds exact durations', () => {
    expect(addDuration(noon, { days: 10 })).toBe('2026-12-02T12:00:00.000Z');
    expect(addDuration(noon, { hours: -13, minutes: 1, seconds: 2 })).toBe('2026-11-21T23:01:02.000Z');
    expect(() => addDuration(noon, { seconds: 0.0001 })).toThrow('instant.fractional_duration');
  });

  test('orders half-open: the limit itself is outside', () => {
    const later = addDuration(noon, { seconds: 1 });
    expect([compareInstants(noon, later), compareInstants(noon, noon), compareInstants(later, noon)]).toEqual(
      [-1, 0, 1],
    );
    expect([isBefore(noon, later), isBefore(noon, noon)]).toEqual([true, false]);
    expect([isWithin(noon, noon, later), isWithin(later, noon, later)]).toEqual([true, false]);
    expect(fixedClock(noon).now()).toBe(noon);
  });
});

describe('BusinessDate', () => {
  test.each([
    ['2026-01-30', 1, '2026-02-28'],
    ['2028-01-30', 1, '2028-02-29'],
    ['2026-01-30', 2, '2026-03-30'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-01-15', -13, '2024-12-15'],
    ['2023-11-22', 36, '2026-11-22'],
  ])('%s and %i months is %s', (from, count, expected) => {
    expect(addMonths(day(from), count)).toBe(expected);
  });

  test('counts days and weekdays', () => {
    expect(addDays(day('2026-12-31'), 1)).toBe('2027-01-01');
    expect(daysBetween(day('2026-01-01'), day('2026-12-31'))).toBe(364);
    expect(weekday(day('2026-11-22'))).toBe(7);
    expect(weekday(day('1969-12-29'))).toBe(1);
  });

  test.each([
    '',
    '2026-2-1',
    '2026-02-29',
    '2026-00-10',
    '20260101',
    '2026-01-01T00:00:00Z',
  ])('refuses %j', (text) => {
    expect(refusalOf(() => parseBusinessDate(text)).code).toBe('date.malformed');
  });

  test.each([
    ['2026-11-22T16:30:00Z', 'Asia/Shanghai', '2026-11-23'],
    ['2026-11-22T04:59:59.999Z', 'America/New_York', '2026-11-21'],
    ['2026-11-22T05:00:00Z', 'America/New_York', '2026-11-22'],
  ])('at %s it is in %s the %s', (text, zone, expected) => {
    expect(businessDateIn(at(text), zone)).toBe(expected);
  });

  test.each([
    ['2026-11-22', '09:00', 'Asia/Shanghai', '2026-11-22T01:00:00.000Z'],
    ['2026-11-22', '17:00', 'America/New_York', '2026-11-22T22:00:00.000Z'],
    ['2026-07-01', '00:00', 'Asia/Kolkata', '2026-06-30T18:30:00.000Z'],
    // Clocks jump from 02:00 to 03:00: 02:30 becomes 03:30 summer time.
    ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    // Clocks fall from 03:00 to 02:00: 02:30 happens twice, the first is summer time.
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
  ])('%s %s in %s is %s', (date, time, zone, expected) => {
    expect(instantAt(day(date), time, zone)).toBe(expected);
  });

  test('refuses times and zones that do not exist', () => {
    const today = day('2026-11-22');
    expect(refusalOf(() => instantAt(today, '24:00', 'UTC')).code).toBe('date.malformed_time');
    expect(refusalOf(() => instantAt(today, '9:00', 'UTC')).code).toBe('date.malformed_time');
    expect(refusalOf(() => instantAt(today, '09:00', 'Mars/Olympus')).code).toBe('date.unknown_zone');
  });
});

describe('calendars', () => {
  test.each([
    [1818, '1818-03-22'],
    [2000, '2000-04-23'],
    [2024, '2024-03-31'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
  ])('Easter of %i is %s', (year, expected) => {
    expect(easterSunday(year)).toBe(expected);
  });

  test('TARGET closes six days', () => {
    expect(targetClosingDays(2026)).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-12-25',
      '2026-12-26',
    ]);
  });

  test('EUR/USD spot over Easter skips the holidays of both currencies', () => {
    // Given Thursday 2 April; Good Friday and Easter Monday close TARGET
    const target = holidaysOf(calendarForCurrency('EUR'), 2026);
    const fed = holidaysOf(calendarForCurrency('USD'), 2026);

    // Then
    expect(addBusinessDays(day('2026-04-02'), 2, target, fed)).toBe('2026-04-08');
    expect(addBusinessDays(day('2026-04-02'), 2, fed)).toBe('2026-04-06');
    expect(isBusinessDay(day('2026-04-03'), target)).toBe(false);
    expect(isBusinessDay(day('2026-04-03'), fed)).toBe(true);
  });

  test('walks back, over Golden Week, and rolls a closed day forward', () => {
    const china = holidaysOf('CN', 2026);
    expect(addBusinessDays(day('2026-09-30'), 1, china)).toBe('2026-10-08');
    expect(addBusinessDays(day('2026-10-08'), -1, china)).toBe('2026-09-30');
    expect(addBusinessDays(day('2026-10-01'), 0, china)).toBe('2026-10-08');
    expect(addBusinessDays(day('2026-11-21'), 1)).toBe('2026-11-23');
  });

  test('spans years and refuses a year without data', () => {
    expect(addBusinessDays(day('2026-12-31'), 1, holidaysOf('KR', 2026, 2027))).toBe('2027-01-04');
    expect(refusalOf(() => holidaysOf('VN', 2026, 2030)).code).toBe('calendar.year_not_covered');
    expect(refusalOf(() => calendarForCurrency('BRL')).code).toBe('calendar.none_for_currency');
  });

  test('national holidays are real weekdays, in order, once', () => {
    for (const { code, year, holidays } of nationalCalendars) {
      const days = holidays.map(([monthDay]) => day(`${year}-${monthDay}`));
      expect(days, `${code} ${year}`).toEqual([...new Set(days)].sort());
      expect(days.filter((date) => weekday(date) > 5)).toEqual([]);
    }
  });
});
