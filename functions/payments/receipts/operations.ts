import { z } from 'zod';
import { pageQuery } from '../../../shared/http/cursor.ts';
import { countrySchema, dateSchema, positiveMoneySchema, textSchema } from '../../../shared/http/schemas.ts';
import {
  entryId,
  exampleEntryId,
  examplePayable,
  examplePayableId,
  exampleReceipt,
  payableId,
  receipt,
  suggestion,
} from '../shapes.ts';

const read = { auth: 'key', scope: 'payments:read', idempotent: false, roles: ['operator'] } as const;
const write = { auth: 'key', scope: 'payments:write', idempotent: true } as const;
const listOf = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().optional() });

/** What is done about money that came in and matches nothing; part of the operations of payments. */
export const receiptOperations = {
  listUnappliedReceipts: {
    ...read,
    method: 'GET',
    path: '/v1/unapplied-receipts',
    summary: 'Money that came in and matches nothing',
    query: pageQuery,
    responses: { 200: { description: 'A page', schema: listOf(receipt) } },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleReceipt] } },
  },
  suggestPayables: {
    ...read,
    method: 'GET',
    path: '/v1/unapplied-receipts/{entryId}/suggestions',
    summary: 'Payables that unmatched money may have been meant for, the likeliest first',
    description:
      'By amount within the tolerance, a reference with at most two slips, the order’s id, the name of the sender, and what debtors say that they sent. Nothing is applied by likeness.',
    params: z.strictObject({ entryId }),
    responses: {
      200: { description: 'At most five', schema: z.object({ items: z.array(suggestion) }) },
    },
    problems: ['http.not_found'],
    example: {
      response: {
        items: [
          {
            payable: examplePayable,
            score: 70,
            reasons: ['The amount is exactly what is owed.', 'Sender and debtor have the same name.'],
          },
        ],
      },
    },
  },
  applyReceipt: {
    ...write,
    method: 'POST',
    path: '/v1/unapplied-receipts/{entryId}/application',
    summary: 'Apply unmatched money to the payable that it was meant for',
    roles: ['operator'],
    params: z.strictObject({ entryId }),
    body: z.strictObject({ payableId }),
    responses: { 200: { description: 'Applied, or kept for it as a part', schema: receipt } },
    problems: [
      'http.not_found',
      'payments.receipt_resolved',
      'payments.payable_not_open',
      'payments.wrong_currency',
    ],
    example: {
      body: { payableId: examplePayableId },
      response: { ...exampleReceipt, state: 'applied', reason: undefined, payableId: examplePayableId },
    },
  },
  returnReceipt: {
    ...write,
    method: 'POST',
    path: '/v1/unapplied-receipts/{entryId}/return',
    summary: 'Send unmatched money back to the account that it came from',
    description:
      'Back to the account that the bank named with the transfer; give `account` only where it named none. When the payment back fails the money stands in the list again.',
    roles: ['operator'],
    params: z.strictObject({ entryId }),
    body: z.strictObject({
      reason: textSchema(100),
      account: z
        .strictObject({
          holderName: textSchema(140),
          accountNumber: z.string().regex(/^[A-Z0-9]{4,34}$/),
          bic: z.string().regex(/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/),
          bankCountry: countrySchema,
        })
        .optional(),
    }),
    responses: { 200: { description: 'On its way back', schema: receipt } },
    problems: [
      'http.not_found',
      'payments.receipt_resolved',
      'payments.sender_unknown',
      'payments.amount_below_rail',
    ],
    example: {
      body: { reason: 'Sent to us by mistake' },
      response: {
        ...exampleReceipt,
        entryId: exampleEntryId,
        state: 'returning',
        reason: undefined,
        payoutId: 'pot_01K9Z3V5T8QW2M4N6P8R0S1T3V',
      },
    },
  },
  claimReceipt: {
    ...write,
    method: 'POST',
    path: '/v1/payables/{payableId}/receipt-claim',
    summary: 'Say that you sent money for a payable and it was not seen',
    description:
      'For a transfer without or with a wrong reference. It helps the operator to find the money among what could not be matched; saying it again replaces what was said.',
    params: z.strictObject({ payableId }),
    body: z.strictObject({ amount: positiveMoneySchema, sentOn: dateSchema, senderName: textSchema(140) }),
    responses: {
      202: {
        description: 'Taken',
        schema: z.object({
          payableId,
          amount: positiveMoneySchema,
          sentOn: z.string(),
          senderName: z.string(),
        }),
      },
    },
    problems: ['http.not_found', 'payments.payable_not_open', 'payments.wrong_currency'],
    example: {
      body: {
        amount: { currency: 'USD', amount: '14815.00' },
        sentOn: '2026-11-20',
        senderName: 'Example Imports GmbH',
      },
      response: {
        payableId: examplePayableId,
        amount: { currency: 'USD', amount: '14815.00' },
        sentOn: '2026-11-20',
        senderName: 'Example Imports GmbH',
      },
    },
  },
} as const;
