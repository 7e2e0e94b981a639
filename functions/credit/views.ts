import { formatMoney } from '../../shared/kernel/money.ts';
import type { Application } from './domain/application.ts';
import { rankOffers } from './domain/decide-application.ts';
import { dueParts, outstandingOf } from './domain/decide-loan.ts';
import { type Loan, totalOf } from './domain/loan.ts';

interface Times {
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** An application as its company sees it: nothing of any offer before all are opened. */
export const viewApplication = (application: Application, { createdAt }: Pick<Times, 'createdAt'>) => {
  const { offers, snapshot, state } = application;
  const isSealed = state === 'submitted';
  return {
    applicationId: application.applicationId,
    product: application.product,
    state,
    orderId: application.orderId,
    payableId: application.payableId,
    amount: formatMoney(application.amount),
    tenorDays: application.tenorDays,
    lendersAsked: offers.length,
    lendersAnswered: offers.filter((offer) => offer.state !== 'asked').length,
    offers: isSealed
      ? []
      : rankOffers(offers).map((offer) => ({
          ...offer,
          interest: offer.interest && formatMoney(offer.interest),
          fee: offer.fee && formatMoney(offer.fee),
          total: offer.total && formatMoney(offer.total),
        })),
    declines: isSealed
      ? []
      : offers.flatMap(({ lenderId, reasons }) => (reasons ? [{ lenderId, reasons }] : [])),
    score: snapshot.score,
    modelVersion: snapshot.modelVersion,
    snapshotHash: snapshot.hash,
    closesAt: application.closesAt,
    loanId: application.loanId,
    createdAt,
  };
};

/** A loan as borrower and lender see it. */
export const viewLoan = (loan: Loan, { createdAt, updatedAt }: Times) => ({
  loanId: loan.loanId,
  applicationId: loan.applicationId,
  borrowerId: loan.borrowerId,
  lenderId: loan.lenderId,
  orderId: loan.orderId,
  payableId: loan.payableId,
  state: loan.state,
  principal: formatMoney(loan.principal),
  interest: formatMoney(loan.interest),
  fee: formatMoney(loan.fee),
  total: formatMoney(totalOf(loan)),
  outstanding: formatMoney(outstandingOf(loan)),
  annualRate: loan.annualRate,
  tenorDays: loan.tenorDays,
  drawnAt: loan.drawnAt,
  dueAt: loan.dueAt,
  dueParts: dueParts(loan).map(({ amount, dueAt }) => ({ amount: formatMoney(amount), dueAt })),
  repaymentPayableId: loan.repaymentPayableId,
  lateCharges: loan.late && { ...loan.late, amount: formatMoney(loan.late.amount) },
  repaidAt: loan.repaidAt,
  payoutId: loan.payoutId,
  reason: loan.reason,
  hold: loan.hold,
  createdAt,
  updatedAt,
});
