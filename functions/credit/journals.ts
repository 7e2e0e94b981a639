import { deterministicId } from '../../shared/kernel/ids.ts';
import { addMoney, type Money } from '../../shared/kernel/money.ts';
import type { AccountCode, Journal, Posting } from '../ledger/contract.ts';
import type { Loan } from './domain/loan.ts';
import type { RefundShares } from './domain/refund-advance.ts';

const posting = (
  side: Posting['side'],
  code: AccountCode,
  amount: Money,
  owner?: string,
  visibleTo?: readonly string[],
): readonly Posting[] =>
  amount.amountMinor > 0n
    ? [{ side, code, amount, ...(owner === undefined ? {} : { owner }), ...(visibleTo ? { visibleTo } : {}) }]
    : [];

/** Memo of a loan that a lender has out: it stands beside the books and never in them. */
export const memoJournal = (loan: Loan, direction: 'out' | 'back'): Journal => {
  const { loanId, borrowerId, lenderId, orderId, principal } = loan;
  const [outstanding, contra] =
    direction === 'out' ? (['debit', 'credit'] as const) : (['credit', 'debit'] as const);
  const seenBy = [borrowerId, lenderId];
  return {
    journalId: deterministicId('jrn', loanId, `memo_${direction}`),
    kind: direction === 'out' ? 'loan_drawn' : 'loan_repaid',
    businessEventId: loanId,
    description: direction === 'out' ? 'Loan drawn' : 'Loan repaid',
    references: { loanId, orderId },
    postings: [
      ...posting(outstanding, '9010', principal, loanId, seenBy),
      ...posting(contra, '9011', principal, loanId, seenBy),
    ],
  };
};

interface ClaimOf {
  readonly claimId: string;
  readonly companyId: string;
  readonly orderId: string;
}

const claimJournal = (
  claim: ClaimOf,
  kind: string,
  description: string,
  postings: readonly Posting[],
): Journal => ({
  journalId: deterministicId('jrn', claim.claimId, kind),
  kind,
  businessEventId: claim.claimId,
  description,
  references: { claimId: claim.claimId, orderId: claim.orderId },
  postings,
});

/**
 * The exporter gets its advance. The house pays it, so that its own money tops the safeguarded account up by as much as clients are
 * owed more.
 */
export const advanceJournal = (claim: ClaimOf, amount: Money): Journal =>
  claimJournal(claim, 'refund_advance', 'Advance on an export tax refund', [
    ...posting('debit', '1220', amount, claim.claimId, [claim.companyId]),
    ...posting('credit', '2040', amount, claim.companyId, [claim.companyId]),
    ...posting('debit', '1010', amount),
    ...posting('credit', '1020', amount),
  ]);

/** The tax office has paid: advance and fee go back to the house and out of client money, the rest to the exporter. */
export const recoveryJournal = (claim: ClaimOf, refund: Money, shares: RefundShares): Journal => {
  const { toAdvance, fee, rest, shortfall } = shares;
  const seenBy = [claim.companyId];
  const ours = addMoney(toAdvance, fee);
  return claimJournal(claim, 'tax_refund', 'Export tax refund', [
    ...posting('debit', '2120', refund, claim.claimId, seenBy),
    ...posting('credit', '1220', addMoney(toAdvance, shortfall), claim.claimId, seenBy),
    ...posting('credit', '4060', fee, undefined, seenBy),
    ...posting('credit', '2040', rest, claim.companyId, seenBy),
    ...posting('debit', '1210', shortfall, claim.companyId, seenBy),
    ...posting('debit', '1020', ours),
    ...posting('credit', '1010', ours),
  ]);
};

/** The claim came to nothing: the exporter owes the advance and its fee. */
export const recourseJournal = (claim: ClaimOf, advance: Money, fee: Money): Journal =>
  claimJournal(claim, 'refund_recourse', 'Advance owed back: the refund was rejected', [
    ...posting('debit', '1210', addMoney(advance, fee), claim.companyId, [claim.companyId]),
    ...posting('credit', '1220', advance, claim.claimId, [claim.companyId]),
    ...posting('credit', '4060', fee, undefined, [claim.companyId]),
  ]);

/** A refund came after all: what the exporter owes first, the rest to it. */
export const lateRefundJournal = (claim: ClaimOf, refund: Money, toDebt: Money, rest: Money): Journal =>
  claimJournal(claim, 'tax_refund', 'Export tax refund after a rejection', [
    ...posting('debit', '2120', refund, claim.claimId, [claim.companyId]),
    ...posting('credit', '1210', toDebt, claim.companyId, [claim.companyId]),
    ...posting('credit', '2040', rest, claim.companyId, [claim.companyId]),
    ...posting('debit', '1020', toDebt),
    ...posting('credit', '1010', toDebt),
  ]);

/** A loan was paid twice, by its payable and out of proceeds: what is too much is the borrower's. */
export const overpaidLoanJournal = (
  { loanId, borrowerId, lenderId, orderId }: Loan,
  surplus: Money,
  cause: string,
): Journal => ({
  journalId: deterministicId('jrn', loanId, 'overpaid', cause),
  kind: 'loan_overpaid',
  businessEventId: cause,
  description: 'Repayment of a loan that was paid already',
  references: { loanId, orderId },
  postings: [
    ...posting('debit', '2080', surplus, lenderId, [borrowerId, lenderId]),
    ...posting('credit', '2040', surplus, borrowerId, [borrowerId]),
  ],
});

/** A debt on an advance was paid twice, by the refund and out of proceeds: what is too much goes back, topped up by the house. */
export const overpaidAdvanceJournal = (
  { claimId, companyId }: Pick<ClaimOf, 'claimId' | 'companyId'>,
  surplus: Money,
  cause: string,
): Journal => ({
  journalId: deterministicId('jrn', claimId, 'overpaid', cause),
  kind: 'advance_overpaid',
  businessEventId: cause,
  description: 'Debt on an advance that was paid already',
  references: { claimId },
  postings: [
    ...posting('debit', '1210', surplus, companyId, [companyId]),
    ...posting('credit', '2040', surplus, companyId, [companyId]),
    ...posting('debit', '1010', surplus),
    ...posting('credit', '1020', surplus),
  ],
});
