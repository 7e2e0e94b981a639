import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import { cardOperations } from './cards/operations.ts';
import { payablesPerPaymentMax } from './domain/payment.ts';
import { payoutOperations } from './payouts/operations.ts';
import { receiptOperations } from './receipts/operations.ts';
import {
  examplePayable,
  examplePayableId,
  examplePayment,
  payable,
  payableId,
  payment,
  paymentId,
} from './shapes.ts';

const listOf = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().optional() });

const read = { auth: 'key', scope: 'payments:read', idempotent: false } as const;
const write = { auth: 'key', scope: 'payments:write', idempotent: true } as const;

/** Operations of payments: what a company owes, paying it, and being paid out. */
export const operations = defineOperations({
  listPayables: {
    ...read,
    method: 'GET',
    path: '/v1/payables',
    summary: 'What your company owes, newest first',
    query: pageQuery.extend({ state: z.enum(['open', 'partly_paid', 'paid', 'cancelled']).optional() }),
    responses: {
      200: { description: 'A page; with `state` a page may be short', schema: listOf(payable) },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [examplePayable] } },
  },
  getPayable: {
    ...read,
    method: 'GET',
    path: '/v1/payables/{payableId}',
    summary: 'One payable',
    params: z.strictObject({ payableId }),
    responses: { 200: { description: 'The payable', schema: payable } },
    problems: ['http.not_found'],
    example: { response: examplePayable },
  },
  pay: {
    ...write,
    method: 'POST',
    path: '/v1/payments',
    summary: 'Pay several payables at once',
    description:
      'By card: one charge over all of them, the card fee of 2.95 % on top; the outcome follows as an event. By bank transfer: the account and, for each payable, the reference and amount to transfer.',
    body: z.strictObject({
      payableIds: z.array(payableId).min(1).max(payablesPerPaymentMax),
      method: z.discriminatedUnion('type', [
        z.strictObject({
          type: z.literal('card'),
          cardToken: z
            .string()
            .regex(/^[A-Za-z0-9_-]{1,64}$/)
            .meta({ description: 'Token of the card at the PSP, never a card number.', example: 'tok_visa' }),
        }),
        z.strictObject({ type: z.literal('bank_transfer') }),
      ]),
    }),
    responses: { 202: { description: 'Begun', schema: payment } },
    problems: [
      'http.not_found',
      'payments.payable_not_open',
      'payments.payable_in_payment',
      'payments.mixed_currencies',
      'payments.duplicate_payable',
    ],
    example: {
      body: { payableIds: [examplePayableId], method: { type: 'card', cardToken: 'tok_visa' } },
      response: examplePayment,
    },
  },
  listPayments: {
    ...read,
    method: 'GET',
    path: '/v1/payments',
    summary: 'Your payments, newest first',
    query: pageQuery,
    responses: { 200: { description: 'A page', schema: listOf(payment) } },
    problems: ['http.bad_cursor'],
    example: { response: { items: [examplePayment] } },
  },
  getPayment: {
    ...read,
    method: 'GET',
    path: '/v1/payments/{paymentId}',
    summary: 'One payment',
    params: z.strictObject({ paymentId }),
    responses: { 200: { description: 'The payment', schema: payment } },
    problems: ['http.not_found'],
    example: { response: examplePayment },
  },
  ...payoutOperations,
  ...receiptOperations,
  ...cardOperations,
  receivePspEvent: {
    method: 'POST',
    path: '/v1/inbound/psp',
    summary: 'What the card PSP tells',
    description: 'Signed as Standard Webhooks says; repeated messages are taken once.',
    auth: 'signature',
    idempotent: false,
    responses: { 204: { description: 'Taken' } },
    problems: ['http.bad_signature', 'http.malformed_json', 'http.invalid_request'],
  },
  receiveBankMessage: {
    method: 'POST',
    path: '/v1/inbound/bank',
    summary: 'What the bank tells: camt.054 and pain.002 messages (ISO 20022)',
    description: 'Signed as Standard Webhooks says; repeated messages are taken once.',
    auth: 'signature',
    idempotent: false,
    responses: { 204: { description: 'Taken' } },
    problems: ['http.bad_signature', 'xml.malformed', 'xml.forbidden', 'xml.too_large'],
  },
});
