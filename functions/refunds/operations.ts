import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import {
  countrySchema,
  dateSchema,
  decimalSchema,
  hsCodeSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
  quantitySchema,
  textSchema,
} from '../../shared/http/schemas.ts';
import { claimStates } from './contract.ts';

const yuanSchema = positiveMoneySchema.refine(({ currency }) => currency === 'CNY', {
  path: ['currency'],
  message: 'Invoices for a refund in China are in CNY',
});
const rateSchema = z
  .string()
  .regex(/^0\.\d{1,4}$/, 'A decimal below one such as "0.13"')
  .meta({ example: '0.13' });
const goodsLine = z
  .strictObject({ description: textSchema(200), hsCode: hsCodeSchema, quantity: quantitySchema })
  .meta({ id: 'InvoiceLine' });
const invoiceKind = z.enum(['special', 'ordinary']);

const invoice = z
  .strictObject({
    number: z
      .string()
      .regex(/^[A-Za-z0-9-]{4,40}$/, 'Letters, digits and hyphens')
      .meta({ example: '24312000000012345678' }),
    exVatAmount: yuanSchema,
    vatRate: rateSchema,
    kind: invoiceKind,
    lines: z
      .array(goodsLine)
      .min(1)
      .max(50)
      .optional()
      .meta({ description: 'As printed; left out = the invoice repeats the lines of the declaration.' }),
  })
  .meta({ id: 'PurchaseInvoice', description: "The supplier's VAT invoice for the exported goods." });

const advanceView = z
  .object({
    advanceId: idSchema('adv'),
    share: z.string(),
    state: z.enum(['requested', 'granted', 'refused', 'recovered', 'recourse']),
    amount: positiveMoneySchema.optional(),
    fee: moneySchema.optional(),
    reason: z.string().optional(),
  })
  .meta({ id: 'RefundAdvance' });

const claimView = z
  .object({
    claimId: idSchema('clm'),
    orderId: idSchema('ord'),
    declarationId: idSchema('dec'),
    state: z.enum(claimStates),
    invoice,
    hsCode: hsCodeSchema,
    mrn: z.string().optional(),
    exportOn: dateSchema,
    refundPercent: decimalSchema,
    rateSource: z.string(),
    expectedRefund: positiveMoneySchema,
    approvedRefund: positiveMoneySchema.optional().meta({
      description: 'What the tax office approved or an operator settled for, where that is less.',
    }),
    payableId: idSchema('pay'),
    lapsesAt: instantSchema,
    query: z
      .object({ text: z.string(), askedAt: instantSchema, answeredAt: instantSchema.optional() })
      .optional(),
    reason: z.string().optional(),
    hold: z.object({ reason: z.string(), owner: z.string(), since: instantSchema }).optional(),
    advance: advanceView.optional(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'RefundClaim', description: 'An export tax refund claim: one declaration, one invoice.' });

const ulid = '01K9Z3V5T8QW2M4N6P8R0S1T3V';
const cny = (amount: string) => ({ currency: 'CNY', amount });
const exampleInvoice = {
  number: '24312000000012345678',
  exVatAmount: cny('500000.00'),
  vatRate: '0.13',
  kind: 'special' as const,
};
const exampleClaim = {
  claimId: `clm_${ulid}`,
  orderId: `ord_${ulid}`,
  declarationId: `dec_${ulid}`,
  state: 'matched',
  invoice: exampleInvoice,
  hsCode: '8517620000',
  mrn: '531620261160000012',
  exportOn: '2026-11-22',
  refundPercent: '13',
  rateSource: 'MoF/STA Announcement 39/2019',
  expectedRefund: cny('65000.00'),
  payableId: `pay_${ulid}`,
  lapsesAt: '2029-11-21T16:00:00.000Z',
  createdAt: '2026-11-23T08:00:00.000Z',
  updatedAt: '2026-11-23T08:00:00.000Z',
};
const claimParams = z.strictObject({ claimId: idSchema('clm') });
const one = { 200: { description: 'The claim, with its ETag', schema: claimView } };

const traderQuote = z.strictObject({
  method: z.literal('trader'),
  hsCode: hsCodeSchema,
  exportOn: dateSchema,
  exVatAmount: yuanSchema,
  vatRate: rateSchema,
  kind: invoiceKind,
  domesticCosts: yuanSchema.optional(),
  fob: positiveMoneySchema
    .optional()
    .meta({ description: 'Export value; with it the exchange cost is worked out.' }),
});
const producerQuote = z.strictObject({
  method: z.literal('producer'),
  hsCode: hsCodeSchema,
  exportOn: dateSchema,
  vatRate: rateSchema,
  inputVat: moneySchema,
  priorCredit: moneySchema,
  domesticOutputVat: moneySchema,
  exportFob: yuanSchema,
  dutyFreeInputs: moneySchema,
});
const drawbackQuote = z.strictObject({
  method: z.literal('korea_drawback'),
  fob: positiveMoneySchema,
  wonPer10000: decimalSchema,
  inputs: z
    .strictObject({
      quantity: decimalSchema,
      lossFactor: decimalSchema,
      cifPerUnit: positiveMoneySchema,
      dutyRate: rateSchema,
    })
    .optional(),
});

const quoteView = z
  .object({
    method: z.string(),
    country: countrySchema,
    refund: moneySchema,
    refundPercent: z.string().optional(),
    rateSource: z.string().optional(),
    nextRateChange: z
      .object({ on: dateSchema, percent: z.string() })
      .optional()
      .meta({ description: 'An export on or after that day gets the other rate.' }),
    exchangeCost: z.string().optional().meta({ description: 'CNY spent for one unit of export currency.' }),
    offset: moneySchema.optional(),
    carriedForward: moneySchema.optional(),
    payable: moneySchema.optional(),
    individual: moneySchema.optional(),
  })
  .meta({ id: 'RefundQuote' });

/** HTTP operations of refunds. */
export const operations = defineOperations({
  createRefundClaim: {
    method: 'POST',
    path: '/v1/refund-claims',
    summary: 'Claim the export tax back',
    description:
      'For the declarant of an export from China. Declaration, invoice and contract must agree in name, unit, quantity and HS code. Before customs has released the goods the claim collects; after that it is matched and goes to the tax office by itself.',
    auth: 'key',
    roles: ['exporter'],
    scope: 'refunds:write',
    body: z.strictObject({ orderId: idSchema('ord'), declarationId: idSchema('dec'), invoice }),
    idempotent: true,
    responses: { 201: { description: 'The claim', schema: claimView } },
    problems: [
      'refunds.country_not_supported',
      'refunds.not_exported',
      'refunds.window_closed',
      'refunds.mismatch',
      'refunds.nothing_refundable',
      'refunds.claim_exists',
      'rates.none_in_force',
    ],
    example: {
      body: { orderId: `ord_${ulid}`, declarationId: `dec_${ulid}`, invoice: exampleInvoice },
      response: exampleClaim,
    },
  },
  listRefundClaims: {
    method: 'GET',
    path: '/v1/refund-claims',
    summary: 'List your claims',
    description: 'Newest first.',
    auth: 'key',
    scope: 'refunds:read',
    query: pageQuery,
    idempotent: false,
    responses: {
      200: {
        description: 'Claims',
        schema: z.object({ items: z.array(claimView), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleClaim] } },
  },
  getRefundClaim: {
    method: 'GET',
    path: '/v1/refund-claims/{claimId}',
    summary: 'Read a claim',
    auth: 'key',
    scope: 'refunds:read',
    params: claimParams,
    idempotent: false,
    responses: one,
    problems: ['http.not_found'],
    example: { response: exampleClaim },
  },
  requestAdvance: {
    method: 'POST',
    path: '/v1/refund-claims/{claimId}/advance',
    summary: 'Get part of a refund now',
    description:
      'At most 0.90 of the expected refund, for 0.04 % of the advance a day until the tax office pays. Once per claim; if the claim is rejected, the advance is owed back.',
    auth: 'key',
    roles: ['exporter'],
    scope: 'refunds:write',
    params: claimParams,
    body: z.strictObject({
      share: z
        .string()
        .regex(/^0\.\d{1,4}$/, 'A decimal below one such as "0.90"')
        .meta({ example: '0.90' }),
    }),
    idempotent: true,
    responses: { 202: { description: 'The claim with the advance asked for', schema: claimView } },
    problems: ['refunds.wrong_state', 'refunds.advance_exists', 'refunds.share_too_large', 'http.not_found'],
    example: {
      body: { share: '0.90' },
      response: { ...exampleClaim, advance: { advanceId: `adv_${ulid}`, share: '0.90', state: 'requested' } },
    },
  },
  answerRefundQuery: {
    method: 'POST',
    path: '/v1/refund-claims/{claimId}/query-answer',
    summary: 'Answer a query of the tax office',
    auth: 'key',
    roles: ['exporter'],
    scope: 'refunds:write',
    params: claimParams,
    body: z.strictObject({ statement: textSchema(1000) }),
    idempotent: true,
    responses: one,
    problems: ['refunds.wrong_state', 'http.not_found'],
    example: {
      body: { statement: 'The supplier confirms the invoice; its letter is enclosed.' },
      response: { ...exampleClaim, state: 'declared' },
    },
  },
  settleRefundForLess: {
    method: 'POST',
    path: '/v1/refund-claims/{claimId}/approved-refund',
    summary: 'Settle for what the tax office pays, where it is less than was expected',
    description:
      'For operators. What has come pays advance and exporter at once when it is as much; what of an advance it does not cover becomes a debt of the exporter.',
    auth: 'key',
    roles: ['operator'],
    scope: 'refunds:write',
    params: claimParams,
    body: z.strictObject({ amount: yuanSchema, reason: textSchema(140) }),
    idempotent: true,
    responses: one,
    problems: ['refunds.wrong_state', 'refunds.not_less', 'http.not_found'],
    example: {
      body: { amount: cny('35000.00'), reason: 'The tax office left one invoice line out.' },
      response: { ...exampleClaim, state: 'approved', approvedRefund: cny('35000.00') },
    },
  },
  quoteRefund: {
    method: 'POST',
    path: '/v1/refund-quotes',
    summary: 'Work out a refund before you export',
    description:
      'Trading company and producer in China by the rate on the export date, or duty drawback in Korea. Says when the rate changes next.',
    auth: 'key',
    scope: 'refunds:read',
    body: z.discriminatedUnion('method', [traderQuote, producerQuote, drawbackQuote]),
    idempotent: false,
    responses: { 200: { description: 'The refund', schema: quoteView } },
    problems: ['rates.none_in_force', 'refunds.bad_quote'],
    example: {
      body: {
        method: 'trader',
        hsCode: '85176200',
        exportOn: '2026-11-22',
        exVatAmount: cny('500000.00'),
        vatRate: '0.13',
        kind: 'special',
        domesticCosts: cny('12000.00'),
        fob: { currency: 'USD', amount: '75000.00' },
      },
      response: {
        method: 'trader',
        country: 'CN',
        refund: cny('65000.00'),
        refundPercent: '13',
        rateSource: 'MoF/STA Announcement 39/2019',
        exchangeCost: '6.8267',
      },
    },
  },
  receiveTaxOfficeMessage: {
    method: 'POST',
    path: '/v1/inbound/tax-office',
    summary: 'What the tax office tells',
    auth: 'signature',
    idempotent: false,
    responses: { 200: { description: 'Taken' } },
    problems: ['http.bad_signature', 'refunds.bad_message'],
  },
});
