import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, type Duration, type Instant } from '../../../shared/kernel/instant.ts';
import { isPositiveMoney, minMoney } from '../../../shared/kernel/money.ts';
import type { OrderRequest } from './decision.ts';
import { lateDamagesOf } from './late-damages.ts';
import {
  type EscrowAsk,
  heldOf,
  lateDelivery,
  type Order,
  type PendingRefund,
  releasableOf,
} from './order.ts';

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
/** Id of the refund of a disputed share, or of damages for late delivery. */
export const shareRefundIdOf = (order: Order, pending: PendingRefund): string =>
  pending.source === lateDelivery
    ? deterministicId('rfd', order.orderId, lateDelivery, String(pending.attempt))
    : deterministicId('rfd', pending.source, String(pending.attempt));

/** A request, and the order that remembers having made it. */
export interface Asked {
  readonly order: Order;
  readonly requests: readonly OrderRequest[];
}

/** Disputes that are over: their shares are free, also where escrow has not heard of the end. */
export const endedDisputesOf = (order: Order): readonly string[] =>
  order.disputeIds.filter((id) => !order.disputes.some(({ disputeId }) => disputeId === id));

const triggerOf = (order: Order): string => {
  if (order.conditions.some(({ trigger }) => trigger === 'operator')) return 'operator';
  if (endedDisputesOf(order).length > 0 && order.release.attempt > 1) return 'dispute_closed';
  return order.timeline.some((entry) => entry.to === 'auto_accepted') ? 'auto_accepted' : 'accepted';
};

/** Asks for the release of all that nobody lays claim to; with nothing to release it asks nothing and looks again later. */
export const askRelease = (order: Order, now: Instant): Asked => {
  const checkAt = addDuration(now, answerCheck);
  if (!isPositiveMoney(releasableOf(order))) return { order: { ...order, checkAt }, requests: [] };
  const sequence = order.entries + 1;
  return {
    order: {
      ...order,
      checkAt,
      entries: sequence,
      release: { ...order.release, tries: order.release.tries + 1 },
    },
    requests: [
      {
        kind: 'release',
        releaseId: releaseIdOf(order),
        trigger: triggerOf(order),
        conditions: order.conditions,
        sequence,
        endedDisputeIds: endedDisputesOf(order),
      },
    ],
  };
};

/**
 * Nets damages for late delivery: before the first release after the delay is known they go back to the buyer out of what is
 * held, at most all of it. Undefined when there are none, or they were asked for before.
 */
export const askLateDamages = (order: Order): Asked | undefined => {
  if (order.lateDamages) return undefined;
  const damages = lateDamagesOf(order);
  const free = releasableOf(order);
  if (!damages || !isPositiveMoney(free)) return undefined;
  const lateDamages = { days: damages.days, amount: minMoney(damages.amount, free) };
  const pending: PendingRefund = { ...notAsked, source: lateDelivery, amount: lateDamages.amount };
  const noted: Order = { ...order, lateDamages, pendingRefunds: [...order.pendingRefunds, pending] };
  return askShareRefund(noted, pending);
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
  order: replacePending(order, pending, { ...pending, tries: pending.tries + 1 }),
  requests: [
    {
      kind: 'refund',
      refundId: shareRefundIdOf(order, pending),
      amount: minMoney(pending.amount, heldOf(order)),
      reason: pending.source === lateDelivery ? lateDelivery : `dispute ${pending.source}`,
    },
  ],
});

/** The order with one of its pending refunds in another shape, or gone. */
export const replacePending = (
  order: Order,
  { source }: PendingRefund,
  after: PendingRefund | undefined,
): Order => ({
  ...order,
  pendingRefunds: order.pendingRefunds.flatMap((one) => {
    if (one.source !== source) return [one];
    return after ? [after] : [];
  }),
});

/** The next id for a question that was refused, or answered while more remains to be asked. */
export const nextAttempt = (ask: EscrowAsk): EscrowAsk => ({ attempt: ask.attempt + 1, tries: ask.tries });
