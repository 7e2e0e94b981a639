import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Journal } from '../ledger/contract.ts';
import { journalWrites, type PostedAt } from '../ledger/posting.ts';
import type { CapacityCounter } from './capacity.ts';
import type { Loan } from './domain/loan.ts';
import { allOf } from './effects.ts';
import { memoJournal } from './journals.ts';
import { loanChange } from './loan-effects.ts';
import type { CreditRepository } from './repository.ts';

/**
 * Moves of a loan that money was lent on. A repaid one has, in the same transaction, its memo back and its exposure free; its payout is
 * asked for with it. `journals` are those that the caller posts besides.
 */
export const createLoanMoves =
  (credit: CreditRepository, capacity: CapacityCounter, ledgerTableName: string) =>
  (found: Entity<Loan>, after: Loan, at: PostedAt, journals: readonly Journal[] = []): Effect => {
    const isRepaid = after.state === 'repaid' && found.data.state !== 'repaid';
    const posted = isRepaid ? [...journals, memoJournal(after, 'back')] : journals;
    return allOf([
      loanChange(credit, found, after, at.now),
      { writes: journalWrites(ledgerTableName, posted, at) },
      isRepaid ? { writes: capacity.release(after, at.now) } : {},
    ]);
  };
export type LoanMoves = ReturnType<typeof createLoanMoves>;
