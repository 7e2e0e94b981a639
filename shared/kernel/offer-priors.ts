import { type BusinessDate, parseBusinessDate } from './business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from './effective-dated.ts';
import type { OfferPriors } from './score-offer.ts';

/** What is usual among suppliers, which thin histories are drawn towards; matching and comparison score by the same. */
const priors: readonly EffectiveDated<OfferPriors>[] = [
  {
    value: { lateRateBps: 800, disputeRateBps: 300, answeredRateBps: 7_000 },
    validFrom: parseBusinessDate('2025-01-01'),
    source:
      'House estimates: 8 % late as the usual share in marketplace practice; disputes and answers until the first thousand orders show',
    dateBasis: 'scoring_date',
  },
];
assertNoOverlap(priors);

/** The priors in force on a day. DomainError `rates.none_in_force`. */
export const offerPriorsOn = (date: BusinessDate): OfferPriors => effectiveOn(priors, date).value;
