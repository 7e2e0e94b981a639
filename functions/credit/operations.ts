import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import {
  decimalSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
} from '../../shared/http/schemas.ts';
import { applicationStates, loanStates } from './domain/transitions.ts';

const reason = z.object({ code: z.string(), text: z.string() }).meta({ id: 'CreditReason' });

const profileView = z
  .object({
    companyId: idSchema('com'),
    asOf: instantSchema,
    currency: z.string(),
    features: z.record(z.string(), z.string()),
    score: z.string().meta({ description: '600 stands for 50 good to 1 bad; 20 points double the odds.' }),
    defaultProbability: decimalSchema,
    limit: moneySchema,
    basis: z.enum(['trade_record', 'starter', 'none']),
    exposure: moneySchema,
    available: moneySchema,
    reasons: z.array(reason).meta({ description: 'What cost most points, first; at most four.' }),
    modelVersion: z.string(),
    snapshotHash: z.string(),
  })
  .meta({ id: 'CreditProfile' });

const offerView = z
  .object({
    offerId: idSchema('off'),
    lenderId: idSchema('com'),
    state: z.enum(['offered', 'accepted', 'released']),
    annualRate: decimalSchema,
    interest: moneySchema,
    fee: moneySchema,
    total: positiveMoneySchema.meta({ description: 'Principal, interest and fee: all that is repaid.' }),
    apr: decimalSchema,
    isFirm: z.boolean(),
    expiresAt: instantSchema,
  })
  .meta({ id: 'LenderOffer' });

const applicationView = z
  .object({
    applicationId: idSchema('app'),
    product: z.literal('deferred_payment'),
    state: z.enum(applicationStates),
    orderId: idSchema('ord'),
    payableId: idSchema('pay'),
    amount: positiveMoneySchema,
    tenorDays: z.int(),
    lendersAsked: z.int(),
    lendersAnswered: z.int(),
    offers: z
      .array(offerView)
      .meta({ description: 'Sealed while submitted; after that cheapest in all first.' }),
    declines: z.array(z.object({ lenderId: idSchema('com'), reasons: z.array(reason) })),
    score: z.string(),
    modelVersion: z.string(),
    snapshotHash: z.string(),
    closesAt: instantSchema,
    loanId: idSchema('lon').optional(),
    createdAt: instantSchema,
  })
  .meta({ id: 'CreditApplication' });

const loanView = z
  .object({
    loanId: idSchema('lon'),
    applicationId: idSchema('app'),
    borrowerId: idSchema('com'),
    lenderId: idSchema('com'),
    orderId: idSchema('ord'),
    payableId: idSchema('pay'),
    state: z.enum(loanStates),
    principal: positiveMoneySchema,
    interest: moneySchema,
    fee: moneySchema,
    total: positiveMoneySchema,
    outstanding: moneySchema,
    annualRate: decimalSchema,
    tenorDays: z.int(),
    drawnAt: instantSchema.optional(),
    dueAt: instantSchema.optional(),
    dueParts: z
      .array(z.object({ amount: positiveMoneySchema, dueAt: instantSchema.optional() }))
      .meta({ description: 'A part under dispute has no due date until the dispute ends.' }),
    repaymentPayableId: idSchema('pay'),
    lateCharges: z
      .object({
        payableId: idSchema('pay'),
        amount: positiveMoneySchema,
        paidAt: instantSchema.optional(),
        waivedAt: instantSchema.optional(),
      })
      .optional(),
    repaidAt: instantSchema.optional(),
    payoutId: idSchema('pot'),
    reason: z.string().optional(),
    hold: z.object({ reason: z.string(), owner: z.string(), since: instantSchema }).optional(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Loan' });

const ulid = '01K9Z3V5T8QW2M4N6P8R0S1T3V';
const usd = (amount: string) => ({ currency: 'USD', amount });
const hash = 'a3f1c2d4e5b60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90';
const exampleApplication = {
  applicationId: `app_${ulid}`,
  product: 'deferred_payment',
  state: 'offered',
  orderId: `ord_${ulid}`,
  payableId: `pay_${ulid}`,
  amount: usd('14840.00'),
  tenorDays: 60,
  lendersAsked: 1,
  lendersAnswered: 1,
  offers: [
    {
      offerId: `off_${ulid}`,
      lenderId: `com_${ulid}`,
      state: 'offered',
      annualRate: '0.08',
      interest: usd('195.16'),
      fee: usd('74.20'),
      total: usd('15109.36'),
      apr: '0.1104',
      isFirm: true,
      expiresAt: '2026-11-29T08:00:00.000Z',
    },
  ],
  declines: [],
  score: '588',
  modelVersion: 'trade-score-1',
  snapshotHash: hash,
  closesAt: '2026-11-23T08:00:00.000Z',
  createdAt: '2026-11-22T08:00:00.000Z',
};
const exampleLoan = {
  loanId: `lon_${ulid}`,
  applicationId: `app_${ulid}`,
  borrowerId: `com_${ulid}`,
  lenderId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T4W',
  orderId: `ord_${ulid}`,
  payableId: `pay_${ulid}`,
  state: 'running',
  principal: usd('14840.00'),
  interest: usd('195.16'),
  fee: usd('74.20'),
  total: usd('15109.36'),
  outstanding: usd('15109.36'),
  annualRate: '0.08',
  tenorDays: 60,
  drawnAt: '2026-11-22T09:00:00.000Z',
  dueAt: '2027-01-24T08:00:00.000Z',
  dueParts: [{ amount: usd('15109.36'), dueAt: '2027-01-24T08:00:00.000Z' }],
  repaymentPayableId: 'pay_01K9Z3V5T8QW2M4N6P8R0S1T4W',
  payoutId: `pot_${ulid}`,
  createdAt: '2026-11-22T08:30:00.000Z',
  updatedAt: '2026-11-25T08:00:00.000Z',
};
const listing = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().optional() });

/** HTTP operations of credit. */
export const operations = defineOperations({
  getCreditProfile: {
    method: 'GET',
    path: '/v1/credit/profile',
    summary: 'Read your credit profile',
    description:
      'Features, score, limit and what lowers it, from the trade that the house observed. `asOf` recomputes it from what was known at that instant.',
    auth: 'key',
    scope: 'credit:read',
    query: z.strictObject({
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
      asOf: instantSchema.optional(),
    }),
    idempotent: false,
    responses: { 200: { description: 'The profile', schema: profileView } },
    problems: ['rates.none_in_force'],
    example: {
      response: {
        companyId: `com_${ulid}`,
        asOf: '2026-11-22T08:00:00.000Z',
        currency: 'USD',
        features: { closed_orders_365: '0', tenure_days: '3' },
        score: '580',
        defaultProbability: '0.0385',
        limit: usd('25000.00'),
        basis: 'starter',
        exposure: usd('0.00'),
        available: usd('25000.00'),
        reasons: [{ code: 'R01', text: 'Short platform history' }],
        modelVersion: 'trade-score-1',
        snapshotHash: hash,
      },
    },
  },
  applyForCredit: {
    method: 'POST',
    path: '/v1/credit/applications',
    summary: 'Ask lenders to pay an instalment for you',
    description:
      'Deferred payment, net 30 or 60 from shipment. Each lender that you consent to is asked with the same anonymous features; offers stay sealed until all have answered or a day has passed. The lender pays the payable; you owe the lender.',
    auth: 'key',
    roles: ['buyer'],
    scope: 'credit:write',
    body: z.strictObject({
      product: z.literal('deferred_payment'),
      orderId: idSchema('ord'),
      payableIds: z.array(idSchema('pay')).length(1),
      amount: positiveMoneySchema,
      tenorDays: z.union([z.literal(30), z.literal(60)], { error: 'A number of days: 30 or 60' }),
      consentIds: z.array(idSchema('cst')).min(1).max(10),
    }),
    idempotent: true,
    responses: { 201: { description: 'The application', schema: applicationView } },
    problems: [
      'http.not_found',
      'credit.currency_not_offered',
      'credit.payable_not_open',
      'credit.amount_differs',
      'credit.consent_missing',
      'credit.past_due',
      'credit.deposit_too_small',
      'credit.limit_exceeded',
      'credit.payable_taken',
    ],
    example: {
      body: {
        product: 'deferred_payment',
        orderId: `ord_${ulid}`,
        payableIds: [`pay_${ulid}`],
        amount: usd('14840.00'),
        tenorDays: 60,
        consentIds: [`cst_${ulid}`],
      },
      response: { ...exampleApplication, state: 'submitted', lendersAnswered: 0, offers: [] },
    },
  },
  listApplications: {
    method: 'GET',
    path: '/v1/credit/applications',
    summary: 'List your applications',
    auth: 'key',
    scope: 'credit:read',
    query: pageQuery,
    idempotent: false,
    responses: { 200: { description: 'Applications, newest first', schema: listing(applicationView) } },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleApplication] } },
  },
  getApplication: {
    method: 'GET',
    path: '/v1/credit/applications/{applicationId}',
    summary: 'Read an application and its offers',
    auth: 'key',
    scope: 'credit:read',
    params: z.strictObject({ applicationId: idSchema('app') }),
    idempotent: false,
    responses: { 200: { description: 'The application, with its ETag', schema: applicationView } },
    problems: ['http.not_found'],
    example: { response: exampleApplication },
  },
  acceptOffer: {
    method: 'POST',
    path: '/v1/credit/applications/{applicationId}/acceptance',
    summary: 'Accept one offer',
    description: 'The others are released. The lender then pays the payable by its reference.',
    auth: 'key',
    roles: ['buyer'],
    scope: 'credit:write',
    params: z.strictObject({ applicationId: idSchema('app') }),
    body: z.strictObject({ offerId: idSchema('off') }),
    idempotent: true,
    responses: { 201: { description: 'The loan', schema: loanView } },
    problems: [
      'http.not_found',
      'credit.wrong_state',
      'credit.no_such_offer',
      'credit.offer_expired',
      'credit.consent_missing',
      'credit.payable_not_open',
      'credit.past_due',
      'credit.limit_exceeded',
      'credit.payable_taken',
    ],
    example: { body: { offerId: `off_${ulid}` }, response: { ...exampleLoan, state: 'approved' } },
  },
  listLoans: {
    method: 'GET',
    path: '/v1/loans',
    summary: 'List the loans that you owe or gave',
    auth: 'key',
    scope: 'credit:read',
    query: pageQuery,
    idempotent: false,
    responses: { 200: { description: 'Loans, newest first', schema: listing(loanView) } },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleLoan] } },
  },
  getLoan: {
    method: 'GET',
    path: '/v1/loans/{loanId}',
    summary: 'Read a loan',
    description: 'For borrower and lender.',
    auth: 'key',
    scope: 'credit:read',
    params: z.strictObject({ loanId: idSchema('lon') }),
    idempotent: false,
    responses: { 200: { description: 'The loan, with its ETag', schema: loanView } },
    problems: ['http.not_found'],
    example: { response: exampleLoan },
  },
  resumeLoan: {
    method: 'POST',
    path: '/v1/loans/{loanId}/resume',
    summary: 'Let a loan that is on hold go on',
    description:
      'For operators, once what the hold names is mended: the hold ends and the leg starts again from where the loan stands. What was done is not done twice.',
    auth: 'key',
    roles: ['operator'],
    scope: 'credit:write',
    params: z.strictObject({ loanId: idSchema('lon') }),
    idempotent: true,
    responses: { 200: { description: 'The loan, no longer on hold', schema: loanView } },
    problems: ['http.not_found', 'credit.not_on_hold'],
    example: { response: exampleLoan },
  },
  getLenderSigningSecret: {
    method: 'GET',
    path: '/v1/credit/lender-signing-secret',
    summary: 'Read the secret that your messages to us are signed with',
    description:
      'For lenders: sign what you send to `/v1/inbound/lender` with it, as Standard Webhooks says. It is yours alone: a message in another lender’s name is refused.',
    auth: 'key',
    roles: ['lender'],
    scope: 'credit:write',
    idempotent: false,
    responses: {
      200: {
        description: 'The secret',
        schema: z.object({ secret: z.string().meta({ example: 'whsec_…' }), inboundUrl: z.string() }),
      },
    },
    problems: [],
    example: {
      response: { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', inboundUrl: '/v1/inbound/lender' },
    },
  },
  receiveLenderMessage: {
    method: 'POST',
    path: '/v1/inbound/lender',
    summary: 'What a lender tells',
    auth: 'signature',
    idempotent: false,
    responses: { 200: { description: 'Taken' } },
    problems: ['http.bad_signature', 'credit.bad_message'],
  },
});
