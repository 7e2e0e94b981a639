import { z } from 'zod';
import {
  decimalSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
} from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

/** Point-in-time features and limit of a company, recomputed when facts arrive; the data product that partners pull. */
export const profileUpdated = defineEvent(
  'entrepot.credit.profile_updated.v1',
  'The credit profile of a company was recomputed.',
  z.strictObject({
    companyId: idSchema('com'),
    asOf: instantSchema,
    features: z.record(z.string(), decimalSchema.or(z.string())),
    limit: moneySchema,
    available: moneySchema,
    score: z.string(),
    modelVersion: z.string(),
    reasons: z.array(z.strictObject({ code: z.string(), text: z.string() })),
  }),
);

export const applicationMoved = defineEvent(
  'entrepot.credit.application_moved.v1',
  'A credit application was submitted, received an offer, was accepted, declined or has expired.',
  z.strictObject({
    applicationId: idSchema('app'),
    companyId: idSchema('com'),
    product: z.enum(['deferred_payment', 'refund_advance']),
    state: z.string(),
    amount: positiveMoneySchema,
  }),
);

export const loanMoved = defineEvent(
  'entrepot.credit.loan_moved.v1',
  'A loan was approved, drawn, fell due, became overdue, was repaid or written off.',
  z.strictObject({
    loanId: idSchema('lon'),
    applicationId: idSchema('app'),
    borrowerId: idSchema('com'),
    lenderId: idSchema('com'),
    orderId: idSchema('ord').optional(),
    /** The instalment that the lender pays in the borrower's place. */
    payableId: idSchema('pay').optional(),
    from: z.string().nullable(),
    to: z.string(),
    principal: positiveMoneySchema,
    outstanding: moneySchema,
    dueAt: instantSchema.optional(),
  }),
);

/** Credit's note to itself: an operator has looked, and the leg of a parked loan is started anew. */
export const loanResumed = defineEvent(
  'entrepot.credit.loan_resumed.v1',
  'The leg of a loan that was on hold is started again.',
  z.strictObject({
    loanId: idSchema('lon'),
    /** Number of this start: the version of the loan that asked for it. */
    run: z.int().min(2),
  }),
);

/** The advance on a tax refund claim was paid out, or refused with its reason. */
export const advanceMoved = defineEvent(
  'entrepot.credit.advance_moved.v1',
  'An advance on a tax refund was granted, refused, recovered or turned into recourse.',
  z.strictObject({
    advanceId: idSchema('adv'),
    claimId: idSchema('clm'),
    companyId: idSchema('com'),
    to: z.enum(['granted', 'refused', 'recovered', 'recourse']),
    amount: positiveMoneySchema,
    fee: moneySchema.optional(),
    reason: z.string().optional(),
    at: instantSchema,
  }),
);

export const creditDeadlineReached = defineDeadlineEvent('credit');
