import { z } from 'zod';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { accountCodes } from '../ledger/contract.ts';
import { payableKinds, unappliedReasons } from './contract.ts';
import { holdReasons } from './domain/hold.ts';
import type { Payable } from './domain/payable.ts';
import { type Payment, paymentHolds } from './domain/payment.ts';
import type { BeneficiaryAccount, Payout } from './domain/payout.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string');
const day = z.custom<BusinessDate>((value) => typeof value === 'string');
const money = z.object({ currency: z.string(), amountMinor: z.bigint() });

/** A payable as its row keeps it. */
export const payableRow: z.ZodType<Payable> = z.object({
  payableId: z.string(),
  kind: z.enum(payableKinds),
  subject: z.string(),
  name: z.string(),
  orderId: z.string().optional(),
  orderIds: z.array(z.string()).optional(),
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
  state: z.enum(['created', 'processing', 'succeeded', 'failed', 'refunded', 'awaiting_transfer']),
  lines: z.array(z.object({ payableId: z.string(), amount: money })),
  base: money,
  fee: money,
  total: money,
  cardToken: z.string().optional(),
  failureReason: z.string().optional(),
  heldBecause: z.enum(paymentHolds).optional(),
  told: money.optional(),
  toldSettlement: z.object({ gross: money, net: money, fee: money }).optional(),
  resolution: z
    .object({
      decision: z.enum(['accept', 'refund', 'ask_again', 'fail']),
      reason: z.string(),
      by: z.string(),
      at: instant,
    })
    .optional(),
  asked: z.int().optional(),
  chargebackIds: z.array(z.string()).optional(),
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
  purpose: z.enum(['seller_payout', 'refund', 'lender_repayment', 'freight', 'duty', 'fund_subscription']),
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
      executeOn: day.optional(),
      reason: z.string().optional(),
    }),
  ),
  state: z.enum(['held', 'sending', 'sent', 'confirmed', 'returned', 'refused']),
  reason: z.string().optional(),
  account: accountRow.optional(),
  repeatedBy: z.string().optional(),
  repeats: z.string().optional(),
  approval: z
    .object({
      askedBy: z.string(),
      approvedBy: z.string().optional(),
      approvedAt: instant.optional(),
    })
    .optional(),
  holds: z
    .array(
      z.object({
        reason: z.enum(holdReasons),
        heldAt: instant,
        expectedReleaseAt: instant.optional(),
        releasedAt: instant.optional(),
      }),
    )
    .default([]),
  carried: money.optional(),
  reference: z.string().optional(),
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
  debtorAccount: z.string().optional(),
  debtorBic: z.string().optional(),
  state: z.enum(['booked', 'applied', 'kept', 'unapplied', 'returning', 'returned']),
  payableId: z.string().optional(),
  /** The payout by which it goes back to its sender. */
  payoutId: z.string().optional(),
  reason: z.enum(unappliedReasons).optional(),
});
export type Receipt = z.output<typeof receiptRow>;
