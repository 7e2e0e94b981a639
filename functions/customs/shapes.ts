import { z } from 'zod';
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

/** Costs beside the invoice. */
export const charges = z
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

/** What the declarant adds to the contract. */
export const declarantInput = {
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

/** A duty quote, layer by layer. */
export const dutyQuote = z
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

/** A supporting document. */
export const document = z
  .strictObject({
    kind: textSchema(40).meta({ example: 'commercial_invoice' }),
    reference: textSchema(80),
    issuedOn: dateSchema.optional(),
  })
  .meta({ id: 'SupportingDocument' });

/** A declaration as a party sees it. */
export const declaration = z
  .object({
    declarationId: idSchema('dec'),
    revision: z.int(),
    direction: z.enum(['export', 'import']),
    orderId: idSchema('ord'),
    otherOrderIds: z.array(idSchema('ord')).optional(),
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
        orderId: idSchema('ord').optional(),
        seller: party.optional(),
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
