import { isDeepStrictEqual } from 'node:util';

const dayMs = 86_400_000;

/** Instant of a day of a trade: its first morning plus so many days. */
export const instantOfDay = (startsOn: string, day: number): string =>
  new Date(Date.parse(`${startsOn}T08:00:00.000Z`) + day * dayMs).toISOString();

/** Whole days since the first morning. */
export const dayOfInstant = (startsOn: string, instant: string): number =>
  Math.floor((Date.parse(instant) - Date.parse(`${startsOn}T08:00:00.000Z`)) / dayMs);

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/**
 * What a path leads to: `items[name=deposit&state=open].amount.amount`, `items[0]`, `items.length`. A condition takes the
 * first member that meets it. Undefined where the path leads nowhere.
 */
export const follow = (value: unknown, path: string): unknown => {
  let here = value;
  for (const [, key, condition] of path.matchAll(/([A-Za-z0-9_]+)|\[([^\]]+)\]/g)) {
    if (key !== undefined) here = memberOf(here, key);
    else if (/^\d+$/.test(condition ?? '')) here = memberOf(here, condition ?? '');
    else here = firstThat(here, condition ?? '');
  }
  return here;
};

const firstThat = (list: unknown, condition: string): unknown => {
  if (!Array.isArray(list)) return undefined;
  const tests = condition.split('&').map((test) => test.split('='));
  return list.find((member: unknown) =>
    tests.every(([path = '', wanted]) => String(follow(member, path)) === wanted),
  );
};

/** What steps can refer to. */
export interface Scope {
  readonly startsOn: string;
  readonly names: ReadonlyMap<string, unknown>;
}

/**
 * Replaces references in a step: `$quote.quoteId` is that member of the answer kept as `quote`; `$day:45` a date and `$at:45`
 * an instant of the trade. In a condition, `{order.orderId}` stands for that member. Throws when a reference leads nowhere.
 */
export const resolve = (value: unknown, scope: Scope): unknown => {
  if (Array.isArray(value)) return value.map((member) => resolve(member, scope));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member, scope)]));
  return typeof value === 'string' && value.startsWith('$') ? referred(value.slice(1), scope) : value;
};

const referred = (reference: string, scope: Scope): unknown => {
  const [kind, day] = reference.split(':');
  if (kind === 'day') return instantOfDay(scope.startsOn, Number(day)).slice(0, 10);
  if (kind === 'at') return instantOfDay(scope.startsOn, Number(day));
  const path = reference.replace(/\{([^}]+)\}/g, (_, inner: string) => String(named(inner, scope)));
  return named(path, scope);
};

const named = (path: string, { names }: Scope): unknown => {
  const [, head = '', rest = ''] = /^([A-Za-z0-9]+)(.*)$/.exec(path) ?? [];
  const found = follow(names.get(head), rest);
  if (found === undefined) throw new Error(`$${path} leads nowhere.`);
  return found;
};

/** The first path whose value differs, in words; undefined when all are as they must be. */
export const firstDifference = (
  value: unknown,
  wanted: Readonly<Record<string, unknown>>,
): string | undefined => {
  for (const [path, must] of Object.entries(wanted)) {
    const found = follow(value, path);
    if (!isDeepStrictEqual(found, must))
      return `${path} is ${JSON.stringify(found)}, not ${JSON.stringify(must)}`;
  }
  return undefined;
};
