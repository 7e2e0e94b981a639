import type { Instant } from '../../../shared/kernel/instant.ts';
import { clearDeadline, setDeadline } from '../../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { tellTogether, travelTogether } from '../consolidated/arrival.ts';
import { arrivalNoticeIssued, deliveryOrderMoved } from '../contract.ts';
import type { Consignment } from '../domain/consignment.ts';
import {
  conditionsOf,
  decideConditions,
  decideFreeTimeOver,
  decideHandedOut,
  isWaiting,
  openDeliveryOrder,
  type ReleaseCondition,
  type ReleaseFacts,
  storageFrom,
} from '../domain/decide-delivery.ts';
import type { DeliveryOrder } from '../domain/delivery-order.ts';
import { arrivalNoticeDraft, deliveryOrderDraft } from '../domain/papers/drafts.ts';
import type { Pool } from '../domain/pool.ts';
import { audienceOf, joinEffects, referenceOf } from '../freight-effects.ts';
import type { Papers } from '../papers/issue-papers.ts';
import type { FreightRepository } from '../repository.ts';

/** Name of the deadline at the end of the free time; its subject is the consignment. */
export const freeTimeDeadline = 'free_time';

/** What delivery orders are written with. */
export interface DeliveryParts {
  readonly store: Store;
  readonly freight: FreightRepository;
  readonly papers: Papers;
}

const movedEvent = (
  consignment: Consignment,
  from: DeliveryOrder['state'] | null,
  order: DeliveryOrder,
  conditions: readonly ReleaseCondition[],
  sequence: number,
): OutgoingEvent => ({
  ...deliveryOrderMoved.create({
    subject: consignment.consignmentId,
    sequence,
    audience: audienceOf(consignment),
    data: {
      ...referenceOf(consignment),
      poolId: consignment.poolId,
      deliveryOrderNumber: order.number,
      from,
      to: order.state,
      missing: conditions.filter(({ isMet }) => !isMet).map(({ name }) => name),
      freeUntil: order.freeUntil,
      reason: order.reason,
    },
  }),
  correlationId: consignment.correlationId,
});

/** What is known of an order's release, from the rows that follow other contexts. */
export const releaseFactsOf = async (
  freight: FreightRepository,
  orderId: string,
  known: Partial<ReleaseFacts> = {},
): Promise<ReleaseFacts> => {
  const [order, entry] = [await freight.findOrder(orderId), await freight.findImportEntry(orderId)];
  return { orderState: order?.data.state, isImportReleased: entry !== undefined, ...known };
};

const write = async (
  { store, freight, papers }: DeliveryParts,
  entity: Entity<Consignment>,
  pool: Pool,
  order: DeliveryOrder,
  conditions: readonly ReleaseCondition[],
  now: Instant,
): Promise<Effect> => {
  const before = entity.data.deliveryOrder;
  const after = { ...entity.data, deliveryOrder: order };
  const hasMoved = before?.state !== order.state;
  const paper = hasMoved
    ? await papers.issue(after.consignmentId, deliveryOrderDraft(after, pool, order, conditions), now)
    : [];
  return {
    // Written in any case: of two facts that come at once, the second sees what the first has brought.
    writes: [
      freight.updateConsignment(entity, after, now),
      ...paper,
      ...(isWaiting(before) && !isWaiting(order)
        ? [clearDeadline(store, after.consignmentId, freeTimeDeadline)]
        : []),
    ],
    events: hasMoved ? [movedEvent(after, before?.state ?? null, order, conditions, entity.version + 1)] : [],
  };
};

/** Goods have arrived: the arrival notice goes out, and the delivery order is held or, when all is met already, released. */
export const openAtArrival = async (
  parts: DeliveryParts,
  entity: Entity<Consignment>,
  pool: Pool,
  arrivedAt: Instant,
  now: Instant,
): Promise<Effect> => {
  if (entity.data.deliveryOrder) return {};
  const conditions = conditionsOf(
    entity.data,
    pool,
    await releaseFactsOf(parts.freight, entity.data.orderId),
  );
  const opened = openDeliveryOrder(entity.data, pool.sailing.mode, arrivedAt);
  const decided = decideConditions(opened, conditions, now);
  // Told of in the other order: goods that are with the consignee already do not wait.
  const order = entity.data.state === 'delivered' ? decideHandedOut(decided) : decided;
  const { consignmentId, correlationId, shipper } = entity.data;
  const together = await travelTogether(parts.freight, entity.data);
  const notice = arrivalNoticeIssued.create({
    subject: consignmentId,
    // The consignee of several that arrive together is told of all of them at once.
    audience: together.length > 0 ? [shipper.companyId] : audienceOf(entity.data),
    data: {
      ...referenceOf(entity.data),
      poolId: pool.poolId,
      place: pool.sailing.portOfDischarge,
      arrivedAt,
      freeUntil: order.freeUntil,
      storageFrom: storageFrom(order),
    },
  });
  const deadline = setDeadline(parts.store, {
    subject: consignmentId,
    name: freeTimeDeadline,
    dueAt: order.freeUntil,
    correlationId,
  });
  return joinEffects([
    { events: [{ ...notice, correlationId }] },
    await tellTogether(parts.freight, together, entity.data, pool, order, now),
    await write(parts, entity, pool, order, conditions, now),
    { writes: await parts.papers.issue(consignmentId, arrivalNoticeDraft(entity.data, pool, order), now) },
    { writes: isWaiting(order) ? [deadline] : [] },
  ]);
};

/** Looks at the conditions again after one of them may have come true; `known` is what is being written right now. */
export const reviewRelease = async (
  parts: DeliveryParts,
  consignmentId: string,
  pool: Pool,
  known: Partial<ReleaseFacts>,
  now: Instant,
): Promise<Effect> => {
  const entity = await parts.freight.findConsignment(consignmentId);
  if (!entity || !isWaiting(entity.data.deliveryOrder)) return {};
  const facts = await releaseFactsOf(parts.freight, entity.data.orderId, known);
  const conditions = conditionsOf(entity.data, pool, facts);
  const order = decideConditions(entity.data.deliveryOrder, conditions, now);
  return write(parts, entity, pool, order, conditions, now);
};

/** The free time is over, or the carrier has handed the goods out: what that makes of an order that goods waited for. */
export const moveWaiting = async (
  parts: DeliveryParts,
  consignmentId: string,
  what: 'free_time_over' | 'handed_out',
  now: Instant,
): Promise<Effect> => {
  const entity = await parts.freight.findConsignment(consignmentId);
  const pool = entity && (await parts.freight.findPool(entity.data.poolId));
  if (!entity || !pool || !isWaiting(entity.data.deliveryOrder)) return {};
  const { deliveryOrder, orderId } = entity.data;
  const order = what === 'handed_out' ? decideHandedOut(deliveryOrder) : decideFreeTimeOver(deliveryOrder);
  if (order === deliveryOrder) return {};
  const conditions = conditionsOf(entity.data, pool.data, await releaseFactsOf(parts.freight, orderId));
  return write(parts, entity, pool.data, order, conditions, now);
};

/** An operator's release, as writes and events. */
export const overrideEffect = (
  parts: DeliveryParts,
  entity: Entity<Consignment>,
  pool: Pool,
  order: DeliveryOrder,
  conditions: readonly ReleaseCondition[],
  now: Instant,
): Promise<Effect> => write(parts, entity, pool, order, conditions, now);
