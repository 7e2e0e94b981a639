import { z } from 'zod';
import { pageQuery } from '../../../shared/http/cursor.ts';
import { textSchema } from '../../../shared/http/schemas.ts';
import { chargeback, exampleChargeback, examplePayment, heldPayment, paymentId } from '../shapes.ts';

const read = { auth: 'key', scope: 'payments:read', idempotent: false, roles: ['operator'] } as const;
const listOf = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().optional() });

const exampleHeld = {
  ...examplePayment,
  payerId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  state: 'processing',
  heldBecause: 'amount_mismatch',
  told: { currency: 'USD', amount: '6547.63' },
};

/** What operators do about card payments; part of the operations of payments. */
export const cardOperations = {
  listHeldPayments: {
    ...read,
    method: 'GET',
    path: '/v1/held-payments',
    summary: 'Card payments that wait for an operator, newest first',
    query: pageQuery,
    responses: { 200: { description: 'A page', schema: listOf(heldPayment) } },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleHeld] } },
  },
  resolvePaymentHold: {
    method: 'POST',
    path: '/v1/payments/{paymentId}/hold-resolution',
    summary: 'End the hold of a card payment',
    description:
      'amount_mismatch: `accept` what was charged (too much goes to the payer’s wallet, too little comes off the card fee) or `refund` all of it. settlement_mismatch: `accept` what was paid out. no_answer: `ask_again` from the start, or `fail`; a success that comes later still counts.',
    auth: 'key',
    scope: 'payments:write',
    roles: ['operator'],
    idempotent: true,
    params: z.strictObject({ paymentId }),
    body: z.strictObject({
      decision: z.enum(['accept', 'refund', 'ask_again', 'fail']),
      reason: textSchema(200).meta({ description: 'Why, for the auditor.' }),
    }),
    responses: { 200: { description: 'No longer held', schema: heldPayment } },
    problems: [
      'http.not_found',
      'payments.not_held',
      'payments.hold_decision_unfit',
      'payments.hold_too_short',
    ],
    example: {
      body: { decision: 'accept', reason: 'The PSP confirmed one cent of rounding, ticket 7731' },
      response: { ...exampleHeld, heldBecause: undefined, state: 'succeeded' },
    },
  },
  listChargebacks: {
    ...read,
    method: 'GET',
    path: '/v1/chargebacks',
    summary: 'Charges that cardholders took back, newest first',
    query: pageQuery,
    responses: { 200: { description: 'A page', schema: listOf(chargeback) } },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleChargeback] } },
  },
  getChargeback: {
    ...read,
    method: 'GET',
    path: '/v1/chargebacks/{chargebackId}',
    summary: 'One chargeback',
    params: z.strictObject({ chargebackId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
    responses: { 200: { description: 'The chargeback', schema: chargeback } },
    problems: ['http.not_found'],
    example: { response: exampleChargeback },
  },
} as const;
