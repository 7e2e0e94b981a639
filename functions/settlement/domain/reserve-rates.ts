import {
  type BusinessDate,
  businessDateIn,
  daysBetween,
  parseBusinessDate,
} from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { compareRates, percent, type Rate, rate } from '../../../shared/kernel/rate.ts';

/** Why money of a seller is held back. */
export const reserveReasons = ['new_seller', 'many_disputes', 'recent_chargeback'] as const;
export type ReserveReason = (typeof reserveReasons)[number];

/** How much is held back for one reason, and for how long. */
interface ReserveTier {
  readonly share: Rate;
  readonly days: number;
}

/** What is held back of a seller's proceeds by its risk. */
export interface ReserveRule {
  /** Until it is verified or has that many settled trades. */
  readonly newSeller: ReserveTier & { readonly settledTradesMin: number };
  /** From that share of trades on in which a dispute ended with money back, once there are enough trades to tell. */
  readonly manyDisputes: ReserveTier & { readonly lostShareMin: Rate; readonly settledTradesMin: number };
  /** For that many days after a chargeback that the seller had to answer for. */
  readonly recentChargeback: ReserveTier & { readonly withinDays: number };
}

/** The rolling reserve: 5 to 10 % for 60 to 90 days, which is what payment houses keep of new and of risky sellers (30 to 90 days). */
export const reserveRules: readonly EffectiveDated<ReserveRule>[] = [
  {
    value: {
      newSeller: { share: percent('5'), days: 60, settledTradesMin: 3 },
      manyDisputes: { share: percent('10'), days: 90, lostShareMin: percent('10'), settledTradesMin: 5 },
      recentChargeback: { share: percent('10'), days: 90, withinDays: 180 },
    },
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
  /** Disputes that ended with money back to the buyer. */
  readonly disputesLost: number;
  /** Last chargeback that the seller had to answer for. */
  readonly chargedBackAt?: Instant | undefined;
}

/** Nobody has heard of the seller yet. */
export const newSeller: SellerStanding = { isVerified: false, settledTrades: 0, disputesLost: 0 };

/** Share, days and reason of a reserve; share zero = none. */
export interface ReserveDecision {
  readonly share: Rate;
  readonly days: number;
  readonly reason: ReserveReason | undefined;
}

const none: ReserveDecision = { share: rate(0n), days: 0, reason: undefined };

/**
 * The reserve of a seller on that day; where several reasons hold, the one with the largest share, then the longest.
 * DomainError `rates.none_in_force`.
 */
export const reserveFor = (seller: SellerStanding, on: BusinessDate): ReserveDecision => {
  const { newSeller: young, manyDisputes, recentChargeback } = effectiveOn(reserveRules, on).value;
  const { isVerified, settledTrades, disputesLost, chargedBackAt } = seller;
  const isManyLost =
    settledTrades >= manyDisputes.settledTradesMin &&
    compareRates(rate(BigInt(disputesLost), BigInt(settledTrades)), manyDisputes.lostShareMin) >= 0;
  const isRecent =
    chargedBackAt !== undefined &&
    daysBetween(businessDateIn(chargedBackAt, 'UTC'), on) < recentChargeback.withinDays;
  const reasons: readonly (readonly [boolean, ReserveTier, ReserveReason])[] = [
    [isRecent, recentChargeback, 'recent_chargeback'],
    [isManyLost, manyDisputes, 'many_disputes'],
    [!isVerified && settledTrades < young.settledTradesMin, young, 'new_seller'],
  ];
  return reasons
    .filter(([holds]) => holds)
    .map(([, { share, days }, reason]): ReserveDecision => ({ share, days, reason }))
    .reduce((chosen, one) => {
      const byShare = compareRates(one.share, chosen.share);
      return byShare > 0 || (byShare === 0 && one.days > chosen.days) ? one : chosen;
    }, none);
};

/** What a seller can do so that less is held back, or for a shorter time. */
export const sellerActions: Readonly<Record<ReserveReason, readonly string[]>> = {
  new_seller: [
    'Complete the verification of your company: what is held for this reason is set free the same day.',
    'After three settled trades nothing more is held for this reason.',
  ],
  many_disputes: [
    'Agree on disputes before they are decided: those that end without money back do not count.',
    'Each settled trade without a lost dispute lowers the share; below a tenth nothing more is held for this reason.',
  ],
  recent_chargeback: [
    'Send us the proof of delivery of the order that was charged back: a chargeback that is won gives the money back.',
    'Half a year after the last chargeback nothing more is held for this reason.',
  ],
};
