import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import type { OfferPriors } from '../../../shared/kernel/score-offer.ts';

/** What is usual among suppliers, which thin histories are drawn towards. */
const priors: readonly EffectiveDated<OfferPriors>[] = [
  {
    value: { lateRateBps: 800, disputeRateBps: 300, answeredRateBps: 7_000 },
    validFrom: parseBusinessDate('2026-01-01'),
    source: 'House estimate of 2026, to be replaced by what the first thousand orders show',
    dateBasis: 'matching_date',
  },
];
assertNoOverlap(priors);

/** The priors in force on a day. DomainError `rates.none_in_force`. */
export const priorsOn = (date: BusinessDate): OfferPriors => effectiveOn(priors, date).value;
