import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import type { OrderState } from '../contract.ts';
import { laterOf } from './acceptance-clock.ts';
import { ignored, moved, noted, type Outcome, type Rule } from './decision.ts';
import { type Hold, isReleaseBlocked, type Order, withCondition } from './order.ts';
import { acceptanceClockOf, isForward, isTerminal, shipByOf, stateFromFacts } from './progress.ts';
import { startRelease } from './start-release.ts';
import { timeLimitsAt } from './time-limits.ts';

/** States in which a load after the last moment of shipment is too late. */
const waitsForShipment: ReadonlySet<OrderState> = new Set([
  'awaiting_supplier_confirm',
  'awaiting_deposit',
  'in_production',
  'fully_funded',
]);

/** New facts move an order along as far as they reach; beyond delivery they are only noted. */
const progress = (order: Order, note: string): Outcome =>
  isForward(order.state) ? moved(order, stateFromFacts(order), note) : noted(order, note);

const withoutRetraction = (holds: readonly Hold[]): readonly Hold[] =>
  holds.filter((hold) => hold.reason !== 'load_retracted');

/** A new load ends the stop of a retracted one: a release that waited for it goes on at once. */
const reload = (order: Order, now: Instant): Outcome => {
  const note = `Loaded anew on ${order.onBoard?.vesselOrFlight}; the stop is over.`;
  if (order.state === 'shipped') return noted({ ...order, clock: acceptanceClockOf(order, now) }, note);
  if ((order.state === 'accepted' || order.state === 'auto_accepted') && !isReleaseBlocked(order)) {
    return startRelease(order, now, note);
  }
  return progress(order, note);
};

/** The goods were observed on board. Only the first load counts, or one that comes after a retraction. */
export const decideOnBoard: Rule<'on_board'> = (order, event, now) => {
  if (order.retractedEventIds.includes(event.carrierEventId)) return ignored('This load was taken back.');
  if (order.onBoard && !order.onBoard.isRetracted) return ignored('The goods are on board already.');
  if (!order.onBoard && waitsForShipment.has(order.state) && event.occurredAt >= shipByOf(order)) {
    if (order.lateOnBoardAt) return ignored('The late load is known.');
    return noted(
      { ...order, lateOnBoardAt: event.occurredAt },
      'Loaded after the last moment of shipment: this does not count, the buyer is refunded.',
    );
  }
  const { occurredAt, carrierEventId, vesselOrFlight } = event;
  const loaded: Order = {
    ...withCondition(order, { trigger: 'on_board', eventId: event.causeId, satisfiedAt: now }),
    onBoard: { occurredAt, carrierEventId, vesselOrFlight, isRetracted: false },
    holds: withoutRetraction(order.holds),
  };
  if (order.onBoard) return reload(loaded, now);
  const isUninspected = order.state === 'in_production' && order.terms.inspectionAql !== undefined;
  return progress(
    loaded,
    isUninspected
      ? `On board ${vesselOrFlight} before the agreed inspection was reported.`
      : `On board ${vesselOrFlight}.`,
  );
};

/** Nothing is undone that has happened: what has not been released yet is stopped until the goods are loaded again. */
export const decideRetracted: Rule<'on_board_retracted'> = (order, event, now) => {
  if (order.retractedEventIds.includes(event.retractedEventId)) return ignored('The retraction is known.');
  const known = { ...order, retractedEventIds: [...order.retractedEventIds, event.retractedEventId] };
  if (order.onBoard?.carrierEventId !== event.retractedEventId) {
    return noted(known, 'A load was taken back that this order does not rest on.');
  }
  const checkAfter = addDuration(now, { days: timeLimitsAt(order.placedAt).holdCheckDays });
  const isPastRelease = order.state === 'releasing' || isTerminal(order.state);
  const hold: Hold = {
    reason: 'load_retracted',
    detail: isPastRelease
      ? 'The carrier took its load event back after the release was asked for: what was released stays released, an operator looks into it.'
      : 'The carrier took its load event back: nothing is released until the goods are observed on board again.',
    owner: isPastRelease ? 'operator' : 'carrier',
    placedAt: now,
    nextCheckAt: laterOf(checkAfter, shipByOf(order)),
  };
  return noted(
    {
      ...known,
      onBoard: { ...order.onBoard, isRetracted: true },
      // A load that was taken back is no condition of any release to come.
      conditions: order.conditions.filter(({ trigger }) => trigger !== 'on_board'),
      holds: [...order.holds, hold],
    },
    'The carrier took its load event back.',
  );
};

/** The goods were observed at the port or place of destination. */
export const decideArrived: Rule<'arrived'> = (order, event, now) => {
  if (order.arrivedAt !== undefined) return ignored('The arrival is known.');
  return progress(
    {
      ...withCondition(order, { trigger: 'arrived', eventId: event.causeId, satisfiedAt: now }),
      arrivedAt: event.occurredAt,
    },
    'Arrived at destination.',
  );
};

/** The goods were observed at the buyer's door. */
export const decideDelivered: Rule<'delivered'> = (order, event, now) => {
  if (order.deliveredAt !== undefined) return ignored('The delivery is known.');
  return progress(
    {
      ...withCondition(order, { trigger: 'delivered', eventId: event.causeId, satisfiedAt: now }),
      deliveredAt: event.occurredAt,
    },
    'Delivered to the consignee.',
  );
};

/** The transport document is there: the house bill of lading, or the air waybill, was issued. */
export const decideDocuments: Rule<'documents_presented'> = (order, event, now) =>
  order.conditions.some(({ trigger }) => trigger === 'documents_presented')
    ? ignored('The transport document is known.')
    : noted(
        withCondition(order, { trigger: 'documents_presented', eventId: event.causeId, satisfiedAt: now }),
        `The transport document was issued on ${event.presentedAt}.`,
      );
