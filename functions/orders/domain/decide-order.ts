import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { compareMoney, isPositiveMoney } from '../../../shared/kernel/money.ts';
import type { OrderState } from '../contract.ts';
import { resumeClock } from './acceptance-clock.ts';
import {
  decideAccept,
  decideCancel,
  decideConfirm,
  decideConfirmProduction,
  decideDecline,
  decideExtendAcceptance,
  decideExtendShipment,
  decideOpenDispute,
  decidePark,
  decideReadiness,
  decideReportProduction,
  decideResolve,
} from './decide-commands.ts';
import { decideDeadline } from './decide-deadline.ts';
import {
  decideChargedBack,
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
import {
  decideArrived,
  decideDelivered,
  decideDocuments,
  decideOnBoard,
  decideRetracted,
} from './decide-shipping.ts';
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
import { askMilestones } from './milestone-release.ts';
import { heldOf, type Order, releasableOf, withCondition } from './order.ts';
import { acceptanceClockOf, deadlineOf, isTerminal } from './progress.ts';
import { timeLimitsAt } from './time-limits.ts';
import { orderTransitions } from './transitions.ts';

/** Lines of history that an order keeps; the oldest notes go first, moves are few. */
export const timelineMax = 300;

/** Holds that rest on a dispute and end with the last one. */
const disputeHolds: ReadonlySet<string> = new Set(['freeze_refused', 'dispute_stuck']);

/** A dispute ended: the clock goes on, the agreed refund is remembered; a refund of everything ends the order. */
const decideCloseDispute: Rule<'close_dispute'> = (order, event, now) => {
  const disputes = order.disputes.filter(({ disputeId }) => disputeId !== event.disputeId);
  if (disputes.length === order.disputes.length) return ignored('The dispute is not open on this order.');
  const isLast = disputes.length === 0;
  const closed: Order = {
    ...order,
    disputes,
    // The clock goes on with what was left when no dispute stops it any more.
    clock: order.clock && isLast ? resumeClock(order.clock, now) : order.clock,
    holds: isLast ? order.holds.filter((hold) => !disputeHolds.has(hold.reason)) : order.holds,
  };
  const note = `The dispute was ${event.outcome}.`;
  if (isPositiveMoney(event.refund)) {
    const isEverything = compareMoney(event.refund, heldOf(order)) >= 0;
    const isBeforeAcceptance = order.state === 'shipped' || order.state === 'delivered';
    if (isEverything && isBeforeAcceptance && isLast) return moved(closed, 'refunding', note);
    const pending = { ...notAsked, source: event.disputeId, amount: event.refund };
    return noted({ ...closed, pendingRefunds: [...closed.pendingRefunds, pending] }, note);
  }
  if (order.state !== 'releasing' || !isPositiveMoney(releasableOf(closed))) return noted(closed, note);
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
    case 'report_production':
      return decideReportProduction(order, event, now);
    case 'confirm_production':
      return decideConfirmProduction(order, event, now);
    case 'extend_acceptance':
      return decideExtendAcceptance(order, event, now);
    case 'extend_shipment':
      return decideExtendShipment(order, event, now);
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
    case 'charged_back':
      return decideChargedBack(order, event, now);
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
    case 'documents_presented':
      return decideDocuments(order, event, now);
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
    ...(endsDispute
      ? before.disputes.map(({ disputeId }) => ({ kind: 'lapse_dispute', disputeId }) as const)
      : []),
    ...(givesCreditBack && before.creditSampleId
      ? [{ kind: 'reinstate_credit', sampleId: before.creditSampleId } as const]
      : []),
  ];
};

const enter = (order: Order, to: OrderState, now: Instant): Order => {
  // Silence to the end of its time is a condition of the release as well as a word.
  const silent =
    to === 'auto_accepted' && order.deadline
      ? withCondition(order, {
          trigger: 'auto_accepted',
          eventId: `${order.orderId}#${order.deadline.name}#${order.deadline.dueAt}`,
          satisfiedAt: now,
        })
      : order;
  const entered: Order = { ...silent, state: to, enteredAt: now, checkAt: checkAtEntry(order, to, now) };
  if (to === 'shipped' || to === 'delivered') {
    const keepsClock = order.state === 'parked' && order.clock !== undefined && to === order.parkedFrom;
    return keepsClock ? entered : { ...entered, clock: acceptanceClockOf(entered, now) };
  }
  if (to === 'refunding' || isTerminal(to)) {
    return {
      ...entered,
      disputes: [],
      pendingRefunds: [],
      clock: undefined,
      milestoneRelease: undefined,
      milestoneDeadline: undefined,
    };
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
  const recorded: Order = { ...entered, timeline: [...entered.timeline, line].slice(-timelineMax) };
  const milestones = askMilestones(recorded, now);
  const after = milestones?.order ?? recorded;
  const requests = [
    ...(outcome.requests ?? []),
    ...(isMove ? requestsAtEntry(outcome.order, to) : []),
    ...(milestones?.requests ?? []),
  ];
  return {
    kind: isMove ? 'moved' : 'noted',
    order: { ...after, deadline: deadlineOf(after) },
    requests,
  };
};
