import { z } from 'zod';
import {
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
  textSchema,
} from '../../shared/http/schemas.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import { defineDeadlineEvent, defineEvent, type OutgoingEvent } from '../../shared/messaging/event.ts';
import { accountCodes, type Journal } from '../ledger/contract.ts';

export { houseAccountFor, operatingAccountFor } from './domain/house-accounts.ts';
export { payablesPerPaymentMax } from './domain/payment.ts';

export const payableKinds = [
  'escrow_instalment',
  'freight',
  'duty',
  'loan_repayment',
  'tax_refund',
  'fund_redemption',
] as const;

/** The orders that a payable is for, where it is for any. */
const ordersOfPayable = z.array(z.string()).min(1).max(20).optional();

/** Please collect this: a payable is one amount that one debtor owes into one ledger account. Same id again = no-op. */
export const payableRequested = defineEvent(
  'entrepot.payments.payable_requested.v1',
  'A context asks payments to collect an amount.',
  z.strictObject({
    payableId: idSchema('pay'),
    kind: z.enum(payableKinds),
    /** The thing it is for: escrowId, consignmentId, declarationId, loanId, claimId. */
    subject: z.string(),
    /** `deposit`, `balance`, `full`, `freight` … */
    name: z.string(),
    orderId: z.string().optional(),
    /** The orders that it is for, where they are several. */
    orderIds: ordersOfPayable,
    /** Company, or `partner:<name>` for an authority or institution that pays by bank transfer only. */
    debtorId: z.string(),
    description: textSchema(140),
    amount: positiveMoneySchema,
    /** Account that is credited, code and owner. */
    creditCode: z.enum(accountCodes),
    creditOwner: z.string(),
    dueAt: instantSchema.optional(),
  }),
);

/** No longer wanted: an unpaid payable is closed, a paid one stays paid. */
export const payableCancellationRequested = defineEvent(
  'entrepot.payments.payable_cancellation_requested.v1',
  'A context asks payments to stop collecting an amount.',
  z.strictObject({ payableId: idSchema('pay'), reason: z.string() }),
);

/**
 * Less is owed than was asked first. What has come is kept; when it is enough, the payable is paid with all that came. Not less than the
 * payable asks for changes nothing, so that requests may come in any order.
 */
export const payableReductionRequested = defineEvent(
  'entrepot.payments.payable_reduction_requested.v1',
  'A context asks payments to collect less than it asked for first.',
  z.strictObject({
    payableId: idSchema('pay'),
    /** All that is asked for from now on; left out = what has come by now, and nothing come = called off. */
    amount: positiveMoneySchema.optional(),
    reason: z.string(),
  }),
);

export const payableOpened = defineEvent(
  'entrepot.payments.payable_opened.v1',
  'A payable can be paid, by card or by transfer with its reference.',
  z.strictObject({
    payableId: idSchema('pay'),
    kind: z.enum(payableKinds),
    subject: z.string(),
    name: z.string(),
    orderIds: ordersOfPayable,
    debtorId: z.string(),
    amount: positiveMoneySchema,
    /** Creditor reference that a bank transfer must carry. */
    reference: z.string(),
    dueAt: instantSchema.optional(),
  }),
);

/** Paid in full; the money is in the account that was named. */
export const payablePaid = defineEvent(
  'entrepot.payments.payable_paid.v1',
  'A payable was paid in full.',
  z.strictObject({
    payableId: idSchema('pay'),
    kind: z.enum(payableKinds),
    subject: z.string(),
    name: z.string(),
    orderId: z.string().optional(),
    orderIds: ordersOfPayable,
    debtorId: z.string(),
    amount: positiveMoneySchema,
    method: z.enum(['card', 'bank_transfer']),
    paidAt: instantSchema,
    journalId: idSchema('jrn'),
  }),
);

/** Nobody collects it any more; what had come for it in part is the debtor's. */
export const payableCancelled = defineEvent(
  'entrepot.payments.payable_cancelled.v1',
  'A payable was called off before it was paid.',
  z.strictObject({
    payableId: idSchema('pay'),
    kind: z.enum(payableKinds).optional(),
    name: z.string().optional(),
    orderIds: ordersOfPayable,
    debtorId: z.string(),
    amount: positiveMoneySchema,
    reason: z.string(),
  }),
);

/** Please pay this out from a liability account. Same id again = no-op. */
export const payoutRequested = defineEvent(
  'entrepot.payments.payout_requested.v1',
  'A context asks payments to pay an amount out.',
  z.strictObject({
    payoutId: idSchema('pot'),
    purpose: z.enum(['seller_payout', 'refund', 'lender_repayment', 'freight', 'duty', 'fund_subscription']),
    /** Company, or `partner:<name>` (`partner:carrier`, `partner:customs`, a lender is a company). */
    beneficiaryId: z.string(),
    amount: positiveMoneySchema,
    debitCode: z.enum(accountCodes),
    debitOwner: z.string(),
    description: textSchema(140),
    references: z.record(z.string(), z.string()),
    /** Refunds go back by the way the money came: the payables that were paid. */
    originalPayableIds: z.array(idSchema('pay')).optional(),
  }),
);

export const payoutMoved = defineEvent(
  'entrepot.payments.payout_moved.v1',
  'A payout was sent, confirmed, returned or put on hold.',
  z.strictObject({
    payoutId: idSchema('pot'),
    purpose: z.string(),
    beneficiaryId: z.string(),
    amount: positiveMoneySchema,
    state: z.enum(['held', 'sent', 'confirmed', 'returned', 'refused']),
    /** The payout that came back and that this one repeats. */
    repeats: idSchema('pot').optional(),
    reason: z.string().optional(),
    references: z.record(z.string(), z.string()),
  }),
);

/** A card payment over one or more payables. */
export const paymentMoved = defineEvent(
  'entrepot.payments.payment_moved.v1',
  'A card payment was begun, is being processed, succeeded, failed, or is held because the answer does not fit.',
  z.strictObject({
    paymentId: idSchema('pmt'),
    payerId: z.string(),
    state: z.enum(['created', 'processing', 'succeeded', 'failed', 'refunded', 'held']),
    total: positiveMoneySchema,
    payableIds: z.array(idSchema('pay')),
    reason: z.string().optional(),
  }),
);

/** What a chargeback takes from one thing that the charge paid for. */
const chargebackShare = z.strictObject({
  payableId: idSchema('pay'),
  /** Account that the charge was credited to: an escrow, or the payer's wallet for what was too much. */
  account: z.strictObject({ code: z.enum(accountCodes), owner: z.string() }),
  /** The order, or what the payable was for where there is none. */
  reference: z.string(),
  amount: moneySchema,
  /** Its part of the card fee. */
  fee: moneySchema,
});

/**
 * A cardholder took a charge back at its bank. Σ (amount + fee) of the shares = gross. Escrow books the shares on 2010 with its own
 * state change (against 1110, in a journal that has the chargebackId among its references); payments books the others.
 */
export const chargebackReceived = defineEvent(
  'entrepot.payments.chargeback_received.v1',
  'A card payment was charged back: the PSP takes the money again.',
  z.strictObject({
    chargebackId: z.string().max(64),
    paymentId: idSchema('pmt'),
    reason: z.string().max(200),
    receivedAt: instantSchema,
    gross: positiveMoneySchema,
    shares: z.array(chargebackShare),
  }),
);

/** The chargeback was won: what it took is given back, share by share. */
export const chargebackReversed = defineEvent(
  'entrepot.payments.chargeback_reversed.v1',
  'A chargeback was won: the PSP gives the money back.',
  z.strictObject({
    chargebackId: z.string().max(64),
    paymentId: idSchema('pmt'),
    reversedAt: instantSchema,
    gross: positiveMoneySchema,
    shares: z.array(chargebackShare),
  }),
);

/**
 * Please move the house's own money between its two accounts at the bank, as a journal on 1010 and 1020 already says. Emit it with that
 * journal; the journal's id is the end-to-end id at the bank, so that the statements of both accounts prove it. Same id again = no-op.
 */
export const ownTransferRequested = defineEvent(
  'entrepot.payments.own_transfer_requested.v1',
  'Own money moves between the operating and the safeguarded bank account.',
  z.strictObject({
    journalId: idSchema('jrn'),
    /** `to_clients`: DR 1010 / CR 1020; `to_house`: DR 1020 / CR 1010. */
    direction: z.enum(['to_clients', 'to_house']),
    amount: positiveMoneySchema,
    description: textSchema(140),
  }),
);

/** The own transfers that journals between 1010 and 1020 ask the bank for; emit them with those journals. Others ask for none. */
export const ownTransfersOf = (journals: readonly Journal[]): readonly OutgoingEvent[] =>
  journals.flatMap(({ journalId, description, postings }) => {
    const own = postings.find(({ code }) => code === '1020');
    if (!own || !postings.some(({ code }) => code === '1010')) return [];
    return [
      ownTransferRequested.create({
        subject: journalId,
        data: {
          journalId,
          direction: own.side === 'credit' ? 'to_clients' : 'to_house',
          amount: formatMoney(own.amount),
          description: description.slice(0, 140),
        },
      }),
    ];
  });

const chargeId = z.string().max(64);
const chargebackFields = {
  chargebackId: z.string().max(64),
  chargeId,
  amount: positiveMoneySchema,
  reason: z.string().max(200),
  openedAt: instantSchema,
};

/** What the PSP tells, as it tells it. */
export const pspEventReceived = defineEvent(
  'entrepot.payments.psp_event_received.v1',
  'The PSP told something; payments now works on it.',
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('charge.succeeded'), chargeId, amount: positiveMoneySchema }),
    z.strictObject({ type: z.literal('charge.failed'), chargeId, reason: z.string().max(200) }),
    z.strictObject({
      type: z.literal('charge.settled'),
      chargeId,
      gross: positiveMoneySchema,
      fee: moneySchema,
      net: positiveMoneySchema,
    }),
    z.strictObject({ type: z.literal('refund.succeeded'), refundId: z.string().max(64) }),
    z.strictObject({
      type: z.literal('refund.failed'),
      refundId: z.string().max(64),
      reason: z.string().max(200),
    }),
    // Each message of a chargeback tells all of it: whichever comes first opens it.
    z.strictObject({ type: z.literal('chargeback.opened'), ...chargebackFields }),
    z.strictObject({ type: z.literal('chargeback.won'), ...chargebackFields }),
    z.strictObject({ type: z.literal('chargeback.lost'), ...chargebackFields }),
    z.strictObject({ type: z.literal('chargeback.debited'), ...chargebackFields }),
    z.strictObject({ type: z.literal('chargeback.credited'), ...chargebackFields }),
  ]),
);

/** One booked entry of a bank notification (camt.054). */
export const bankEntryReceived = defineEvent(
  'entrepot.payments.bank_entry_received.v1',
  'The bank booked a credit or debit on our account; payments now works on it.',
  z.strictObject({
    entryId: idSchema('bke'),
    side: z.enum(['credit', 'debit']),
    amount: positiveMoneySchema,
    bookedAt: instantSchema,
    /** Ours, on debits and on money that comes back. */
    endToEndId: z.string().max(35).optional(),
    /** What the payer wrote. */
    remittance: z.string().max(560).optional(),
    debtorName: z.string().max(140).optional(),
    /** Set when money that we sent comes back. */
    returnReason: z.string().max(40).optional(),
    /** Where it came from: money that nobody can place goes back there. */
    debtorAccount: z.string().max(34).optional(),
    debtorBic: z.string().max(11).optional(),
  }),
);

/** One status of a payment order (pain.002). */
export const transferStatusReceived = defineEvent(
  'entrepot.payments.transfer_status_received.v1',
  'The bank took or rejected a transfer; payments now works on it.',
  z.strictObject({
    endToEndId: z.string().max(35),
    status: z.enum(['accepted', 'rejected']),
    reason: z.string().max(40).optional(),
  }),
);

/**
 * Please book an entry of a bank statement that nobody told us of: a credit as a receipt, a debit as a fee of the bank that the house
 * bears. The entry's id is that of the notification that got lost, so that one which comes late changes nothing.
 */
export const statementEntryRequested = defineEvent(
  'entrepot.payments.statement_entry_requested.v1',
  'An operator has an unknown entry of a bank statement booked.',
  z.strictObject({
    entryId: idSchema('bke'),
    as: z.enum(['receipt', 'bank_fee']),
    account: z.enum(['1010', '1020']),
    amount: positiveMoneySchema,
    bookedAt: instantSchema,
    remittance: z.string().max(560).optional(),
    reason: textSchema(200),
  }),
);

/** Unplaced money was applied, kept for a payable, or arrived back at its sender: 2020 of the receipt is empty. */
export const receiptPlaced = defineEvent(
  'entrepot.payments.receipt_placed.v1',
  'Money that had come in was applied to a payable, or went back to its sender.',
  z.strictObject({
    entryId: idSchema('bke'),
    amount: positiveMoneySchema,
    state: z.enum(['applied', 'kept', 'returning', 'returned']),
  }),
);

/** Money is in 2020 under the entry and waits to be matched. */
export const receiptBooked = defineEvent(
  'entrepot.payments.receipt_booked.v1',
  'Money that came in was booked and is to be matched to a payable.',
  z.strictObject({ entryId: idSchema('bke') }),
);

/** Why money could not be placed; `return_failed`: it was sent back to its sender and came again. */
export const unappliedReasons = [
  'no_reference',
  'unknown_reference',
  'wrong_currency',
  'payable_closed',
  'return_failed',
] as const;

/** Money came that nobody can tell what it is for: an operator applies or returns it. */
export const receiptUnapplied = defineEvent(
  'entrepot.payments.receipt_unapplied.v1',
  'Money that came in matches nothing and stands in the list of unapplied receipts.',
  z.strictObject({
    entryId: idSchema('bke'),
    amount: positiveMoneySchema,
    reason: z.enum(unappliedReasons),
  }),
);

/** A payable got less than it needs; the rest can be paid by card or with the same reference. */
export const payablePartlyPaid = defineEvent(
  'entrepot.payments.payable_partly_paid.v1',
  'A transfer for a payable came short by more than is tolerated.',
  z.strictObject({
    payableId: idSchema('pay'),
    kind: z.enum(payableKinds),
    subject: z.string(),
    name: z.string(),
    orderIds: ordersOfPayable,
    debtorId: z.string(),
    amount: positiveMoneySchema,
    received: positiveMoneySchema,
    missing: positiveMoneySchema,
    reference: z.string(),
  }),
);

/** A payout can go on: it was opened, or what held it is gone. */
export const payoutDue = defineEvent(
  'entrepot.payments.payout_due.v1',
  'A payout is to be looked at again and sent if nothing holds it.',
  z.strictObject({ payoutId: idSchema('pot') }),
);

/** Something that holds payouts of a company may be gone: those after `after` are to be looked at. */
export const heldPayoutsDue = defineEvent(
  'entrepot.payments.held_payouts_due.v1',
  'The payouts of a company that wait are to be looked at, a page at a time.',
  z.strictObject({ companyId: idSchema('com'), after: idSchema('pot').optional() }),
);

/** The PSP has paid a charge out: its money has left the card rail and lies in our safeguarded bank account. */
export const cardMoneySettled = defineEvent(
  'entrepot.payments.card_money_settled.v1',
  'The money of a card payment has reached the safeguarded bank account.',
  z.strictObject({
    paymentId: idSchema('pmt'),
    payableIds: z.array(idSchema('pay')).min(1),
    settledAt: instantSchema,
  }),
);

export const paymentsDeadlineReached = defineDeadlineEvent('payments');
