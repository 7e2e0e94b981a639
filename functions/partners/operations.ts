import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import { idSchema, instantSchema, moneySchema, textSchema } from '../../shared/http/schemas.ts';
import { dataClasses } from './contract.ts';
import { consentStates } from './domain/transitions.ts';

const dataClassList = z.array(z.enum(dataClasses));

const consent = z
  .object({
    consentId: idSchema('cst'),
    subjectCompanyId: idSchema('com'),
    subjectName: z.string(),
    partnerId: idSchema('com'),
    partnerName: z.string(),
    purpose: z.string(),
    dataClasses: dataClassList,
    state: z.enum(consentStates),
    grantedAt: instantSchema,
    expiresAt: instantSchema,
    endedAt: instantSchema.optional(),
  })
  .meta({ id: 'Consent', description: 'Onward sharing is never allowed.' });

const creditProfile = z
  .object({
    companyId: idSchema('com'),
    asOf: instantSchema,
    score: z.string(),
    limit: moneySchema,
    available: moneySchema,
    features: z.record(z.string(), z.string()),
    reasons: z.array(z.object({ code: z.string(), text: z.string() })),
    modelVersion: z.string(),
  })
  .meta({ id: 'PulledCreditProfile', description: 'The profile as it stood at asOf.' });

const pull = z
  .object({
    pullId: idSchema('pul'),
    consentId: idSchema('cst'),
    subjectCompanyId: idSchema('com'),
    partnerId: idSchema('com'),
    dataClasses: dataClassList,
    fields: z.array(z.string()),
    contentHash: z.string().meta({ description: 'SHA-256 of what was handed over, as canonical JSON.' }),
    dataAsOf: instantSchema,
    at: instantSchema,
  })
  .meta({ id: 'DataPull', description: 'One entry of the enquiry log.' });

const ulid = '01K9Z3V5T8QW2M4N6P8R0S1T3V';
const exampleConsent = {
  consentId: `cst_${ulid}`,
  subjectCompanyId: `com_${ulid}`,
  subjectName: 'Shenzhen Brightway Lighting Co., Ltd',
  partnerId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T4W',
  partnerName: 'Delta Trade Finance N.V.',
  purpose: 'Offer for a deferred payment',
  dataClasses: ['credit_profile'],
  state: 'granted',
  grantedAt: '2026-11-22T08:00:00.000Z',
  expiresAt: '2027-02-20T08:00:00.000Z',
};
const examplePull = {
  pullId: `pul_${ulid}`,
  consentId: exampleConsent.consentId,
  subjectCompanyId: exampleConsent.subjectCompanyId,
  partnerId: exampleConsent.partnerId,
  dataClasses: ['credit_profile'],
  fields: ['asOf', 'available', 'companyId', 'features', 'limit', 'modelVersion', 'reasons', 'score'],
  contentHash: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
  dataAsOf: '2026-11-22T08:00:00.000Z',
  at: '2026-11-22T09:00:00.000Z',
};

const consentParams = z.strictObject({ consentId: idSchema('cst') });

/** HTTP operations of partners. */
export const operations = defineOperations({
  createConsent: {
    method: 'POST',
    path: '/v1/consents',
    summary: 'Let a lender read some of your data for a while',
    description:
      'Granted at once. It ends by itself, after 90 days unless you say earlier, and whenever you revoke it.',
    auth: 'key',
    scope: 'partners:write',
    body: z
      .strictObject({
        partnerId: idSchema('com'),
        purpose: textSchema(200).meta({ example: exampleConsent.purpose }),
        dataClasses: dataClassList
          .min(1)
          .refine((list) => new Set(list).size === list.length, 'Each class once'),
        expiresAt: instantSchema.optional(),
      })
      .meta({ id: 'ConsentRequest' }),
    idempotent: true,
    responses: { 201: { description: 'Granted', schema: consent } },
    problems: ['partners.unknown_partner', 'partners.own_company', 'partners.bad_expiry'],
    example: {
      body: {
        partnerId: exampleConsent.partnerId,
        purpose: exampleConsent.purpose,
        dataClasses: exampleConsent.dataClasses,
      },
      response: exampleConsent,
    },
  },
  listConsents: {
    method: 'GET',
    path: '/v1/consents',
    summary: 'Consents that you gave or were given, newest first',
    auth: 'key',
    scope: 'partners:read',
    query: pageQuery,
    idempotent: false,
    responses: {
      200: {
        description: 'Consents',
        schema: z.object({ items: z.array(consent), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleConsent] } },
  },
  getConsent: {
    method: 'GET',
    path: '/v1/consents/{consentId}',
    summary: 'Read one consent',
    auth: 'key',
    scope: 'partners:read',
    params: consentParams,
    idempotent: false,
    responses: { 200: { description: 'The consent, with its ETag', schema: consent } },
    problems: ['http.not_found'],
    example: { response: exampleConsent },
  },
  revokeConsent: {
    method: 'DELETE',
    path: '/v1/consents/{consentId}',
    summary: 'Take a consent back; the very next pull is refused',
    description: 'Revoking what has ended already changes nothing and answers the same.',
    auth: 'key',
    scope: 'partners:write',
    params: consentParams,
    idempotent: false,
    responses: { 204: { description: 'It has ended' } },
    problems: ['http.not_found', 'partners.subject_only'],
  },
  pullCreditProfile: {
    method: 'GET',
    path: '/v1/partner/companies/{companyId}/credit-profile',
    summary: "Read a company's credit profile under its consent",
    description:
      'The consent is checked at each read. Every pull is logged for both sides in the transaction that answers it. Without a consent the answer is the same whether or not the company exists.',
    auth: 'key',
    roles: ['lender'],
    scope: 'partners:read',
    params: z.strictObject({ companyId: idSchema('com') }),
    idempotent: false,
    responses: {
      200: {
        description: 'The profile and its log entry',
        schema: z.object({ pull, profile: creditProfile }),
      },
    },
    problems: ['partners.consent_missing', 'partners.no_profile_yet'],
    example: {
      response: {
        pull: examplePull,
        profile: {
          companyId: exampleConsent.subjectCompanyId,
          asOf: examplePull.dataAsOf,
          score: '612',
          limit: { currency: 'USD', amount: '20000.00' },
          available: { currency: 'USD', amount: '12500.00' },
          features: { repeat_buyer_share: '0.6' },
          reasons: [{ code: 'short_history', text: 'Fewer than six months of trade' }],
          modelVersion: 'scorecard-1',
        },
      },
    },
  },
  listPulls: {
    method: 'GET',
    path: '/v1/pulls',
    summary: 'Enquiry log: who read your data, and what you read of others, newest first',
    auth: 'key',
    scope: 'partners:read',
    query: pageQuery,
    idempotent: false,
    responses: {
      200: { description: 'Pulls', schema: z.object({ items: z.array(pull), next: z.string().optional() }) },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [examplePull] } },
  },
});
