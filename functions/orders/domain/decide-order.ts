import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { compareMoney, isPositiveMoney } from '../../../shared/kernel/money.ts';
import type { OrderState } from '../contract.ts';
import { resumeClock } from './acceptance-clock.ts';
import {
  decideAccept,
  decideCancel,
  decideConfirm,
  decideDecline,
  decideOpenDispute,
  decidePark,
  decideReadiness,
  decideResolve,
} from './decide-commands.ts';
import { decideDeadline } from './decide-deadline.ts';
import {
  decideEscrowOpened,
  decideFunded,
  decideOpenEscrow,
  decideRefund,
  decideRefunded,
  decideRefundShare,
  decideRefused,
  decideRelease,
  decideReleased,
} from './decide-escrow.ts';
import { decideArrived, decideDelivered, decideOnBoard, decideRetracted } from './decide-shipping.ts';
import {
  ignored,
  moved,
  noted,
  type OrderDecision,
  type OrderEvent,
  type OrderRequest,
  type Outcome,
  type Rule,
} from './decision.ts';
import { askRelease, firstCheck, nextAttempt, notAsked } from './escrow-asks.ts';
import { heldOf, type Order } from './order.ts';
import { acceptanceClockOf, deadlineOf, isTerminal } from './progress.ts';
import { timeLimitsAt } from './time-limits.ts';
import { orderTransitions } from './transitions.ts';

/** Lines of history that an order keeps; the oldest notes go first, moves are few. */
export const timelineMax = 300;

/** A dispute ended: the clock goes on, the agreed refund is remembered; a refund of everything ends the order. */
const decideCloseDispute: Rule<'close_dispute'> = (order, event, now) => {
  if (order.dispute?.disputeId !== event.disputeId) return ignored('The dispute is not open on this order.');
  const closed: Order = {
    ...order,
    dispute: undefined,
    clock: order.clock && resumeClock(order.clock, now),
    holds: order.holds.filter((hold) => hold.reason === 'load_retracted'),
  };
  const note = `The dispute was ${event.outcome}.`;
  if (isPositiveMoney(event.refund)) {
    const isEverything = compareMoney(event.refund, heldOf(order)) >= 0;
    const isBeforeAcceptance = order.state === 'shipped' || order.state === 'delivered';
    if (isEverything && isBeforeAcceptance) return moved(closed, 'refunding', note);
    const pendingRefund = { ...notAsked, disputeId: event.disputeId, amount: event.refund };
    return noted({ ...closed, pendingRefund }, note);
  }
  if (order.state !== 'releasing') return noted(closed, note);
  const asked = askRelease({ ...closed, release: nextAttempt(closed.release) }, now);
  return noted(asked.order, note, asked.requests);
};

const decideHold: Rule<'hold'> = (order, event, now) => {
  if (isTerminal(order.state)) return ignored('The order is over.');
  if (order.holds.some((hold) => hold.reason === event.reason)) return ignored('The hold is there.');
  const nextCheckAt = addDuration(now, { days: timeLimitsAt(order.placedAt).holdCheckDays });
  const hold = {
    reason: event.reason,
    detail: event.detail,
    owner: 'operator',
    placedAt: now,
    nextCheckAt,
  } as const;
  return noted({ ...order, holds: [...order.holds, hold] }, event.detail);
};

const decide = (order: Order, event: OrderEvent, now: Instant): Outcome => {
  switch (event.kind) {
    case 'confirm':
      return decideConfirm(order, event, now);
    case 'decline':
      return decideDecline(order, event, now);
    case 'cancel':
      return decideCancel(order, event, now);
    case 'report_readiness':
      return decideReadiness(order, event, now);
    case 'accept':
      return decideAccept(order, event, now);
    case 'open_dispute':
      return decideOpenDispute(order, event, now);
    case 'close_dispute':
      return decideCloseDispute(order, event, now);
    case 'resolve':
      return decideResolve(order, event, now);
    case 'park':
      return decidePark(order, event, now);
    case 'hold':
      return decideHold(order, event, now);
    case 'open_escrow':
      return decideOpenEscrow(order, event, now);
    case 'release':
      return decideRelease(order, event, now);
    case 'refund':
      return decideRefund(order, event, now);
    case 'refund_share':
      return decideRefundShare(order, event, now);
    case 'escrow_opened':
      return decideEscrowOpened(order, event, now);
    case 'instalment_funded':
      return decideFunded(order, event, now);
    case 'escrow_released':
      return decideReleased(order, event, now);
    case 'escrow_refunded':
      return decideRefunded(order, event, now);
    case 'escrow_refused':
      return decideRefused(order, event, now);
    case 'on_board':
      return decideOnBoard(order, event, now);
    case 'on_board_retracted':
      return decideRetracted(order, event, now);
    case 'arrived':
      return decideArrived(order, event, now);
    case 'delivered':
      return decideDelivered(order, event, now);
    case 'deadline':
      return decideDeadline(order, event, now);
  }
};

/** When a state that waits for a machine, for escrow or for an operator is looked at again. */
const checkAtEntry = (order: Order, to: OrderState, now: Instant): Instant | undefined => {
  if (to === 'accepted' || to === 'auto_accepted' || to === 'refunding') return addDuration(now, firstCheck);
  if (to === 'parked') return addDuration(now, { days: timeLimitsAt(order.placedAt).parkedDays });
  if (to !== 'releasing') return undefined;
  return order.release.tries > 0 ? order.checkAt : addDuration(now, firstCheck);
};

/** Requests that the entry into a state brings with it. */
const requestsAtEntry = (before: Order, to: OrderState): readonly OrderRequest[] => {
  const endsDispute = to === 'refunding' || isTerminal(to);
  const givesCreditBack = to === 'cancelled' || to === 'refunded';
  return [
    ...(endsDispute && before.dispute
      ? [{ kind: 'lapse_dispute', disputeId: before.dispute.disputeId } as const]
      : []),
    ...(givesCreditBack && before.creditSampleId
      ? [{ kind: 'reinstate_credit', sampleId: before.creditSampleId } as const]
      : []),
  ];
};

const enter = (order: Order, to: OrderState, now: Instant): Order => {
  const entered: Order = { ...order, state: to, enteredAt: now, checkAt: checkAtEntry(order, to, now) };
  if (to === 'shipped' || to === 'delivered') {
    const keepsClock = order.state === 'parked' && order.clock !== undefined && to === order.parkedFrom;
    return keepsClock ? entered : { ...entered, clock: acceptanceClockOf(entered, now) };
  }
  if (to === 'refunding' || isTerminal(to)) {
    return { ...entered, dispute: undefined, pendingRefund: undefined, clock: undefined };
  }
  return entered;
};

/**
 * Decides what an event means for an order: a total function of state, event and time. It moves only along the table of
 * transitions, keeps the one deadline in step with the facts, and writes the history.
 * InvariantViolation `orders.unlisted_transition`, `orders.more_out_than_in`.
 */
export const decideOrder = (before: Order, event: OrderEvent, now: Instant): OrderDecision => {
  const outcome = decide(before, event, now);
  if (outcome.kind !== 'change') return outcome;
  const { to } = outcome;
  const isMove = to !== before.state;
  if (isMove) {
    const allowed = orderTransitions[before.state][event.kind] ?? [];
    invariant(allowed.includes(to), 'orders.unlisted_transition', {
      from: before.state,
      event: event.kind,
      to,
    });
  }
  invariant(heldOf(outcome.order).amountMinor >= 0n, 'orders.more_out_than_in', { orderId: before.orderId });
  const entered = isMove ? enter(outcome.order, to, now) : outcome.order;
  const line = {
    at: now,
    from: before.state,
    to,
    what: event.kind,
    causeId: event.causeId,
    note: outcome.note,
  };
  const after: Order = { ...entered, timeline: [...entered.timeline, line].slice(-timelineMax) };
  const requests = [...(outcome.requests ?? []), ...(isMove ? requestsAtEntry(outcome.order, to) : [])];
  return {
    kind: isMove ? 'moved' : 'noted',
    order: { ...after, deadline: deadlineOf(after) },
    requests,
  };
};
