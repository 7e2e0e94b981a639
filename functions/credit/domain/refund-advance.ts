import { businessDateIn, daysBetween } from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import {
  addMoney,
  applyRate,
  compareMoney,
  type Money,
  minMoney,
  parseMoney,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { compareRates, multiplyRates, parseRate, rate } from '../../../shared/kernel/rate.ts';

/** Terms of advances on tax refunds (house policy 1). */
export const advanceTerms = {
  shareMax: '0.90',
  /** Of the advance, for each day until the tax office pays: 0.04 %. */
  feePerDay: '0.0004',
  /** Most that is advanced on one claim. */
  amountMax: parseMoney({ currency: 'CNY', amount: '1000000.00' }),
} as const;

/** The claim as credit knows it. */
export interface AdvanceClaim {
  readonly claimId: string;
  readonly companyId: string;
  readonly state: string;
  readonly expectedRefund: Money;
}

/** States of a claim in which nothing speaks against the refund. */
const advanceableStates: readonly string[] = ['matched', 'declared', 'approved'];

export type AdvanceDecision =
  | { readonly kind: 'granted'; readonly amount: Money }
  | { readonly kind: 'refused'; readonly amount: Money; readonly reason: string };

/** Decides an advance: refund × share, rounded down. */
export const decideAdvance = (
  claim: AdvanceClaim,
  request: { readonly companyId: string; readonly share: string },
  isTaken: boolean,
): AdvanceDecision => {
  const share = parseRate(request.share);
  const amount = applyRate(claim.expectedRefund, share, 'down');
  const isShareRight =
    compareRates(share, rate(0n)) > 0 && compareRates(share, parseRate(advanceTerms.shareMax)) <= 0;
  const checks: readonly (readonly [boolean, string])[] = [
    [claim.companyId === request.companyId, 'The claim is not of this company.'],
    [advanceableStates.includes(claim.state), `The claim is ${claim.state}.`],
    [!isTaken, 'The claim was advanced or paid before.'],
    [isShareRight, `At most ${advanceTerms.shareMax} is advanced.`],
    [amount.currency === advanceTerms.amountMax.currency, 'Refunds are advanced in CNY.'],
    [
      amount.currency !== advanceTerms.amountMax.currency ||
        compareMoney(amount, advanceTerms.amountMax) <= 0,
      'The advance is above the most that is given on one claim.',
    ],
    [amount.amountMinor > 0n, 'The advance would be nothing.'],
  ];
  const [reason] = checks.filter(([isMet]) => !isMet).map(([, text]) => text);
  return reason === undefined ? { kind: 'granted', amount } : { kind: 'refused', amount, reason };
};

/** Calendar days (UTC) for which the fee runs. */
export const feeDays = (from: Instant, to: Instant): number =>
  Math.max(0, daysBetween(businessDateIn(from, 'UTC'), businessDateIn(to, 'UTC')));

/** Fee of an advance for so many days, half-up. */
export const advanceFee = (advance: Money, days: number): Money =>
  applyRate(advance, multiplyRates(parseRate(advanceTerms.feePerDay), rate(BigInt(days))), 'halfUp');

/** How a refund is shared out. toAdvance + fee + rest = refund; toAdvance + shortfall = advance. */
export interface RefundShares {
  readonly toAdvance: Money;
  readonly fee: Money;
  readonly rest: Money;
  /** Part of the advance that the refund does not cover: owed by the exporter. */
  readonly shortfall: Money;
}

/** Shares a refund out: the advance first, then its fee as far as there is money, the rest to the exporter. */
export const shareRefund = (refund: Money, advance: Money, feeDue: Money): RefundShares => {
  const toAdvance = minMoney(refund, advance);
  const left = subtractMoney(refund, toAdvance);
  const fee = minMoney(left, feeDue);
  return { toAdvance, fee, rest: subtractMoney(left, fee), shortfall: subtractMoney(advance, toAdvance) };
};

/** What the exporter owes when a claim comes to nothing: the advance and its fee until then. */
export const recourseOf = (advance: Money, feeDue: Money): Money => addMoney(advance, feeDue);

/** Nothing, in the currency of the amount. */
export const noneOf = (amount: Money): Money => zeroMoney(amount.currency);
