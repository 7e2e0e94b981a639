import type { Instant } from '../../shared/kernel/instant.ts';
import { addMoney, type Money, negateMoney, zeroMoney } from '../../shared/kernel/money.ts';
import { parseAccountId } from './domain/account.ts';
import { chartAccountOf } from './domain/chart.ts';
import { growthOf } from './domain/journal.ts';
import type { AccountBalance, HistoryRange, LedgerReader } from './reader.ts';
import type { AccountLine } from './row-readers.ts';

/** A line with what the account held after it. */
export interface StatementLine extends AccountLine {
  readonly balance: Money;
}

/** One page of an account's statement. */
export interface AccountStatement {
  readonly opening: Money;
  readonly lines: readonly StatementLine[];
  readonly closing: Money;
  /** Where the next page goes on, and what the account holds there. */
  readonly next: { readonly after: string; readonly opening: Money } | undefined;
}

const heldIn = ({ available, pending }: AccountBalance): Money => addMoney(available, pending);

const growth = ({ accountId, side, amount }: AccountLine): Money => {
  const { code } = parseAccountId(accountId);
  const grown = growthOf({ code, side, amount });
  return grown === amount.amountMinor ? amount : negateMoney(amount);
};

/** What an account held before an instant. */
const balanceBefore = (ledger: LedgerReader, accountId: string, before: Instant): Promise<Money> =>
  ledger.sumOf(accountId, { before });

/**
 * A page of an account's history with the balance after each line. `opening` is given from the page before; on the first page
 * it is added up, which reads all that came before.
 */
export const statementOf = async (
  ledger: LedgerReader,
  accountId: string,
  range: HistoryRange,
  opening?: Money,
): Promise<AccountStatement> => {
  const { lines: found, next } = await ledger.history(accountId, range);
  const begin =
    opening ??
    (range.from === undefined
      ? zeroMoney(parseAccountId(accountId).currency)
      : await balanceBefore(ledger, accountId, range.from));
  let balance = begin;
  const lines = found.map((line): StatementLine => {
    balance = addMoney(balance, growth(line));
    return { ...line, balance };
  });
  return {
    opening: begin,
    lines,
    closing: balance,
    next: next === undefined ? undefined : { after: next, opening: balance },
  };
};

/** Now, or the sum of what was posted before an instant. */
export const balanceAt = async (
  ledger: LedgerReader,
  accountId: string,
  at: Instant | undefined,
): Promise<{ readonly balance: Money; readonly pending?: Money }> => {
  if (at !== undefined) return { balance: await balanceBefore(ledger, accountId, at) };
  const found = await ledger.balanceOf(accountId);
  const isGuarded = chartAccountOf(parseAccountId(accountId).code).balance === 'guarded';
  return { balance: heldIn(found), ...(isGuarded ? { pending: found.pending } : {}) };
};
