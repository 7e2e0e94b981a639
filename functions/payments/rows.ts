import { z } from 'zod';
import type { Instant } from '../../shared/kernel/instant.ts';
import { accountCodes } from '../ledger/contract.ts';
import { payableKinds } from './contract.ts';
import type { Payable } from './domain/payable.ts';
import type { Payment } from './domain/payment.ts';
import type { BeneficiaryAccount, Payout } from './domain/payout.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string');
const money = z.object({ currency: z.string(), amountMinor: z.bigint() });

/** A payable as its row keeps it. */
export const payableRow: z.ZodType<Payable> = z.object({
  payableId: z.string(),
  kind: z.enum(payableKinds),
  subject: z.string(),
  name: z.string(),
  orderId: z.string().optional(),
  debtorId: z.string(),
  description: z.string(),
  amount: money,
  creditCode: z.enum(accountCodes),
  creditOwner: z.string(),
  dueAt: instant.optional(),
  reference: z.string(),
  state: z.enum(['open', 'partly_paid', 'paid', 'cancelled']),
  received: money,
  cardPaymentId: z.string().optional(),
  cancelReason: z.string().optional(),
  paid: z
    .object({
      method: z.enum(['card', 'bank_transfer']),
      at: instant,
      journalId: z.string(),
      paymentId: z.string().optional(),
      byCard: money,
      refundedToCard: money,
    })
    .optional(),
  correlationId: z.string(),
});

/** A payment as its row keeps it. */
export const paymentRow: z.ZodType<Payment> = z.object({
  paymentId: z.string(),
  payerId: z.string(),
  method: z.enum(['card', 'bank_transfer']),
  state: z.enum(['created', 'processing', 'succeeded', 'failed', 'awaiting_transfer']),
  lines: z.array(z.object({ payableId: z.string(), amount: money })),
  base: money,
  fee: money,
  total: money,
  cardToken: z.string().optional(),
  failureReason: z.string().optional(),
  heldBecause: z.enum(['amount_mismatch', 'settlement_mismatch']).optional(),
  journalId: z.string().optional(),
  settled: z.object({ net: money, fee: money, at: instant }).optional(),
  createdAt: instant,
});

/** A bank account as a projection of what parties told. */
export const accountRow: z.ZodType<BeneficiaryAccount> = z.object({
  holderName: z.string(),
  accountNumber: z.string(),
  bic: z.string(),
  bankCountry: z.string(),
});

/** A payout as its row keeps it. */
export const payoutRow: z.ZodType<Payout> = z.object({
  payoutId: z.string(),
  purpose: z.enum(['seller_payout', 'refund', 'lender_repayment', 'freight', 'duty']),
  beneficiaryId: z.string(),
  amount: money,
  debitCode: z.enum(accountCodes),
  debitOwner: z.string(),
  description: z.string(),
  references: z.record(z.string(), z.string()),
  legs: z.array(
    z.object({
      legId: z.string(),
      rail: z.enum(['bank', 'card']),
      amount: money,
      state: z.enum(['waiting', 'sending', 'sent', 'confirmed', 'returned', 'refused']),
      paymentId: z.string().optional(),
      replacedBy: z.string().optional(),
      reason: z.string().optional(),
    }),
  ),
  state: z.enum(['held', 'sending', 'sent', 'confirmed', 'returned', 'refused']),
  reason: z.string().optional(),
  account: accountRow.optional(),
  repeatedBy: z.string().optional(),
  createdAt: instant,
  correlationId: z.string(),
});

/** A credit on our bank account, from its booking until somebody owns it. */
export const receiptRow = z.object({
  entryId: z.string(),
  amount: money,
  bookedAt: instant,
  remittance: z.string().optional(),
  debtorName: z.string().optional(),
  state: z.enum(['booked', 'applied', 'kept', 'unapplied']),
  payableId: z.string().optional(),
  reason: z.enum(['no_reference', 'unknown_reference', 'wrong_currency', 'payable_closed']).optional(),
});
export type Receipt = z.output<typeof receiptRow>;
