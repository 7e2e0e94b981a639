import { z } from 'zod';
import { idSchema, instantSchema, moneySchema, positiveMoneySchema } from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

const requestId = z.string().min(1).max(80);

/** Please hold money for this deal. Same escrowId again = no-op. */
export const escrowOpeningRequested = defineEvent(
  'entrepot.escrow.opening_requested.v1',
  'A context asks for an escrow.',
  z.strictObject({
    escrowId: idSchema('esc'),
    kind: z.enum(['order', 'sample']),
    /** orderId or sampleId. */
    subject: z.string(),
    payerId: idSchema('com'),
    payeeId: idSchema('com'),
    instalments: z
      .array(
        z.strictObject({
          name: z.enum(['deposit', 'balance', 'full']),
          payableId: idSchema('pay'),
          amount: positiveMoneySchema,
          dueAt: instantSchema.optional(),
        }),
      )
      .min(1)
      .max(5),
  }),
);

/** Please release to the payee. `amount` left out = everything that is neither frozen nor already on its way. */
export const escrowReleaseRequested = defineEvent(
  'entrepot.escrow.release_requested.v1',
  'A context asks for a release to the payee; escrow decides.',
  z.strictObject({
    escrowId: idSchema('esc'),
    releaseId: idSchema('rel'),
    amount: positiveMoneySchema.optional(),
    /** What made it due: on_board, delivered, accepted, auto_accepted, sample_reviewed, dispute_closed. */
    trigger: z.string(),
    conditionEventIds: z.array(z.string()),
    /** The dispute whose end this follows from: its share is free for this release even if the unfreezing comes later. */
    disputeId: idSchema('dsp').optional(),
  }),
);

/** Please give back to the payer. `amount` left out = everything not released. */
export const escrowRefundRequested = defineEvent(
  'entrepot.escrow.refund_requested.v1',
  'A context asks for a refund to the payer; escrow decides.',
  z.strictObject({
    escrowId: idSchema('esc'),
    refundId: idSchema('rfd'),
    amount: positiveMoneySchema.optional(),
    reason: z.string(),
    /** The dispute whose end this follows from: its share is no longer frozen, even if the unfreezing comes later. */
    disputeId: idSchema('dsp').optional(),
  }),
);

/** A dispute takes its share out of reach of releases; the rest goes on. */
export const escrowFreezeRequested = defineEvent(
  'entrepot.escrow.freeze_requested.v1',
  'A dispute freezes a share of an escrow.',
  z.strictObject({ escrowId: idSchema('esc'), disputeId: idSchema('dsp'), amount: positiveMoneySchema }),
);
export const escrowUnfreezeRequested = defineEvent(
  'entrepot.escrow.unfreeze_requested.v1',
  'A dispute ended: its share is free again, before a refund or release of it is asked for.',
  z.strictObject({ escrowId: idSchema('esc'), disputeId: idSchema('dsp') }),
);

/** Where an escrow stands, sent with each of its events. released + refunded + held = funded, always. */
export const escrowSnapshot = z.strictObject({
  escrowId: idSchema('esc'),
  kind: z.enum(['order', 'sample']),
  subject: z.string(),
  payerId: idSchema('com'),
  payeeId: idSchema('com'),
  total: positiveMoneySchema,
  funded: moneySchema,
  released: moneySchema,
  refunded: moneySchema,
  frozen: moneySchema,
  state: z.enum(['open', 'partly_funded', 'funded', 'closed', 'cancelled']),
});

export const escrowOpened = defineEvent(
  'entrepot.escrow.opened.v1',
  'An escrow waits for its instalments.',
  z.strictObject({ escrow: escrowSnapshot }),
);

export const escrowInstalmentFunded = defineEvent(
  'entrepot.escrow.instalment_funded.v1',
  'An instalment is held in escrow.',
  z.strictObject({
    escrow: escrowSnapshot,
    instalment: z.string(),
    amount: positiveMoneySchema,
    method: z.string(),
  }),
);

/** Decided and reserved in the ledger; settlement now runs the waterfall and reports back. */
export const escrowReleaseApproved = defineEvent(
  'entrepot.escrow.release_approved.v1',
  'A release is reserved; settlement pays it out by the waterfall.',
  z.strictObject({
    escrow: escrowSnapshot,
    releaseId: idSchema('rel'),
    amount: positiveMoneySchema,
    trigger: z.string(),
    /** The reservation in the ledger that settlement resolves. */
    pendingId: z.string(),
  }),
);

export const escrowReleased = defineEvent(
  'entrepot.escrow.released.v1',
  'A release was settled to the payee.',
  z.strictObject({ escrow: escrowSnapshot, releaseId: idSchema('rel'), amount: positiveMoneySchema }),
);

export const escrowRefunded = defineEvent(
  'entrepot.escrow.refunded.v1',
  'Money went back to the payer; amount zero = nothing had been funded.',
  z.strictObject({
    escrow: escrowSnapshot,
    refundId: idSchema('rfd'),
    amount: moneySchema,
    reason: z.string(),
  }),
);

export const escrowRequestRefused = defineEvent(
  'entrepot.escrow.request_refused.v1',
  'A release, refund or freeze was refused; nothing moved.',
  z.strictObject({
    escrowId: idSchema('esc'),
    subject: z.string(),
    requestId,
    code: z.string(),
    detail: z.string(),
  }),
);

export const escrowDeadlineReached = defineDeadlineEvent('escrow');
