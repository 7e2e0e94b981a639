import { z } from 'zod';
import {
  countrySchema,
  dateSchema,
  deliveryTermSchema,
  hsCodeSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
  quantitySchema,
} from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

export const declarationStates = [
  'prepared',
  'lodged',
  'accepted',
  'queried',
  'held',
  'duties_assessed',
  'released',
  'exited',
  'rejected',
  'cancelled',
] as const;

/** One line of a declaration; quantities and values agree with the contract and the invoice. */
export const declarationLine = z.strictObject({
  lineId: z.string(),
  description: z.string(),
  hsCode: hsCodeSchema,
  originCountry: z.string(),
  quantity: quantitySchema,
  netWeightGrams: z.int(),
  grossWeightGrams: z.int(),
  packages: z.int(),
  value: positiveMoneySchema,
  /** Of an entry over several orders. */
  orderId: idSchema('ord').optional(),
});

/** A declaration moved; `sequence` is its version. */
export const declarationMoved = defineEvent(
  'entrepot.customs.declaration_moved.v1',
  'A customs declaration moved to another state.',
  z.strictObject({
    declarationId: idSchema('dec'),
    direction: z.enum(['export', 'import']),
    orderId: idSchema('ord'),
    /** An import entry may cover more orders of the same importer. */
    otherOrderIds: z.array(idSchema('ord')).optional(),
    declarantId: idSchema('com'),
    counterpartyId: idSchema('com'),
    country: z.string(),
    from: z.enum(declarationStates).nullable(),
    to: z.enum(declarationStates),
    /** Movement reference number, from acceptance on. */
    mrn: z.string().optional(),
    /** Export date on the declaration: it fixes the refund rate. */
    exportOn: z.string().optional(),
    lines: z.array(declarationLine),
    reason: z.string().optional(),
    at: instantSchema,
  }),
);

/** Please estimate what import would cost. Charges are in the currency of the value. Same estimateId again = the answer again. */
export const dutyEstimateRequested = defineEvent(
  'entrepot.customs.estimate_requested.v1',
  'A context asks what importing goods would cost.',
  z.strictObject({
    /** Made by the one who asks; comes back with the answer. */
    estimateId: z.string().min(1).max(80),
    country: countrySchema,
    on: dateSchema,
    transportMode: z.enum(['sea', 'air', 'road', 'rail']),
    deliveryTerm: deliveryTermSchema,
    hsCode: hsCodeSchema,
    originCountry: countrySchema,
    value: positiveMoneySchema,
    /** Carriage to the border that the price leaves out. */
    freight: moneySchema.optional(),
    insurance: moneySchema.optional(),
    /** Carriage after the border that the price leaves out. */
    inlandFreight: moneySchema.optional(),
  }),
);

/** The answer by our own tables, layer by layer, in the currency of the authority: an estimate, not an assessment. */
export const dutyEstimated = defineEvent(
  'entrepot.customs.estimated.v1',
  'Duty, fees and tax of an import were estimated.',
  z.strictObject({
    estimateId: z.string().min(1).max(80),
    on: dateSchema,
    /** Why there is no estimate; left out where there is one. */
    unavailable: z.string().optional(),
    estimate: z
      .strictObject({
        customsValue: moneySchema,
        duty: moneySchema,
        fees: moneySchema,
        tax: moneySchema,
        /** `low`: a rate was found for fewer digits than the code has, or none for the tax. */
        confidence: z.enum(['high', 'low']),
        layers: z.array(
          z.strictObject({
            code: z.string(),
            title: z.string(),
            kind: z.enum(['duty', 'fee', 'tax']),
            base: moneySchema,
            percent: z.string(),
            amount: moneySchema,
            source: z.string(),
            dateBasis: z.string(),
          }),
        ),
        exchangeSource: z.string(),
        warnings: z.array(z.string()),
      })
      .optional(),
  }),
);

export const customsDeadlineReached = defineDeadlineEvent('customs');
