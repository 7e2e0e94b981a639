import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import type { OfferPriors } from '../../../shared/kernel/score-offer.ts';

/** What a comparison assumes where nothing was agreed or observed. */
export interface ComparisonBasis {
  /** Premium rate of cargo insurance, on 110 % of goods and carriage. */
  readonly insuranceRate: string;
  /** What is usual among suppliers; rates of a supplier with few trades are drawn to it. */
  readonly priors: OfferPriors;
}

const table: readonly EffectiveDated<ComparisonBasis>[] = [
  {
    value: {
      insuranceRate: '0.003',
      priors: { lateRateBps: 800, disputeRateBps: 300, answeredRateBps: 7_000 },
    },
    validFrom: parseBusinessDate('2025-01-01'),
    source:
      'House default: open-cover premium 0.3 %; 8 % late as the usual share in marketplace practice; disputes and answers by estimate until a year of own trades is there',
    dateBasis: 'comparison_date',
  },
];
assertNoOverlap(table);

/** The basis in force on that day, with its source. DomainError `rates.none_in_force`. */
export const comparisonBasisOn = (on: BusinessDate): EffectiveDated<ComparisonBasis> =>
  effectiveOn(table, on);
