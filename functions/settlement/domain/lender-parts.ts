import { addMoney, type Money, minMoney, subtractMoney, zeroMoney } from '../../../shared/kernel/money.ts';
import { lenderParts } from '../contract.ts';

/** One part of what a lender asks for. */
export interface LenderPart {
  readonly part: (typeof lenderParts)[number];
  readonly amount: Money;
}

/** A part and how much of it is paid, over all releases so far. */
export interface PartPaid {
  readonly part: LenderPart['part'];
  readonly asked: Money;
  readonly paid: Money;
}

const rankOf = ({ part }: LenderPart): number => lenderParts.indexOf(part);

/** Whether the parts are named once each and sum to the claim. */
export const arePartsWhole = (parts: readonly LenderPart[], amount: Money): boolean => {
  const isOneCurrency = parts.every((one) => one.amount.currency === amount.currency);
  const isOnce = new Set(parts.map(({ part }) => part)).size === parts.length;
  if (!isOneCurrency || !isOnce) return false;
  const sum = parts.reduce((total, one) => addMoney(total, one.amount), zeroMoney(amount.currency));
  return sum.amountMinor === amount.amountMinor;
};

/**
 * How a lender's money splits over its parts: costs, overdue interest, late fee, due interest, principal, each in full before
 * the next. What was paid before counts, so that two releases pay the same parts as one.
 */
export const payParts = (
  parts: readonly LenderPart[],
  paidBefore: Money,
  paid: Money,
): readonly PartPaid[] => {
  let left = addMoney(paidBefore, paid);
  return [...parts]
    .sort((a, b) => rankOf(a) - rankOf(b))
    .map(({ part, amount }) => {
      const taken = minMoney(amount, left);
      left = subtractMoney(left, taken);
      return { part, asked: amount, paid: taken };
    });
};
