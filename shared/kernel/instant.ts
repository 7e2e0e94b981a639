import { defineErrors } from './errors.ts';
import { invariant } from './invariant.ts';

/** A moment in UTC with milliseconds, `2026-11-22T06:00:00.000Z`; fixed width, so text order is time order. */
export type Instant = string & { readonly __brand: 'Instant' };

/** A length of exact time; a day is 24 hours, calendar days are in business-date.ts. */
export interface Duration {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

/** Refusals of this file. */
export const instantErrors = defineErrors('instant', {
  malformed: {
    status: 422,
    title: 'Instant is not an RFC 3339 date-time',
    remedy: 'Send a date-time with seconds and an offset, for example "2026-11-22T06:00:00Z".',
  },
});

const canonicalPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const wirePattern = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads RFC 3339 with `Z` or a numeric offset and normalises it to UTC; digits below the millisecond are cut off.
 * Leap seconds and days that do not exist are refused. DomainError `instant.malformed`.
 */
export function parseInstant(text: string, options: { readonly pointer?: string | undefined } = {}): Instant {
  const [, day = '', time = '', fraction = '', offset = ''] = wirePattern.exec(text) ?? [];
  const local = `${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const localMs = Date.parse(local);
  const offsetMs = parseOffsetMs(offset);
  // Date.parse lets 30 February slide into March, so the text must survive the round trip.
  const isReal = !Number.isNaN(localMs) && new Date(localMs).toISOString() === local;
  const instant = isReal && offsetMs !== undefined ? toIso(localMs - offsetMs) : '';
  if (!isInstant(instant)) {
    throw instantErrors.malformed('The text is not an RFC 3339 date-time with an offset.', options);
  }
  return instant;
}

/** The instant at whole milliseconds since 1970. InvariantViolation `instant.out_of_range` outside years 0 to 9999. */
export function instantFromEpochMs(ms: number): Instant {
  const text = toIso(ms);
  invariant(isInstant(text), 'instant.out_of_range', { ms });
  return text;
}

/** Whole milliseconds since 1970. */
export function epochMs(instant: Instant): number {
  return Date.parse(instant);
}

/** Whole seconds since 1970, cut off: the unit of a DynamoDB TTL. */
export function epochSeconds(instant: Instant): number {
  return Math.floor(epochMs(instant) / 1000);
}

/** The instant that much later; negative parts go back. InvariantViolation `instant.fractional_duration`. */
export function addDuration(instant: Instant, duration: Duration): Instant {
  const { days = 0, hours = 0, minutes = 0, seconds = 0 } = duration;
  const ms = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  invariant(Number.isSafeInteger(ms), 'instant.fractional_duration', { duration });
  return instantFromEpochMs(epochMs(instant) + ms);
}

/** −1, 0 or 1 in time order. */
export function compareInstants(a: Instant, b: Instant): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** True when `instant` is strictly before `limit`: intervals are half-open, so a deadline itself is already late. */
export function isBefore(instant: Instant, limit: Instant): boolean {
  return instant < limit;
}

/** True in `[from, to)`. */
export function isWithin(instant: Instant, from: Instant, to: Instant): boolean {
  return from <= instant && instant < to;
}

/** True for text that is already in the canonical form. */
export function isInstant(text: string): text is Instant {
  return canonicalPattern.test(text) && toIso(Date.parse(text)) === text;
}

function toIso(ms: number): string {
  // 8.64e15 is the range of a Date (ECMA-262, time values).
  return Number.isInteger(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : '';
}

function parseOffsetMs(offset: string): number | undefined {
  if (offset === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4, 6));
  if (offset === '' || hours > 23 || minutes > 59) return undefined;
  const sign = offset.startsWith('-') ? -1 : 1;
  return sign * (hours * 60 + minutes) * 60_000;
}
