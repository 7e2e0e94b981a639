import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, type Duration, type Instant } from '../../../shared/kernel/instant.ts';
import { isPositiveMoney } from '../../../shared/kernel/money.ts';
import type { OrderRequest } from './decision.ts';
import { type EscrowAsk, type Order, type PendingRefund, releasableOf } from './order.ts';

/** Times that escrow is asked for the same thing before the order is parked for an operator. */
export const askTriesMax = 5;

/** Nothing asked yet. */
export const notAsked: EscrowAsk = { attempt: 1, tries: 0 };

/** How soon the machine is expected to have asked; after that the deadline asks in its place. */
export const firstCheck: Duration = { hours: 1 };
/** How long an answer may take before the same question is asked again. */
export const answerCheck: Duration = { days: 3 };
/** How soon after a refusal it is asked anew: refusals by an unfreeze still under way pass quickly. */
export const refusalCheck: Duration = { minutes: 15 };

/** Id of the release that is being asked for: the same until escrow refuses it. */
export const releaseIdOf = (order: Order): string =>
  deterministicId('rel', order.orderId, String(order.release.attempt));
/** Id of the refund that is being asked for. */
export const refundIdOf = (order: Order): string =>
  deterministicId('rfd', order.orderId, String(order.refund.attempt));
/** Id of the refund of a disputed share. */
export const shareRefundIdOf = (pending: PendingRefund): string =>
  deterministicId('rfd', pending.disputeId, String(pending.attempt));

/** A request, and the order that remembers having made it. */
export interface Asked {
  readonly order: Order;
  readonly requests: readonly OrderRequest[];
}

const triggerOf = (order: Order): string => {
  if (order.disputeIds.length > 0 && order.release.attempt > 1) return 'dispute_closed';
  return order.timeline.some((entry) => entry.to === 'auto_accepted') ? 'auto_accepted' : 'accepted';
};

/** Asks for the release of all that nobody lays claim to; with nothing to release it asks nothing and looks again later. */
export const askRelease = (order: Order, now: Instant): Asked => {
  const checkAt = addDuration(now, answerCheck);
  if (!isPositiveMoney(releasableOf(order))) return { order: { ...order, checkAt }, requests: [] };
  return {
    order: { ...order, checkAt, release: { ...order.release, tries: order.release.tries + 1 } },
    requests: [{ kind: 'release', releaseId: releaseIdOf(order), trigger: triggerOf(order) }],
  };
};

/** Asks for everything that was not released to go back to the buyer. */
export const askRefund = (order: Order, reason: string, now: Instant): Asked => ({
  order: {
    ...order,
    checkAt: addDuration(now, answerCheck),
    refund: { ...order.refund, tries: order.refund.tries + 1 },
  },
  requests: [{ kind: 'refund', refundId: refundIdOf(order), reason }],
});

/** Asks for the refund that a dispute ended with. */
export const askShareRefund = (order: Order, pending: PendingRefund): Asked => ({
  order: { ...order, pendingRefund: { ...pending, tries: pending.tries + 1 } },
  requests: [
    {
      kind: 'refund',
      refundId: shareRefundIdOf(pending),
      amount: pending.amount,
      reason: `dispute ${pending.disputeId}`,
    },
  ],
});

/** The next id for a question that was refused, or answered while more remains to be asked. */
export const nextAttempt = (ask: EscrowAsk): EscrowAsk => ({ attempt: ask.attempt + 1, tries: ask.tries });
