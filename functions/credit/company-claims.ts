import { formatMoney, type Money } from '../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import { companyClaimReductionRequested, companyClaimRequested } from '../settlement/contract.ts';
import type { Loan } from './domain/loan.ts';
import type { ClaimRow } from './rows.ts';

/** Under these ids settlement knows what a company owes out of its proceeds. */
export const loanClaimId = (loanId: string): string => `loan:${loanId}`;
export const recourseClaimId = (claimId: string): string => `recourse:${claimId}`;

/** What a claim of ours on a company is about, from the id that settlement tells it under. */
export const subjectOfClaim = (
  id: string,
): { readonly kind: 'loan' | 'recourse'; readonly subject: string } | undefined => {
  const [, kind, subject = ''] = /^(loan|recourse):(.+)$/.exec(id) ?? [];
  return kind === 'loan' || kind === 'recourse' ? { kind, subject } : undefined;
};

/** An overdue loan is taken out of what its borrower gets as a seller, beside the lenders of those orders. */
export const claimOverdue = (loan: Loan, amount: Money): OutgoingEvent => {
  const claimId = loanClaimId(loan.loanId);
  const event = companyClaimRequested.create({
    subject: claimId,
    audience: [loan.borrowerId],
    data: {
      claimId,
      companyId: loan.borrowerId,
      step: 'other_lenders',
      amount: formatMoney(amount),
      creditCode: '2080',
      creditOwner: loan.lenderId,
      description: `Overdue loan ${loan.loanId}`,
    },
  });
  return { ...event, correlationId: loan.correlationId };
};

/** An overdue loan was (partly) paid otherwise: settlement takes that much less. */
export const reduceOverdue = (loan: Loan, reductionId: string, amount?: Money): OutgoingEvent => {
  const claimId = loanClaimId(loan.loanId);
  const event = companyClaimReductionRequested.create({
    subject: claimId,
    data: {
      claimId,
      reductionId,
      companyId: loan.borrowerId,
      ...(amount ? { amount: formatMoney(amount) } : {}),
    },
  });
  return { ...event, correlationId: loan.correlationId };
};

/** An advance that its refund does not pay back is taken out of whatever the exporter gets next. */
export const claimRecourse = (
  claim: Pick<ClaimRow, 'claimId' | 'companyId'>,
  amount: Money,
): OutgoingEvent => {
  const claimId = recourseClaimId(claim.claimId);
  return companyClaimRequested.create({
    subject: claimId,
    audience: [claim.companyId],
    data: {
      claimId,
      companyId: claim.companyId,
      step: 'recovery',
      amount: formatMoney(amount),
      creditCode: '1210',
      creditOwner: claim.companyId,
      description: 'Advance on a tax refund that did not come',
    },
  });
};

/** The refund came after all and paid (part of) the debt. */
export const reduceRecourse = (
  claim: Pick<ClaimRow, 'claimId' | 'companyId'>,
  amount: Money,
): OutgoingEvent => {
  const claimId = recourseClaimId(claim.claimId);
  return companyClaimReductionRequested.create({
    subject: claimId,
    data: {
      claimId,
      reductionId: `refund:${claim.claimId}`,
      companyId: claim.companyId,
      amount: formatMoney(amount),
    },
  });
};
