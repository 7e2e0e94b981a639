import { formatMoney } from '../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import { applicationMoved, loanMoved } from './contract.ts';
import type { Application } from './domain/application.ts';
import { outstandingOf } from './domain/decide-loan.ts';
import type { Loan } from './domain/loan.ts';
import type { LoanState } from './domain/transitions.ts';

/** An application moved; only the applicant sees it, because offers are sealed. */
export const announceApplication = (application: Application, sequence: number): OutgoingEvent => ({
  ...applicationMoved.create({
    subject: application.applicationId,
    sequence,
    audience: [application.companyId],
    data: {
      applicationId: application.applicationId,
      companyId: application.companyId,
      product: application.product,
      state: application.state,
      amount: formatMoney(application.amount),
    },
  }),
  correlationId: application.correlationId,
});

/** A loan moved; borrower and lender see it. */
export const announceLoan = (loan: Loan, from: LoanState | null, sequence: number): OutgoingEvent => ({
  ...loanMoved.create({
    subject: loan.loanId,
    sequence,
    audience: [loan.borrowerId, loan.lenderId],
    data: {
      loanId: loan.loanId,
      applicationId: loan.applicationId,
      borrowerId: loan.borrowerId,
      lenderId: loan.lenderId,
      orderId: loan.orderId,
      payableId: loan.payableId,
      from,
      to: loan.state,
      principal: formatMoney(loan.principal),
      outstanding: formatMoney(outstandingOf(loan)),
      dueAt: loan.dueAt,
    },
  }),
  correlationId: loan.correlationId,
});
