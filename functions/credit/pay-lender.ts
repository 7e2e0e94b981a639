import { isPositiveMoney } from '../../shared/kernel/money.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { journalWrites, type PostedAt } from '../ledger/posting.ts';
import type { CapacityCounter } from './capacity.ts';
import { payoutOf } from './domain/decide-loan.ts';
import type { Loan } from './domain/loan.ts';
import { memoJournal } from './journals.ts';
import { lenderPayout } from './loan-effects.ts';

/** Hands a repaid loan's money on to its lender: memo back, exposure free, payout asked for, all together. */
export const createPayLender =
  (capacity: CapacityCounter, ledgerTableName: string) =>
  async (loan: Loan, at: PostedAt): Promise<Effect> => ({
    writes: [
      ...journalWrites(ledgerTableName, memoJournal(loan, 'back'), at),
      ...((await capacity.isReserved(loan.loanId)) ? capacity.release(loan, at.now) : []),
    ],
    // A refund may have paid the lender all there was.
    events: isPositiveMoney(payoutOf(loan)) ? [lenderPayout(loan)] : [],
  });
export type PayLender = ReturnType<typeof createPayLender>;
