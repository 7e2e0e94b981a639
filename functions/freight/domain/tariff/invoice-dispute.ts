import { deterministicId } from '../../../../shared/kernel/ids.ts';
import { addDuration, type Instant } from '../../../../shared/kernel/instant.ts';
import { type Money, sumMoney } from '../../../../shared/kernel/money.ts';
import type { ShareDue } from '../dues.ts';
import type { AuditedCharge } from './audit-invoice.ts';
import type { InvoicePolicy } from './invoice-policy.ts';

export const disputeStates = ['open', 'credited', 'accepted', 'refused'] as const;
export type DisputeState = (typeof disputeStates)[number];

/** Ends of a dispute: the carrier takes the lines back, an operator accepts them, or nobody answers in time. */
export type DisputeOutcome = Exclude<DisputeState, 'open'>;

/** Lines of a carrier's invoice that were held back, because they were never quoted or are above the quote. */
export interface InvoiceDispute {
  readonly disputeId: string;
  readonly state: DisputeState;
  readonly lines: readonly AuditedCharge[];
  /** What is held back, of all lines together. */
  readonly amount: Money;
  readonly openedAt: Instant;
  /** From then on the lines are refused for good. */
  readonly dueAt: Instant;
  readonly decidedAt?: Instant | undefined;
  readonly reason?: string | undefined;
  /** What the house was asked for, when an operator has accepted the lines. */
  readonly share?: ShareDue | undefined;
  readonly payoutId?: string | undefined;
}

/** A dispute over these lines, one a pool. */
export const openDispute = (
  poolId: string,
  lines: readonly AuditedCharge[],
  currency: string,
  policy: InvoicePolicy,
  now: Instant,
): InvoiceDispute => ({
  disputeId: deterministicId('idp', poolId),
  state: 'open',
  lines,
  amount: sumMoney(
    currency,
    lines.map(({ disputed }) => disputed),
  ),
  openedAt: now,
  dueAt: addDuration(now, { days: policy.answerDays }),
});

/** The dispute with its end; one that has ended stays as it is. */
export const decideDispute = (
  dispute: InvoiceDispute,
  outcome: DisputeOutcome,
  reason: string,
  now: Instant,
): InvoiceDispute =>
  dispute.state === 'open' ? { ...dispute, state: outcome, reason, decidedAt: now } : dispute;
