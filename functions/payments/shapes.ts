import { z } from 'zod';
import { idSchema, instantSchema, moneySchema, positiveMoneySchema } from '../../shared/http/schemas.ts';
import { payableKinds } from './contract.ts';

/** Ids of the things of payments. */
export const payableId = idSchema('pay');
export const paymentId = idSchema('pmt');
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
    state: z.enum(['created', 'processing', 'succeeded', 'failed', 'refunded', 'awaiting_transfer']).meta({
      description:
        'A payment by transfer is awaiting_transfer until each of its payables is paid. refunded: another amount was charged and sent back.',
    }),
    lines: z.array(z.object({ payableId, amount: positiveMoneySchema })),
    base: positiveMoneySchema,
    fee: moneySchema.meta({ description: 'Card fee on top of the base.' }),
    total: positiveMoneySchema,
    failureReason: z.string().optional().meta({ description: 'Code of the PSP, or ours.' }),
    failure: z
      .object({ text: z.string(), remedy: z.string() })
      .optional()
      .meta({ description: 'Why it failed, and what helps.' }),
    chargebackIds: z.array(z.string()).optional(),
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

/** Money that came in. */
export const receipt = z
  .object({
    entryId,
    amount: positiveMoneySchema,
    bookedAt: instantSchema,
    remittance: z.string().optional(),
    debtorName: z.string().optional(),
    state: z.enum(['booked', 'applied', 'kept', 'unapplied', 'returning', 'returned']),
    reason: z.string().optional(),
    payableId: payableId.optional(),
    payoutId: idSchema('pot')
      .optional()
      .meta({ description: 'The payout by which it goes back to its sender.' }),
  })
  .meta({ id: 'Receipt' });

/** A payment that waits for an operator. */
export const heldPayment = payment
  .extend({
    payerId: z.string(),
    told: moneySchema.optional().meta({ description: 'What the PSP says that it charged.' }),
    toldSettlement: z
      .object({ gross: moneySchema, net: moneySchema, fee: moneySchema })
      .optional()
      .meta({ description: 'What the PSP says that it paid out.' }),
    resolution: z
      .object({ decision: z.string(), reason: z.string(), by: z.string(), at: instantSchema })
      .optional(),
  })
  .meta({ id: 'HeldPayment' });

/** A charge that its cardholder took back. */
export const chargeback = z
  .object({
    chargebackId: z.string(),
    paymentId,
    payerId: z.string(),
    reason: z.string(),
    openedAt: instantSchema,
    gross: positiveMoneySchema,
    state: z.enum(['open', 'won', 'lost']),
    debitedAt: instantSchema
      .optional()
      .meta({ description: 'When the PSP took the money from our account.' }),
    creditedAt: instantSchema.optional().meta({ description: 'When it gave the money back.' }),
    shares: z.array(
      z.object({
        payableId,
        account: z.object({ code: z.string(), owner: z.string() }),
        reference: z.string(),
        amount: moneySchema,
        fee: moneySchema,
      }),
    ),
  })
  .meta({ id: 'Chargeback' });

/** A payable that unmatched money may have been meant for. */
export const suggestion = z
  .object({
    payable,
    score: z.int().min(0).max(100),
    reasons: z.array(z.string()).meta({ description: 'What speaks for it, strongest first.' }),
  })
  .meta({ id: 'ReceiptSuggestion' });

const usd = (amount: string) => ({ currency: 'USD', amount });
/** Examples of the documentation. */
export const exampleEntryId = 'bke_01K9Z3V5T8QW2M4N6P8R0S1T3V';
export const exampleReceipt = {
  entryId: exampleEntryId,
  amount: usd('14815.00'),
  bookedAt: '2026-11-22T08:00:00.000Z',
  remittance: 'INV 7731 balance',
  debtorName: 'Example Imports GmbH',
  state: 'unapplied',
  reason: 'no_reference',
};
export const exampleChargeback = {
  chargebackId: 'cbk-7731',
  paymentId: 'pmt_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  payerId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  reason: 'goods_not_received',
  openedAt: '2026-12-01T08:00:00.000Z',
  gross: usd('6547.62'),
  state: 'open',
  shares: [
    {
      payableId: 'pay_01K9Z3V5T8QW2M4N6P8R0S1T3V',
      account: { code: '2010', owner: 'esc_01K9Z3V5T8QW2M4N6P8R0S1T3V' },
      reference: 'ord_01K9Z3V5T8QW2M4N6P8R0S1T3V',
      amount: usd('6360.00'),
      fee: usd('187.62'),
    },
  ],
};
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
