import { z } from 'zod';
import { idSchema, instantSchema, positiveMoneySchema } from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

export const claimStates = [
  'collecting',
  'matched',
  'declared',
  'queried',
  'approved',
  'paid',
  'rejected',
  'lapsed',
] as const;

/** An export tax refund claim moved; `matched` is when an advance may be asked for, `paid`/`rejected` when it is settled. */
export const claimMoved = defineEvent(
  'entrepot.refunds.claim_moved.v1',
  'An export tax refund claim moved to another state.',
  z.strictObject({
    claimId: idSchema('clm'),
    orderId: idSchema('ord'),
    companyId: idSchema('com'),
    declarationId: idSchema('dec'),
    from: z.enum(claimStates).nullable(),
    to: z.enum(claimStates),
    expectedRefund: positiveMoneySchema,
    /** Payable that the tax office pays the refund into; account 2120, owner = claimId. */
    payableId: idSchema('pay'),
    reason: z.string().optional(),
    at: instantSchema,
  }),
);

/** Payments has opened the payable of a claim: the leg can declare, because the tax office now has a reference to pay with. */
export const paymentReferenceSet = defineEvent(
  'entrepot.refunds.payment_reference_set.v1',
  'The tax office can pay a claim by this reference.',
  z.strictObject({ claimId: idSchema('clm'), payableId: idSchema('pay'), reference: z.string() }),
);

/** Please advance money on a matched claim. */
export const advanceRequested = defineEvent(
  'entrepot.credit.advance_requested.v1',
  'An exporter asks for an advance on a matched refund claim.',
  z.strictObject({
    advanceId: idSchema('adv'),
    claimId: idSchema('clm'),
    companyId: idSchema('com'),
    expectedRefund: positiveMoneySchema,
    /** Share of the refund asked for, e.g. "0.90". */
    share: z.string(),
  }),
);

export const refundsDeadlineReached = defineDeadlineEvent('refunds');
