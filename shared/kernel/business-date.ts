import { defineErrors } from './errors.ts';
import { epochMs, type Instant, instantFromEpochMs } from './instant.ts';
import { invariant } from './invariant.ts';

/** A calendar day `YYYY-MM-DD` in some place's calendar; text order is date order. */
export type BusinessDate = string & { readonly __brand: 'BusinessDate' };

/** Days on which a market, bank or authority is closed, besides Saturday and Sunday. */
export type HolidaySet = ReadonlySet<BusinessDate>;

/** Refusals of this file. */
export const dateErrors = defineErrors('date', {
  malformed: {
    status: 422,
    title: 'Date is not a real day as YYYY-MM-DD',
    remedy: 'Send an existing day, for example "2026-11-22".',
  },
  malformed_time: {
    status: 422,
    title: 'Time of day is not HH:MM',
    remedy: 'Send hours and minutes on a 24-hour clock, for example "09:30".',
  },
  unknown_zone: {
    status: 422,
    title: 'Time zone is not known',
    remedy: 'Send an IANA time zone such as "Asia/Shanghai".',
  },
});

const dayMs = 86_400_000;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;
/** Longest walk over holidays; a longer one means that the calendar closes every day. */
const businessDaySearchMax = 10_000;

/** Reads `YYYY-MM-DD` and refuses days that do not exist. DomainError `date.malformed`. */
export function parseBusinessDate(
  text: string,
  options: { readonly pointer?: string | undefined } = {},
): BusinessDate {
  if (!isBusinessDate(text)) throw dateErrors.malformed('The text is not a real day as YYYY-MM-DD.', options);
  return text;
}

/** True for an existing day in the canonical form. */
export function isBusinessDate(text: string): text is BusinessDate {
  if (!datePattern.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

/** The day it is in `timeZone` (IANA) at that instant. DomainError `date.unknown_zone`. */
export function businessDateIn(instant: Instant, timeZone: string): BusinessDate {
  return fromEpochDay(Math.floor(wallClockMs(epochMs(instant), timeZone) / dayMs));
}

/** The day `count` days later; negative goes back. */
export function addDays(date: BusinessDate, count: number): BusinessDate {
  return fromEpochDay(toEpochDay(date) + count);
}

/**
 * The same day of the month `count` months later, or the last day of a shorter month. Count from the original date, never
 * from a clamped one: 30 January + 1 is 28 February, + 2 is 30 March.
 */
export function addMonths(date: BusinessDate, count: number): BusinessDate {
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + count;
  const year = Math.floor(months / 12);
  const month = months - year * 12;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(Number(date.slice(8, 10)), lastDay);
  return fromEpochDay(Date.UTC(year, month, day) / dayMs);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** ISO 8601 weekday: 1 Monday to 7 Sunday. */
export function weekday(date: BusinessDate): number {
  // 1970-01-01 was a Thursday.
  return ((((toEpochDay(date) + 3) % 7) + 7) % 7) + 1;
}

/** True on Monday to Friday outside the holidays. */
export function isBusinessDay(date: BusinessDate, holidays: HolidaySet): boolean {
  return weekday(date) <= 5 && !holidays.has(date);
}

/**
 * The business day `count` business days later, open in every calendar; negative goes back. Zero rolls a closed day forward
 * (the "following" convention). InvariantViolation `date.no_business_day`.
 */
export function addBusinessDays(
  date: BusinessDate,
  count: number,
  ...calendars: readonly HolidaySet[]
): BusinessDate {
  invariant(Number.isInteger(count), 'date.fractional_days', { count });
  const isOpen = (day: BusinessDate) => weekday(day) <= 5 && !calendars.some((closed) => closed.has(day));
  const step = count < 0 ? -1 : 1;
  let day = date;
  let missing = Math.abs(count);
  for (let walked = 0; walked < businessDaySearchMax; walked += 1) {
    if (missing === 0 && isOpen(day)) return day;
    day = addDays(day, step);
    if (missing > 0 && isOpen(day)) missing -= 1;
  }
  invariant(false, 'date.no_business_day', { date, count });
}

/**
 * The instant at which clocks in `timeZone` (IANA) show `time` (HH:MM) on that day. A time that daylight saving skips moves
 * forward by the gap; one that occurs twice is the first. DomainError `date.malformed_time`, `date.unknown_zone`.
 */
export function instantAt(date: BusinessDate, time: string, timeZone: string): Instant {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) {
    throw dateErrors.malformed_time('The text is not a time as HH:MM.');
  }
  const wallMs = Date.parse(`${date}T${time}:00.000Z`);
  const offsetBefore = offsetMsAt(wallMs - dayMs, timeZone);
  const offsetAfter = offsetMsAt(wallMs + dayMs, timeZone);
  const candidates = [wallMs - offsetBefore, wallMs - offsetAfter].sort((a, b) => a - b);
  const exact = candidates.find((ms) => wallClockMs(ms, timeZone) === wallMs);
  return instantFromEpochMs(exact ?? wallMs - offsetBefore);
}

function toEpochDay(date: BusinessDate): number {
  return Date.parse(`${date}T00:00:00.000Z`) / dayMs;
}

function fromEpochDay(epochDay: number): BusinessDate {
  invariant(Number.isInteger(epochDay), 'date.fractional_days', { epochDay });
  const text = instantFromEpochMs(epochDay * dayMs).slice(0, 10);
  invariant(isBusinessDate(text), 'date.out_of_range', { epochDay });
  return text;
}

function offsetMsAt(ms: number, timeZone: string): number {
  return wallClockMs(ms, timeZone) - ms;
}

// What clocks in the zone show, written as if it were UTC; the zone is the only thing Intl is asked for.
function wallClockMs(ms: number, timeZone: string): number {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(ms)
      .map((part) => [part.type, Number(part.value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wholeSeconds = Date.UTC(
    of('year'),
    of('month') - 1,
    of('day'),
    of('hour'),
    of('minute'),
    of('second'),
  );
  return wholeSeconds + (((ms % 1000) + 1000) % 1000);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const cached = formatters.get(timeZone);
  if (cached !== undefined) return cached;
  try {
    const formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
    return formatter;
  } catch (cause) {
    throw dateErrors.unknown_zone('The time zone is not a known IANA name.', { cause });
  }
}
