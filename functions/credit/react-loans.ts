import type { SFNClient } from '@aws-sdk/client-sfn';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import {
  isPositiveMoney,
  type Money,
  minMoney,
  parseMoney,
  subtractMoney,
  zeroMoney,
} from '../../shared/kernel/money.ts';
import { type ConsumerContext, on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { startLeg } from '../../shared/workflow/start.ts';
import type { Waits } from '../../shared/workflow/waits.ts';
import { journalWrites } from '../ledger/posting.ts';
import {
  payableCancellationRequested,
  payableOpened,
  payablePaid,
  payablePartlyPaid,
  payoutMoved,
} from '../payments/contract.ts';
import { announceApplication } from './announcements.ts';
import { claimOverdue, reduceOverdue } from './company-claims.ts';
import { creditDeadlineReached, loanMoved } from './contract.ts';
import { decideApplicationDeadline } from './domain/decide-application.ts';
import {
  decideChargesEnded,
  decideClosed,
  decideDueDeadline,
  decideFundingDeadline,
  decideOnBoard,
  decideOrderEnded,
  decidePartRepaid,
  decidePayablePaid,
  decideRepaid,
  decideWriteOff,
  latenessOf,
  owedBy,
} from './domain/decide-loan.ts';
import { type Loan, stillOwedOf } from './domain/loan.ts';
import { allOf } from './effects.ts';
import { overpaidLoanJournal } from './journals.ts';
import { waitsEndedBy } from './leg-waits.ts';
import { deadlineWrite, loanChange, loanDeadline } from './loan-effects.ts';
import type { PayLender } from './pay-lender.ts';
import type { FactBook, NewFact } from './record-facts.ts';
import type { CreditRepository } from './repository.ts';

interface LoanParts {
  readonly credit: CreditRepository;
  readonly book: FactBook;
  readonly payLender: PayLender;
  readonly ledgerTableName: string;
  readonly waits: Waits;
  readonly sfn: SFNClient;
  readonly stateMachineArn: string;
}

/** Moves after which the limit that is left looks different. */
const profileMoves: readonly string[] = ['reserved', 'withdrawn', 'overdue', 'repaid', 'written_off'];

/** Follows the money of loans, starts and resumes their legs. */
export const loanReactions = ({
  credit,
  book,
  payLender,
  ledgerTableName,
  waits,
  sfn,
  stateMachineArn,
}: LoanParts): readonly Reaction[] => {
  const load = async (loanId: string): Promise<Entity<Loan>> => {
    const found = await credit.findLoan(loanId);
    if (!found) throw new TooEarly(`There is no loan ${loanId} yet`);
    return found;
  };

  const change = (found: Entity<Loan>, after: Loan, now: Instant): Effect =>
    loanChange(credit, found, after, now);

  const deadlineOf = (found: Entity<Loan>, now: Instant): Loan => {
    switch (found.data.state) {
      case 'running':
        return decideDueDeadline(found.data, now);
      case 'overdue':
        return decideWriteOff(found.data, now);
      case 'charges_due':
        return decideChargesEnded(found.data, 'waived', now);
      default:
        return decideFundingDeadline(found.data, now);
    }
  };

  /** The payable of a loan that was made smaller meanwhile was paid before it was cancelled: what is too much is the borrower's. */
  const olderPaid = (found: Entity<Loan>, paid: Money, cause: string, context: ConsumerContext): Effect => {
    const loan = found.data;
    const owed = loan.repaidAt === undefined ? stillOwedOf(loan) : zeroMoney(paid.currency);
    const surplus = subtractMoney(paid, minMoney(paid, owed));
    const journals = isPositiveMoney(surplus) ? [overpaidLoanJournal(loan, surplus, cause)] : [];
    const latePayableId = deterministicId('pay', loan.loanId, 'late_charges');
    const { repaymentPayableId: payableId } = loan;
    const cancel = payableCancellationRequested.create({
      subject: payableId,
      data: { payableId, reason: 'The loan was repaid by its former payable.' },
    });
    const isNew = loan.repaidAt === undefined;
    return allOf([
      isNew ? change(found, decideRepaid(loan, context.now, latePayableId), context.now) : {},
      { writes: journalWrites(ledgerTableName, journals, context), events: isNew ? [cancel] : [] },
    ]);
  };

  const repaymentPaid = async (
    data: {
      readonly subject: string;
      readonly payableId: string;
      readonly paidAt: string;
      readonly name: string;
      readonly amount: { readonly currency: string; readonly amount: string };
    },
    context: ConsumerContext,
  ): Promise<Effect> => {
    const { now } = context;
    const found = await load(data.subject);
    const paidAt = parseInstant(data.paidAt);
    if (found.data.late?.payableId === data.payableId) {
      return change(found, decideChargesEnded(found.data, 'paid', paidAt), now);
    }
    if (data.name !== 'repayment') return {};
    if (found.data.repaymentPayableId !== data.payableId || found.data.repaidAt !== undefined)
      return olderPaid(found, parseMoney(data.amount), data.payableId, context);
    const latePayableId = deterministicId('pay', data.subject, 'late_charges');
    return change(found, decideRepaid(found.data, paidAt, latePayableId), now);
  };

  /** What is due by now and not paid; never nothing, as the loan has become overdue. */
  const overdueOf = (loan: Loan, now: Instant): Money => {
    const owed = minMoney(owedBy(loan, now), stillOwedOf(loan));
    return isPositiveMoney(owed) ? owed : stillOwedOf(loan);
  };

  const factsOf = (loan: Loan, to: string, now: Instant): readonly NewFact[] => {
    const { loanId } = loan;
    if (to === 'overdue') {
      return [{ kind: 'loan_overdue', factId: `overdue-${loanId}`, at: loan.dueAt ?? now, loanId }];
    }
    if (to !== 'repaid') return [];
    const daysLate = latenessOf(loan);
    return [{ kind: 'loan_repaid', factId: `repaid-${loanId}`, at: loan.repaidAt ?? now, loanId, daysLate }];
  };

  /** A loan that was drawn after shipment, or whose order has ended meanwhile, starts to run at once. */
  const runIfPossible = async (found: Entity<Loan>, now: Instant): Promise<Effect> => {
    const { orderId } = found.data;
    const [onBoard, order] = await Promise.all([credit.findOnBoard(orderId), credit.findOrder(orderId)]);
    if (onBoard) return change(found, decideOnBoard(found.data, onBoard.data.at), now);
    const isEnded = order?.data.state === 'refunded' || order?.data.state === 'cancelled';
    return isEnded ? change(found, decideOrderEnded(found.data, now), now) : {};
  };

  return [
    on(payableOpened, async ({ data }, { now }) => {
      if (data.kind !== 'escrow_instalment' || (await credit.findPayable(data.payableId))) return {};
      const { payableId, subject, debtorId, reference } = data;
      const row = { payableId, subject, debtorId, reference, amount: parseMoney(data.amount) };
      return { writes: [credit.insertPayable(row, now)] };
    }),

    on(payablePaid, async ({ data }, context) => {
      const { now } = context;
      if (data.kind === 'loan_repayment') return repaymentPaid(data, context);
      if (data.kind !== 'escrow_instalment') return {};
      const paidAt = parseInstant(data.paidAt);
      const [known, found] = await Promise.all([
        credit.findPaid(data.payableId),
        credit.findLoanOfPayable(data.payableId),
      ]);
      return allOf([
        known ? {} : { writes: [credit.insertPaid(data.payableId, paidAt, now)] },
        // A loan that is made meanwhile would never hear of the payment.
        found ? {} : { writes: [credit.noLoanOfPayable(data.payableId)] },
        found ? change(found, decidePayablePaid(found.data, data.method, paidAt, now), now) : {},
      ]);
    }),

    on(payablePartlyPaid, async ({ data }, { now }) => {
      if (data.kind !== 'loan_repayment' || data.name !== 'repayment') return {};
      const found = await load(data.subject);
      return change(found, decidePartRepaid(found.data, parseMoney(data.received)), now);
    }),

    on(payoutMoved, async ({ data }, { now }) => {
      const { loanId } = data.references;
      if (data.purpose !== 'lender_repayment' || data.state !== 'confirmed' || loanId === undefined)
        return {};
      const found = await load(loanId);
      return change(found, decideClosed(found.data), now);
    }),

    on(loanMoved, async ({ data }, { now }) => {
      const found = await load(data.loanId);
      const loan = found.data;
      const { loanId: subject, correlationId } = loan;
      if (data.to === 'approved') {
        await startLeg(sfn, { stateMachineArn, name: `loan-${subject}`, subject, correlationId });
      }
      for (const name of waitsEndedBy(loan.state)) await waits.resume(subject, name, { state: loan.state });
      const facts = factsOf(loan, data.to, now);
      const isPaid = data.to === 'repaid' || data.to === 'charges_due';
      const wasClaimed = data.from === 'overdue' || data.from === 'written_off';
      return allOf([
        // What is overdue is taken out of what the borrower sells, until it is paid.
        data.to === 'overdue' ? { events: [claimOverdue(loan, overdueOf(loan, now))] } : {},
        isPaid && wasClaimed ? { events: [reduceOverdue(loan, `repaid:${loan.loanId}`)] } : {},
        data.to === 'drawn' ? await runIfPossible(found, now) : {},
        profileMoves.includes(data.to)
          ? await book.record(loan.borrowerId, facts, now, { always: true })
          : {},
        // The leg of a written-off loan has ended: what comes in after all goes to the lender from here.
        data.to === 'repaid' && loan.writtenOffAt !== undefined
          ? await payLender(loan, { now, correlationId })
          : {},
      ]);
    }),

    on(creditDeadlineReached, async ({ data }, { now }) => {
      if (data.name !== loanDeadline) {
        const found = await credit.findApplication(data.subject);
        if (!found) return {};
        const after = decideApplicationDeadline(found.data, now);
        if (after === found.data) return {};
        return {
          writes: [credit.updateApplication(found, after, now)],
          events: [announceApplication(after, found.version + 1)],
        };
      }
      const found = await load(data.subject);
      const after = deadlineOf(found, now);
      // It came before its time, or the rest falls due later: the deadline that is in force is set again.
      if (after === found.data) {
        return { writes: [credit.store.checkVersion(found), deadlineWrite(credit, after, now)] };
      }
      return change(found, after, now);
    }),
  ];
};
