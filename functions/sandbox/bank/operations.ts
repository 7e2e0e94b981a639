import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { currencySchema, positiveMoneySchema, textSchema } from '../../../shared/http/schemas.ts';
import { statementEntry } from './statement.ts';

const visibleId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const money = z.object({ currency: z.string(), amount: z.string() });

/** The bank, as its twin: payment orders in, notifications out, and the controls by which people send money. */
export const bankOperations = defineOperations({
  sandboxPaymentOrder: {
    method: 'POST',
    path: '/sandbox/bank/payment-orders',
    summary: 'Take a pain.001 payment order; pain.002 and camt.054 follow',
    auth: 'public',
    idempotent: false,
    responses: {
      202: { description: 'Taken', schema: z.object({ messageId: z.string(), transfers: z.int() }) },
    },
    problems: ['xml.malformed', 'xml.forbidden', 'xml.too_large'],
  },
  sandboxPaymentOrderStatus: {
    method: 'GET',
    path: '/sandbox/bank/payment-orders/{endToEndId}',
    summary: 'Where one ordered transfer stands',
    auth: 'public',
    params: z.strictObject({ endToEndId: visibleId }),
    idempotent: false,
    responses: {
      200: {
        description: 'The transfer',
        schema: z.object({
          endToEndId: z.string(),
          status: z.enum(['accepted', 'rejected', 'booked', 'returned']),
          amount: money,
        }),
      },
    },
    problems: ['http.not_found'],
  },
  sandboxTransfer: {
    method: 'POST',
    path: '/sandbox/bank/transfers',
    summary: 'Somebody sends money to our account, with a reference',
    auth: 'public',
    body: z.strictObject({
      transferId: visibleId.optional(),
      reference: z.string().max(140),
      amount: positiveMoneySchema,
      debtorName: textSchema(140),
      debtorAccount: z.string().max(34).optional(),
      debtorBic: z.string().max(11).optional(),
      isUntold: z.boolean().optional().meta({ description: 'Only the statement tells of it.' }),
      delaySeconds: z.int().min(0).max(31_536_000).optional(),
      copies: z.int().min(1).max(5).optional(),
    }),
    idempotent: false,
    responses: {
      202: { description: 'On its way', schema: z.object({ transferId: z.string(), amount: money }) },
    },
    problems: [],
  },
  sandboxFxDeal: {
    method: 'POST',
    path: '/sandbox/bank/fx-deals',
    summary: 'Sell one currency for another between our own accounts',
    auth: 'public',
    body: z.strictObject({ dealId: visibleId, sold: positiveMoneySchema, bought: positiveMoneySchema }),
    idempotent: false,
    responses: { 200: { description: 'Done', schema: z.object({ dealId: z.string() }) } },
    problems: [],
  },
  sandboxDailyStatement: {
    method: 'GET',
    path: '/sandbox/bank/accounts/{accountNumber}/{currency}/statements/{number}',
    summary: 'A camt.053 statement of one of our accounts; one for each day that is over and had entries',
    auth: 'public',
    params: z.strictObject({
      accountNumber: z.string().regex(/^[A-Z0-9]{4,34}$/),
      currency: currencySchema,
      number: z.string().regex(/^[1-9]\d{0,5}$/),
    }),
    idempotent: false,
    responses: { 200: { description: 'camt.053.001.08', contentType: 'application/xml' } },
    problems: ['http.not_found'],
  },
  sandboxBankFee: {
    method: 'POST',
    path: '/sandbox/bank/fees',
    summary:
      'The bank takes a fee that nobody ordered from our account, and tells of it in the statement only',
    auth: 'public',
    body: z.strictObject({
      feeId: visibleId,
      amount: positiveMoneySchema,
      account: z.enum(['client', 'operating']).default('client'),
    }),
    idempotent: false,
    responses: { 200: { description: 'Booked', schema: z.object({ feeId: z.string() }) } },
    problems: [],
  },
  sandboxStatement: {
    method: 'GET',
    path: '/sandbox/bank/statements/{currency}',
    summary: 'Booked lines of our account in one currency',
    auth: 'public',
    params: z.strictObject({ currency: currencySchema }),
    query: z.strictObject({
      on: z
        .string()
        .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
        .optional(),
    }),
    idempotent: false,
    responses: {
      200: {
        description: 'Lines, oldest first',
        schema: z.object({ currency: z.string(), entries: z.array(statementEntry) }),
      },
    },
    problems: [],
  },
});
