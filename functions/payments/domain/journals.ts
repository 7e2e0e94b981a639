import { deterministicId } from '../../../shared/kernel/ids.ts';
import { isPositiveMoney, type Money, sumMoney } from '../../../shared/kernel/money.ts';
import { type Journal, ownMoneyJournals, type Posting } from '../../ledger/contract.ts';
import { isPartner } from './partner-accounts.ts';
import type { Payable } from './payable.ts';
import type { LineOutcome, Payment } from './payment.ts';
import type { Payout, PayoutLeg } from './payout.ts';

/** A bank credit as the books know it. */
export interface BookedReceipt {
  readonly entryId: string;
  readonly amount: Money;
}

/** References that one journal may carry. */
const referencesMax = 8;

const side =
  (side: Posting['side']) =>
  (code: Posting['code'], amount: Money, owner?: string, visibleTo: readonly string[] = []): Posting => ({
    code,
    side,
    amount,
    ...(owner === undefined ? {} : { owner }),
    ...(visibleTo.length > 0 ? { visibleTo } : {}),
  });
const debit = side('debit');
const credit = side('credit');

const withoutZeros = (postings: readonly Posting[]): readonly Posting[] =>
  postings.filter((posting) => isPositiveMoney(posting.amount));

const companies = (...ids: readonly string[]): readonly string[] => ids.filter((id) => !isPartner(id));

const referencesOf = (payables: readonly Payable[]): Record<string, string> => {
  const values = new Set(payables.map((payable) => payable.orderId ?? payable.subject));
  return Object.fromEntries(
    [...values]
      .slice(0, referencesMax - 2)
      .map((value, index) => [index === 0 ? 'about' : `about${index + 1}`, value]),
  );
};

const toTarget = (payable: Payable): Posting =>
  credit(payable.creditCode, payable.amount, payable.creditOwner, companies(payable.debtorId));

/** Card money came in: the charge becomes a claim on the PSP, each payable gets its amount, the fee is ours. */
export const cardReceived = (payment: Payment, lines: readonly LineOutcome[]): Journal => {
  const paid = lines.filter((line) => isPositiveMoney(line.applied));
  const excess = sumMoney(
    payment.base.currency,
    lines.map((line) => line.excess),
  );
  const visible = companies(payment.payerId);
  return {
    journalId: deterministicId('jrn', payment.paymentId, 'card_received'),
    kind: 'card_payment_received',
    businessEventId: payment.paymentId,
    description: `Card payment of ${paid.length} payable(s)`,
    references: { paymentId: payment.paymentId, ...referencesOf(paid.map((line) => line.payable)) },
    postings: withoutZeros([
      debit('1110', payment.total),
      ...paid.map(({ payable }) => debit('2020', payable.received, payable.payableId)),
      ...paid.map(({ payable }) => toTarget(payable)),
      credit('2030', excess, payment.payerId, visible),
      credit('4020', payment.fee, undefined, visible),
    ]),
  };
};

/** Money is on our bank account; whose it is comes next. */
export const receiptIntoBooks = ({ entryId, amount }: BookedReceipt): Journal => ({
  journalId: deterministicId('jrn', entryId, 'received'),
  kind: 'transfer_received',
  businessEventId: entryId,
  description: 'A bank transfer came in',
  references: { entryId },
  postings: [debit('1010', amount), credit('2020', amount, entryId)],
});

/** A transfer pays a payable: with what was kept of earlier ones, what we tolerate, and what is too much. */
export const receiptApplied = (
  receipt: BookedReceipt,
  payable: Payable,
  how: { readonly tolerated: Money; readonly excess: Money },
): Journal => ({
  journalId: deterministicId('jrn', receipt.entryId, 'applied'),
  kind: 'transfer_applied',
  businessEventId: receipt.entryId,
  description: `Paid by transfer: ${payable.description}`,
  references: { entryId: receipt.entryId, payableId: payable.payableId, ...referencesOf([payable]) },
  postings: withoutZeros([
    debit('2020', receipt.amount, receipt.entryId),
    debit('2020', payable.received, payable.payableId),
    debit('5020', how.tolerated),
    toTarget(payable),
    isPartner(payable.debtorId)
      ? credit('2020', how.excess, payable.payableId)
      : credit('2030', how.excess, payable.debtorId, [payable.debtorId]),
  ]),
});

/** What we bear for a short transfer goes from our own account to the clients' account, so that it covers what it owes. */
export const toleranceToppedUp = (
  receipt: BookedReceipt,
  payable: Payable,
  tolerated: Money,
): readonly Journal[] =>
  ownMoneyJournals({
    cause: receipt.entryId,
    purpose: 'topped_up',
    kind: 'client_money_topped_up',
    description: 'Client money topped up for a short transfer',
    references: { entryId: receipt.entryId, payableId: payable.payableId },
    direction: 'to_clients',
    amount: tolerated,
  });

/** Less is owed than was asked first, and what was kept is enough: it pays the payable. */
export const keptApplied = (payable: Payable): Journal => ({
  journalId: deterministicId('jrn', payable.payableId, 'kept_applied'),
  kind: 'kept_applied',
  businessEventId: payable.payableId,
  description: `Paid by transfer: ${payable.description}`,
  references: { payableId: payable.payableId, ...referencesOf([payable]) },
  postings: [
    debit('2020', payable.received, payable.payableId, companies(payable.debtorId)),
    toTarget(payable),
  ],
});

/** Too little for the payable: kept for it until the rest comes. */
export const receiptKept = (receipt: BookedReceipt, payable: Payable): Journal => ({
  journalId: deterministicId('jrn', receipt.entryId, 'kept'),
  kind: 'transfer_kept',
  businessEventId: receipt.entryId,
  description: `Part payment kept: ${payable.description}`,
  references: { entryId: receipt.entryId, payableId: payable.payableId, ...referencesOf([payable]) },
  postings: [
    debit('2020', receipt.amount, receipt.entryId),
    credit('2020', receipt.amount, payable.payableId, companies(payable.debtorId)),
  ],
});

/** The payable was cancelled after a part of it came: that part is the debtor's. */
export const keptGivenBack = (payable: Payable): Journal => ({
  journalId: deterministicId('jrn', payable.payableId, 'given_back'),
  kind: 'part_payment_given_back',
  businessEventId: payable.payableId,
  description: `Part payment of a cancelled payable: ${payable.description}`,
  references: { payableId: payable.payableId, ...referencesOf([payable]) },
  postings: [
    debit('2020', payable.received, payable.payableId),
    credit('2030', payable.received, payable.debtorId, companies(payable.debtorId)),
  ],
});

const payoutReferences = (payout: Payout): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ payoutId: payout.payoutId, ...payout.references }).slice(0, referencesMax),
  );

const payoutJournal = (
  payout: Payout,
  what: string,
  cause: string,
  postings: readonly Posting[],
): Journal => ({
  journalId: deterministicId('jrn', cause, what),
  kind: `payout_${what}`,
  businessEventId: cause,
  description: payout.description,
  references: payoutReferences(payout),
  postings,
});

const ownerOf = (payout: Payout): readonly string[] => companies(payout.beneficiaryId);

/** The amount leaves its account and is on its way from now on, held or not. */
export const payoutOpened = (payout: Payout): Journal =>
  payoutJournal(payout, 'opened', payout.payoutId, [
    debit(payout.debitCode, payout.amount, payout.debitOwner, ownerOf(payout)),
    credit('2090', payout.amount, payout.payoutId, ownerOf(payout)),
  ]);

const dustTo = (payout: Payout, cause: string, dust: Money, from: Posting): Journal => ({
  ...payoutJournal(payout, 'dust_carried', cause, [
    from,
    credit('2040', dust, payout.beneficiaryId, ownerOf(payout)),
  ]),
  description: 'What the payment rail does not carry, kept for the next payout',
});

/** What the rail has no decimals for stays with whom it belongs to, in the available balance. */
export const dustCarried = (payout: Payout, dust: Money): Journal =>
  dustTo(payout, payout.payoutId, dust, debit(payout.debitCode, dust, payout.debitOwner, ownerOf(payout)));

/** The same, of a card refund that the bank takes over and that is in transit already. */
export const legDustCarried = (payout: Payout, legId: string, dust: Money): Journal =>
  dustTo(payout, legId, dust, debit('2090', dust, payout.payoutId, ownerOf(payout)));

/** The bank booked it, or the PSP gave it back to the card and took it from our bank account. */
export const legConfirmed = (payout: Payout, leg: PayoutLeg): Journal =>
  payoutJournal(payout, 'confirmed', leg.legId, [
    debit('2090', leg.amount, payout.payoutId, ownerOf(payout)),
    credit('1010', leg.amount),
  ]);

/** It never left: back into the account that it came from. */
export const legRefused = (payout: Payout, leg: PayoutLeg): Journal =>
  payoutJournal(payout, 'refused', leg.legId, [
    debit('2090', leg.amount, payout.payoutId, ownerOf(payout)),
    credit(payout.debitCode, leg.amount, payout.debitOwner, ownerOf(payout)),
  ]);

/** It came back after it had left our bank account. */
export const legReturned = (payout: Payout, leg: PayoutLeg): Journal =>
  payoutJournal(payout, 'returned', leg.legId, [
    debit('1010', leg.amount),
    credit(payout.debitCode, leg.amount, payout.debitOwner, ownerOf(payout)),
  ]);
