import type { Instant } from '../../shared/kernel/instant.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { consignmentMoved, poolMoved } from './contract.ts';
import type { Consignment } from './domain/consignment.ts';
import { withClock } from './domain/decide-pool.ts';
import type { Pool } from './domain/pool.ts';
import type { FreightRepository } from './repository.ts';

const nextDeadline = 'next';

/** What every event of a consignment names. */
export const referenceOf = (consignment: Consignment) => ({
  consignmentId: consignment.consignmentId,
  orderId: consignment.orderId,
  shipperId: consignment.shipper.companyId,
  consigneeId: consignment.consignee.companyId,
});

/** Companies that follow a consignment. */
export const audienceOf = (consignment: Consignment): readonly string[] => [
  consignment.shipper.companyId,
  consignment.consignee.companyId,
];

/** The event of a consignment's move; `to` is its state, or `rolled` when it went on to a later pool. */
export const consignmentEvent = (
  consignment: Consignment,
  from: string | null,
  to: string,
  version: number,
  now: Instant,
): OutgoingEvent => ({
  ...consignmentMoved.create({
    subject: consignment.consignmentId,
    sequence: version,
    audience: audienceOf(consignment),
    data: { ...referenceOf(consignment), poolId: consignment.poolId, from, to, at: now },
  }),
  correlationId: consignment.correlationId,
});

/** State and event of a consignment that changed; `to` overrides the state in the event. */
export const changeConsignment = (
  freight: FreightRepository,
  entity: Entity<Consignment>,
  after: Consignment,
  now: Instant,
  to: string = after.state,
): Effect => {
  const hasMoved = to !== entity.data.state;
  return {
    writes: [freight.updateConsignment(entity, after, now)],
    events: hasMoved ? [consignmentEvent(after, entity.data.state, to, entity.version + 1, now)] : [],
  };
};

/** The event of a pool's move; it names no shipper, so the audience is nobody outside. */
export const poolEvent = (pool: Pool, from: Pool['state'] | null, version: number): OutgoingEvent => ({
  ...poolMoved.create({
    subject: pool.poolId,
    sequence: version,
    data: {
      poolId: pool.poolId,
      from,
      to: pool.state,
      voyage: pool.sailing.voyage,
      portOfLoading: pool.sailing.portOfLoading,
      portOfDischarge: pool.sailing.portOfDischarge,
      etd: pool.sailing.etd,
      eta: pool.sailing.eta,
    },
  }),
  correlationId: pool.correlationId,
});

/** The clock of the state as a deadline row. */
export const clockWrite = (store: Store, pool: Pool): Write =>
  pool.nextDueAt === undefined
    ? clearDeadline(store, pool.poolId, nextDeadline)
    : setDeadline(store, {
        subject: pool.poolId,
        name: nextDeadline,
        dueAt: pool.nextDueAt,
        correlationId: pool.correlationId,
      });

/** State, clock and event of a pool; a move restarts the clock, a pool on hold that moves gets another run of the leg. */
export const changePool = (
  store: Store,
  freight: FreightRepository,
  entity: Entity<Pool>,
  after: Pool,
  now: Instant,
): Effect => {
  if (after === entity.data) return {};
  const hasMoved = after.state !== entity.data.state;
  const wasHeld = entity.data.hold !== undefined;
  const awake =
    hasMoved && wasHeld ? { ...after, hold: undefined, legNumber: entity.data.legNumber + 1 } : after;
  const clocked = hasMoved ? withClock(awake, now) : awake;
  const isClockChanged = clocked.nextDueAt !== entity.data.nextDueAt;
  return {
    writes: [
      freight.updatePool(entity, clocked, now),
      ...(isClockChanged ? [clockWrite(store, clocked)] : []),
    ],
    events: hasMoved ? [poolEvent(clocked, entity.data.state, entity.version + 1)] : [],
  };
};

/** A pool that is new, with its clock and event. */
export const insertPool = (store: Store, freight: FreightRepository, pool: Pool, now: Instant): Effect => ({
  writes: [freight.insertPool(pool, now), clockWrite(store, pool)],
  events: [poolEvent(pool, null, 1)],
});

/** A pool that was on hold and goes on from the state it is in: the event of a move to itself starts the leg's next run. */
export const sendOn = (
  { store, freight }: { readonly store: Store; readonly freight: FreightRepository },
  entity: Entity<Pool>,
  resumed: Pool,
  now: Instant,
): Effect => ({
  writes: [freight.updatePool(entity, resumed, now), clockWrite(store, resumed)],
  events: [poolEvent(resumed, resumed.state, entity.version + 1)],
});

/** Several effects as one. */
export const joinEffects = (effects: readonly Effect[]): Effect => ({
  writes: effects.flatMap((one) => one.writes ?? []),
  events: effects.flatMap((one) => one.events ?? []),
});
