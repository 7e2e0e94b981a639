import {
  applyRate,
  type Money,
  maxMoney,
  minMoney,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import {
  addRates,
  compareRates,
  divideRates,
  multiplyRates,
  parseRate,
  type Rate,
  rate,
  subtractRates,
} from '../../../shared/kernel/rate.ts';
import { type CreditPolicy, capsOf } from './credit-policy.ts';
import type { Features } from './features.ts';

const nothing = rate(0n);
const whole = rate(1n);
const half = parseRate('0.5');

/** What the formula multiplies. */
export interface LimitInput {
  readonly productCap: Money;
  readonly multiplier: Rate;
  readonly medianMonthlyNet: Money;
  /** g(score), 0 to 1. */
  readonly bandShare: Rate;
  readonly refundRate: Rate;
  readonly topCounterpartyShare: Rate | undefined;
}

/**
 * min(cap, m · median month · g · (1 − 2·refund rate) · concentration), concentration = min(1, 0.5 / largest share); rounded down
 * to the minor unit, never below zero.
 */
export const tradeLimit = (input: LimitInput): Money => {
  const {
    productCap,
    multiplier,
    medianMonthlyNet,
    bandShare,
    refundRate,
    topCounterpartyShare: top,
  } = input;
  const kept = subtractRates(whole, multiplyRates(rate(2n), refundRate));
  if (compareRates(kept, nothing) <= 0) return zeroMoney(productCap.currency);
  const concentration = top && compareRates(top, half) > 0 ? divideRates(half, top) : whole;
  const times = [multiplier, bandShare, kept, concentration].reduce(multiplyRates, whole);
  return minMoney(productCap, applyRate(medianMonthlyNet, times, 'down'));
};

/** What may still be drawn: the limit less all exposure, never below zero. */
export const availableOf = (limit: Money, exposure: Money): Money =>
  maxMoney(subtractMoney(limit, exposure), zeroMoney(limit.currency));

/** Share of the limit that a score gets. */
export const bandShareOf = (policy: CreditPolicy, score: number): Rate => {
  const band = policy.bands.find(({ scoreMin }) => score >= scoreMin);
  return band ? parseRate(band.share) : nothing;
};

/** Where a limit comes from. */
export type LimitBasis = 'trade_record' | 'starter' | 'none';

const isWithin = (share: Rate | undefined, most: string): boolean =>
  share === undefined || compareRates(share, parseRate(most)) <= 0;

const starterLine = (policy: CreditPolicy, features: Features, cap: Money): Money => {
  const { growthPerLoan, loansCounted, badShareMax } = policy.starter;
  const isClean =
    isWithin(features.refundRate, badShareMax) &&
    isWithin(features.disputeRate, badShareMax) &&
    features.daysLateMax < policy.blockAtDaysPastDue;
  if (!isClean) return zeroMoney(cap.currency);
  const loans = BigInt(Math.min(features.repaidOnTime, loansCounted));
  const growth = addRates(whole, multiplyRates(parseRate(growthPerLoan), rate(loans)));
  return applyRate(cap, growth, 'down');
};

/**
 * The limit by policy: the larger of what the trade record carries and the starter line of a clean file, within the product cap. A
 * company past due gets none. A currency that nobody lends in gives zero.
 */
export const decideLimit = (
  policy: CreditPolicy,
  features: Features,
  score: number,
): { readonly limit: Money; readonly basis: LimitBasis } => {
  const none = { limit: zeroMoney(features.currency), basis: 'none' as const };
  const caps = capsOf(policy, features.currency);
  if (!caps || features.daysPastDue >= policy.blockAtDaysPastDue) return none;
  const earned = tradeLimit({
    productCap: caps.product,
    multiplier: parseRate(policy.multiplier),
    medianMonthlyNet: features.medianMonthlyNet,
    bandShare: bandShareOf(policy, score),
    refundRate: features.refundRate ?? nothing,
    topCounterpartyShare: features.topCounterpartyShare,
  });
  const starter = minMoney(caps.product, starterLine(policy, features, caps.starter));
  const limit = maxMoney(earned, starter);
  if (limit.amountMinor === 0n) return none;
  return { limit, basis: limit.amountMinor === earned.amountMinor ? 'trade_record' : 'starter' };
};
