import { addDuration, epochMs, type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import {
  addMoney,
  applyRate,
  compareMoney,
  isZeroMoney,
  type Money,
  minMoney,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { addRates, compareRates, parseRate, type Rate, rate } from '../../../shared/kernel/rate.ts';
import { type Loan, stillOwedOf, totalOf } from './loan.ts';
import { type LatePart, lateCharges, lateTermsAt } from './pricing.ts';
import { canLoanMove, type LoanState } from './transitions.ts';

/** Clocks of a loan, in days. */
export const loanClocks = {
  /** A lender that has not paid by then is asked no longer. */
  funding: 5,
  /** Times that the bank is waited for after the lender said that it has paid. */
  fundingExtensions: 2,
  /** An order that ends without shipment makes the loan fall due. */
  dueAfterRefund: 7,
  /** Days past due until the loan is written off. */
  writeOff: 90,
  /** Late charges that are not paid by then are waived. */
  waive: 60,
} as const;

const whole = rate(1n);
const dayMs = 86_400_000;

const movedTo = (loan: Loan, to: LoanState, rest: Partial<Loan> = {}): Loan => {
  const { loanId, state } = loan;
  invariant(canLoanMove(state, to), 'credit.forbidden_move', { loanId, from: state, to });
  return { ...loan, ...rest, state: to };
};

/** The exposure is reserved, or the limit was used up in the meantime. */
export const decideReserved = (loan: Loan, isReserved: boolean): Loan => {
  if (loan.state !== 'approved') return loan;
  return isReserved
    ? movedTo(loan, 'reserved')
    : movedTo(loan, 'declined', { reason: 'The limit was used up by other draws.' });
};

/** The lender is asked to fund. */
export const decideFundingAsked = (loan: Loan): Loan =>
  loan.state === 'reserved' ? movedTo(loan, 'awaiting_funds') : loan;

const drawnIfFunded = (loan: Loan): Loan =>
  loan.state === 'awaiting_funds' && loan.fundsSentAt !== undefined && loan.payablePaidAt !== undefined
    ? movedTo(loan, 'drawn', { drawnAt: loan.payablePaidAt })
    : loan;

const heldForOperator = (loan: Loan, reason: string, now: Instant): Loan =>
  loan.hold ? loan : { ...loan, hold: { reason, owner: 'operator', since: now } };

/** The lender says that the money is on its way. Said of a loan that was given up, an operator must look. */
export const decideFundsSent = (loan: Loan, now: Instant): Loan => {
  if (loan.fundsSentAt !== undefined) return loan;
  const told = { ...loan, fundsSentAt: now };
  if (loan.state === 'withdrawn')
    return heldForOperator(told, 'The lender says it has paid a loan that was given up.', now);
  return drawnIfFunded(told);
};

/** The lender steps back. Once it has said that it sent the money it cannot. */
export const decideFundingWithdrawn = (loan: Loan, reason: string): Loan => {
  const isOpen = loan.state === 'awaiting_funds' || loan.state === 'reserved';
  return isOpen && loan.fundsSentAt === undefined ? movedTo(loan, 'withdrawn', { reason }) : loan;
};

/**
 * The payable was paid. By card it was the buyer itself, so there is nothing to lend; by transfer it may be either, and only
 * the lender's word makes it a draw.
 */
export const decidePayablePaid = (
  loan: Loan,
  method: 'card' | 'bank_transfer',
  paidAt: Instant,
  now: Instant,
): Loan => {
  if (loan.payablePaidAt !== undefined) return loan;
  if (method === 'bank_transfer') return drawnIfFunded({ ...loan, payablePaidAt: paidAt });
  const reason = 'The buyer paid the payable itself.';
  if (loan.state === 'approved') return movedTo(loan, 'declined', { reason });
  if (loan.state !== 'reserved' && loan.state !== 'awaiting_funds') return loan;
  const withdrawn = movedTo(loan, 'withdrawn', { reason });
  return loan.fundsSentAt === undefined
    ? withdrawn
    : heldForOperator(withdrawn, 'Buyer and lender have both paid the same payable.', now);
};

/** The time for funding is over. Where the lender said that it has sent the money, an operator must look where it went. */
export const decideFundingDeadline = (loan: Loan, now: Instant): Loan => {
  if (loan.state !== 'awaiting_funds' && loan.state !== 'reserved') return loan;
  const fundingDeadlines = loan.fundingDeadlines + 1;
  if (loan.fundsSentAt !== undefined && fundingDeadlines <= loanClocks.fundingExtensions)
    return { ...loan, fundingDeadlines };
  const reason =
    loan.payablePaidAt === undefined
      ? 'The money did not come in time.'
      : 'The payable was paid by someone else.';
  const withdrawn = movedTo(loan, 'withdrawn', { reason, fundingDeadlines });
  return loan.fundsSentAt === undefined
    ? withdrawn
    : heldForOperator(withdrawn, 'The lender says it has paid a loan that was given up.', now);
};

/** Goods are on board (again): the due date is that instant plus the tenor. */
export const decideOnBoard = (loan: Loan, onBoardAt: Instant): Loan => {
  const dueAt = addDuration(onBoardAt, { days: loan.tenorDays });
  if (loan.state === 'drawn') return movedTo(loan, 'running', { dueAt });
  return loan.state === 'running' && loan.dueAt === undefined ? { ...loan, dueAt } : loan;
};

/** The carrier took its load event back: nothing is due until the goods are on board. What has fallen due already stays due. */
export const decideLoadRetracted = (loan: Loan, onBoardAt: Instant, now: Instant): Loan => {
  const isOfThatLoad =
    loan.state === 'running' && loan.dueAt === addDuration(onBoardAt, { days: loan.tenorDays });
  if (!isOfThatLoad || loan.dueAt === undefined || !isBefore(now, loan.dueAt)) return loan;
  const { dueAt: _, ...open } = loan;
  return open;
};

/** How part of a debt was paid besides the repayment payable. */
export interface Relief {
  /** `refunded`: out of escrow; `recovered`: out of the borrower's own proceeds. Both stand in 2080 of the lender. */
  readonly kind: 'refunded' | 'recovered';
  readonly amount: Money;
  readonly at: Instant;
}

/** What part of a payment the loan took; `surplus` is what was paid beyond the debt. */
export interface PartTaken {
  readonly loan: Loan;
  readonly taken: Money;
  readonly surplus: Money;
}

const nothingTaken = (loan: Loan, amount: Money): PartTaken => ({
  loan,
  taken: zeroMoney(amount.currency),
  surplus: amount,
});

const owing: readonly LoanState[] = ['drawn', 'running', 'overdue', 'written_off'];

const plus = (sum: Money | undefined, part: Money): Money => (sum ? addMoney(sum, part) : part);

/**
 * Part of the debt is paid otherwise, and goes on to the lender. Nothing left makes the loan repaid; where the rest stands with the
 * payable already, it is repaid when that is paid.
 */
export const decideRelief = (loan: Loan, { kind, amount, at }: Relief, latePayableId: string): PartTaken => {
  const owed = owing.includes(loan.state) ? outstandingOf(loan) : zeroMoney(amount.currency);
  const taken = minMoney(amount, owed);
  if (isZeroMoney(taken)) return nothingTaken(loan, amount);
  const relieved = { ...loan, [kind]: plus(loan[kind], taken), paidOn: plus(loan.paidOn, taken) };
  return {
    loan: isZeroMoney(stillOwedOf(relieved)) ? decideRepaid(relieved, at, latePayableId) : relieved,
    taken,
    surplus: subtractMoney(amount, taken),
  };
};

/**
 * The repayment payable brought this much. All that is owed makes the loan repaid, at the last payout; less goes on to the lender,
 * and the rest is asked for by another payable.
 */
export const decideCollected = (
  loan: Loan,
  { amount, paidAt }: { readonly amount: Money; readonly paidAt: Instant },
  ids: { readonly payableId: string; readonly latePayableId: string },
): PartTaken => {
  if (!owing.includes(loan.state) || loan.repaidAt !== undefined) return nothingTaken(loan, amount);
  const owed = stillOwedOf(loan);
  const taken = minMoney(amount, owed);
  const surplus = subtractMoney(amount, taken);
  if (compareMoney(taken, owed) === 0)
    return {
      loan: decideRepaid(loan, paidAt, ids.latePayableId),
      taken: zeroMoney(amount.currency),
      surplus,
    };
  const part = {
    ...loan,
    received: undefined,
    collected: plus(loan.collected, taken),
    paidOn: plus(loan.paidOn, taken),
    repaymentPayableId: ids.payableId,
  };
  return { loan: part, taken, surplus };
};

/** The order ended without shipment: the loan falls due soon. */
export const decideOrderEnded = (loan: Loan, now: Instant): Loan =>
  loan.state === 'drawn'
    ? movedTo(loan, 'running', {
        dueAt: addDuration(now, { days: loanClocks.dueAfterRefund }),
        reason: 'The order ended without shipment.',
      })
    : loan;

/** A dispute opens (share) or ends; the same news again changes nothing. */
export const decideDispute = (
  loan: Loan,
  dispute: { readonly disputeId: string; readonly share: string; readonly isOpen: boolean },
  now: Instant,
): Loan => {
  const known = loan.suspensions.find(({ disputeId }) => disputeId === dispute.disputeId);
  if (dispute.isOpen) {
    if (known) return loan;
    const { disputeId, share } = dispute;
    return { ...loan, suspensions: [...loan.suspensions, { disputeId, share, since: now }] };
  }
  if (known?.until !== undefined) return loan;
  if (!known) {
    // The end has overtaken the opening, which must then no longer suspend anything.
    const { disputeId, share } = dispute;
    return { ...loan, suspensions: [...loan.suspensions, { disputeId, share, since: now, until: now }] };
  }
  const suspensions = loan.suspensions.map((one) => (one === known ? { ...one, until: now } : one));
  return { ...loan, suspensions };
};

const shareOf = (share: string): Rate => {
  const given = parseRate(share);
  return compareRates(given, whole) > 0 ? whole : given;
};

/** Amounts and their own due dates: the undisputed part at the due date, each disputed part later by as long as its dispute. */
export interface DuePart {
  readonly amount: Money;
  /** Absent while the dispute goes on. */
  readonly dueAt: Instant | undefined;
}

/** Splits what is owed by its due dates; parts sum to the whole. A dispute that was over before the due date moves nothing. */
export const dueParts = (loan: Loan): readonly DuePart[] => {
  const total = totalOf(loan);
  const { dueAt } = loan;
  if (dueAt === undefined) return [{ amount: total, dueAt: undefined }];
  const live = loan.suspensions.filter(({ until }) => until === undefined || until > dueAt);
  let left = total;
  let taken = rate(0n);
  const parts = live.map(({ share, since, until }): DuePart => {
    taken = addRates(taken, shareOf(share));
    const asked = applyRate(total, shareOf(share), 'down');
    const amount = compareMoney(asked, left) > 0 ? left : asked;
    left = subtractMoney(left, amount);
    const suspendedFrom = since > dueAt ? since : dueAt;
    return { amount, dueAt: until && addMilliseconds(dueAt, epochMs(until) - epochMs(suspendedFrom)) };
  });
  return [{ amount: left, dueAt }, ...parts].filter(({ amount }) => amount.amountMinor > 0n);
};

const addMilliseconds = (from: Instant, ms: number): Instant =>
  addDuration(from, { seconds: Math.max(0, Math.ceil(ms / 1000)) });

/** What should have been paid by that instant. */
export const owedBy = (loan: Loan, now: Instant): Money =>
  dueParts(loan).reduce(
    (sum, part) =>
      part.dueAt !== undefined && !isBefore(now, part.dueAt) ? addMoney(sum, part.amount) : sum,
    zeroMoney(loan.principal.currency),
  );

/** The next instant at which more falls due, or undefined while only disputed parts are left. */
export const nextDueAt = (loan: Loan, now: Instant): Instant | undefined =>
  dueParts(loan)
    .flatMap(({ dueAt }) => (dueAt !== undefined && isBefore(now, dueAt) ? [dueAt] : []))
    .toSorted()[0];

/** What is due by now and was not paid: what came for the payable counts, and so does what was paid otherwise. */
export const pastDueOf = (loan: Loan, now: Instant): Money => {
  const owed = minMoney(owedBy(loan, now), stillOwedOf(loan));
  return loan.received ? subtractMoney(owed, minMoney(owed, loan.received)) : owed;
};

/** The due date has come: overdue, unless what is due is there and the rest is under dispute. */
export const decideDueDeadline = (loan: Loan, now: Instant): Loan =>
  loan.state === 'running' && !isZeroMoney(pastDueOf(loan, now)) ? movedTo(loan, 'overdue') : loan;

/** Part of the repayment has come. What has come only grows: less is older news that was overtaken. */
export const decidePartRepaid = (loan: Loan, received: Money): Loan => {
  const isNews = loan.received === undefined || compareMoney(received, loan.received) > 0;
  return loan.repaidAt === undefined && isNews ? { ...loan, received } : loan;
};

const daysLate = (dueAt: Instant | undefined, paidAt: Instant): number =>
  dueAt === undefined ? 0 : Math.max(0, Math.floor((epochMs(paidAt) - epochMs(dueAt)) / dayMs));

/** Whole days by which the earliest part came late. */
export const latenessOf = (loan: Loan): number => {
  const { repaidAt } = loan;
  return repaidAt === undefined
    ? 0
    : Math.max(0, ...dueParts(loan).map(({ dueAt }) => daysLate(dueAt, repaidAt)));
};

/** The whole repayment has come; paid late, it leaves late charges to pay. */
export const decideRepaid = (loan: Loan, paidAt: Instant, latePayableId: string): Loan => {
  if (loan.repaidAt !== undefined) return loan;
  const parts: readonly LatePart[] = dueParts(loan).map(({ amount, dueAt }) => ({
    amount,
    days: daysLate(dueAt, paidAt),
  }));
  const amount = lateCharges(parts, lateTermsAt(loan.dueAt ?? paidAt), loan.principal.currency);
  const repaid = { repaidAt: paidAt, received: undefined };
  if (!canLoanMove(loan.state, 'repaid')) return loan;
  return isZeroMoney(amount)
    ? movedTo(loan, 'repaid', repaid)
    : movedTo(loan, 'charges_due', { ...repaid, late: { payableId: latePayableId, amount } });
};

/** When late charges that were not paid are waived. */
export const waiveAt = (repaidAt: Instant): Instant => addDuration(repaidAt, { days: loanClocks.waive });

/** When an overdue loan is written off. */
export const writeOffAt = (dueAt: Instant): Instant => addDuration(dueAt, { days: loanClocks.writeOff });

/** The late charges are paid, or waived at their deadline, not before it. */
export const decideChargesEnded = (loan: Loan, outcome: 'paid' | 'waived', at: Instant): Loan => {
  if (loan.state !== 'charges_due' || !loan.late) return loan;
  // A deadline of an earlier state may arrive late; it waives nothing.
  if (outcome === 'waived' && (!loan.repaidAt || isBefore(at, waiveAt(loan.repaidAt)))) return loan;
  const ended = outcome === 'paid' ? { paidAt: at } : { waivedAt: at };
  return movedTo(loan, 'repaid', { late: { ...loan.late, ...ended } });
};

/** Long overdue: written off, not before its time; the claim stays. */
export const decideWriteOff = (loan: Loan, now: Instant): Loan =>
  loan.state === 'overdue' && loan.dueAt !== undefined && !isBefore(now, writeOffAt(loan.dueAt))
    ? movedTo(loan, 'written_off', { writtenOffAt: now, reason: `${loanClocks.writeOff} days past due.` })
    : loan;

/** The lender has its money. */
export const decideClosed = (loan: Loan): Loan => (loan.state === 'repaid' ? movedTo(loan, 'closed') : loan);

/** A step failed: an operator looks. */
export const decidePark = (loan: Loan, now: Instant): Loan =>
  heldForOperator(loan, 'A step of the leg failed or took too long.', now);

/** An operator has looked: the hold is over. */
export const decideResumed = (loan: Loan): Loan => {
  const { hold: _, ...free } = loan;
  return loan.hold ? free : loan;
};

/** What the lender gets at the end: the repayment less the parts that went on to it before, and paid late charges. */
export const payoutOf = (loan: Loan): Money => {
  const total = totalOf(loan);
  const left = loan.paidOn ? subtractMoney(total, loan.paidOn) : total;
  return loan.late?.paidAt === undefined ? left : addMoney(left, loan.late.amount);
};

/** What the borrower still owes. */
export const outstandingOf = (loan: Loan): Money => {
  const nothing = zeroMoney(loan.principal.currency);
  if (
    ['approved', 'reserved', 'awaiting_funds', 'declined', 'withdrawn', 'repaid', 'closed'].includes(
      loan.state,
    )
  )
    return nothing;
  if (loan.state === 'charges_due') return loan.late?.amount ?? nothing;
  return subtractMoney(stillOwedOf(loan), loan.received ?? nothing);
};
