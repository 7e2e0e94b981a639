import { z } from 'zod';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import { accountCodes } from '../ledger/contract.ts';
import { companyClaimSteps, lenderParts, waterfallSteps } from './contract.ts';
import { taxCategories } from './domain/legal-entity.ts';
import { reserveReasons } from './domain/reserve-rates.ts';
import { settlementStates } from './domain/transitions.ts';
import { claimSteps } from './domain/waterfall.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));
const amount = z.object({ currency: z.string(), amountMinor: z.bigint() });

const line = z.object({
  step: z.enum(waterfallSteps),
  claimId: z.string().optional(),
  debtId: z.string().optional(),
  description: z.string(),
  asked: amount,
  paid: amount,
  creditCode: z.enum(accountCodes),
  creditOwner: z.string(),
  parts: z.array(z.object({ part: z.enum(lenderParts), asked: amount, paid: amount })).optional(),
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
  parts: z.array(z.object({ part: z.enum(lenderParts), amount })).optional(),
  /** The order pays no more: what was missing is a debt of its seller now. */
  isCarried: z.boolean().default(false),
});
export type ClaimOnOrder = z.output<typeof claimRow>;

/** How many claims an order has; its version guards the waterfall against a claim that arrives meanwhile. */
export const claimHeadRow = z.object({
  claims: z.int(),
  /** The last release is gone: a claim that comes now is a debt of the seller from the start. */
  isOver: z.boolean().default(false),
});
export type ClaimHead = z.output<typeof claimHeadRow>;

/** What settlement knows of a seller. */
export const sellerRow = z.object({
  isVerified: z.boolean(),
  settledTrades: z.int(),
  disputesLost: z.int().default(0),
  chargedBackAt: instant.optional(),
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
  reason: z.enum(reserveReasons).default('new_seller'),
  /** When it is expected to fall free. */
  releaseAt: instant,
  state: z.enum(['held', 'released']),
  releasedAt: instant.optional(),
  /** Part of it that paid what the seller owed when it fell free. */
  recovered: amount.optional(),
});
export type Reserve = z.output<typeof reserveRow>;

const debt = z.object({
  debtId: z.string(),
  claimId: z.string(),
  step: z.enum(companyClaimSteps),
  amount,
  paid: amount,
  creditCode: z.enum(accountCodes),
  creditOwner: z.string(),
  description: z.string(),
  registeredAt: instant,
});

/** What a company owes out of its proceeds in one currency; one row, so that no release can miss or pay twice what is in it. */
export const debtsRow = z.object({ open: z.array(debt) });
export type Debts = z.output<typeof debtsRow>;

/** A claim on a company as it was registered; what is left of it stands in the debts. */
export const companyClaimRow = z.object({
  claimId: z.string(),
  step: z.enum(companyClaimSteps),
  amount,
  creditCode: z.enum(accountCodes),
  creditOwner: z.string(),
});
export type CompanyClaim = z.output<typeof companyClaimRow>;

/** Who a company is, for invoices. */
export const companyRow = z.object({ name: z.string(), country: z.string(), registrationNumber: z.string() });
export type Company = z.output<typeof companyRow>;

/** Whether the terms of an order leave time to produce the goods. */
export const orderKindRow = z.object({ isFromStock: z.boolean() });

/** Whether a consignment of an order travels in a pool of the house. */
export const carriageRow = z.object({ isHouse: z.boolean() });

/** A fee that was given back. */
export const reversalRow = z.object({
  reversalId: z.string(),
  settlementId: z.string(),
  sellerId: z.string(),
  net: amount,
  tax: amount,
  /** Of both, what was never taken: the seller's debt is less by it. */
  offDebt: amount.optional(),
  reason: z.string(),
  at: instant,
});
export type Reversal = z.output<typeof reversalRow>;

/** How much of a settlement's fee was given back or is no longer owed. */
export const reversedRow = z.object({ net: amount, tax: amount });
export type Reversed = z.output<typeof reversedRow>;

const party = z.object({ name: z.string(), lines: z.array(z.string()) });

/** An invoice or credit note for a fee of ours; never changed once it has its number. */
export const invoiceRow = z.object({
  invoiceId: z.string(),
  kind: z.enum(['invoice', 'credit_note']),
  number: z.string(),
  companyId: z.string(),
  settlementId: z.string(),
  /** The order or sample that the fee is about. */
  subject: z.string(),
  issuer: party,
  customer: party,
  description: z.string(),
  /** The invoice that a credit note corrects. */
  corrects: z.string().optional(),
  suppliedOn: z.string(),
  issuedOn: z.string(),
  issuedAt: instant,
  net: amount,
  tax: amount,
  total: amount,
  taxCategory: z.enum(taxCategories),
  /** Decimal, e.g. "0.21". */
  taxRate: z.string(),
  taxNote: z.string(),
  paidOutOfRelease: amount,
});
export type Invoice = z.output<typeof invoiceRow>;

/** Last number of a series. */
export const seriesRow = z.object({ last: z.int() });

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
