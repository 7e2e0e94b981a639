import type { Instant } from '../../../shared/kernel/instant.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { goodsArrived, goodsDelivered, goodsOnBoard, goodsOnBoardRetracted } from '../contract.ts';
import type { Consignment } from '../domain/consignment.ts';
import {
  type Fact,
  type TrackedConsignment,
  trackConsignment,
  trackPool,
} from '../domain/decide-milestones.ts';
import { type CarrierEvent, foldEvents } from '../domain/fold-events.ts';
import type { Pool } from '../domain/pool.ts';
import type { PoolState } from '../domain/transitions.ts';
import { audienceOf, changeConsignment, changePool, joinEffects, referenceOf } from '../freight-effects.ts';
import type { FreightRepository } from '../repository.ts';

/** States of a pool in which carrier events move goods. */
const trackedStates: readonly PoolState[] = ['documented', 'sailed', 'arrived'];

const factEvent = (consignment: Consignment, pool: Pool, fact: Fact, now: Instant): OutgoingEvent => {
  const head = { subject: consignment.consignmentId, audience: audienceOf(consignment) };
  const reference = referenceOf(consignment);
  if (fact.kind === 'retracted')
    return goodsOnBoardRetracted.create({
      ...head,
      data: { ...reference, retractedEventId: fact.eventId, at: now },
    });
  const { at, eventId, vesselOrFlight, place } = fact.observation;
  if (fact.kind === 'on_board')
    return goodsOnBoard.create({
      ...head,
      data: {
        ...reference,
        occurredAt: at,
        carrierEventId: eventId,
        vesselOrFlight: vesselOrFlight || pool.sailing.vesselOrFlight,
      },
    });
  const arrival = { ...reference, occurredAt: at, place: place || pool.sailing.portOfDischarge };
  return fact.kind === 'arrived'
    ? goodsArrived.create({ ...head, data: arrival })
    : goodsDelivered.create({ ...head, data: arrival });
};

const consignmentEffect = (
  freight: FreightRepository,
  entity: Entity<Consignment>,
  tracked: TrackedConsignment,
  pool: Pool,
  now: Instant,
): Effect => {
  if (tracked.after === tracked.before) return {};
  const moved = changeConsignment(freight, entity, tracked.after, now);
  const { correlationId } = tracked.after;
  const facts = tracked.facts.map((fact) => ({
    ...factEvent(tracked.after, pool, fact, now),
    correlationId,
  }));
  return { writes: moved.writes, events: [...(moved.events ?? []), ...facts] };
};

/**
 * What all carrier events together mean for a pool and its members, as writes and events. The pool row is always written, so
 * that two events at once are decided one after the other. `others` are members of it that have been moved already; while some
 * are still to follow, the pool itself stays.
 */
export const trackEffect = (
  parts: { readonly store: Store; readonly freight: FreightRepository },
  entity: Entity<Pool>,
  members: readonly Entity<Consignment>[],
  events: readonly CarrierEvent[],
  now: Instant,
  others: readonly Entity<Consignment>[] | 'to_follow' = [],
): Effect => {
  const { store, freight } = parts;
  const seen: Pool = { ...entity.data, eventCount: events.length, lastEventAt: now };
  if (!trackedStates.includes(seen.state)) return changePool(store, freight, entity, seen, now);
  const milestones = foldEvents(events, seen.sailing);
  const tracked = members.map((member) => ({
    member,
    result: trackConsignment(member.data, milestones),
  }));
  const moved = tracked.map((one) => one.result.after);
  const pool =
    others === 'to_follow'
      ? seen
      : trackPool(
          seen,
          [...moved, ...others.map((one) => trackConsignment(one.data, milestones).after)],
          milestones,
        );
  return joinEffects([
    changePool(store, freight, entity, pool, now),
    ...tracked.map((one) => consignmentEffect(freight, one.member, one.result, pool, now)),
  ]);
};
