import { z } from 'zod';
import { idSchema, instantSchema, moneySchema, positiveMoneySchema } from '../../shared/http/schemas.ts';
import { payableKinds } from './contract.ts';

/** Ids of the things of payments. */
export const payableId = idSchema('pay');
export const paymentId = idSchema('pmt');
export const payoutId = idSchema('pot');
export const entryId = idSchema('bke');

/** One amount that a company owes. */
export const payable = z
  .object({
    payableId,
    kind: z.enum(payableKinds),
    subject: z.string().meta({ description: 'What it is for: an escrow, pool, declaration, loan or claim.' }),
    name: z.string(),
    orderId: z.string().optional(),
    description: z.string(),
    amount: positiveMoneySchema,
    received: moneySchema.meta({ description: 'Came by transfer and is kept until the rest comes.' }),
    outstanding: moneySchema,
    reference: z.string().meta({
      description: 'Creditor reference (ISO 11649) for a bank transfer.',
      example: 'RF18539007547034',
    }),
    state: z.enum(['open', 'partly_paid', 'paid', 'cancelled']),
    isInPayment: z.boolean().meta({ description: 'A card payment is under way.' }),
    dueAt: instantSchema.optional(),
    paid: z
      .object({ method: z.enum(['card', 'bank_transfer']), at: instantSchema, journalId: z.string() })
      .optional(),
  })
  .meta({ id: 'Payable', description: 'One amount that your company owes.' });

const bankAccount = z
  .object({
    holderName: z.string(),
    accountNumber: z.string(),
    bic: z.string(),
    bankCountry: z.string(),
  })
  .meta({ id: 'PaymentAccount' });

/** One intent to pay. */
export const payment = z
  .object({
    paymentId,
    method: z.enum(['card', 'bank_transfer']),
    state: z.enum(['created', 'processing', 'succeeded', 'failed', 'awaiting_transfer']).meta({
      description: 'A payment by transfer is awaiting_transfer until each of its payables is paid.',
    }),
    lines: z.array(z.object({ payableId, amount: positiveMoneySchema })),
    base: positiveMoneySchema,
    fee: moneySchema.meta({ description: 'Card fee on top of the base.' }),
    total: positiveMoneySchema,
    failureReason: z.string().optional(),
    heldBecause: z
      .string()
      .optional()
      .meta({ description: 'An answer came that does not fit; we look into it.' }),
    instructions: z
      .array(
        z.object({ payableId, account: bankAccount, reference: z.string(), amount: positiveMoneySchema }),
      )
      .optional()
      .meta({ description: 'One transfer for each payable, each with its own reference.' }),
    createdAt: instantSchema,
  })
  .meta({ id: 'Payment' });

/** Money that leaves. */
export const payout = z
  .object({
    payoutId,
    purpose: z.enum(['seller_payout', 'refund', 'lender_repayment', 'freight', 'duty']),
    amount: positiveMoneySchema,
    state: z.enum(['held', 'sending', 'sent', 'confirmed', 'returned', 'refused']),
    reason: z.string().optional(),
    nextAction: z.string().optional().meta({ description: 'What you can do to speed it up.' }),
    description: z.string(),
    account: bankAccount
      .extend({ accountNumber: z.string().meta({ description: 'Masked but for the last four characters.' }) })
      .optional(),
    legs: z.array(
      z.object({
        rail: z.enum(['bank', 'card']),
        amount: positiveMoneySchema,
        state: z.enum(['waiting', 'sending', 'sent', 'confirmed', 'returned', 'refused']),
        reason: z.string().optional(),
      }),
    ),
    repeatedBy: payoutId.optional().meta({ description: 'The new payout of what came back.' }),
    createdAt: instantSchema,
  })
  .meta({ id: 'Payout' });

/** Money that came in. */
export const receipt = z
  .object({
    entryId,
    amount: positiveMoneySchema,
    bookedAt: instantSchema,
    remittance: z.string().optional(),
    debtorName: z.string().optional(),
    state: z.enum(['booked', 'applied', 'kept', 'unapplied']),
    reason: z.string().optional(),
    payableId: payableId.optional(),
  })
  .meta({ id: 'Receipt' });

const usd = (amount: string) => ({ currency: 'USD', amount });
/** Examples of the documentation. */
export const examplePayableId = 'pay_01K9Z3V5T8QW2M4N6P8R0S1T3V';
export const examplePayable = {
  payableId: examplePayableId,
  kind: 'escrow_instalment',
  subject: 'esc_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  name: 'deposit',
  orderId: 'ord_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  description: 'Deposit 30 %',
  amount: usd('6360.00'),
  received: usd('0.00'),
  outstanding: usd('6360.00'),
  reference: 'RF18539007547034',
  state: 'open',
  isInPayment: false,
};
export const examplePayment = {
  paymentId: 'pmt_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  method: 'card',
  state: 'created',
  lines: [{ payableId: examplePayableId, amount: usd('6360.00') }],
  base: usd('6360.00'),
  fee: usd('187.62'),
  total: usd('6547.62'),
  createdAt: '2026-11-22T08:00:00.000Z',
};
export const examplePayout = {
  payoutId: 'pot_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  purpose: 'seller_payout',
  amount: { currency: 'CNY', amount: '96048.94' },
  state: 'held',
  reason: 'bank_account_missing',
  nextAction: 'Set a bank account for CNY: POST /v1/bank-accounts.',
  description: 'Payout on request',
  legs: [{ rail: 'bank', amount: { currency: 'CNY', amount: '96048.94' }, state: 'waiting' }],
  createdAt: '2026-11-22T08:00:00.000Z',
};
