import { z } from 'zod';
import {
  hsCodeSchema,
  idSchema,
  instantSchema,
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
});

/** A declaration moved; `sequence` is its version. */
export const declarationMoved = defineEvent(
  'entrepot.customs.declaration_moved.v1',
  'A customs declaration moved to another state.',
  z.strictObject({
    declarationId: idSchema('dec'),
    direction: z.enum(['export', 'import']),
    orderId: idSchema('ord'),
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

export const customsDeadlineReached = defineDeadlineEvent('customs');
