import { z } from 'zod';
import { idSchema, instantSchema, positiveMoneySchema, textSchema } from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';
import { accountCodes } from '../ledger/contract.ts';

export const payableKinds = ['escrow_instalment', 'freight', 'duty', 'loan_repayment', 'tax_refund'] as const;

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

export const payableOpened = defineEvent(
  'entrepot.payments.payable_opened.v1',
  'A payable can be paid, by card or by transfer with its reference.',
  z.strictObject({
    payableId: idSchema('pay'),
    kind: z.enum(payableKinds),
    subject: z.string(),
    name: z.string(),
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
    debtorId: z.string(),
    amount: positiveMoneySchema,
    method: z.enum(['card', 'bank_transfer']),
    paidAt: instantSchema,
    journalId: idSchema('jrn'),
  }),
);

/** Please pay this out from a liability account. Same id again = no-op. */
export const payoutRequested = defineEvent(
  'entrepot.payments.payout_requested.v1',
  'A context asks payments to pay an amount out.',
  z.strictObject({
    payoutId: idSchema('pot'),
    purpose: z.enum(['seller_payout', 'refund', 'lender_repayment', 'freight', 'duty']),
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
    reason: z.string().optional(),
    references: z.record(z.string(), z.string()),
  }),
);

export const paymentsDeadlineReached = defineDeadlineEvent('payments');
