import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { currencySchema, positiveMoneySchema } from '../../../shared/http/schemas.ts';
import { settlementReport } from './report.ts';
import { cardTokens } from './tokens.ts';

const visibleId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const money = z.object({ currency: z.string(), amount: z.string() });

const chargeView = z.object({
  chargeId: z.string(),
  status: z.enum(['processing', 'succeeded', 'failed']),
  amount: money,
  reason: z.string().optional(),
});
const refundView = z.object({
  refundId: z.string(),
  status: z.enum(['succeeded', 'failed']),
  amount: money,
});

/** The card PSP, as its twin. Ids are the merchant's: the same id again answers as before and charges nothing. */
export const pspOperations = defineOperations({
  sandboxCharge: {
    method: 'POST',
    path: '/sandbox/psp/charges',
    summary: 'Charge a card; the outcome comes by webhook',
    auth: 'public',
    body: z.strictObject({
      chargeId: visibleId,
      cardToken: z.enum(cardTokens),
      amount: positiveMoneySchema,
      description: z.string().max(140),
    }),
    idempotent: false,
    responses: { 202: { description: 'Taken; the outcome follows', schema: chargeView } },
    problems: ['http.idempotency_key_reused'],
  },
  sandboxChargeStatus: {
    method: 'GET',
    path: '/sandbox/psp/charges/{chargeId}',
    summary: 'Where a charge stands',
    auth: 'public',
    params: z.strictObject({ chargeId: visibleId }),
    idempotent: false,
    responses: { 200: { description: 'The charge', schema: chargeView } },
    problems: ['http.not_found'],
  },
  sandboxCardRefund: {
    method: 'POST',
    path: '/sandbox/psp/refunds',
    summary: 'Give money of a charge back to its card',
    auth: 'public',
    body: z.strictObject({ refundId: visibleId, chargeId: visibleId, amount: positiveMoneySchema }),
    idempotent: false,
    responses: { 202: { description: 'Taken; the outcome follows', schema: refundView } },
    problems: ['http.not_found', 'http.idempotency_key_reused'],
  },
  sandboxChargeback: {
    method: 'POST',
    path: '/sandbox/psp/chargebacks',
    summary: 'A cardholder takes a charge back, or a part of it',
    auth: 'public',
    body: z.strictObject({
      chargebackId: visibleId,
      chargeId: visibleId,
      amount: positiveMoneySchema.optional(),
      reason: z.string().max(200).default('goods_not_received'),
      opensAfterSeconds: z.int().min(0).max(31_536_000).default(0),
      outcome: z.enum(['won', 'lost', 'open']).default('lost'),
      copies: z.int().min(1).max(5).default(1),
      isReordered: z.boolean().default(false),
    }),
    idempotent: false,
    responses: { 202: { description: 'Taken', schema: z.object({ chargebackId: z.string() }) } },
    problems: ['http.not_found'],
  },
  sandboxSettlementReport: {
    method: 'GET',
    path: '/sandbox/psp/settlement-reports/{currency}/{number}',
    summary: 'What the PSP owes us, day by day; one report for each day that is over and changed anything',
    auth: 'public',
    params: z.strictObject({ currency: currencySchema, number: z.string().regex(/^[1-9]\d{0,5}$/) }),
    idempotent: false,
    responses: { 200: { description: 'The report', schema: settlementReport } },
    problems: ['http.not_found'],
  },
  sandboxCardRefundStatus: {
    method: 'GET',
    path: '/sandbox/psp/refunds/{refundId}',
    summary: 'Where a refund stands',
    auth: 'public',
    params: z.strictObject({ refundId: visibleId }),
    idempotent: false,
    responses: { 200: { description: 'The refund', schema: refundView } },
    problems: ['http.not_found'],
  },
});
