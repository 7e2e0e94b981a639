import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import {
  countrySchema,
  dateSchema,
  deliveryTermSchema,
  hsCodeSchema,
  idSchema,
  positiveMoneySchema,
  textSchema,
} from '../../shared/http/schemas.ts';
import { entryOrdersMax } from './domain/prepare-entry.ts';
import { charges, declarantInput, declaration, document, dutyQuote } from './shapes.ts';

const declarationParams = z.object({ declarationId: idSchema('dec') });
const orderId = 'ord_01K9Z3V5T8QW2M4N6P8R0S1T3V';
const one = { description: 'The declaration', schema: declaration };

/** The line of one order in an entry over several. */
const entryLine = z.strictObject({
  orderId: idSchema('ord'),
  hsCode: declarantInput.hsCode,
  description: declarantInput.description,
  netWeightGrams: declarantInput.netWeightGrams,
});

/** Operations of customs. */
export const operations = defineOperations({
  createDeclaration: {
    method: 'POST',
    path: '/v1/declarations',
    summary: 'Declare the goods of an order',
    description:
      'Prepares the declaration from the contract and lodges it. The delivery term says who may: under EXW the buyer is the exporter, under DDP the seller is the importer.',
    auth: 'key',
    scope: 'customs:write',
    body: z
      .strictObject({
        orderId: idSchema('ord'),
        direction: z.enum(['export', 'import']),
        ...declarantInput,
      })
      .meta({ id: 'NewDeclaration' }),
    idempotent: true,
    responses: { 201: one },
    problems: [
      'http.not_found',
      'customs.order_not_ready',
      'customs.not_the_declarant',
      'customs.checks_failed',
      'customs.declaration_exists',
    ],
    example: {
      body: {
        orderId,
        direction: 'export',
        declarantNumber: '91440300MA5EQ7XT1H',
        hsCode: '9405119000',
        netWeightGrams: 1_150_000,
      },
    },
  },
  createImportEntry: {
    method: 'POST',
    path: '/v1/import-entries',
    summary: 'Declare the goods of several orders for import as one',
    description:
      'One importer, one arrival (they travel in one pool), one regime: the same country, delivery term, mode and currency. A line for each order, its seller at the line; the duty is one amount. The sellers see nothing of it.',
    auth: 'key',
    scope: 'customs:write',
    body: z
      .strictObject({
        orders: z.array(entryLine).min(2).max(entryOrdersMax),
        declarantNumber: declarantInput.declarantNumber,
        charges: declarantInput.charges,
      })
      .refine(({ orders }) => new Set(orders.map((one) => one.orderId)).size === orders.length, {
        path: ['orders'],
        message: 'An order is named twice.',
      })
      .meta({ id: 'NewImportEntry' }),
    idempotent: true,
    responses: { 201: one },
    problems: [
      'http.not_found',
      'customs.order_not_ready',
      'customs.not_the_declarant',
      'customs.not_one_entry',
      'customs.checks_failed',
      'customs.declaration_exists',
    ],
    example: {
      body: {
        orders: [
          { orderId, hsCode: '3924100011' },
          { orderId: 'ord_01K9Z3V5T8QW2M4N6P8R0S1T3W', hsCode: '9405119000' },
        ],
        declarantNumber: 'NL861234567',
      },
    },
  },
  listDeclarations: {
    method: 'GET',
    path: '/v1/declarations',
    summary: 'Declarations that your company is party to, newest first',
    auth: 'key',
    scope: 'customs:read',
    query: pageQuery,
    idempotent: false,
    responses: {
      200: {
        description: 'A page',
        schema: z.object({ items: z.array(declaration), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
  },
  getDeclaration: {
    method: 'GET',
    path: '/v1/declarations/{declarationId}',
    summary: 'One declaration',
    auth: 'key',
    scope: 'customs:read',
    params: declarationParams,
    idempotent: false,
    responses: { 200: one },
    problems: ['http.not_found'],
  },
  answerQuery: {
    method: 'POST',
    path: '/v1/declarations/{declarationId}/query-answer',
    summary: "Answer the authority's query with documents",
    auth: 'key',
    scope: 'customs:write',
    params: declarationParams,
    body: z
      .strictObject({ documents: z.array(document).min(1).max(20), statement: textSchema(1000).optional() })
      .meta({ id: 'QueryAnswer' }),
    idempotent: true,
    responses: { 200: one },
    problems: ['http.not_found', 'customs.not_the_declarant', 'customs.wrong_state'],
    example: { body: { documents: [{ kind: 'commercial_invoice', reference: 'INV-2026-0412' }] } },
  },
  correctDeclaration: {
    method: 'POST',
    path: '/v1/declarations/{declarationId}/correction',
    summary: 'Correct a rejected declaration',
    description:
      'Makes a new revision with its own local reference and lodges it; the rejected one stays on record.',
    auth: 'key',
    scope: 'customs:write',
    params: declarationParams,
    body: z
      .strictObject({
        reason: textSchema(200),
        ...declarantInput,
        orders: z
          .array(entryLine)
          .min(1)
          .max(entryOrdersMax)
          .optional()
          .meta({ description: 'Of an entry over several orders: what is corrected of the line of each.' }),
      })
      .meta({ id: 'DeclarationCorrection' }),
    idempotent: true,
    responses: { 200: one },
    problems: [
      'http.not_found',
      'customs.order_not_ready',
      'customs.not_the_declarant',
      'customs.not_one_entry',
      'customs.checks_failed',
      'customs.wrong_state',
    ],
    example: { body: { reason: 'Description was vague', description: 'LED panel lamps, aluminium' } },
  },
  cancelDeclaration: {
    method: 'POST',
    path: '/v1/declarations/{declarationId}/cancellation',
    summary: 'Take a declaration back before the authority accepted it',
    auth: 'key',
    scope: 'customs:write',
    params: declarationParams,
    body: z.strictObject({ reason: textSchema(200) }).meta({ id: 'DeclarationCancellation' }),
    idempotent: true,
    responses: { 200: one },
    problems: ['http.not_found', 'customs.not_the_declarant', 'customs.wrong_state'],
    example: { body: { reason: 'The goods will go by another order' } },
  },
  resumeDeclaration: {
    method: 'POST',
    path: '/v1/declarations/{declarationId}/resumption',
    summary: 'Send a parked declaration on',
    description: 'For operators: the leg runs again and asks the authority from where the declaration stood.',
    auth: 'key',
    roles: ['operator'],
    scope: 'customs:write',
    params: declarationParams,
    body: z.strictObject({ reason: textSchema(200) }).meta({ id: 'DeclarationResumption' }),
    idempotent: true,
    responses: { 200: one },
    problems: ['http.not_found', 'customs.wrong_state'],
    example: { body: { reason: 'The authority has confirmed receipt by phone' } },
  },
  quoteDuty: {
    method: 'POST',
    path: '/v1/duty-quotes',
    summary: 'What import will cost, layer by layer',
    description: 'Computes from dated tables and stores nothing. A quote, not an assessment.',
    auth: 'key',
    scope: 'customs:read',
    body: z
      .strictObject({
        country: countrySchema,
        on: dateSchema.optional(),
        transportMode: z.enum(['sea', 'air', 'road', 'rail']),
        deliveryTerm: deliveryTermSchema,
        hsCode: hsCodeSchema,
        originCountry: countrySchema,
        value: positiveMoneySchema,
        charges: charges.optional(),
      })
      .meta({ id: 'DutyQuestion' }),
    idempotent: false,
    responses: { 200: { description: 'The quote', schema: dutyQuote } },
    problems: ['incoterm.place_kind_mismatch'],
    example: {
      body: {
        country: 'NL',
        transportMode: 'sea',
        deliveryTerm: { incoterm: 'CIF', place: 'Rotterdam' },
        hsCode: '3924100011',
        originCountry: 'CN',
        value: { currency: 'USD', amount: '21872.18' },
        charges: { inlandFreight: { currency: 'EUR', amount: '450.00' } },
      },
    },
  },
  receiveCustomsMessage: {
    method: 'POST',
    path: '/v1/inbound/customs',
    summary: 'Answers of the customs authority, signed',
    auth: 'signature',
    idempotent: false,
    responses: { 200: { description: 'Taken' } },
    problems: ['http.bad_signature', 'xml.malformed', 'xml.forbidden', 'customs.bad_message'],
  },
});
