import { invariant } from '../../../shared/kernel/invariant.ts';
import {
  addMoney,
  applyRate,
  isPositiveMoney,
  type Money,
  minMoney,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import type { Rate } from '../../../shared/kernel/rate.ts';
import type { AccountCode } from '../../ledger/contract.ts';
import type { waterfallSteps } from '../contract.ts';

export type WaterfallStep = (typeof waterfallSteps)[number];

/** Steps that others may claim on, in the order in which they are paid; reserve and seller come after them. */
export const claimSteps = [
  'refund',
  'third_party',
  'platform_fee',
  'lender',
  'recovery',
] as const satisfies readonly WaterfallStep[];
export type ClaimStep = (typeof claimSteps)[number];

/** What is still asked of the proceeds of an order. */
export interface Claim {
  readonly claimId: string;
  readonly step: ClaimStep;
  /** Above zero, in any currency; only claims in the currency of the release can be paid. */
  readonly asked: Money;
  readonly creditCode: AccountCode;
  readonly creditOwner: string;
  readonly description: string;
}

export interface WaterfallInput {
  /** The release; above zero. */
  readonly amount: Money;
  readonly sellerId: string;
  /** In the order of registration; that order decides within a step. */
  readonly claims: readonly Claim[];
  /** The platform's own fee, before the claims of its step; zero = none. */
  readonly fee: Money;
  /** Share of what is left after all claims that is held back; zero = none. */
  readonly reserveShare: Rate;
}

/** One line: who asked for what and got how much. */
export interface WaterfallLine {
  readonly step: WaterfallStep;
  readonly claimId?: string;
  readonly description: string;
  readonly asked: Money;
  readonly paid: Money;
  readonly creditCode: AccountCode;
  /** Sub-account; of no meaning where the account has none. */
  readonly creditOwner: string;
}

export interface WaterfallOutcome {
  /** In strict order of the steps; the paid amounts sum to the release. */
  readonly lines: readonly WaterfallLine[];
  readonly reserved: Money;
  /** What the seller gets. */
  readonly available: Money;
}

/** Owner written on lines of accounts that have no sub-accounts. */
const platform = 'platform';

const feeLine = (fee: Money): Omit<WaterfallLine, 'paid'> => ({
  step: 'platform_fee',
  description: 'Platform fee',
  asked: fee,
  creditCode: '4010',
  creditOwner: platform,
});

const claimLine = ({ claimId, step, description, asked, creditCode, creditOwner }: Claim) => ({
  step,
  claimId,
  description,
  asked,
  creditCode,
  creditOwner,
});

const askedLines = ({ amount, claims, fee }: WaterfallInput): readonly Omit<WaterfallLine, 'paid'>[] => {
  const payable = claims.filter(({ asked }) => asked.currency === amount.currency);
  return claimSteps.flatMap((step) => [
    ...(step === 'platform_fee' && isPositiveMoney(fee) ? [feeLine(fee)] : []),
    ...payable.filter((claim) => claim.step === step).map(claimLine),
  ]);
};

/**
 * Pays a release out in strict order, each line what it asks or what is left: refunds due on the order, third parties that
 * the platform pays for it, fees, the lender, recoveries; of the rest a reserve, then the seller. Nothing is created or lost:
 * the lines sum to the release. InvariantViolation `settlement.nothing_to_pay`, `settlement.does_not_add_up`.
 */
export const runWaterfall = (input: WaterfallInput): WaterfallOutcome => {
  const { amount, sellerId, reserveShare } = input;
  invariant(isPositiveMoney(amount), 'settlement.nothing_to_pay', { sellerId });
  let left = amount;
  const take = (asked: Money): Money => {
    const paid = minMoney(asked, left);
    left = subtractMoney(left, paid);
    return paid;
  };
  const lines: WaterfallLine[] = askedLines(input).map((line) => ({ ...line, paid: take(line.asked) }));
  const reserved = take(applyRate(left, reserveShare, 'halfUp'));
  if (isPositiveMoney(reserved)) {
    lines.push({
      step: 'reserve',
      description: 'Reserve',
      asked: reserved,
      paid: reserved,
      creditCode: '2045',
      creditOwner: sellerId,
    });
  }
  const available = left;
  lines.push({
    step: 'seller',
    description: 'Available to the seller',
    asked: available,
    paid: available,
    creditCode: '2040',
    creditOwner: sellerId,
  });
  const sum = lines.map(({ paid }) => paid).reduce(addMoney, zeroMoney(amount.currency));
  invariant(sum.amountMinor === amount.amountMinor, 'settlement.does_not_add_up', { sellerId });
  return { lines, reserved, available };
};
