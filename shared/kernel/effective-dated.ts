import type { BusinessDate } from './business-date.ts';
import { defineErrors } from './errors.ts';
import { invariant } from './invariant.ts';

/** A value the law or a tariff gives for a time: `[validFrom, validTo)`, kept with where it came from. */
export interface EffectiveDated<T> {
  readonly value: T;
  /** First day in force. */
  readonly validFrom: BusinessDate;
  /** First day no longer in force; absent means until further notice. */
  readonly validTo?: BusinessDate | undefined;
  /** Citation of the rule: announcement, article, tariff. */
  readonly source: string;
  /** Which date of the trade selects the value, for example `export_declaration_date`. */
  readonly dateBasis: string;
}

/** Refusals of this file. */
export const ratesErrors = defineErrors('rates', {
  none_in_force: {
    status: 422,
    title: 'No rate is in force on that date',
    remedy: 'Choose a date that the published rates cover, or ask for the table to be updated.',
  },
});

/** The entry in force on that day. DomainError `rates.none_in_force`; InvariantViolation `rates.overlap`. */
export function effectiveOn<T>(list: readonly EffectiveDated<T>[], date: BusinessDate): EffectiveDated<T> {
  const inForce = list.filter((entry) => isInForce(entry, date));
  const [found] = inForce;
  if (found === undefined) throw ratesErrors.none_in_force(`No entry is in force on ${date}.`);
  invariant(inForce.length === 1, 'rates.overlap', { date, sources: inForce.map((entry) => entry.source) });
  return found;
}

/** The first two entries whose periods overlap, or undefined. */
export function findOverlap<T>(
  list: readonly EffectiveDated<T>[],
): readonly [EffectiveDated<T>, EffectiveDated<T>] | undefined {
  const sorted = [...list].sort((a, b) =>
    a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0,
  );
  for (const [index, later] of sorted.entries()) {
    const earlier = sorted[index - 1];
    if (earlier !== undefined && isInForce(earlier, later.validFrom)) return [earlier, later];
  }
  return undefined;
}

/** Checks a table when it is loaded. InvariantViolation `rates.overlap`, `rates.empty_period`. */
export function assertNoOverlap<T>(list: readonly EffectiveDated<T>[]): void {
  for (const { validFrom, validTo, source } of list) {
    invariant(validTo === undefined || validFrom < validTo, 'rates.empty_period', {
      validFrom,
      validTo,
      source,
    });
  }
  const overlap = findOverlap(list);
  invariant(overlap === undefined, 'rates.overlap', { sources: overlap?.map((entry) => entry.source) });
}

function isInForce<T>(entry: EffectiveDated<T>, date: BusinessDate): boolean {
  return entry.validFrom <= date && (entry.validTo === undefined || date < entry.validTo);
}
