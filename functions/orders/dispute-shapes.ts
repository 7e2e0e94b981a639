import { z } from 'zod';
import {
  decimalSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
  textSchema,
} from '../../shared/http/schemas.ts';
import { disputeReasons, disputeStates, evidenceKinds, faultSides } from './domain/dispute.ts';

const evidenceInput = z.strictObject({
  kind: z.enum(evidenceKinds),
  description: textSchema(500),
  /** SHA-256 of the file, in hexadecimal: fixes what was shown without storing it here. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'A SHA-256 in lower-case hexadecimal')
    .optional(),
});
/** Body of addDisputeEvidence. */
export const evidenceBody = evidenceInput.meta({ id: 'EvidenceInput' });

/** Body of openDispute. */
export const openDisputeBody = z.strictObject({
  reason: z.enum(disputeReasons),
  description: textSchema(2000),
  claimed: positiveMoneySchema,
  /** Freight that the buyer has paid and claims as well. */
  freight: positiveMoneySchema.optional(),
  /** Share of the goods concerned, above 0 and at most 1; left out = the claim as a share of the goods total. */
  share: decimalSchema.optional(),
  evidence: z.array(evidenceInput).max(20).optional(),
});

/** Body of answerDispute. */
export const answerDisputeBody = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('accept'), note: textSchema(1000).optional() }),
  z.strictObject({
    decision: z.literal('counter_offer'),
    offer: moneySchema,
    note: textSchema(1000).optional(),
  }),
]);

/** Body of acceptDisputeOffer: the amount that is accepted, so that nobody accepts an offer that was replaced meanwhile. */
export const acceptDisputeOfferBody = z.strictObject({ offer: moneySchema });

/** Body of determineDispute. */
export const determineDisputeBody = z.strictObject({
  refund: moneySchema,
  reasons: textSchema(2000),
  /** Needed where freight is claimed: it goes back only with `supplier`. */
  atFault: z.enum(faultSides).optional(),
});

/** A dispute in full. */
export const disputeShape = z
  .object({
    disputeId: idSchema('dsp'),
    orderId: idSchema('ord'),
    version: z.int(),
    buyerId: idSchema('com'),
    supplierId: idSchema('com'),
    state: z.enum(disputeStates),
    stateText: z.string(),
    reason: z.enum(disputeReasons),
    description: z.string(),
    claimed: positiveMoneySchema.meta({ description: 'All that is claimed, freight included.' }),
    freight: positiveMoneySchema.optional(),
    atFault: z.enum(faultSides).optional(),
    share: decimalSchema,
    offer: moneySchema.optional(),
    offerNote: z.string().optional(),
    refund: moneySchema.optional(),
    determinedBy: z.enum(['operator', 'default']).optional(),
    reasons: z.string().optional(),
    evidence: z.array(
      z.object({
        evidenceId: z.string(),
        by: z.enum(['buyer', 'supplier', 'operator']),
        kind: z.enum(evidenceKinds),
        description: z.string(),
        sha256: z.string().optional(),
        at: instantSchema,
      }),
    ),
    openedAt: instantSchema,
    escalationOpenFrom: instantSchema,
    dueAt: instantSchema.optional(),
    openOperations: z.array(z.string()),
    timeline: z.array(
      z.object({
        at: instantSchema,
        from: z.enum(disputeStates).nullable(),
        to: z.enum(disputeStates),
        what: z.string(),
        causeId: z.string(),
        note: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'Dispute' });
