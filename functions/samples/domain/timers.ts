import { businessDateIn, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

/** How long each side of a sample order has. */
export interface SampleTimers {
  /** For the supplier to quote a request. */
  readonly quoteDays: number;
  /** For the buyer to pay an accepted quote. */
  readonly paymentHours: number;
  /** After dispatch without news: it counts as delivered. */
  readonly deliveryDays: number;
  /** After dispatch: from then on the buyer may report the sample missing. */
  readonly missingAfterDays: number;
  /** From delivery: silence is not approval. */
  readonly reviewDays: number;
  /** From delivery to the reminder. */
  readonly reviewReminderDays: number;
  /** For the supplier to answer a rejection as not to specification. */
  readonly answerDays: number;
  /** From a review to the latest release or answer, should the leg have stopped. */
  readonly settleDays: number;
  /** For escrow and settlement to answer a request. */
  readonly moneyDays: number;
}

/** The timers by the day of the request; a sample keeps those of its day. */
export const sampleTimers: readonly EffectiveDated<SampleTimers>[] = [
  {
    value: {
      quoteDays: 14,
      paymentHours: 24,
      deliveryDays: 60,
      missingAfterDays: 21,
      reviewDays: 7,
      reviewReminderDays: 5,
      answerDays: 3,
      settleDays: 1,
      moneyDays: 7,
    },
    validFrom: parseBusinessDate('2026-01-01'),
    source:
      'House defaults: pay 24 h, review 7 d with a reminder on day 5; 60 d without tracking and 3 d of negotiation as the large marketplaces have them',
    dateBasis: 'sample_requested_date',
  },
];

/** The timers of a sample that was requested at that instant. DomainError `rates.none_in_force`. */
export const timersOf = (requestedAt: Instant): SampleTimers =>
  effectiveOn(sampleTimers, businessDateIn(requestedAt, 'UTC')).value;

/** How often a sample is made: the first, and the free repeats that a supplier may offer. */
export const roundsMax = 3;
/** Days that a sample quote may stay valid. */
export const quoteValidityDaysMax = 30;
