import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { positiveMoneySchema } from '../../../shared/http/schemas.ts';

const params = z.object({ claimId: z.string().max(40) });
const taken = { 202: { description: 'Taken; the answer comes to the callback' } };
const message = z.object({
  claimId: z.string(),
  type: z.string(),
  text: z.string().optional(),
  amount: positiveMoneySchema.optional(),
});

/** The tax office, as its twin: claims in, decisions and refunds out. */
export const taxOfficeOperations = defineOperations({
  sandboxDeclareRefund: {
    method: 'POST',
    path: '/sandbox/tax-office/claims',
    summary: 'Declare an export tax refund claim to the tax office twin',
    auth: 'public',
    body: z.object({
      claimId: z.string().max(40),
      mrn: z.string().max(40),
      exportOn: z.string().max(10),
      invoiceNumber: z.string().max(40),
      hsCode: z.string().max(10),
      refundPercent: z.string().max(10),
      exVatAmount: positiveMoneySchema,
      amount: positiveMoneySchema,
      paymentReference: z.string().max(140),
      callbackUrl: z.url(),
    }),
    idempotent: false,
    responses: taken,
    problems: [],
  },
  sandboxRefundStatus: {
    method: 'GET',
    path: '/sandbox/tax-office/claims/{claimId}',
    summary: 'All that the tax office twin has said on a claim',
    auth: 'public',
    params,
    idempotent: false,
    responses: { 200: { description: 'Messages', schema: z.object({ messages: z.array(message) }) } },
    problems: ['http.not_found'],
  },
  sandboxAnswerRefundQuery: {
    method: 'POST',
    path: '/sandbox/tax-office/claims/{claimId}/answers',
    summary: 'Answer a query of the tax office twin',
    auth: 'public',
    params,
    body: z.object({ statement: z.string().max(1000) }),
    idempotent: false,
    responses: taken,
    problems: ['http.not_found'],
  },
});
