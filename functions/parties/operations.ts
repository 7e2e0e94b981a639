import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations, roles } from '../../shared/http/operation.ts';
import { countrySchema, idSchema, instantSchema, textSchema } from '../../shared/http/schemas.ts';
import { bankAccountOperations } from './bank-account-operations.ts';
import { companyId } from './contract.ts';

const signUpRoles = z.enum(['buyer', 'exporter', 'lender']);
const email = z.email().max(254);

const company = z
  .object({
    companyId,
    name: z.string(),
    country: countrySchema,
    registrationNumber: z.string(),
    roles: z.array(z.enum(roles)),
    contactEmail: z.string(),
    verificationLevel: z.enum(['unverified', 'basic', 'verified']),
    screening: z.enum(['pending', 'clear', 'potential', 'hit', 'lists_unavailable']),
    suspension: z
      .object({ reason: z.string(), since: instantSchema })
      .optional()
      .meta({ description: 'Set while the company can only read.' }),
  })
  .meta({ id: 'Company' });

const apiKey = z
  .object({
    keyId: z.string(),
    name: z.string(),
    mode: z.enum(['test', 'live']),
    scopes: z.array(z.string()),
    createdAt: instantSchema,
    revokedAt: instantSchema.optional(),
  })
  .meta({ id: 'ApiKey' });

const newApiKey = apiKey
  .extend({
    secret: z.string().meta({
      description:
        'The key itself, shown once. Repeat the request with the same Idempotency-Key if the answer was lost.',
    }),
  })
  .meta({ id: 'NewApiKey' });

const member = z
  .object({ memberId: idSchema('mem'), name: z.string(), email: z.string() })
  .meta({ id: 'Member' });

const exampleCompany = {
  companyId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  name: 'Vermeer Licht B.V.',
  country: 'NL',
  registrationNumber: '61234567',
  roles: ['buyer'],
  contactEmail: 'inkoop@vermeerlicht.example',
  verificationLevel: 'unverified',
  screening: 'pending',
};
const exampleKey = {
  keyId: 'key_8mWqT2xYzA',
  name: 'first key',
  mode: 'test',
  scopes: ['catalog:read', 'sourcing:write'],
  createdAt: '2026-11-22T08:00:00.000Z',
};

/** HTTP operations of parties. */
export const operations = defineOperations({
  registerCompany: {
    method: 'POST',
    path: '/v1/companies',
    summary: 'Sign a company up and get its first API key',
    description:
      'Open to anyone. The company can act in test mode at once; it is screened right away and may ask to be verified.',
    auth: 'public',
    body: z
      .strictObject({
        name: textSchema(200),
        country: countrySchema,
        registrationNumber: textSchema(40),
        roles: z.array(signUpRoles).min(1).max(3),
        contactName: textSchema(120),
        contactEmail: email,
      })
      .meta({ id: 'CompanyRegistration' }),
    idempotent: true,
    responses: { 201: { description: 'Signed up', schema: z.object({ company, apiKey: newApiKey }) } },
    problems: ['parties.registration_taken'],
    example: {
      body: {
        name: 'Vermeer Licht B.V.',
        country: 'NL',
        registrationNumber: '61234567',
        roles: ['buyer'],
        contactName: 'Anouk Vermeer',
        contactEmail: 'inkoop@vermeerlicht.example',
      },
      response: {
        company: exampleCompany,
        apiKey: { ...exampleKey, secret: 'ent_test_8mWqT2xYzA_4fGh7kLmNpQrStUvWxYz23456789ABCDEFGHdZ3k' },
      },
    },
  },
  getMyCompany: {
    method: 'GET',
    path: '/v1/companies/me',
    summary: 'The company of the calling key',
    auth: 'key',
    scope: 'parties:read',
    idempotent: false,
    responses: { 200: { description: 'The company', schema: company } },
    problems: [],
    example: { response: exampleCompany },
  },
  requestVerification: {
    method: 'POST',
    path: '/v1/companies/me/verification',
    summary: 'Ask the company registry to confirm the company',
    auth: 'key',
    scope: 'parties:write',
    body: z.strictObject({}).meta({ id: 'VerificationRequest' }),
    idempotent: true,
    responses: { 202: { description: 'Asked; the answer comes as an event', schema: company } },
    problems: ['parties.verification_running', 'parties.registry_unavailable'],
    example: { body: {}, response: exampleCompany },
  },
  suspendCompany: {
    method: 'POST',
    path: '/v1/companies/{companyId}/suspension',
    summary: 'Keep a company from doing anything but reading',
    description:
      'For operators. The next request of each of its keys is refused unless it only reads: statements, invoices and balances stay in its reach. What is under way goes on.',
    auth: 'key',
    roles: ['operator'],
    scope: 'parties:write',
    params: z.strictObject({ companyId }),
    body: z.strictObject({ reason: textSchema(200) }).meta({ id: 'Suspension' }),
    idempotent: true,
    responses: { 200: { description: 'It is suspended', schema: company } },
    problems: ['http.not_found'],
    example: {
      body: { reason: 'Goods of three orders were never shipped' },
      response: {
        ...exampleCompany,
        suspension: { reason: 'Goods of three orders were never shipped', since: '2026-11-22T08:00:00.000Z' },
      },
    },
  },
  reinstateCompany: {
    method: 'POST',
    path: '/v1/companies/{companyId}/reinstatement',
    summary: 'End the suspension of a company',
    description: 'For operators.',
    auth: 'key',
    roles: ['operator'],
    scope: 'parties:write',
    params: z.strictObject({ companyId }),
    idempotent: true,
    responses: { 200: { description: 'It may act again', schema: company } },
    problems: ['http.not_found'],
    example: { response: exampleCompany },
  },
  receiveRegistryAnswer: {
    method: 'POST',
    path: '/v1/inbound/registry',
    summary: 'Answer of the company registry',
    auth: 'signature',
    body: z
      .strictObject({
        verificationId: z.string(),
        companyId,
        result: z.enum(['confirmed', 'not_found', 'inactive']),
        /** Numbers of the persons who own 25 % or more, or control it otherwise; left out where the registry names none. */
        ownerNumbers: z.array(textSchema(80)).max(25).optional(),
      })
      .meta({ id: 'RegistryAnswer' }),
    idempotent: false,
    responses: { 200: { description: 'Taken' } },
    problems: ['http.bad_signature'],
    example: { body: { verificationId: 'ver_1', companyId: exampleCompany.companyId, result: 'confirmed' } },
  },
  createApiKey: {
    method: 'POST',
    path: '/v1/api-keys',
    summary: 'Create another API key, with the same scopes or fewer',
    auth: 'key',
    scope: 'parties:write',
    body: z
      .strictObject({
        name: textSchema(80),
        mode: z.enum(['test', 'live']),
        scopes: z.array(z.string().max(40)).min(1).max(40),
        memberId: idSchema('mem').optional(),
      })
      .meta({ id: 'ApiKeyRequest' }),
    idempotent: true,
    responses: { 201: { description: 'Created', schema: newApiKey } },
    problems: ['parties.scope_not_held', 'parties.too_many_keys', 'parties.live_needs_verification'],
    example: {
      body: { name: 'ERP', mode: 'test', scopes: ['orders:read'] },
      response: { ...exampleKey, secret: 'ent_test_8mWqT2xYzA_4fGh7kLmNpQrStUvWxYz23456789ABCDEFGHdZ3k' },
    },
  },
  listApiKeys: {
    method: 'GET',
    path: '/v1/api-keys',
    summary: 'Keys of the company, revoked ones too',
    auth: 'key',
    scope: 'parties:read',
    query: pageQuery,
    idempotent: false,
    responses: {
      200: { description: 'Keys', schema: z.object({ items: z.array(apiKey), next: z.string().optional() }) },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleKey] } },
  },
  revokeApiKey: {
    method: 'DELETE',
    path: '/v1/api-keys/{keyId}',
    summary: 'Revoke a key; it stops with the next request',
    auth: 'key',
    scope: 'parties:write',
    params: z.strictObject({
      keyId: z.string().regex(/^key_[1-9A-HJ-NP-Za-km-z]{10}$/, 'A key id like key_8mWqT2xYzA'),
    }),
    idempotent: false,
    responses: { 204: { description: 'Revoked' } },
    problems: ['http.not_found', 'parties.last_key'],
  },
  addMember: {
    method: 'POST',
    path: '/v1/members',
    summary: 'Add a person who acts for the company',
    auth: 'key',
    scope: 'parties:write',
    body: z.strictObject({ name: textSchema(120), email }).meta({ id: 'MemberRequest' }),
    idempotent: true,
    responses: { 201: { description: 'Added', schema: member } },
    problems: [],
    example: {
      body: { name: 'Jan de Wit', email: 'jan@vermeerlicht.example' },
      response: {
        memberId: 'mem_01K9Z3V5T8QW2M4N6P8R0S1T3V',
        name: 'Jan de Wit',
        email: 'jan@vermeerlicht.example',
      },
    },
  },
  listMembers: {
    method: 'GET',
    path: '/v1/members',
    summary: 'People who act for the company',
    auth: 'key',
    scope: 'parties:read',
    query: pageQuery,
    idempotent: false,
    responses: {
      200: {
        description: 'Members',
        schema: z.object({ items: z.array(member), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
  },
  ...bankAccountOperations,
});
