import { z } from 'zod';
import { pageQuery } from '../../../shared/http/cursor.ts';
import { positiveMoneySchema } from '../../../shared/http/schemas.ts';
import { examplePayout, payout, payoutId, payoutReference } from './shapes.ts';

const read = { auth: 'key', scope: 'payments:read', idempotent: false } as const;
const write = { auth: 'key', scope: 'payments:write', idempotent: true } as const;

/** Operations of being paid out; part of the operations of payments. */
export const payoutOperations = {
  requestPayout: {
    ...write,
    method: 'POST',
    path: '/v1/payouts',
    summary: 'Have your available money paid out',
    description:
      'The amount leaves your balance at once. It goes to your bank account of its currency on the next day that the rail runs, or waits as held; `holds` says why, until when, and what speeds it up. The Idempotency-Key makes one payout for ever, also after the stored answer is gone.',
    body: z.strictObject({
      amount: positiveMoneySchema,
      from: z
        .enum(['available', 'wallet'])
        .default('available')
        .meta({ description: 'Proceeds of sales, or the wallet with what you overpaid.' }),
      reference: payoutReference.optional(),
    }),
    responses: { 202: { description: 'Begun', schema: payout } },
    problems: [
      'ledger.insufficient_funds',
      'payments.amount_below_rail',
      'payments.below_minimum_payout',
      'payments.payout_exists',
      'payments.payout_reference_used',
    ],
    example: {
      body: { amount: { currency: 'CNY', amount: '96048.94' }, reference: 'PAYRUN-2026-48-3' },
      response: examplePayout,
    },
  },
  listPayouts: {
    ...read,
    method: 'GET',
    path: '/v1/payouts',
    summary: 'Payouts to your company, newest first',
    query: pageQuery,
    responses: {
      200: {
        description: 'A page',
        schema: z.object({ items: z.array(payout), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [examplePayout] } },
  },
  getPayout: {
    ...read,
    method: 'GET',
    path: '/v1/payouts/{payoutId}',
    summary: 'One payout',
    params: z.strictObject({ payoutId }),
    responses: { 200: { description: 'The payout', schema: payout } },
    problems: ['http.not_found'],
    example: { response: examplePayout },
  },
  repeatPayout: {
    ...write,
    method: 'POST',
    path: '/v1/payouts/{payoutId}/repetition',
    summary: 'Ask that what came back is sent again',
    description:
      'A payout that was returned or refused is never sent again by itself. This opens a new one, from the same balance to your bank account of today; it waits until a second person has approved it. Where the account was at fault, set another one first.',
    params: z.strictObject({ payoutId }),
    responses: { 202: { description: 'The new payout, held until it is approved', schema: payout } },
    problems: [
      'http.not_found',
      'payments.payout_not_repeatable',
      'payments.account_not_repaired',
      'ledger.insufficient_funds',
    ],
    example: { response: { ...examplePayout, reason: 'approval_missing' } },
  },
  approvePayout: {
    ...write,
    method: 'POST',
    path: '/v1/payouts/{payoutId}/approval',
    summary: 'Approve the repetition of a payout that came back',
    description:
      'By another member of the company than the one who asked for it, or by an operator after calling the company back on a number that was known before.',
    params: z.strictObject({ payoutId }),
    responses: {
      202: { description: 'Approved; it goes on unless something else holds it', schema: payout },
    },
    problems: ['http.not_found', 'payments.approval_not_needed', 'payments.same_approver'],
    example: { response: { ...examplePayout, holds: [], state: 'held' } },
  },
} as const;
