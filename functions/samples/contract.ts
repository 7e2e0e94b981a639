import { z } from 'zod';
import { idSchema, instantSchema, positiveMoneySchema } from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

export const sampleStates = [
  'requested',
  'quoted',
  'paid',
  'in_production',
  'shipped',
  'delivered',
  'under_review',
  'approved',
  'approved_with_changes',
  'rejected',
  'cancelled',
  'closed',
] as const;

/** A sample moved from one state to the next. */
export const sampleMoved = defineEvent(
  'entrepot.samples.sample_moved.v1',
  'A sample order moved to another state.',
  z.strictObject({
    sampleId: idSchema('smp'),
    buyerId: idSchema('com'),
    supplierId: idSchema('com'),
    from: z.enum(sampleStates).nullable(),
    to: z.enum(sampleStates),
  }),
);

/** The buyer approved: bulk goods are compared with this sealed unit. The credit is taken off the bulk balance, once. */
export const goldenSampleSealed = defineEvent(
  'entrepot.samples.golden_sample_sealed.v1',
  'A golden sample was sealed.',
  z.strictObject({
    sampleId: idSchema('smp'),
    buyerId: idSchema('com'),
    supplierId: idSchema('com'),
    specificationHash: z.string(),
    sealedAt: instantSchema,
    credit: z
      .strictObject({ amount: positiveMoneySchema, bulkQuantityMin: z.string(), expiresOn: z.string() })
      .optional(),
  }),
);

export const samplesDeadlineReached = defineDeadlineEvent('samples');
