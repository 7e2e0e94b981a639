import { deterministicId } from '../../shared/kernel/ids.ts';
import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import { formatMoney, isPositiveMoney, type Money } from '../../shared/kernel/money.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import {
  payableCancellationRequested,
  payableReductionRequested,
  payableRequested,
  payoutRequested,
} from '../payments/contract.ts';
import { announceLoan } from './announcements.ts';
import { claimOverdue } from './company-claims.ts';
import { loanClocks, nextDueAt, pastDueOf, payoutOf, waiveAt, writeOffAt } from './domain/decide-loan.ts';
import { type Loan, stillOwedOf } from './domain/loan.ts';
import type { CreditRepository } from './repository.ts';

/** Name of the one deadline of a loan: what it means follows from the state. */
export const loanDeadline = 'loan';

const nextDeadline = (loan: Loan, now: Instant): Instant | undefined => {
  switch (loan.state) {
    case 'reserved':
    case 'awaiting_funds':
      return addDuration(now, { days: loanClocks.funding });
    case 'running':
      return nextDueAt(loan, now);
    case 'overdue':
      return loan.dueAt && writeOffAt(loan.dueAt);
    case 'charges_due':
      return loan.repaidAt && waiveAt(loan.repaidAt);
    default:
      return undefined;
  }
};

/** Sets the deadline that the loan's state asks for, or takes it away. */
export const deadlineWrite = (credit: CreditRepository, loan: Loan, now: Instant): Write => {
  const dueAt = nextDeadline(loan, now);
  const { loanId: subject, correlationId } = loan;
  return dueAt === undefined
    ? clearDeadline(credit.store, subject, loanDeadline)
    : setDeadline(credit.store, { subject, name: loanDeadline, dueAt, correlationId });
};

const lateChargesEvent = (loan: Loan): readonly OutgoingEvent[] =>
  loan.state === 'charges_due' && loan.late
    ? [
        {
          ...payableRequested.create({
            subject: loan.late.payableId,
            audience: [loan.borrowerId, loan.lenderId],
            data: {
              payableId: loan.late.payableId,
              kind: 'loan_repayment',
              subject: loan.loanId,
              name: 'late_charges',
              orderId: loan.orderId,
              debtorId: loan.borrowerId,
              description: `Late charges of ${loan.loanId}`,
              amount: formatMoney(loan.late.amount),
              creditCode: '2080',
              creditOwner: loan.lenderId,
            },
          }),
          correlationId: loan.correlationId,
        },
      ]
    : [];

const waivedEvent = (loan: Loan): readonly OutgoingEvent[] =>
  loan.state === 'repaid' && loan.late?.waivedAt !== undefined
    ? [
        payableCancellationRequested.create({
          subject: loan.late.payableId,
          data: { payableId: loan.late.payableId, reason: 'The late charges were waived.' },
        }),
      ]
    : [];

/** Asks payments to collect the repayment from the borrower. */
export const repaymentRequest = (loan: Loan): OutgoingEvent => ({
  ...payableRequested.create({
    subject: loan.repaymentPayableId,
    audience: [loan.borrowerId, loan.lenderId],
    data: {
      payableId: loan.repaymentPayableId,
      kind: 'loan_repayment',
      subject: loan.loanId,
      name: 'repayment',
      orderId: loan.orderId,
      debtorId: loan.borrowerId,
      description: `Repayment of ${loan.loanId}, net ${loan.tenorDays}`,
      amount: formatMoney(stillOwedOf(loan)),
      creditCode: '2080',
      creditOwner: loan.lenderId,
      dueAt: loan.dueAt,
    },
  }),
  correlationId: loan.correlationId,
});

/** Asks payments to hand the (rest of the) repayment on to the lender; the id makes it happen once. */
const lenderPayout = (loan: Loan): OutgoingEvent => ({
  ...payoutRequested.create({
    subject: loan.payoutId,
    audience: [loan.lenderId],
    data: {
      payoutId: loan.payoutId,
      purpose: 'lender_repayment',
      beneficiaryId: loan.lenderId,
      amount: formatMoney(payoutOf(loan)),
      debitCode: '2080',
      debitOwner: loan.lenderId,
      description: `Repayment of ${loan.loanId}`,
      references: { loanId: loan.loanId, orderId: loan.orderId },
    },
  }),
  correlationId: loan.correlationId,
});

/**
 * Asks payments to hand a part on to the lender that has come before the rest; what brought it names it. It has no `loanId` among its
 * references: it does not end the loan.
 */
export const partPayout = (loan: Loan, cause: string, amount: Money): OutgoingEvent => {
  const payoutId = deterministicId('pot', loan.loanId, 'part', cause);
  const event = payoutRequested.create({
    subject: payoutId,
    audience: [loan.lenderId],
    data: {
      payoutId,
      purpose: 'lender_repayment',
      beneficiaryId: loan.lenderId,
      amount: formatMoney(amount),
      debitCode: '2080',
      debitOwner: loan.lenderId,
      description: `Part of the repayment of ${loan.loanId}`,
      references: { partOfLoan: loan.loanId, orderId: loan.orderId },
    },
  });
  return { ...event, correlationId: loan.correlationId };
};

/** A written-off loan waits for the rest no longer: what has come of it is closed off and goes to the lender. */
export const keptRequest = ({ repaymentPayableId: payableId }: Loan): OutgoingEvent =>
  payableReductionRequested.create({
    subject: payableId,
    data: { payableId, reason: 'The loan was written off; what has come goes to the lender.' },
  });

/** The payable of a loan that was paid otherwise asks for what is left, or for nothing. Before shipment there is none. */
export const reliefRequests = (before: Loan, after: Loan): readonly OutgoingEvent[] => {
  if (after === before || before.state === 'drawn') return [];
  const { repaymentPayableId: payableId } = after;
  if (after.repaidAt !== undefined) {
    const reason = 'The loan was repaid otherwise.';
    return [payableCancellationRequested.create({ subject: payableId, data: { payableId, reason } })];
  }
  const reason = 'Part of the loan was repaid otherwise.';
  const amount = formatMoney(stillOwedOf(after));
  return [payableReductionRequested.create({ subject: payableId, data: { payableId, amount, reason } })];
};

/** What a loan asks of payments and settlement by coming into a state. */
const eventsOnMove = (loan: Loan, now: Instant): readonly OutgoingEvent[] => {
  switch (loan.state) {
    case 'running':
      return [repaymentRequest(loan)];
    case 'overdue':
      // What is overdue is taken out of what the borrower sells, until it is paid.
      return [claimOverdue(loan, pastDueOf(loan, now))];
    case 'charges_due':
      return lateChargesEvent(loan);
    case 'repaid':
      return [...waivedEvent(loan), ...(isPositiveMoney(payoutOf(loan)) ? [lenderPayout(loan)] : [])];
    case 'written_off':
      return loan.received ? [keptRequest(loan)] : [];
    default:
      return [];
  }
};

/** State, deadline and events of a loan that changed; nothing at all when it did not. */
export const loanChange = (
  credit: CreditRepository,
  found: Entity<Loan>,
  after: Loan,
  now: Instant,
): Effect => {
  if (after === found.data) return {};
  const hasMoved = after.state !== found.data.state;
  const isOff = hasMoved && (after.state === 'declined' || after.state === 'withdrawn');
  return {
    writes: [
      credit.updateLoan(found, after, now),
      deadlineWrite(credit, after, now),
      ...(isOff ? [credit.freePayable(after)] : []),
    ],
    events: hasMoved
      ? [announceLoan(after, found.data.state, found.version + 1), ...eventsOnMove(after, now)]
      : [],
  };
};
