import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What the fund twin can be told to do with the orders of an account. */
export const fundBehaviours = [
  'normal',
  'late',
  'twice',
  'silent',
  'declines',
  'wrong_units',
  'never_pays',
] as const;
export type FundBehaviour = (typeof fundBehaviours)[number];

/** A change of units by its value date. */
const change = z.object({ orderId: z.string(), on: z.string(), minor: z.bigint() });

/** One investor's account, as the fund keeps it. */
export const accountRow = z.object({ account: z.string(), currency: z.string(), changes: z.array(change) });
export type FundAccount = z.output<typeof accountRow>;

export const orderRow = z.object({
  orderId: z.string(),
  account: z.string(),
  kind: z.enum(['subscription', 'redemption']),
  currency: z.string(),
  minor: z.bigint(),
  callbackUrl: z.string(),
  paymentReference: z.string(),
  messages: z.array(z.record(z.string(), z.unknown())),
});
export type FundOrder = z.output<typeof orderRow>;

export const behaviourRow = z.object({ behaviour: z.enum(fundBehaviours) });

const dayMs = 86_400_000;
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00.000Z`) / dayMs;
const dayText = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10);

/** Millionths a year that the twin pays on a day: around 4 %, the same for the same day and currency. */
const rateMillionths = (currency: string, day: string): bigint => {
  const [first = 0, second = 0] = createHash('sha256').update(`fund ${currency} ${day}`).digest();
  return 38_000n + BigInt((first * 256 + second) % 4_000);
};

/** The published rate as decimal text, `0.039417`. */
export const publishedRate = (currency: string, day: string): string =>
  `0.${rateMillionths(currency, day).toString().padStart(6, '0')}`;

/** Days in the fund's year of a currency. */
const yearOf = (currency: string): bigint => (currency === 'GBP' ? 365n : 360n);

const unit = 10n ** 12n;

/**
 * What an account holds at the end of a day by the fund's own books, kept apart from the product's on purpose: units by value date,
 * income in millionths of a millionth of a minor unit, units of it on the last day of each month.
 */
export const holdingAt = (
  { currency, changes }: FundAccount,
  through: string,
): { readonly units: bigint; readonly income: bigint } => {
  let [units, fraction] = [0n, 0n];
  const first = changes.reduce((earliest, { on }) => (on < earliest ? on : earliest), through);
  for (let number = dayNumber(first); number <= dayNumber(through); number += 1) {
    const day = dayText(number);
    for (const { on, minor } of changes) if (on === day) units += minor;
    fraction += (units * rateMillionths(currency, day) * unit) / (1_000_000n * yearOf(currency));
    if (dayText(number + 1).endsWith('-01')) {
      units += fraction / unit;
      fraction %= unit;
    }
  }
  // What the value date of tomorrow brings counts as held already: the report is of now.
  for (const { on, minor } of changes) if (on > through) units += minor;
  return { units, income: fraction / unit };
};

/** The day before. */
export const dayBefore = (day: string): string => dayText(dayNumber(day) - 1);
/** The next weekday. */
export const nextWeekday = (day: string): string => {
  let number = dayNumber(day) + 1;
  while ([0, 6].includes(new Date(number * dayMs).getUTCDay())) number += 1;
  return dayText(number);
};
/** Whole days from one to another. */
export const daysApart = (from: string, to: string): number => dayNumber(to) - dayNumber(from);
