import { z } from 'zod';
import { idSchema, instantSchema, moneySchema, positiveMoneySchema } from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

const requestId = z.string().min(1).max(80);

/** Names of the instalments of an escrow: deposit and balance, what is paid between them, or everything at once. */
export const instalmentNames = ['deposit', 'interim_1', 'interim_2', 'interim_3', 'balance', 'full'] as const;

/**
 * A condition of a release that was true before the release was asked for. `sequence` counts the conditions and requests of
 * one deal in the order in which they were recorded; a release follows from conditions with a smaller one only.
 */
export const releaseCondition = z.strictObject({
  trigger: z.string().min(1).max(40),
  eventId: z.string().min(1).max(200),
  sequence: z.int().min(1),
  satisfiedAt: instantSchema,
});

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
          name: z.enum(instalmentNames),
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
    /**
     * What made it due: production_started, inspection_passed, on_board, documents_presented, delivered, accepted,
     * auto_accepted, sample_reviewed, dispute_closed, operator, hold_limit.
     */
    trigger: z.string(),
    /** Events that made it due; a release without one is refused. */
    conditionEventIds: z.array(z.string()),
    /** The same events with what each satisfied, and when. */
    conditions: z.array(releaseCondition).max(50).optional(),
    /** The request's own place in that count: above that of each of its conditions. */
    sequence: z.int().min(1).optional(),
    /** The dispute whose end this follows from: its share is free for this release even if the unfreezing comes later. */
    disputeId: idSchema('dsp').optional(),
    /** All disputes that have ended, where there were several: none of them holds anything back any more. */
    disputeIds: z.array(idSchema('dsp')).max(50).optional(),
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

/**
 * Where an escrow stands, sent with each of its events. released + refunded + chargedBack + held = funded, always; each of the
 * four sums only grows.
 */
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
  /** Taken back by payers' card issuers out of what was held. */
  chargedBack: moneySchema.optional(),
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
    /** `card`, `bank_transfer`, or `chargeback_reversed` where a chargeback was won. */
    method: z.string(),
    /** The payable that was paid; after a chargeback an instalment has a new one. */
    payableId: idSchema('pay').optional(),
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
    /**
     * What of it stands in 2080 of lenders that had paid instalments: credit repays their loans with it, and gives the payer what is
     * beyond the debt. The rest went to the payer.
     */
    toLenders: z
      .array(
        z.strictObject({
          loanId: idSchema('lon'),
          lenderId: idSchema('com'),
          amount: positiveMoneySchema,
        }),
      )
      .optional(),
  }),
);

/**
 * A card issuer took an instalment back. What was held is gone from the escrow (`fromEscrow`), and the instalment is asked for
 * anew under `replacementPayableId` where the deal still needs it; what had been released is owed by the payee (`fromSeller`),
 * what had been given back to the payer already by the payer (`fromPayer`).
 */
export const escrowChargedBack = defineEvent(
  'entrepot.escrow.charged_back.v1',
  'A card issuer took money of an escrow back.',
  z.strictObject({
    escrow: escrowSnapshot,
    escrowId: idSchema('esc'),
    /** orderId or sampleId. */
    subject: z.string(),
    chargebackId: z.string().max(64),
    payableId: idSchema('pay'),
    instalment: z.string(),
    fromEscrow: moneySchema,
    fromSeller: moneySchema,
    fromPayer: moneySchema,
    replacementPayableId: idSchema('pay').optional(),
  }),
);

/** A chargeback was won: what it had taken is there again, and nobody owes it any more. */
export const escrowChargebackReversed = defineEvent(
  'entrepot.escrow.chargeback_reversed.v1',
  'A chargeback was won; escrow and payee have their money again.',
  z.strictObject({
    escrow: escrowSnapshot,
    escrowId: idSchema('esc'),
    subject: z.string(),
    chargebackId: z.string().max(64),
    toEscrow: moneySchema,
    toSeller: moneySchema,
    toPayer: moneySchema,
  }),
);

/**
 * A company owes the house for a deal that was settled and then taken back: 1210 of the company was debited with this amount.
 * Settlement takes it from the company's next releases, of whatever order. Same recoveryId again = no-op.
 */
export const escrowRecoveryRequested = defineEvent(
  'entrepot.escrow.recovery_requested.v1',
  'A company owes money back; it is taken from its next releases.',
  z.strictObject({
    recoveryId: z.string().min(1).max(80),
    companyId: idSchema('com'),
    amount: positiveMoneySchema,
    /** The asset that the recovery credits. */
    account: z.strictObject({ code: z.literal('1210'), owner: z.string() }),
    reason: z.string(),
    /** orderId or sampleId that it comes from. */
    subject: z.string().optional(),
  }),
);

/** A recovery is no longer owed: take no more. What was taken before, or meanwhile, is given back by escrow. */
export const escrowRecoveryWithdrawn = defineEvent(
  'entrepot.escrow.recovery_withdrawn.v1',
  'A company owes a recovery no longer.',
  z.strictObject({ recoveryId: z.string().min(1).max(80), companyId: idSchema('com'), reason: z.string() }),
);

/** Escrow's note to itself: the share of one escrow in a chargeback or its reversal, each in a transaction of its own. */
export const escrowChargebackShareReceived = defineEvent(
  'entrepot.escrow.chargeback_share_received.v1',
  'The share of one escrow in a chargeback is to be booked.',
  z.strictObject({
    escrowId: idSchema('esc'),
    chargebackId: z.string().max(64),
    paymentId: idSchema('pmt'),
    payableId: idSchema('pay'),
    kind: z.enum(['received', 'reversed']),
    reason: z.string(),
    amount: moneySchema,
    fee: moneySchema,
  }),
);

const holdFacts = {
  escrowId: idSchema('esc'),
  subject: z.string(),
  payableId: idSchema('pay'),
  rail: z.string(),
  /** What the escrow still holds of that payment at most. */
  held: moneySchema,
  holdDeadlineAt: instantSchema,
};

/**
 * The rail that brought the money may hold it only until `holdDeadlineAt`, which is near, and the money has not reached the
 * safeguarded account. Buyer, seller or operator choose (`chooseAtHoldLimit`); without a choice `atLimit` happens.
 */
export const escrowHoldExpiring = defineEvent(
  'entrepot.escrow.hold_expiring.v1',
  'The holding limit of a payment rail is near.',
  z.strictObject({ ...holdFacts, atLimit: z.enum(['refund', 'settles_to_house']) }),
);

/** The limit has passed without a choice and `outcome` is what follows. */
export const escrowHoldLapsed = defineEvent(
  'entrepot.escrow.hold_lapsed.v1',
  'The holding limit of a payment rail has passed.',
  z.strictObject({ ...holdFacts, outcome: z.enum(['refund', 'settles_to_house']) }),
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
