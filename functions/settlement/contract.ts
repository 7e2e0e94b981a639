import { z } from 'zod';
import { idSchema, instantSchema, moneySchema, positiveMoneySchema } from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';
import { accountCodes } from '../ledger/contract.ts';

/** Steps of the waterfall, in their strict order. */
export const waterfallSteps = [
  'refund',
  'third_party',
  'platform_fee',
  'lender',
  'other_lenders',
  'recovery',
  'reserve',
  'seller',
] as const;

/** What a lender's claim is made of, in the order in which its parts are paid. */
export const lenderParts = ['costs', 'overdue_interest', 'late_fee', 'interest', 'principal'] as const;

/** Steps on which a claim on the company itself can be registered; it is paid out of the releases of any of its orders. */
export const companyClaimSteps = ['other_lenders', 'recovery'] as const;

/** Please take this out of the proceeds of an order before the seller. Same claimId again = no-op. */
export const claimRequested = defineEvent(
  'entrepot.settlement.claim_requested.v1',
  'A context registers a claim on the proceeds of an order.',
  z.strictObject({
    claimId: z.string().min(1).max(80),
    orderId: idSchema('ord'),
    sellerId: idSchema('com'),
    step: z.enum(waterfallSteps),
    amount: positiveMoneySchema,
    /** Only for a lender: what the amount is made of. The parts sum to it and are paid in the order of `lenderParts`. */
    parts: z
      .array(z.strictObject({ part: z.enum(lenderParts), amount: positiveMoneySchema }))
      .min(1)
      .max(5)
      .optional(),
    /** Account that is credited. */
    creditCode: z.enum(accountCodes),
    creditOwner: z.string(),
    description: z.string(),
  }),
);

/**
 * Please take this out of what this company gets as a seller, whatever order it comes from, until it is paid: an overdue facility
 * (capped, see `domain/other-lenders.ts`) or a debt to the house. Same claimId again = no-op. Told of by `settlement.recovered`.
 */
export const companyClaimRequested = defineEvent(
  'entrepot.settlement.company_claim_requested.v1',
  'A context registers a claim on all proceeds of a company.',
  z.strictObject({
    claimId: z.string().min(1).max(80),
    companyId: idSchema('com'),
    step: z.enum(companyClaimSteps),
    amount: positiveMoneySchema,
    creditCode: z.enum(accountCodes),
    creditOwner: z.string(),
    description: z.string().max(140),
  }),
);

/**
 * A claim on a company is (partly) settled otherwise: as much as is named is no longer asked for; left out = all of it. What was paid
 * before this came stays paid. Same reductionId again = no-op.
 */
export const companyClaimReductionRequested = defineEvent(
  'entrepot.settlement.company_claim_reduction_requested.v1',
  'Less is asked of the proceeds of a company than before.',
  z.strictObject({
    claimId: z.string().min(1).max(80),
    reductionId: z.string().min(1).max(80),
    companyId: idSchema('com'),
    amount: positiveMoneySchema.optional(),
  }),
);

/** Part of a claim on a company was paid out of its proceeds. */
export const settlementRecovered = defineEvent(
  'entrepot.settlement.recovered.v1',
  'A company paid part of what it owes out of its proceeds.',
  z.strictObject({
    /** The claimId it was registered under. */
    recoveryId: z.string(),
    companyId: idSchema('com'),
    amount: positiveMoneySchema,
    remaining: moneySchema,
    /** The settlement whose release or reserve it came from. */
    settlementId: idSchema('set'),
    at: instantSchema,
  }),
);

/** The waterfall ran: each line names who got what; lines sum to the amount released. */
export const settlementCompleted = defineEvent(
  'entrepot.settlement.completed.v1',
  'A release was settled by the waterfall.',
  z.strictObject({
    settlementId: idSchema('set'),
    releaseId: idSchema('rel'),
    escrowId: idSchema('esc'),
    /** orderId or sampleId. */
    subject: z.string(),
    sellerId: idSchema('com'),
    buyerId: idSchema('com'),
    amount: positiveMoneySchema,
    lines: z.array(
      z.strictObject({
        step: z.enum(waterfallSteps),
        claimId: z.string().optional(),
        /** Set where the line pays a claim on the company instead of one on this order. */
        debtId: z.string().optional(),
        description: z.string(),
        asked: moneySchema,
        paid: moneySchema,
        creditCode: z.enum(accountCodes),
        creditOwner: z.string(),
        /** How the payment of a lender's claim splits into its parts, over all releases so far. */
        parts: z
          .array(z.strictObject({ part: z.enum(lenderParts), asked: moneySchema, paid: moneySchema }))
          .optional(),
      }),
    ),
    available: moneySchema,
    journalId: idSchema('jrn'),
    at: instantSchema,
  }),
);

/** A reserve fell free; what the seller owed was taken first. */
export const reserveReleased = defineEvent(
  'entrepot.settlement.reserve_released.v1',
  'Money that was held back of a seller is free.',
  z.strictObject({
    settlementId: idSchema('set'),
    sellerId: idSchema('com'),
    amount: positiveMoneySchema,
    /** Part of it that paid what the seller owed. */
    recovered: moneySchema,
    at: instantSchema,
  }),
);

/** A fee of ours was given back (in part); the invoice gets a credit note. */
export const feeReversed = defineEvent(
  'entrepot.settlement.fee_reversed.v1',
  'A fee that was taken out of a release was given back.',
  z.strictObject({
    reversalId: idSchema('rev'),
    settlementId: idSchema('set'),
    sellerId: idSchema('com'),
    amount: positiveMoneySchema,
    reason: z.string(),
    at: instantSchema,
  }),
);

/** Settlement's note to itself: a fee gets its invoice in a transaction of its own, because numbers without gaps make a queue. */
export const invoiceDue = defineEvent(
  'entrepot.settlement.invoice_due.v1',
  'A settled fee is to be invoiced.',
  z.strictObject({ settlementId: idSchema('set') }),
);

/** An invoice for a fee of ours, or a credit note, has its number. */
export const invoiceIssued = defineEvent(
  'entrepot.settlement.invoice_issued.v1',
  'An invoice or a credit note was issued for a fee of the house.',
  z.strictObject({
    invoiceId: idSchema('inv'),
    kind: z.enum(['invoice', 'credit_note']),
    number: z.string(),
    companyId: idSchema('com'),
    settlementId: idSchema('set'),
    total: positiveMoneySchema,
    issuedAt: instantSchema,
  }),
);

export const settlementDeadlineReached = defineDeadlineEvent('settlement');
