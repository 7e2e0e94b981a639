import { z } from 'zod';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import type { Application, Consent } from './domain/application.ts';
import type { Fact } from './domain/facts.ts';
import type { Loan } from './domain/loan.ts';
import { applicationStates, loanStates } from './domain/transitions.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));
const money = z.object({ currency: z.string(), amountMinor: z.bigint() });
const reason = z.object({ code: z.string(), text: z.string() });

const factBase = { factId: z.string(), at: instant, recordedAt: instant };
const valued = { ...factBase, counterpartyId: z.string(), amount: money };

/** A fact as stored; never changed. */
export const factRow: z.ZodType<Fact> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('registered'), ...factBase }),
  z.object({ kind: z.literal('settled'), ...valued }),
  z.object({ kind: z.literal('refunded'), ...valued }),
  z.object({ kind: z.literal('disputed'), ...valued }),
  z.object({ kind: z.literal('order_closed'), ...factBase, counterpartyId: z.string() }),
  z.object({ kind: z.literal('shipped'), ...factBase, isOnTime: z.boolean() }),
  z.object({ kind: z.literal('loan_overdue'), ...factBase, loanId: z.string() }),
  z.object({ kind: z.literal('loan_repaid'), ...factBase, loanId: z.string(), daysLate: z.number() }),
]);

/** What the house last said of a company; the version serialises the facts of one company. */
export const profileRow = z.object({ limits: z.record(z.string(), z.bigint()) });
export type ProfileRow = z.output<typeof profileRow>;

/** An order as credit knows it. */
export const orderRow = z.object({
  orderId: z.string(),
  buyerId: z.string(),
  supplierId: z.string(),
  state: z.string(),
  escrowId: z.string(),
  deposit: money,
  balance: money,
});
export type OrderRow = z.output<typeof orderRow>;

/** An instalment that can be paid. */
export const payableRow = z.object({
  payableId: z.string(),
  subject: z.string(),
  debtorId: z.string(),
  amount: money,
  reference: z.string(),
});
export type PayableRow = z.output<typeof payableRow>;

export const consentRow: z.ZodType<Consent> = z.object({
  consentId: z.string(),
  subjectCompanyId: z.string(),
  partnerId: z.string(),
  dataClasses: z.array(z.string()),
  state: z.enum(['granted', 'revoked', 'expired']),
  expiresAt: instant,
});

export const applicationRow: z.ZodType<Application> = z.object({
  applicationId: z.string(),
  companyId: z.string(),
  product: z.literal('deferred_payment'),
  orderId: z.string(),
  supplierId: z.string(),
  payableId: z.string(),
  paymentReference: z.string(),
  amount: money,
  tenorDays: z.number(),
  state: z.enum(applicationStates),
  offers: z.array(
    z.object({
      offerId: z.string(),
      requestId: z.string(),
      lenderId: z.string(),
      consentId: z.string(),
      state: z.enum(['asked', 'offered', 'declined', 'invalid', 'accepted', 'released']),
      annualRate: z.string().optional(),
      interest: money.optional(),
      fee: money.optional(),
      total: money.optional(),
      apr: z.string().optional(),
      isFirm: z.boolean().optional(),
      expiresAt: instant.optional(),
      reasons: z.array(reason).optional(),
    }),
  ),
  snapshot: z.object({
    asOf: instant,
    features: z.record(z.string(), z.string()),
    score: z.string(),
    modelVersion: z.string(),
    hash: z.string(),
    reasons: z.array(reason),
  }),
  closesAt: instant,
  loanId: z.string().optional(),
  correlationId: z.string(),
});

export const loanRow: z.ZodType<Loan> = z.object({
  loanId: z.string(),
  applicationId: z.string(),
  borrowerId: z.string(),
  lenderId: z.string(),
  orderId: z.string(),
  payableId: z.string(),
  paymentReference: z.string(),
  principal: money,
  interest: money,
  fee: money,
  annualRate: z.string(),
  tenorDays: z.number(),
  state: z.enum(loanStates),
  fundsSentAt: instant.optional(),
  payablePaidAt: instant.optional(),
  fundingDeadlines: z.number(),
  drawnAt: instant.optional(),
  dueAt: instant.optional(),
  suspensions: z.array(
    z.object({ disputeId: z.string(), share: z.string(), since: instant, until: instant.optional() }),
  ),
  repaymentPayableId: z.string(),
  received: money.optional(),
  refunded: money.optional(),
  recovered: money.optional(),
  collected: money.optional(),
  paidOn: money.optional(),
  repaidAt: instant.optional(),
  late: z
    .object({
      payableId: z.string(),
      amount: money,
      paidAt: instant.optional(),
      waivedAt: instant.optional(),
    })
    .optional(),
  writtenOffAt: instant.optional(),
  payoutId: z.string(),
  reason: z.string().optional(),
  hold: z.object({ reason: z.string(), owner: z.literal('operator'), since: instant }).optional(),
  correlationId: z.string(),
});

/** A refund claim as credit knows it. */
export const claimRow = z.object({
  claimId: z.string(),
  companyId: z.string(),
  orderId: z.string(),
  state: z.string(),
  expectedRefund: money,
});
export type ClaimRow = z.output<typeof claimRow>;

/** The money of a refund claim: one row, so that an advance and the refund itself can never pass each other unseen. */
export const claimMoneyRow = z.object({
  claimId: z.string(),
  companyId: z.string(),
  /** `unadvanced`: the refund came and there was no advance. */
  state: z.enum(['granted', 'recovered', 'recourse', 'unadvanced']),
  advanceId: z.string().optional(),
  amount: money,
  /** Advance and fee owed after a rejection. */
  recourse: money.optional(),
  fee: money.optional(),
  grantedAt: instant,
});
export type ClaimMoneyRow = z.output<typeof claimMoneyRow>;

export const instantRow = z.object({ at: instant });
/** When goods came on board, and by which event of the carrier. */
export const onBoardRow = z.object({ at: instant, carrierEventId: z.string().optional() });
export const loanLinkRow = z.object({ loanId: z.string() });
export const applicationLinkRow = z.object({ applicationId: z.string() });
