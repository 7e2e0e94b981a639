import { EngineRefusal } from './refusal.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const UNIT_MS: Readonly<Record<string, number>> = { minute: MINUTE_MS, hour: 3_600_000, day: DAY_MS };
const SEARCH_DAYS_MAX = 366 * 5;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * When a schedule fires next, strictly after an instant (epoch ms, UTC); undefined when never again. A rate counts
 * from its anchor, the firing before, so that a late firing does not shift all later ones.
 */
export type NextFiring = (afterMs: number, anchorMs?: number) => number | undefined;

/** Compiles `rate(…)`, `cron(…)` and `at(…)`, in UTC; throws EngineRefusal for what it does not know. */
export function compileSchedule(expression: string): NextFiring {
  const [, value, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (value !== undefined && unit !== undefined) {
    const periodMs = Number(value) * (UNIT_MS[unit] ?? DAY_MS);
    return (afterMs, anchorMs = afterMs) =>
      anchorMs + (Math.floor((afterMs - anchorMs) / periodMs) + 1) * periodMs;
  }
  const [, at] = /^at\(([\d:T-]+)\)$/.exec(expression) ?? [];
  if (at !== undefined) {
    const instant = Date.parse(`${at}Z`);
    return (afterMs) => (instant > afterMs ? instant : undefined);
  }
  const [, fields] = /^cron\((.+)\)$/.exec(expression) ?? [];
  if (fields !== undefined) return compileCron(fields.trim().split(/\s+/), expression);
  throw new EngineRefusal(`The local engine does not know the schedule expression ${expression}.`);
}

function compileCron(fields: readonly string[], expression: string): NextFiring {
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = fields;
  if (year === undefined || minute === undefined || hour === undefined) {
    throw new EngineRefusal(`The schedule expression ${expression} does not have six fields.`);
  }
  const minutes = numbers(minute, 0, 59, [], expression);
  const hours = numbers(hour, 0, 23, [], expression);
  const daysOfMonth = numbers(dayOfMonth ?? '*', 1, 31, [], expression);
  const months = numbers(month ?? '*', 1, 12, MONTHS, expression);
  // AWS counts Sunday as 1.
  const daysOfWeek = numbers(dayOfWeek ?? '*', 1, 7, DAYS, expression);
  const years = numbers(year, 1970, 2199, [], expression);
  return (afterMs) => {
    const from = Math.floor(afterMs / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
    for (let day = Math.floor(from / DAY_MS); day < Math.floor(from / DAY_MS) + SEARCH_DAYS_MAX; day += 1) {
      const date = new Date(day * DAY_MS);
      const isDay =
        years.includes(date.getUTCFullYear()) &&
        months.includes(date.getUTCMonth() + 1) &&
        daysOfMonth.includes(date.getUTCDate()) &&
        daysOfWeek.includes(date.getUTCDay() + 1);
      if (!isDay) continue;
      for (const hourOfDay of hours) {
        for (const minuteOfHour of minutes) {
          const at = day * DAY_MS + (hourOfDay * 60 + minuteOfHour) * MINUTE_MS;
          if (at >= from) return at;
        }
      }
    }
    return undefined;
  };
}

function numbers(
  field: string,
  min: number,
  max: number,
  names: readonly string[],
  expression: string,
): number[] {
  const chosen = new Set<number>();
  const one = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    const value = named >= 0 ? named + 1 : Number(text);
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new EngineRefusal(
        `The local engine does not understand ${text} in the schedule expression ${expression}.`,
      );
    }
    return value;
  };
  for (const part of field.split(',')) {
    const [range = '*', step] = part.split('/');
    const isAll = range === '*' || range === '?';
    const [first, last] = range.split('-');
    const low = isAll ? min : one(first ?? '');
    const high = isAll ? max : last !== undefined ? one(last) : step === undefined ? low : max;
    for (let value = low; value <= high; value += Number(step ?? 1)) chosen.add(value);
  }
  return [...chosen].sort((left, right) => left - right);
}
