import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import {
  addMoney,
  compareMoney,
  isPositiveMoney,
  type Money,
  minMoney,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import type { AccountCode } from '../../ledger/contract.ts';
import type { companyClaimSteps } from '../contract.ts';
import type { Claim, WaterfallLine } from './waterfall.ts';

/** Most debts of one company in one currency, and most accounts that they are owed to: one journal must pay them all. */
export const debtsMax = 24;
export const debtAccountsMax = 6;

/** What a company owes out of whatever it gets as a seller, until it is paid. */
export interface Debt {
  /** Unique; the claim's own id, or with its order before it where it came from one. */
  readonly debtId: string;
  /** Under this id lines name it and the claimant knows it. */
  readonly claimId: string;
  readonly step: (typeof companyClaimSteps)[number];
  readonly amount: Money;
  readonly paid: Money;
  readonly creditCode: AccountCode;
  readonly creditOwner: string;
  readonly description: string;
  readonly registeredAt: Instant;
}

/** The one debt of a seller for own fees (4010) or the tax on them (2160) that its releases did not reach for. */
export const feeDebtIdOf = (creditCode: string, sellerId: string): string => `fee:${creditCode}:${sellerId}`;

/** What is still owed of a debt. */
export const openOf = ({ amount, paid }: Debt): Money => subtractMoney(amount, paid);

const accountOf = ({ creditCode, creditOwner }: Pick<Debt, 'creditCode' | 'creditOwner'>): string =>
  `${creditCode}|${creditOwner}`;

/** Whether one more debt fits beside those that are open. */
export const isRoomFor = (debts: readonly Debt[], debt: Debt): boolean => {
  const accounts = new Set([...debts, debt].map(accountOf));
  return debts.length < debtsMax && accounts.size <= debtAccountsMax;
};

/**
 * Adds a debt; one of the same id grows by it, so that fees that fell short stand in one debt however many releases they come
 * from. InvariantViolation `settlement.debt_not_positive`, `money.currency_mismatch`.
 */
export const addDebt = (debts: readonly Debt[], debt: Debt): readonly Debt[] => {
  invariant(isPositiveMoney(debt.amount), 'settlement.debt_not_positive', { debtId: debt.debtId });
  const known = debts.find(({ debtId }) => debtId === debt.debtId);
  if (!known) return [...debts, debt];
  return debts.map((one) => (one === known ? { ...one, amount: addMoney(one.amount, debt.amount) } : one));
};

/** Debts as the waterfall asks for them, oldest first. */
export const askedOf = (debts: readonly Debt[]): readonly Claim[] =>
  debts.map((debt) => ({
    claimId: debt.claimId,
    debtId: debt.debtId,
    step: debt.step,
    asked: openOf(debt),
    creditCode: debt.creditCode,
    creditOwner: debt.creditOwner,
    description: debt.description,
  }));

/** What one debt got. */
export interface Recovery {
  readonly debt: Debt;
  readonly amount: Money;
  readonly remaining: Money;
}

/** The debts after lines have paid them; what is paid in full is gone. */
export const payDebts = (
  debts: readonly Debt[],
  lines: readonly WaterfallLine[],
): { readonly debts: readonly Debt[]; readonly recoveries: readonly Recovery[] } => {
  const recoveries: Recovery[] = [];
  const left = debts.flatMap((debt) => {
    const line = lines.find(({ debtId }) => debtId === debt.debtId);
    if (!line || !isPositiveMoney(line.paid)) return [debt];
    const after = { ...debt, paid: addMoney(debt.paid, line.paid) };
    const remaining = openOf(after);
    recoveries.push({ debt, amount: line.paid, remaining });
    return isPositiveMoney(remaining) ? [after] : [];
  });
  return { debts: left, recoveries };
};

/** The debts after one of them was (partly) settled otherwise; never less than nothing is asked. `by` left out = all of it. */
export const reduceDebt = (debts: readonly Debt[], debtId: string, by: Money | undefined): readonly Debt[] =>
  debts.flatMap((debt) => {
    if (debt.debtId !== debtId) return [debt];
    const open = openOf(debt);
    const reduction = by === undefined ? open : minMoney(by, open);
    const after = { ...debt, amount: subtractMoney(debt.amount, reduction) };
    return compareMoney(reduction, open) < 0 ? [after] : [];
  });

/** Sum of what a company still owes. */
export const totalOwed = (currency: string, debts: readonly Debt[]): Money =>
  debts.map(openOf).reduce(addMoney, zeroMoney(currency));
