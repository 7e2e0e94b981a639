import { formatMoney, subtractMoney } from '../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import {
  payableCancelled,
  payableOpened,
  payablePaid,
  payablePartlyPaid,
  paymentMoved,
  payoutDue,
  payoutMoved,
  receiptPlaced,
  receiptUnapplied,
} from './contract.ts';
import { isPartner } from './domain/partner-accounts.ts';
import { ordersOf, type Payable } from './domain/payable.ts';
import type { Payment } from './domain/payment.ts';
import type { Payout } from './domain/payout.ts';
import type { Receipt } from './rows.ts';

const audienceOf = (id: string): readonly string[] => (isPartner(id) ? [] : [id]);

/** Says it in the trade that the thing belongs to, whatever message led to it. */
const within = (correlationId: string, event: OutgoingEvent): OutgoingEvent => ({ ...event, correlationId });

/** A payable can be paid. */
export const announceOpened = (payable: Payable): OutgoingEvent => {
  const { payableId, kind, subject, name, debtorId, reference, dueAt } = payable;
  return payableOpened.create({
    subject: payableId,
    sequence: 1,
    audience: audienceOf(debtorId),
    data: {
      payableId,
      kind,
      subject,
      name,
      orderIds: ordersOf(payable),
      debtorId,
      reference,
      dueAt,
      amount: formatMoney(payable.amount),
    },
  });
};

/** A payable was paid; `sequence` is its version after that. */
export const announcePaid = (payable: Payable, sequence: number): readonly OutgoingEvent[] => {
  const { payableId, kind, subject, name, orderId, debtorId, amount, paid } = payable;
  if (!paid) return [];
  const event = payablePaid.create({
    subject: payableId,
    sequence,
    audience: audienceOf(debtorId),
    data: {
      payableId,
      kind,
      subject,
      name,
      orderId,
      orderIds: ordersOf(payable),
      debtorId,
      amount: formatMoney(amount),
      method: paid.method,
      paidAt: paid.at,
      journalId: paid.journalId,
    },
  });
  return [within(payable.correlationId, event)];
};

/** A payable was called off. */
export const announceCancelled = (payable: Payable, sequence: number): OutgoingEvent => {
  const { payableId, kind, name, debtorId, amount, cancelReason = '' } = payable;
  const event = payableCancelled.create({
    subject: payableId,
    sequence,
    audience: audienceOf(debtorId),
    data: {
      payableId,
      kind,
      name,
      orderIds: ordersOf(payable),
      debtorId,
      amount: formatMoney(amount),
      reason: cancelReason,
    },
  });
  return within(payable.correlationId, event);
};

/** A payable got a part. */
export const announcePartlyPaid = (payable: Payable, sequence: number): OutgoingEvent => {
  const { payableId, kind, subject, name, debtorId, reference, amount, received } = payable;
  const event = payablePartlyPaid.create({
    subject: payableId,
    sequence,
    audience: audienceOf(debtorId),
    data: {
      payableId,
      kind,
      subject,
      name,
      orderIds: ordersOf(payable),
      debtorId,
      reference,
      amount: formatMoney(amount),
      received: formatMoney(received),
      missing: formatMoney(subtractMoney(amount, received)),
    },
  });
  return within(payable.correlationId, event);
};

/** A card payment moved, or is held. */
export const announcePayment = (payment: Payment, sequence: number): readonly OutgoingEvent[] => {
  const { paymentId, payerId, total, lines, heldBecause, failureReason, state } = payment;
  if (state === 'awaiting_transfer') return [];
  return [
    paymentMoved.create({
      subject: paymentId,
      sequence,
      audience: audienceOf(payerId),
      data: {
        paymentId,
        payerId,
        state: heldBecause ? 'held' : state,
        total: formatMoney(total),
        payableIds: lines.map((line) => line.payableId),
        reason: heldBecause ?? failureReason,
      },
    }),
  ];
};

/** A payout reached a state that others care about; `sending` is ours alone. */
export const announcePayout = (payout: Payout, sequence: number): readonly OutgoingEvent[] => {
  const { payoutId, purpose, beneficiaryId, amount, state, repeats, reason, references } = payout;
  if (state === 'sending') return [];
  const event = payoutMoved.create({
    subject: payoutId,
    sequence,
    audience: audienceOf(beneficiaryId),
    data: {
      payoutId,
      purpose,
      beneficiaryId,
      amount: formatMoney(amount),
      state,
      repeats,
      reason,
      references,
    },
  });
  return [within(payout.correlationId, event)];
};

/** A payout is to be looked at. */
export const announcePayoutDue = (payoutId: string): OutgoingEvent =>
  payoutDue.create({ subject: payoutId, data: { payoutId } });

/** A receipt is in the list of what nobody could match. */
export const announceUnapplied = (
  receipt: Receipt,
  reason: NonNullable<Receipt['reason']>,
  sequence: number,
): OutgoingEvent =>
  receiptUnapplied.create({
    subject: receipt.entryId,
    sequence,
    data: { entryId: receipt.entryId, amount: formatMoney(receipt.amount), reason },
  });

/** A receipt is no longer in 2020 under its own id. */
export const announcePlaced = (receipt: Receipt, sequence: number): OutgoingEvent =>
  receiptPlaced.create({
    subject: receipt.entryId,
    sequence,
    data: {
      entryId: receipt.entryId,
      amount: formatMoney(receipt.amount),
      state: receiptPlaced.schema.shape.state.parse(receipt.state),
    },
  });
