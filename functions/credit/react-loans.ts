import type { SFNClient } from '@aws-sdk/client-sfn';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { isPositiveMoney, type Money, parseMoney, subtractMoney } from '../../shared/kernel/money.ts';
import { type ConsumerContext, on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { startLeg } from '../../shared/workflow/start.ts';
import type { Waits } from '../../shared/workflow/waits.ts';
import { journalWrites } from '../ledger/posting.ts';
import { payableOpened, payablePaid, payablePartlyPaid, payoutMoved } from '../payments/contract.ts';
import { announceApplication } from './announcements.ts';
import { reduceOverdue } from './company-claims.ts';
import { creditDeadlineReached, loanMoved, loanResumed } from './contract.ts';
import { decideApplicationDeadline } from './domain/decide-application.ts';
import {
  decideChargesEnded,
  decideClosed,
  decideCollected,
  decideDueDeadline,
  decideFundingDeadline,
  decideOnBoard,
  decideOrderEnded,
  decidePartRepaid,
  decidePayablePaid,
  decideWriteOff,
  latenessOf,
  payoutOf,
} from './domain/decide-loan.ts';
import type { Loan } from './domain/loan.ts';
import { allOf } from './effects.ts';
import { memoJournal, overpaidLoanJournal } from './journals.ts';
import { drawdownWait, hasDrawdownEnded } from './leg-waits.ts';
import { deadlineWrite, keptRequest, loanDeadline, partPayout, repaymentRequest } from './loan-effects.ts';
import type { LoanMoves } from './loan-moves.ts';
import type { FactBook, NewFact } from './record-facts.ts';
import type { CreditRepository } from './repository.ts';

interface LoanParts {
  readonly credit: CreditRepository;
  readonly book: FactBook;
  readonly move: LoanMoves;
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
  move,
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

  const change = (found: Entity<Loan>, after: Loan, at: ConsumerContext): Effect => move(found, after, at);

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

  /** What is too much is the borrower's; a part goes on to the lender, and the rest is asked for by another payable. */
  const collected = async (
    found: Entity<Loan>,
    {
      payableId,
      amount,
      paidAt,
    }: { readonly payableId: string; readonly amount: Money; readonly paidAt: Instant },
    context: ConsumerContext,
  ): Promise<Effect> => {
    const { data: before } = found;
    if (await credit.hasCounted(before.loanId, payableId)) return {};
    const ids = {
      payableId: deterministicId('pay', before.loanId, 'repayment', payableId),
      latePayableId: deterministicId('pay', before.loanId, 'late_charges'),
    };
    const { loan, taken, surplus } = decideCollected(before, { amount, paidAt }, ids);
    const journals = isPositiveMoney(surplus) ? [overpaidLoanJournal(before, surplus, payableId)] : [];
    const isPart = isPositiveMoney(taken);
    return allOf([
      move(found, loan, context, journals),
      { writes: [credit.insertCounted(before.loanId, payableId, context.now)] },
      isPart ? { events: [partPayout(before, payableId, taken), repaymentRequest(loan)] } : {},
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
    const found = await load(data.subject);
    const paidAt = parseInstant(data.paidAt);
    const { payableId } = data;
    if (found.data.late?.payableId === payableId)
      return change(found, decideChargesEnded(found.data, 'paid', paidAt), context);
    return data.name === 'repayment'
      ? collected(found, { payableId, amount: parseMoney(data.amount), paidAt }, context)
      : {};
  };

  /** A part has come. Of an overdue loan settlement takes that much less; a written-off one waits for the rest no longer. */
  const partPaid = (found: Entity<Loan>, received: Money, context: ConsumerContext): Effect => {
    const { data: before } = found;
    const after = decidePartRepaid(before, received);
    if (after === before) return {};
    const news = before.received ? subtractMoney(received, before.received) : received;
    const isLost = before.state === 'written_off';
    const reductionId = `part:${after.repaymentPayableId}:${received.amountMinor}`;
    return allOf([
      change(found, after, context),
      isLost || before.state === 'overdue' ? { events: [reduceOverdue(after, reductionId, news)] } : {},
      isLost ? { events: [keptRequest(after)] } : {},
    ]);
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
  const runIfPossible = async (found: Entity<Loan>, context: ConsumerContext): Promise<Effect> => {
    const { now } = context;
    const { orderId } = found.data;
    const [onBoard, order] = await Promise.all([credit.findOnBoard(orderId), credit.findOrder(orderId)]);
    if (onBoard) return change(found, decideOnBoard(found.data, onBoard.data.at), context);
    const isEnded = order?.data.state === 'refunded' || order?.data.state === 'cancelled';
    return isEnded ? change(found, decideOrderEnded(found.data, now), context) : {};
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
        found ? change(found, decidePayablePaid(found.data, data.method, paidAt, now), context) : {},
      ]);
    }),

    on(payablePartlyPaid, async ({ data }, context) => {
      if (data.kind !== 'loan_repayment' || data.name !== 'repayment') return {};
      const found = await load(data.subject);
      // What came for a payable that is closed off by now was counted when it was.
      if (found.data.repaymentPayableId !== data.payableId) return {};
      return partPaid(found, parseMoney(data.received), context);
    }),

    on(payoutMoved, async ({ data }, context) => {
      const { loanId } = data.references;
      if (data.purpose !== 'lender_repayment' || data.state !== 'confirmed' || loanId === undefined)
        return {};
      const found = await load(loanId);
      return change(found, decideClosed(found.data), context);
    }),

    on(loanMoved, async ({ data }, context) => {
      const { now } = context;
      const found = await load(data.loanId);
      const loan = found.data;
      const { loanId: subject, correlationId } = loan;
      if (data.to === 'approved') {
        await startLeg(sfn, { stateMachineArn, name: `loan-${subject}`, subject, correlationId });
      }
      if (hasDrawdownEnded(loan.state)) await waits.resume(subject, drawdownWait, { state: loan.state });
      const facts = factsOf(loan, data.to, now);
      const isPaid = data.to === 'repaid' || data.to === 'charges_due';
      const wasClaimed = data.from === 'overdue' || data.from === 'written_off';
      const isPaidOut = data.to === 'repaid' && !isPositiveMoney(payoutOf(loan));
      return allOf([
        isPaid && wasClaimed ? { events: [reduceOverdue(loan, `repaid:${loan.loanId}`)] } : {},
        data.to === 'drawn'
          ? { writes: journalWrites(ledgerTableName, memoJournal(loan, 'out'), context) }
          : {},
        data.to === 'drawn' ? await runIfPossible(found, context) : {},
        // The parts have paid the lender all there was: there is no last payout whose end would close it.
        isPaidOut ? change(found, decideClosed(loan), context) : {},
        profileMoves.includes(data.to)
          ? await book.record(loan.borrowerId, facts, now, { always: true })
          : {},
      ]);
    }),

    on(loanResumed, async ({ data: { loanId: subject, run } }, { correlationId }) => {
      await startLeg(sfn, { stateMachineArn, name: `loan-${subject}-${run}`, subject, correlationId });
      return {};
    }),

    on(creditDeadlineReached, async ({ data }, context) => {
      const { now } = context;
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
      return change(found, after, context);
    }),
  ];
};
