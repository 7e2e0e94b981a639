import { createHash } from 'node:crypto';
import { addDays, type BusinessDate, instantAt } from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { addMoney, formatMoney, type Money } from '../../../shared/kernel/money.ts';

/** One movement on the accounts of a company; credits are positive. */
export interface StatementLine {
  readonly journalId: string;
  readonly kind: string;
  readonly description: string;
  readonly account: string;
  readonly amount: Money;
  readonly postedAt: Instant;
  readonly references: Readonly<Record<string, string>>;
}

/** A statement's sums; `balanceAfter` of the last line is the closing balance. */
export interface StatementSums {
  readonly lines: readonly (StatementLine & { readonly balanceAfter: Money })[];
  readonly closing: Money;
  /** SHA-256 over the lines, so that a repeat can be shown to be the same. */
  readonly linesHash: string;
}

/** Adds the lines up from the opening balance. InvariantViolation `money.currency_mismatch`. */
export const addUp = (opening: Money, lines: readonly StatementLine[]): StatementSums => {
  let balance = opening;
  const summed = lines.map((line) => {
    balance = addMoney(balance, line.amount);
    return { ...line, balanceAfter: balance };
  });
  const text = JSON.stringify(
    lines.map(({ journalId, account, amount }) => [journalId, account, formatMoney(amount)]),
  );
  return { lines: summed, closing: balance, linesHash: createHash('sha256').update(text).digest('hex') };
};

/** The instants `[from, before)` of a period of whole days in UTC, both days included. */
export const periodOf = (
  from: BusinessDate,
  to: BusinessDate,
): { readonly from: Instant; readonly before: Instant } => ({
  from: instantAt(from, '00:00', 'UTC'),
  before: instantAt(addDays(to, 1), '00:00', 'UTC'),
});
