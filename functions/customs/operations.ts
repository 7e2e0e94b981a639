import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import {
  countrySchema,
  dateSchema,
  decimalSchema,
  deliveryTermSchema,
  hsCodeSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
  quantitySchema,
  textSchema,
} from '../../shared/http/schemas.ts';
import { declarationStates } from './contract.ts';

const charges = z
  .strictObject({
    freight: positiveMoneySchema.optional(),
    insurance: positiveMoneySchema.optional(),
    insuranceRate: decimalSchema.optional().meta({ example: '0.003' }),
    inlandFreight: positiveMoneySchema.optional(),
  })
  .meta({
    id: 'CustomsCharges',
    description:
      'Costs beside the invoice. Freight and insurance are in the currency of the invoice; inland freight is carriage after entry.',
  });

const declarantInput = {
  /** EORI, importer number, business registration number or unified social credit code. */
  declarantNumber: textSchema(35).optional(),
  /** National code, 8 or 10 digits; its first six are those of the contract. */
  hsCode: hsCodeSchema.optional(),
  description: textSchema(200).optional(),
  netWeightGrams: z.int().min(1).max(1_000_000_000).optional(),
  exportOn: dateSchema.optional(),
  charges: charges.optional(),
};

const party = z.object({
  companyId: idSchema('com'),
  name: z.string(),
  country: countrySchema,
  number: z.string().optional(),
});

const dutyLayer = z.object({
  code: z.string(),
  title: z.string(),
  kind: z.enum(['duty', 'fee', 'tax']),
  lineId: z.string().optional(),
  base: moneySchema,
  percent: z.string(),
  amount: moneySchema,
  source: z.string(),
  dateBasis: z.string(),
});

const dutyQuote = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('unavailable'), reason: z.string() }),
    z.object({
      kind: z.literal('quoted'),
      on: dateSchema,
      customsValue: moneySchema,
      adjustments: z.array(
        z.object({ code: z.string(), amount: moneySchema, sign: z.enum(['added', 'deducted']) }),
      ),
      exchange: z.object({
        foreign: z.string(),
        local: z.string(),
        published: z.string(),
        source: z.string(),
        dateBasis: z.string(),
      }),
      layers: z.array(dutyLayer),
      duty: moneySchema,
      fees: moneySchema,
      tax: moneySchema,
      total: moneySchema,
      confidence: z.enum(['high', 'low']),
      warnings: z.array(z.string()),
    }),
  ])
  .meta({
    id: 'DutyQuote',
    description:
      'Our own computation, layer by layer with source and date; a quote, never an assessment. `low` confidence: a rate for fewer digits than the code has.',
  });

const document = z
  .strictObject({
    kind: textSchema(40).meta({ example: 'commercial_invoice' }),
    reference: textSchema(80),
    issuedOn: dateSchema.optional(),
  })
  .meta({ id: 'SupportingDocument' });

const declaration = z
  .object({
    declarationId: idSchema('dec'),
    revision: z.int(),
    direction: z.enum(['export', 'import']),
    orderId: idSchema('ord'),
    country: countrySchema,
    state: z.enum(declarationStates),
    declarant: party,
    counterparty: party,
    deliveryTerm: deliveryTermSchema,
    transportMode: z.string(),
    invoiceTotal: positiveMoneySchema,
    lines: z.array(
      z.object({
        lineId: z.string(),
        description: z.string(),
        hsCode: z.string(),
        originCountry: z.string(),
        quantity: quantitySchema,
        netWeightGrams: z.int(),
        grossWeightGrams: z.int(),
        packages: z.int(),
        value: positiveMoneySchema,
      }),
    ),
    localReference: z.string(),
    mrn: z.string().optional(),
    exportOn: z.string().optional(),
    reason: z.string().optional(),
    query: z
      .object({
        number: z.int(),
        text: z.string(),
        documentsAsked: z.array(z.string()),
        askedAt: instantSchema,
        answeredAt: instantSchema.optional(),
      })
      .optional(),
    hold: z
      .object({
        reason: z.string(),
        owner: z.enum(['authority', 'operator']),
        since: instantSchema,
        nextCheckAt: instantSchema,
      })
      .optional(),
    /** Seen by the declarant only, as all that follows. */
    quote: dutyQuote.optional(),
    assessment: z
      .object({
        taxes: z.array(
          z.object({ typeCode: z.string(), base: moneySchema, rate: z.string(), amount: moneySchema }),
        ),
        total: moneySchema,
        at: instantSchema,
        agreesWithQuote: z.boolean().optional(),
      })
      .optional(),
    duty: z
      .object({
        payableId: idSchema('pay'),
        amount: positiveMoneySchema,
        requestedAt: instantSchema,
        paidAt: instantSchema.optional(),
      })
      .optional(),
    warnings: z.array(z.string()),
    createdAt: instantSchema,
  })
  .meta({ id: 'Declaration' });

const declarationParams = z.object({ declarationId: idSchema('dec') });
const orderId = 'ord_01K9Z3V5T8QW2M4N6P8R0S1T3V';
const one = { description: 'The declaration', schema: declaration };

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
        schema: z.object({ items: z.array(declaration), nextCursor: z.string().optional() }),
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
      .strictObject({ reason: textSchema(200), ...declarantInput })
      .meta({ id: 'DeclarationCorrection' }),
    idempotent: true,
    responses: { 200: one },
    problems: [
      'http.not_found',
      'customs.order_not_ready',
      'customs.not_the_declarant',
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
