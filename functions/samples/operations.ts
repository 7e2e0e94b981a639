import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import { dateSchema, decimalSchema, idSchema } from '../../shared/http/schemas.ts';
import { exampleQuote, exampleRequest, exampleSample } from './examples.ts';
import {
  creditPreview,
  determination,
  dispatchNotice,
  emptyBody,
  quoteAcceptance,
  resampleOffer,
  sample,
  sampleQuoteInput,
  sampleReason,
  sampleRequest,
  sampleVerdict,
} from './shapes.ts';

const params = z.strictObject({ sampleId: idSchema('smp') });
const moved = { 200: { description: 'The sample after it', schema: sample } };
const moveFaults = ['http.not_found', 'samples.wrong_state', 'samples.too_late'] as const;

/** A POST on one sample. */
const onSample = { method: 'POST', auth: 'key', scope: 'samples:write', params, idempotent: true } as const;

/** HTTP operations of samples. */
export const operations = defineOperations({
  requestSample: {
    method: 'POST',
    path: '/v1/samples',
    summary: 'Ask a supplier for a sample',
    description:
      'A sample is a small escrow order: the fee is held until you have reviewed the sample, and comes back if it is never dispatched.',
    auth: 'key',
    roles: ['buyer'],
    scope: 'samples:write',
    body: sampleRequest,
    idempotent: true,
    responses: { 201: { description: 'Requested', schema: sample } },
    problems: [
      'samples.company_blocked',
      'samples.self_dealing',
      'samples.supplier_unknown',
      'country.unknown',
      'quantity.malformed',
      'quantity.too_many_decimals',
      'quantity.too_large',
      'quantity.unknown_unit',
    ],
    example: {
      body: exampleRequest,
      response: { ...exampleSample, state: 'requested', quote: undefined },
    },
  },
  listSamples: {
    method: 'GET',
    path: '/v1/samples',
    summary: 'Samples of the company, newest first',
    description: '`view=parked` is for operators: all samples whose money waits for a decision.',
    auth: 'key',
    scope: 'samples:read',
    query: pageQuery.extend({ view: z.enum(['mine', 'parked']).optional() }),
    idempotent: false,
    responses: {
      200: {
        description: 'Samples',
        schema: z.object({ items: z.array(sample), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor', 'http.forbidden_role'],
    example: { response: { items: [exampleSample] } },
  },
  getSample: {
    method: 'GET',
    path: '/v1/samples/{sampleId}',
    summary: 'Read a sample',
    auth: 'key',
    scope: 'samples:read',
    params,
    idempotent: false,
    responses: { 200: { description: 'The sample', schema: sample } },
    problems: ['http.not_found'],
    example: { response: exampleSample },
  },
  previewSampleCredit: {
    method: 'GET',
    path: '/v1/samples/{sampleId}/credit',
    summary: 'See what a bulk order would be credited',
    description:
      'The credit comes off the balance, once: the least of the paid sample goods, the cap of the policy and the goods total of the bulk order.',
    auth: 'key',
    scope: 'samples:read',
    params,
    query: z.strictObject({
      quantity: decimalSchema,
      /** In the currency of the sample. */
      unitPrice: decimalSchema,
      depositShare: z
        .string()
        .regex(/^(0\.\d{1,9}|1)$/, 'A share such as "0.30", at most "1"')
        .optional()
        .meta({ description: 'Left out = "0.30".' }),
      orderedOn: dateSchema.optional(),
    }),
    idempotent: false,
    responses: { 200: { description: 'Credit and instalments', schema: creditPreview } },
    problems: [
      'http.not_found',
      'samples.wrong_state',
      'money.malformed',
      'money.too_many_decimals',
      'money.not_positive',
      'quantity.malformed',
      'quantity.too_many_decimals',
      'date.malformed',
    ],
    example: {
      response: {
        goodsTotal: { currency: 'USD', amount: '1950.00' },
        credit: { currency: 'USD', amount: '80.00' },
        deposit: { currency: 'USD', amount: '585.00' },
        balance: { currency: 'USD', amount: '1285.00' },
      },
    },
  },
  quoteSample: {
    ...onSample,
    path: '/v1/samples/{sampleId}/quote',
    summary: 'Quote a sample',
    description: 'May be repeated until the buyer accepts; each quote is a new version.',
    roles: ['exporter'],
    body: sampleQuoteInput,
    responses: moved,
    problems: [
      ...moveFaults,
      'samples.company_blocked',
      'samples.mixed_currencies',
      'samples.nothing_to_pay',
      'samples.courier_is_buyers',
      'samples.customs_value_too_low',
      'samples.validity_out_of_range',
      'samples.credit_expired',
      'instant.malformed',
      'date.malformed',
    ],
    example: { body: exampleQuote, response: exampleSample },
  },
  declineSample: {
    ...onSample,
    path: '/v1/samples/{sampleId}/refusal',
    summary: 'Refuse to make a sample',
    description: 'Before payment the order ends; after it, until dispatch, the fee goes back to the buyer.',
    roles: ['exporter'],
    body: sampleReason,
    responses: moved,
    problems: [...moveFaults],
    example: { body: { reason: 'The colour is not available.' }, response: exampleSample },
  },
  cancelSample: {
    ...onSample,
    path: '/v1/samples/{sampleId}/cancellation',
    summary: 'Take a sample request back, before it is paid',
    roles: ['buyer'],
    body: sampleReason,
    responses: moved,
    problems: [...moveFaults],
    example: { body: { reason: 'Found another supplier.' }, response: exampleSample },
  },
  acceptSampleQuote: {
    ...onSample,
    path: '/v1/samples/{sampleId}/quote-acceptance',
    summary: 'Accept the quote; escrow opens',
    description:
      'The answer names the payable. Pay it within 24 hours (payments), or the order ends. Production starts with the payment.',
    roles: ['buyer'],
    body: quoteAcceptance,
    responses: moved,
    problems: [...moveFaults, 'samples.company_blocked', 'samples.self_dealing', 'samples.quote_not_current'],
    example: { body: { quoteVersion: 1 }, response: { ...exampleSample, state: 'awaiting_payment' } },
  },
  dispatchSample: {
    ...onSample,
    path: '/v1/samples/{sampleId}/dispatch',
    summary: 'Report that the sample is with a courier',
    roles: ['exporter'],
    body: dispatchNotice,
    responses: moved,
    problems: [...moveFaults],
    example: {
      body: { carrier: 'DHL Express', trackingNumber: '4821193372' },
      response: { ...exampleSample, state: 'shipped' },
    },
  },
  confirmSampleDelivery: {
    ...onSample,
    path: '/v1/samples/{sampleId}/delivery',
    summary: 'Confirm that the sample has arrived',
    description: 'The review time of 7 days begins. Silence for 60 days after dispatch counts as delivered.',
    roles: ['buyer'],
    body: emptyBody,
    responses: moved,
    problems: [...moveFaults],
    example: { body: {}, response: { ...exampleSample, state: 'delivered' } },
  },
  reportSampleMissing: {
    ...onSample,
    path: '/v1/samples/{sampleId}/non-delivery',
    summary: 'Report that the sample never came',
    description: 'From 21 days after dispatch; an operator then decides over the money.',
    roles: ['buyer'],
    body: emptyBody,
    responses: moved,
    problems: [...moveFaults, 'samples.not_missing_yet'],
    example: { body: {}, response: { ...exampleSample, state: 'parked' } },
  },
  reviewSample: {
    ...onSample,
    path: '/v1/samples/{sampleId}/review',
    summary: 'Approve or reject the sample',
    description:
      'An approval seals the golden sample that bulk goods are compared with. Silence is not approval. A rejection as not to specification names the items; the supplier then has 3 days to make a free repeat or to contest it, else the fee goes back.',
    roles: ['buyer'],
    body: sampleVerdict,
    responses: moved,
    problems: [...moveFaults, 'samples.specification_unknown'],
    example: {
      body: { outcome: 'approved', sealedUnits: [{ keeper: 'buyer', sealNumber: 'EN-00412' }] },
      response: { ...exampleSample, state: 'approved' },
    },
  },
  resampleSample: {
    ...onSample,
    path: '/v1/samples/{sampleId}/resample',
    summary: 'Make the sample once more, free of charge',
    roles: ['exporter'],
    body: resampleOffer,
    responses: moved,
    problems: [...moveFaults, 'samples.too_many_rounds'],
    example: { body: { leadDays: 5 }, response: { ...exampleSample, state: 'in_production', round: 2 } },
  },
  contestSampleReview: {
    ...onSample,
    path: '/v1/samples/{sampleId}/contest',
    summary: 'Contest a rejection as not to specification',
    roles: ['exporter'],
    body: sampleReason,
    responses: moved,
    problems: [...moveFaults],
    example: { body: { reason: 'Measured by us: 612 lm.' }, response: { ...exampleSample, state: 'parked' } },
  },
  determineSample: {
    ...onSample,
    path: '/v1/samples/{sampleId}/determination',
    summary: 'Decide over the money of a parked sample',
    roles: ['operator'],
    body: determination,
    responses: moved,
    problems: ['http.not_found', 'samples.wrong_state'],
    example: {
      body: { outcome: 'refund', reason: 'The courier confirms the loss.' },
      response: { ...exampleSample, state: 'refunding' },
    },
  },
});
