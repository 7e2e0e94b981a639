import type { z } from 'zod';
import { formatMoney } from '../../shared/kernel/money.ts';
import type { statementView } from './shapes.ts';
import { deductionsOf, type StatementFound } from './statements.ts';

/** A statement as it is answered. */
export type StatementBody = z.output<typeof statementView>;

interface Asked {
  readonly currency: string;
  readonly from: string;
  readonly to: string;
}

/** The statement in the form in which it is answered, printed and exported. */
export const statementBody = (asked: Asked, found: StatementFound): StatementBody => ({
  number: found.issued?.number,
  isFinal: found.issued !== undefined,
  currency: asked.currency,
  from: asked.from,
  to: asked.to,
  opening: formatMoney(found.opening),
  lines: found.lines.map(
    ({ amount, balanceAfter, journalId, kind, description, account, postedAt, references }) => {
      const settlement = found.settlements.get(references.settlementId ?? '');
      const release =
        settlement && kind === 'waterfall'
          ? {
              settlementId: settlement.settlementId,
              gross: formatMoney(settlement.amount),
              deductions: deductionsOf(settlement),
            }
          : undefined;
      return {
        postedAt,
        kind,
        description,
        account,
        journalId,
        references: { ...references },
        amount: formatMoney(amount),
        balanceAfter: formatMoney(balanceAfter),
        release,
      };
    },
  ),
  closing: formatMoney(found.closing),
  issuedAt: found.issued?.issuedAt,
});
