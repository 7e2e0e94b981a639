import { businessDateIn } from '../../../shared/kernel/business-date.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { clearDeadline, setDeadline } from '../../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { payoutRequested } from '../../payments/contract.ts';
import { invoiceDisputeMoved } from '../contract.ts';
import type { Pool } from '../domain/pool.ts';
import type { AuditedCharge } from '../domain/tariff/audit-invoice.ts';
import {
  type DisputeOutcome,
  decideDispute,
  type InvoiceDispute,
  openDispute,
} from '../domain/tariff/invoice-dispute.ts';
import { invoicePolicyOn } from '../domain/tariff/invoice-policy.ts';
import { freightPayableCode, house, payable } from './collect-freight.ts';

/** Name of the deadline by which a dispute has to have ended. */
export const disputeDeadline = 'invoice_dispute';

/** The rules for invoices on the day of an instant, UTC. */
export const invoicePolicyAt = (now: Instant) => invoicePolicyOn(businessDateIn(now, 'Etc/UTC'));

const disputeEvent = (pool: Pool, dispute: InvoiceDispute): OutgoingEvent => ({
  ...invoiceDisputeMoved.create({
    subject: dispute.disputeId,
    sequence: dispute.state === 'open' ? 1 : 2,
    data: {
      disputeId: dispute.disputeId,
      poolId: pool.poolId,
      state: dispute.state,
      amount: formatMoney(dispute.amount),
      lines: dispute.lines.map((line) => ({
        ...line,
        quoted: formatMoney(line.quoted),
        invoiced: formatMoney(line.invoiced),
        disputed: formatMoney(line.disputed),
      })),
      dueAt: dispute.dueAt,
      reason: dispute.reason,
    },
  }),
  correlationId: pool.correlationId,
});

/** Holds these lines back: the pool with its dispute, the deadline for an answer and the event; nothing without lines. */
export const disputeLines = (
  store: Store,
  pool: Pool,
  lines: readonly AuditedCharge[],
  now: Instant,
): { readonly pool: Pool; readonly effect: Effect } => {
  if (lines.length === 0) return { pool, effect: {} };
  const { currency } = pool.sailing.tariff;
  const dispute = openDispute(pool.poolId, lines, currency, invoicePolicyAt(now), now);
  const deadline = setDeadline(store, {
    subject: pool.poolId,
    name: disputeDeadline,
    dueAt: dispute.dueAt,
    correlationId: pool.correlationId,
  });
  const disputed = { ...pool, dispute };
  return { pool: disputed, effect: { writes: [deadline], events: [disputeEvent(disputed, dispute)] } };
};

/**
 * Ends a dispute. What an operator accepts the house bears, never a shipper above its quote: a payable of its own, and the
 * carrier is paid when it has come in. Credited and refused lines are owed by nobody. Undefined when none is open.
 */
export const endDispute = (
  store: Store,
  pool: Pool,
  outcome: DisputeOutcome,
  reason: string,
  now: Instant,
): { readonly pool: Pool; readonly effect: Effect } | undefined => {
  if (pool.dispute?.state !== 'open') return undefined;
  const dispute = decideDispute(pool.dispute, outcome, reason, now);
  const ended = { ...pool, dispute };
  const effect = {
    writes: [clearDeadline(store, pool.poolId, disputeDeadline)],
    events: [disputeEvent(ended, dispute)],
  };
  if (outcome !== 'accepted') return { pool: ended, effect };
  const { share, event } = payable(
    pool,
    { id: pool.poolId, name: 'accepted_invoice_lines', debtorId: house, amount: dispute.amount },
    `Disputed freight, accepted, ${pool.sailing.voyage}`,
  );
  return {
    pool: { ...ended, dispute: { ...dispute, share } },
    effect: { ...effect, events: [...effect.events, { ...event, correlationId: pool.correlationId }] },
  };
};

/** Pays the carrier what was accepted of a dispute, once that money has come in. */
export const payAcceptedLines = (
  pool: Pool,
  reference: string,
): { readonly pool: Pool; readonly events: readonly OutgoingEvent[] } | undefined => {
  const { dispute } = pool;
  if (dispute?.share?.reference !== reference) return undefined;
  if (dispute.payoutId !== undefined) return { pool, events: [] };
  const payoutId = deterministicId('pot', pool.poolId, dispute.disputeId);
  const event = payoutRequested.create({
    subject: payoutId,
    data: {
      payoutId,
      purpose: 'freight',
      beneficiaryId: 'partner:carrier',
      amount: formatMoney(dispute.amount),
      debitCode: freightPayableCode,
      debitOwner: pool.poolId,
      description: `Freight ${pool.sailing.voyage}, disputed lines`,
      references: { poolId: pool.poolId, disputeId: dispute.disputeId },
    },
  });
  return {
    pool: { ...pool, dispute: { ...dispute, payoutId } },
    events: [{ ...event, correlationId: pool.correlationId }],
  };
};
