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
  'recovery',
  'reserve',
  'seller',
] as const;

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
    /** Account that is credited. */
    creditCode: z.enum(accountCodes),
    creditOwner: z.string(),
    description: z.string(),
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
        description: z.string(),
        asked: moneySchema,
        paid: moneySchema,
        creditCode: z.enum(accountCodes),
        creditOwner: z.string(),
      }),
    ),
    available: moneySchema,
    journalId: idSchema('jrn'),
    at: instantSchema,
  }),
);

export const settlementDeadlineReached = defineDeadlineEvent('settlement');
