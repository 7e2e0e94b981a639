import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addBusinessDays,
  addDays,
  addMonths,
  type BusinessDate,
  businessDateIn,
  daysBetween,
  instantAt,
  isBusinessDay,
  parseBusinessDate,
  weekday,
} from '../../../shared/kernel/business-date.ts';
import { easterSunday } from '../../../shared/kernel/calendars.ts';
import { fixedClock } from '../../../shared/kernel/clock.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { createIdFactory, deterministicId, isId } from '../../../shared/kernel/ids.ts';
import {
  addDuration,
  compareInstants,
  epochMs,
  type Instant,
  instantFromEpochMs,
  parseInstant,
} from '../../../shared/kernel/instant.ts';
import { systemRandom } from '../../../shared/kernel/random.ts';

const instant: fc.Arbitrary<Instant> = fc.integer({ min: 0, max: 4_102_444_800_000 }).map(instantFromEpochMs);
const date: fc.Arbitrary<BusinessDate> = fc
  .integer({ min: -30_000, max: 60_000 })
  .map((days) => addDays(parseBusinessDate('2000-01-01'), days));
const zone = fc.constantFrom(
  'UTC',
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
);

describe('instants', () => {
  test('survive the round trip by text and by epoch, and text order is time order', () => {
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        expect(parseInstant(a)).toBe(a);
        expect(instantFromEpochMs(epochMs(a))).toBe(a);
        expect(compareInstants(a, b)).toBe(Math.sign(epochMs(a) - epochMs(b)));
      }),
    );
  });

  test('an offset names the same moment', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -14 * 60, max: 14 * 60 }), (moment, offsetMinutes) => {
        const local = addDuration(moment, { minutes: offsetMinutes }).slice(0, -1);
        const absolute = Math.abs(offsetMinutes);
        const pad = (value: number) => value.toString().padStart(2, '0');
        const offset = `${offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(absolute / 60))}:${pad(absolute % 60)}`;
        expect(parseInstant(local + offset)).toBe(moment);
      }),
    );
  });

  test('durations add up and undo', () => {
    const seconds = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(instant, seconds, seconds, (moment, a, b) => {
        const stepwise = addDuration(addDuration(moment, { seconds: a }), { seconds: b });
        expect(stepwise).toBe(addDuration(moment, { seconds: a + b }));
        expect(addDuration(addDuration(moment, { seconds: a }), { seconds: -a })).toBe(moment);
      }),
    );
  });

  test('parsing any text gives an instant or a DomainError', () => {
    const almost = fc.stringMatching(
      /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\d(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/,
    );
    fc.assert(
      fc.property(fc.oneof(almost, fc.string()), (text) => {
        try {
          const parsed = parseInstant(text);
          expect(parseInstant(parsed)).toBe(parsed);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
    );
  });
});

describe('business dates', () => {
  test('adding days and counting them undo each other', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -40_000, max: 40_000 }), (from, count) => {
        const to = addDays(from, count);
        expect(daysBetween(from, to)).toBe(count);
        expect(addDays(to, -count)).toBe(from);
        expect((((weekday(to) - weekday(from) - count) % 7) + 7) % 7).toBe(0);
      }),
    );
  });

  test('adding months lands in the right month on the original day or the last one', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -240, max: 240 }), (from, count) => {
        const to = addMonths(from, count);
        const monthNumber = (day: BusinessDate) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
        expect(monthNumber(to) - monthNumber(from)).toBe(count);
        const isSameDay = to.slice(8) === from.slice(8);
        const isLastDay = addDays(to, 1).slice(8) === '01' && to.slice(8) < from.slice(8);
        expect(isSameDay || isLastDay).toBe(true);
      }),
    );
  });

  test('business days are open, in order, and counted', () => {
    const closedDays = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 15 });
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 30 }), closedDays, (from, count, offsets) => {
        const closed = new Set(offsets.map((offset) => addDays(from, offset)));
        const to = addBusinessDays(from, count, closed);
        let open = 0;
        for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
          if (isBusinessDay(day, closed)) open += 1;
        }
        expect(isBusinessDay(to, closed)).toBe(true);
        expect(open).toBe(count);
      }),
    );
  });

  test('a local time of day falls on its day', () => {
    const noonish = fc.constantFrom('00:00', '09:00', '12:30', '23:59');
    fc.assert(
      fc.property(date, noonish, zone, (day, time, timeZone) => {
        expect(businessDateIn(instantAt(day, time, timeZone), timeZone)).toBe(day);
      }),
    );
  });

  test('Easter is a Sunday from 22 March to 25 April', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1583, max: 9999 }), (year) => {
        const easter = easterSunday(year);
        expect(weekday(easter)).toBe(7);
        expect(easter.slice(5) >= '03-22' && easter.slice(5) <= '04-25').toBe(true);
      }),
    );
  });
});

describe('ids', () => {
  test('of one factory are unique and sorted, and every maker satisfies isId', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 2, max: 50 }), (moment, count) => {
        const nextId = createIdFactory(fixedClock(moment), systemRandom);
        const ids = Array.from({ length: count }, () => nextId('order'));
        expect([...new Set(ids)].sort()).toEqual(ids);
        expect(ids.every((id) => isId('order', id))).toBe(true);
      }),
    );
  });

  test('derived from different parts differ', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        const isSame = JSON.stringify(a) === JSON.stringify(b);
        expect(deterministicId('evt', ...a) === deterministicId('evt', ...b)).toBe(isSame);
        expect(isId('evt', deterministicId('evt', ...a))).toBe(true);
      }),
    );
  });
});
