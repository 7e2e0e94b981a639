import { z } from 'zod';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import { accountCodes } from '../ledger/contract.ts';
import { waterfallSteps } from './contract.ts';
import { settlementStates } from './domain/transitions.ts';
import { claimSteps } from './domain/waterfall.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));
const amount = z.object({ currency: z.string(), amountMinor: z.bigint() });

const line = z.object({
  step: z.enum(waterfallSteps),
  claimId: z.string().optional(),
  description: z.string(),
  asked: amount,
  paid: amount,
  creditCode: z.enum(accountCodes),
  creditOwner: z.string(),
});

/** A release on its way to the seller. */
export const settlementRow = z.object({
  settlementId: z.string(),
  releaseId: z.string(),
  /** The reservation in the ledger that the waterfall resolves. */
  pendingId: z.string(),
  escrowId: z.string(),
  kind: z.enum(['order', 'sample']),
  /** orderId or sampleId. */
  subject: z.string(),
  sellerId: z.string(),
  buyerId: z.string(),
  /** Total of the escrow, which decides the band of the fee. */
  dealTotal: amount,
  amount,
  trigger: z.string(),
  state: z.enum(settlementStates),
  lines: z.array(line),
  available: amount.optional(),
  journalId: z.string().optional(),
  settledAt: instant.optional(),
  /** Why it waits for an operator, and when it is tried again. */
  parked: z.object({ reason: z.string(), owner: z.literal('operator'), nextTryAt: instant }).optional(),
});
export type Settlement = z.output<typeof settlementRow>;

/** A parked settlement in the list of the operators. */
export const parkedRow = z.object({ settlementId: z.string() });

/** A claim on the proceeds of an order, and how much of it was paid. */
export const claimRow = z.object({
  claimId: z.string(),
  orderId: z.string(),
  sellerId: z.string(),
  step: z.enum(claimSteps),
  amount,
  paid: amount,
  creditCode: z.enum(accountCodes),
  creditOwner: z.string(),
  description: z.string(),
});
export type ClaimOnOrder = z.output<typeof claimRow>;

/** How many claims an order has; its version guards the waterfall against a claim that arrives meanwhile. */
export const claimHeadRow = z.object({ claims: z.int() });

/** What settlement knows of a seller. */
export const sellerRow = z.object({
  isVerified: z.boolean(),
  settledTrades: z.int(),
  /** Version of the company at the verification last heard of; older news is ignored. */
  verifiedSequence: z.int(),
});
export type Seller = z.output<typeof sellerRow>;

/** Money held back of a seller until a date. */
export const reserveRow = z.object({
  settlementId: z.string(),
  sellerId: z.string(),
  subject: z.string(),
  amount,
  releaseAt: instant,
  state: z.enum(['held', 'released']),
});
export type Reserve = z.output<typeof reserveRow>;

/** A payout of a company as payments last told of it. */
export const payoutRow = z.object({
  payoutId: z.string(),
  amount,
  state: z.enum(['held', 'sent', 'confirmed', 'returned', 'refused']),
});

/** A statement that was issued: its number and what it added up to. The lines are the ledger's, which never change. */
export const statementRow = z.object({
  number: z.int(),
  companyId: z.string(),
  currency: z.string(),
  from: z.string(),
  to: z.string(),
  opening: amount,
  closing: amount,
  lines: z.int(),
  linesHash: z.string(),
  issuedAt: instant,
});
export type Statement = z.output<typeof statementRow>;

/** Last statement number of a company. */
export const statementHeadRow = z.object({ last: z.int() });
