import {
  addMoney,
  compareMoney,
  isPositiveMoney,
  type Money,
  maxMoney,
  minMoney,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { divideRounded } from '../../../shared/kernel/rounding.ts';

/** A fee and the tax on it, which go to different accounts (4010, 2160). */
export interface FeeAndTax {
  readonly net: Money;
  readonly tax: Money;
}

/** What became of the fee of one settlement so far. */
export interface FeeSoFar {
  readonly asked: FeeAndTax;
  /** What came out of the release, line by line. */
  readonly paid: FeeAndTax;
  /** What earlier reversals took off it. */
  readonly reversed: FeeAndTax;
  /** What the seller still owes of fees that fell short, out of any release. */
  readonly debts: FeeAndTax;
}

/** What a reversal does: money goes back to the seller, and what was never taken is no longer asked. */
export interface FeeReversal {
  readonly back: FeeAndTax;
  readonly offDebt: FeeAndTax;
}

const totalOf = ({ net, tax }: FeeAndTax): Money => addMoney(net, tax);

const partOf = (part: keyof FeeAndTax, { asked, paid, reversed, debts }: FeeSoFar) => {
  const none = zeroMoney(asked.net.currency);
  const left = maxMoney(subtractMoney(asked[part], reversed[part]), none);
  const short = maxMoney(subtractMoney(asked[part], paid[part]), none);
  // What fell short and is no debt any more was taken from a later release.
  const owed = minMoney(minMoney(short, debts[part]), left);
  return { owed, taken: subtractMoney(left, owed) };
};

/**
 * Splits a reversal by what each line was paid, so that no tax is booked back that was never taken. Without an amount all of it is given
 * back, and what the release did not reach for is taken off the seller's debt; with one, so much money. Undefined when nothing is
 * left; `most` when more is asked than was taken and not given back yet.
 */
export const splitReversal = (
  soFar: FeeSoFar,
  amount: Money | undefined,
): FeeReversal | { readonly most: Money } | undefined => {
  const [net, tax] = [partOf('net', soFar), partOf('tax', soFar)];
  const owed = { net: net.owed, tax: tax.owed };
  const taken = { net: net.taken, tax: tax.taken };
  const most = totalOf(taken);
  if (amount === undefined)
    return isPositiveMoney(addMoney(most, totalOf(owed))) ? { back: taken, offDebt: owed } : undefined;
  if (!isPositiveMoney(most)) return undefined;
  if (amount.currency !== most.currency || compareMoney(amount, most) > 0) return { most };
  const { currency } = most;
  const share = divideRounded(amount.amountMinor * taken.tax.amountMinor, most.amountMinor, 'halfUp');
  const taxBack = { currency, amountMinor: share };
  const none = zeroMoney(currency);
  return { back: { net: subtractMoney(amount, taxBack), tax: taxBack }, offDebt: { net: none, tax: none } };
};
