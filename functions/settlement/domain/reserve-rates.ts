import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { percent, type Rate, rate } from '../../../shared/kernel/rate.ts';

/** What is held back of a new seller's proceeds, and for how long. */
export interface ReserveRule {
  readonly share: Rate;
  readonly days: number;
  /** A seller with that many settled trades is not new any more. */
  readonly settledTradesMin: number;
}

/**
 * The rolling reserve: 5 % for 60 days, at the low end of what payment houses keep of new sellers (5 to 10 %, 30 to 90 days).
 * It is off for companies whose verification is complete and for those that have settled a few trades here.
 */
export const reserveRules: readonly EffectiveDated<ReserveRule>[] = [
  {
    value: { share: percent('5'), days: 60, settledTradesMin: 3 },
    validFrom: parseBusinessDate('2026-01-01'),
    source: 'House reserve rule 2026',
    dateBasis: 'release_approved_date',
  },
];
assertNoOverlap(reserveRules);

/** What settlement knows of a seller. */
export interface SellerStanding {
  readonly isVerified: boolean;
  readonly settledTrades: number;
}

/** Share and days of the reserve for a seller on that day; share zero = none. DomainError `rates.none_in_force`. */
export const reserveFor = (
  seller: SellerStanding,
  on: BusinessDate,
): { readonly share: Rate; readonly days: number } => {
  const { share, days, settledTradesMin } = effectiveOn(reserveRules, on).value;
  const isExempt = seller.isVerified || seller.settledTrades >= settledTradesMin;
  return { share: isExempt ? rate(0n) : share, days };
};
