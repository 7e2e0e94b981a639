import { z } from 'zod';
import { idSchema, instantSchema, positiveMoneySchema } from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

/** States of a sample order; what leads from one to the next is in the README of this context. */
export const sampleStates = [
  'requested',
  'quoted',
  'awaiting_payment',
  'paid',
  'in_production',
  'shipped',
  'delivered',
  'under_review',
  'approved',
  'approved_with_changes',
  'rejected',
  'releasing',
  'refunding',
  'parked',
  'closed',
  'refunded',
  'cancelled',
] as const;
/** One of {@link sampleStates}. */
export type SampleState = (typeof sampleStates)[number];

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
    /** The quote whose bulk order it is for. */
    quoteId: idSchema('quo').optional(),
    specificationHash: z.string(),
    sealedAt: instantSchema,
    /** What the supplier takes off one bulk order: the least of this, its own cap and the goods total of that order. */
    credit: z
      .strictObject({
        amount: positiveMoneySchema,
        bulkQuantityMin: z.string(),
        bulkAmountMin: positiveMoneySchema.optional(),
        expiresOn: z.string(),
      })
      .optional(),
  }),
);

/** Two days before silence counts as no: the buyer has not reviewed the sample. */
export const sampleReviewDue = defineEvent(
  'entrepot.samples.review_due.v1',
  'A delivered sample waits for its review; silence will count as not approved.',
  z.strictObject({
    sampleId: idSchema('smp'),
    buyerId: idSchema('com'),
    supplierId: idSchema('com'),
    reviewBy: instantSchema,
  }),
);

/** A deadline of a sample fell due. */
export const samplesDeadlineReached = defineDeadlineEvent('samples');
