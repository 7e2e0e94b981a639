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
import { type LenderPart, type PartPaid, payParts } from './lender-parts.ts';

export type WaterfallStep = (typeof waterfallSteps)[number];

/** Steps on which others may claim the proceeds of one order. */
export const claimSteps = [
  'refund',
  'third_party',
  'platform_fee',
  'lender',
  'recovery',
] as const satisfies readonly WaterfallStep[];
export type ClaimStep = (typeof claimSteps)[number];

/** Steps before the reserve and the seller, in the order in which they are paid; `other_lenders` takes claims on companies only. */
export const paidSteps = [
  'refund',
  'third_party',
  'platform_fee',
  'lender',
  'other_lenders',
  'recovery',
] as const satisfies readonly WaterfallStep[];
export type PaidStep = (typeof paidSteps)[number];

/** What is still asked of a release: by a claim on its order, or by one on the company that gets it. */
export interface Claim {
  readonly claimId: string;
  readonly step: PaidStep;
  /** Above zero, in any currency; only claims in the currency of the release can be paid. */
  readonly asked: Money;
  readonly creditCode: AccountCode;
  readonly creditOwner: string;
  readonly description: string;
  /** What a lender's claim is made of and how much of it earlier releases have paid. */
  readonly parts?: { readonly list: readonly LenderPart[]; readonly paidBefore: Money } | undefined;
  /** Set on a claim on the company: the debt that it pays. */
  readonly debtId?: string | undefined;
}

/** The platform's own fee; tax on it is the state's. */
export interface FeeAsked {
  readonly net: Money;
  readonly tax: Money;
}

export interface WaterfallInput {
  /** The release; above zero. */
  readonly amount: Money;
  readonly sellerId: string;
  /** In the order of registration; that order decides within a step. */
  readonly claims: readonly Claim[];
  /** The platform's own fee, before the claims of its step; zero = none. */
  readonly fee: FeeAsked;
  /** Share of what is left at their step that other overdue facilities may take, all together. */
  readonly otherLendersCap: Rate;
  /** Share of what is left after all claims that is held back; zero = none. */
  readonly reserveShare: Rate;
}

/** One line: who asked for what and got how much. */
export interface WaterfallLine {
  readonly step: WaterfallStep;
  readonly claimId?: string | undefined;
  readonly debtId?: string | undefined;
  readonly description: string;
  readonly asked: Money;
  readonly paid: Money;
  readonly creditCode: AccountCode;
  /** Sub-account; of no meaning where the account has none. */
  readonly creditOwner: string;
  readonly parts?: readonly PartPaid[];
}

export interface WaterfallOutcome {
  /** In strict order of the steps; the paid amounts sum to the release. */
  readonly lines: readonly WaterfallLine[];
  readonly reserved: Money;
  /** What the seller gets. */
  readonly available: Money;
}

type Asked = Omit<Claim, 'claimId'> & { readonly claimId?: string | undefined };

/** Owner written on lines of accounts that have no sub-accounts. */
export const platform = 'platform';

const feeLines = ({ net, tax }: FeeAsked): readonly Asked[] =>
  (
    [
      ['Platform fee', net, '4010'],
      ['Value added tax on the platform fee', tax, '2160'],
    ] as const
  )
    .filter(([, asked]) => isPositiveMoney(asked))
    .map(([description, asked, creditCode]) => ({
      step: 'platform_fee',
      description,
      asked,
      creditCode,
      creditOwner: platform,
    }));

/** What is left of an amount while it is paid out. */
const purseOf = (amount: Money) => {
  let left = amount;
  return {
    left: (): Money => left,
    /** Pays what is asked or what is left, and never more than `budget`. */
    take: (asked: Money, budget: Money = asked): Money => {
      const paid = minMoney(minMoney(asked, budget), left);
      left = subtractMoney(left, paid);
      return paid;
    },
  };
};
type Purse = ReturnType<typeof purseOf>;

const paidLine = ({ parts, ...asked }: Asked, paid: Money): WaterfallLine => ({
  ...asked,
  paid,
  ...(parts ? { parts: payParts(parts.list, parts.paidBefore, paid) } : {}),
});

const payStep = (purse: Purse, step: PaidStep, asked: readonly Asked[], cap: Rate): WaterfallLine[] => {
  let budget = step === 'other_lenders' ? applyRate(purse.left(), cap, 'down') : undefined;
  return asked.map((one) => {
    const paid = purse.take(one.asked, budget);
    budget = budget && subtractMoney(budget, paid);
    return paidLine(one, paid);
  });
};

/**
 * Pays a release out in strict order, each line what it asks or what is left: refunds due on the order, third parties that
 * the platform pays for it, fees, the lender of this order, other overdue facilities of the seller up to their cap, recoveries;
 * of the rest a reserve, then the seller. Nothing is created or lost: the lines sum to the release.
 * InvariantViolation `settlement.nothing_to_pay`, `settlement.does_not_add_up`.
 */
export const runWaterfall = (input: WaterfallInput): WaterfallOutcome => {
  const { amount, sellerId, reserveShare, fee, otherLendersCap } = input;
  invariant(isPositiveMoney(amount), 'settlement.nothing_to_pay', { sellerId });
  const payable = input.claims.filter(({ asked }) => asked.currency === amount.currency);
  const purse = purseOf(amount);
  const lines = paidSteps.flatMap((step) => {
    const claims = payable.filter((claim) => claim.step === step);
    const asked = step === 'platform_fee' ? [...feeLines(fee), ...claims] : claims;
    return payStep(purse, step, asked, otherLendersCap);
  });
  const reserved = purse.take(applyRate(purse.left(), reserveShare, 'halfUp'));
  const ownLine = (step: 'reserve' | 'seller', description: string, paid: Money): WaterfallLine => ({
    step,
    description,
    asked: paid,
    paid,
    creditCode: step === 'reserve' ? '2045' : '2040',
    creditOwner: sellerId,
  });
  if (isPositiveMoney(reserved)) lines.push(ownLine('reserve', 'Reserve', reserved));
  const available = purse.left();
  lines.push(ownLine('seller', 'Available to the seller', available));
  const sum = lines.map(({ paid }) => paid).reduce(addMoney, zeroMoney(amount.currency));
  invariant(sum.amountMinor === amount.amountMinor, 'settlement.does_not_add_up', { sellerId });
  return { lines, reserved, available };
};

/**
 * A reserve falls free: what the seller owes comes first, by the same rules as in a release; the rest is the seller's.
 * InvariantViolation `settlement.nothing_to_pay`, `settlement.does_not_add_up`.
 */
export const shareReserve = (
  input: Pick<WaterfallInput, 'amount' | 'sellerId' | 'claims' | 'otherLendersCap'>,
) => {
  const none = zeroMoney(input.amount.currency);
  const nothing = { numerator: 0n, denominator: 1n };
  return runWaterfall({ ...input, fee: { net: none, tax: none }, reserveShare: nothing });
};
