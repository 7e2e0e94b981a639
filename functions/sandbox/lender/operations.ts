import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { positiveMoneySchema } from '../../../shared/http/schemas.ts';
import { lenderBehaviours } from './terms.ts';

const lenderId = z.string().regex(/^com_[0-9A-Z]{26}$/);
const rate = z.string().regex(/^0\.\d{1,6}$/);
const taken = { 202: { description: 'Taken; the answer comes to the callback' } };
const terms = z.object({
  annualRate: rate,
  feeRate: rate.or(z.literal('0')),
  offerDays: z.int().min(1).max(30),
  behaviour: z.enum(lenderBehaviours),
});

/** Lenders, as one twin for all of them. */
export const lenderOperations = defineOperations({
  sandboxRequestOffer: {
    method: 'POST',
    path: '/sandbox/lender/offer-requests',
    summary: 'Ask a lender twin for an offer on anonymous features',
    auth: 'public',
    body: z.object({
      requestId: z.string().max(40),
      lenderId,
      product: z.string().max(40),
      amount: positiveMoneySchema,
      tenorDays: z.int().min(1).max(365),
      score: z.string().max(10),
      features: z.record(z.string(), z.string()),
      callbackUrl: z.url(),
    }),
    idempotent: false,
    responses: taken,
    problems: [],
  },
  sandboxFundLoan: {
    method: 'POST',
    path: '/sandbox/lender/fundings',
    summary: 'Ask a lender twin to pay a reference at our bank',
    auth: 'public',
    body: z.object({
      loanId: z.string().max(40),
      lenderId,
      amount: positiveMoneySchema,
      paymentReference: z.string().max(140),
      callbackUrl: z.url(),
    }),
    idempotent: false,
    responses: taken,
    problems: [],
  },
  sandboxSetLenderTerms: {
    method: 'PUT',
    path: '/sandbox/lender/terms/{lenderId}',
    summary: 'Say what a lender twin asks for and how it behaves',
    auth: 'public',
    params: z.object({ lenderId }),
    body: terms.partial(),
    idempotent: false,
    responses: { 200: { description: 'The terms now', schema: terms } },
    problems: [],
  },
});
