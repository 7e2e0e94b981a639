import { parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import { addMoney, formatMoney, type Money, negateMoney } from '../../shared/kernel/money.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { type AccountLine, accountIdOf, type LedgerReader } from '../ledger/posting.ts';
import { addUp, periodOf, type StatementLine, type StatementSums } from './domain/statement.ts';
import { settlementErrors } from './errors.ts';
import type { SettlementRepository } from './repository.ts';
import type { Settlement, Statement } from './rows.ts';
import type { createStatementRepository } from './statement-repository.ts';

/** Most lines of one statement. */
export const statementLinesMax = 500;
const settlementsAtOnce = 100;
/**
 * A journal bears the instant at which its transaction began, and no function runs longer than this (the limit of Lambda): only then
 * has everything of a period arrived, and its statement can be issued for good.
 */
const issueAfterMinutes = 15;

/** Accounts of a company that a statement is about: available and reserved money. */
const statementCodes = ['2040', '2045'] as const;

export interface StatementParts {
  readonly statements: ReturnType<typeof createStatementRepository>;
  readonly settlements: SettlementRepository;
  readonly ledger: LedgerReader;
}

interface Asked {
  readonly companyId: string;
  readonly currency: string;
  readonly from: string;
  readonly to: string;
}

const toLine = ({ side, amount, accountId, ...line }: AccountLine): StatementLine => ({
  ...line,
  account: accountId,
  amount: side === 'credit' ? amount : negateMoney(amount),
});

/** A statement as it is shown; without a number while its period still runs. */
export interface StatementFound extends StatementSums {
  readonly opening: Money;
  readonly issued: Statement | undefined;
  readonly settlements: ReadonlyMap<string, Settlement>;
  readonly writes: readonly Write[];
}

/** Statements of a company's money, taken from the books. */
export const createStatements = ({ statements, settlements, ledger }: StatementParts) => {
  const linesOf = async (accountId: string, period: { from: Instant; before: Instant }) => {
    const lines: AccountLine[] = [];
    let after: string | undefined;
    do {
      const page = await ledger.history(accountId, { ...period, after });
      lines.push(...page.lines);
      if (lines.length > statementLinesMax) {
        throw settlementErrors.statement_too_long(`The period has more than ${statementLinesMax} lines.`);
      }
      after = page.next;
    } while (after !== undefined);
    return lines;
  };

  const settlementsOf = async (lines: readonly StatementLine[]): Promise<ReadonlyMap<string, Settlement>> => {
    const ids = [...new Set(lines.flatMap(({ references }) => references.settlementId ?? []))];
    const found = new Map<string, Settlement>();
    for (let start = 0; start < ids.length; start += settlementsAtOnce) {
      const page = await settlements.findMany(ids.slice(start, start + settlementsAtOnce));
      for (const { data } of page) found.set(data.settlementId, data);
    }
    return found;
  };

  return {
    /**
     * The statement of a period of whole UTC days. A quarter of an hour after the period it is issued under the company's next
     * number, and every repeat shows the same. DomainError `settlement.period_reversed`, `settlement.statement_too_long`;
     * InvariantViolation `settlement.statement_changed`.
     */
    find: async (asked: Asked, now: Instant): Promise<StatementFound> => {
      const [from, to] = [parseBusinessDate(asked.from), parseBusinessDate(asked.to)];
      if (to < from)
        throw settlementErrors.period_reversed(`${to} is before ${from}.`, { pointer: '/query/to' });
      const period = periodOf(from, to);
      const accounts = statementCodes.map((code) => accountIdOf(code, asked.currency, asked.companyId));
      const [parts, openings] = await Promise.all([
        Promise.all(accounts.map((account) => linesOf(account, period))),
        Promise.all(accounts.map((account) => ledger.sumOf(account, { before: period.from }))),
      ]);
      const inOrder = parts.flat().sort((a, b) => (a.position < b.position ? -1 : 1));
      const opening = openings.reduce(addMoney);
      const sums = addUp(opening, inOrder.map(toLine));
      const shown = { ...sums, opening, settlements: await settlementsOf(sums.lines) };
      if (now < addDuration(period.before, { minutes: issueAfterMinutes }))
        return { ...shown, issued: undefined, writes: [] };

      const before = await statements.find(asked);
      if (before) {
        invariant(before.data.linesHash === sums.linesHash, 'settlement.statement_changed', {
          companyId: asked.companyId,
          number: before.data.number,
        });
        return { ...shown, issued: before.data, writes: [] };
      }
      const { statement, writes } = await statements.insertNext(
        {
          companyId: asked.companyId,
          currency: asked.currency,
          from,
          to,
          opening,
          closing: sums.closing,
          lines: sums.lines.length,
          linesHash: sums.linesHash,
          issuedAt: now,
        },
        now,
      );
      return { ...shown, issued: statement, writes };
    },
  };
};

/** What was taken out of a release before the seller, as a statement and a settlement show it. */
export const deductionsOf = ({ lines }: Settlement) =>
  lines
    .filter(({ step, asked }) => step !== 'seller' && asked.amountMinor > 0n)
    .map(({ step, description, claimId, asked, paid, parts }) => ({
      step,
      description,
      claimId,
      asked: formatMoney(asked),
      paid: formatMoney(paid),
      parts: parts?.map((one) => ({
        part: one.part,
        asked: formatMoney(one.asked),
        paid: formatMoney(one.paid),
      })),
    }));
