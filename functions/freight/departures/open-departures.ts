import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { laneChanged } from '../contract.ts';
import { type Consignment, loadOf } from '../domain/consignment.ts';
import { openPool, poolIdOf } from '../domain/decide-pool.ts';
import type { LaneLot } from '../domain/planning/assign-lane.ts';
import { togetherOf } from '../domain/planning/assignment.ts';
import type { Pool } from '../domain/pool.ts';
import type { Sailing } from '../domain/sailing.ts';
import { changePool, insertPool, joinEffects } from '../freight-effects.ts';
import type { FreightRepository } from '../repository.ts';

/** A departure whose pool still takes goods, with who is on it. */
export interface OpenDeparture {
  readonly sailing: Sailing;
  /** As stored; undefined while nobody has joined. */
  readonly entity: Entity<Pool> | undefined;
  readonly members: readonly Entity<Consignment>[];
  /** As it is now, or is to be. */
  pool: Pool;
}

/** Those of the departures whose pools are open, soonest first. */
export const openDepartures = async (
  freight: FreightRepository,
  sailings: readonly Sailing[],
  correlationId: string,
  now: Instant,
): Promise<readonly OpenDeparture[]> => {
  const found = await Promise.all(
    sailings.map(async (sailing): Promise<OpenDeparture> => {
      const entity = await freight.findPool(poolIdOf(sailing.sailingId));
      const members = entity ? await freight.findMembers(entity.data) : [];
      return { sailing, entity, members, pool: entity?.data ?? openPool(sailing, correlationId, now) };
    }),
  );
  // A pool that was rolled travels on another departure than the one that its id follows from.
  return found
    .filter(({ pool, sailing }) => pool.state === 'open' && pool.sailing.sailingId === sailing.sailingId)
    .sort((a, b) => (a.sailing.etd < b.sailing.etd ? -1 : 1));
};

/** Who is on a departure already, as lots that stay there. */
export const stayingOn = ({ sailing, members }: OpenDeparture): readonly LaneLot[] =>
  members.map(({ data }) => ({
    load: loadOf(data),
    on: sailing.sailingId,
    sailingIds: [],
    takes: 'soonest',
    together: togetherOf(data),
  }));

/** Pools of departures that changed, new ones among them. */
export const writeDepartures = (
  { store, freight }: { readonly store: Store; readonly freight: FreightRepository },
  departures: readonly OpenDeparture[],
  now: Instant,
): Effect =>
  joinEffects(
    departures.map(({ entity, pool }) => {
      if (entity) return changePool(store, freight, entity, pool, now);
      return pool.memberIds.length > 0 ? insertPool(store, freight, pool, now) : {};
    }),
  );

/** Tells the context itself that goods of this lane may now be better placed. */
export const laneChangedEvent = ({ portOfLoading: from, portOfDischarge: to, mode }: Sailing, of: Pool) => ({
  ...laneChanged.create({ subject: of.poolId, data: { from, to, mode } }),
  correlationId: of.correlationId,
});
