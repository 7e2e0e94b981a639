import {
  addDays,
  type BusinessDate,
  businessDateIn,
  daysBetween,
  instantAt,
  isBusinessDay,
} from '../../../shared/kernel/business-date.ts';
import { holidaysOf } from '../../../shared/kernel/calendars.ts';
import type { CurrencyCode } from '../../../shared/kernel/currency.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import {
  compareRates,
  divideRates,
  formatRate,
  parseRate,
  type Rate,
  rate,
  subtractRates,
} from '../../../shared/kernel/rate.ts';
import { rateAgeMaxOn } from './terms.ts';

/** The currency in which the source quotes: units of each currency for one euro. */
export const pivotCurrency: CurrencyCode = 'EUR';

/** One day's publication of a source. Rates are the decimal texts that were published. */
export interface ReferenceRates {
  readonly source: 'ECB';
  readonly publishedOn: BusinessDate;
  readonly rates: Readonly<Record<CurrencyCode, string>>;
}

/** Digits that a cross rate keeps; ten are the least (ECB cross = rate(EUR,B) / rate(EUR,A)), money is rounded later and once. */
export const rateDigits = 12;

/** Units of a currency for one euro, or undefined when the source does not publish it: never a silent 1. */
const perEuro = (published: ReferenceRates, currency: CurrencyCode): Rate | undefined => {
  if (currency === pivotCurrency) return rate(1n);
  const text = published.rates[currency];
  return text === undefined ? undefined : parseRate(text);
};

/** Units of `to` for one unit of `from`, exactly; undefined when the source lacks one of them. */
export const crossRate = (
  published: ReferenceRates,
  from: CurrencyCode,
  to: CurrencyCode,
): Rate | undefined => {
  const [source, target] = [perEuro(published, from), perEuro(published, to)];
  return source && target ? divideRates(target, source) : undefined;
};

/** A cross rate as text with {@link rateDigits} significant digits: what a quote stores and computes with. */
export const midRate = (
  published: ReferenceRates,
  from: CurrencyCode,
  to: CurrencyCode,
): string | undefined => {
  const cross = crossRate(published, from, to);
  return cross && formatRate(cross, rateDigits);
};

/** Longest age that is counted out; anything older is stale whatever the policy. */
const ageDaysMax = 60;

/** TARGET business days after the publication up to today: 0 on the day itself and over the weekend after it. */
export const ageInBusinessDays = (publishedOn: BusinessDate, today: BusinessDate): number => {
  const days = daysBetween(publishedOn, today);
  if (days > ageDaysMax) return ageDaysMax;
  const holidays = holidaysOf('TARGET', Number(publishedOn.slice(0, 4)), Number(today.slice(0, 4)));
  let age = 0;
  for (let passed = 1; passed <= days; passed += 1) {
    if (isBusinessDay(addDays(publishedOn, passed), holidays)) age += 1;
  }
  return age;
};

/** Whether a publication is too old to quote that currency: older than its number of business days. */
export const isStale = (publishedOn: BusinessDate, currency: CurrencyCode, today: BusinessDate): boolean =>
  ageInBusinessDays(publishedOn, today) > rateAgeMaxOn(today, currency);

/** Largest move from one publication to the next that is believed. */
const jumpMax = rate(1n, 5n);

/** Currencies whose rate moved by more than a fifth: a slipped decimal or another table, not a market. */
export const implausibleMoves = (previous: ReferenceRates, next: ReferenceRates): readonly CurrencyCode[] =>
  Object.entries(next.rates).flatMap(([currency, text]) => {
    const before = previous.rates[currency];
    if (before === undefined) return [];
    const change = subtractRates(divideRates(parseRate(text), parseRate(before)), rate(1n));
    const size = change.numerator < 0n ? rate(-change.numerator, change.denominator) : change;
    return compareRates(size, jumpMax) > 0 ? [currency] : [];
  });

/** A publication, checked once more where it enters the books. InvariantViolation `fx.rate_not_positive`. */
export const referenceRates = (published: ReferenceRates): ReferenceRates => {
  for (const [currency, text] of Object.entries(published.rates)) {
    invariant(parseRate(text).numerator > 0n, 'fx.rate_not_positive', { currency });
  }
  return published;
};

/** The last day before `day` on which the source published: not a weekend and no TARGET closing day. */
export const publicationDayBefore = (day: BusinessDate): BusinessDate => {
  let before = addDays(day, -1);
  while (!isBusinessDay(before, holidaysOf('TARGET', Number(before.slice(0, 4)))))
    before = addDays(before, -1);
  return before;
};

/** The zone in whose calendar the source publishes. */
export const sourceTimeZone = 'Europe/Berlin';
/** When it does: "updated around 16:00 CET every working day, except on TARGET closing days" (ECB, euro reference rates). */
const publicationTime = '16:00';

/** The day of the newest publication that should be out. */
export const publicationDue = (now: Instant): BusinessDate => {
  const today = businessDateIn(now, sourceTimeZone);
  const isOut = now >= instantAt(today, publicationTime, sourceTimeZone);
  return publicationDayBefore(isOut ? addDays(today, 1) : today);
};
