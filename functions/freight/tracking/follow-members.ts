import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { membersDue } from '../contract.ts';
import type { Consignment } from '../domain/consignment.ts';
import type { CarrierEvent } from '../domain/fold-events.ts';
import type { Pool } from '../domain/pool.ts';
import { changePool, joinEffects } from '../freight-effects.ts';
import { membersPerPage } from '../pools/member-pages.ts';
import type { FreightRepository } from '../repository.ts';
import { trackEffect } from './track-pool.ts';

interface Parts {
  readonly store: Store;
  readonly freight: FreightRepository;
}

const dueEvent = (pool: Pool, from: number) => ({
  ...membersDue.create({ subject: pool.poolId, data: { poolId: pool.poolId, from } }),
  correlationId: pool.correlationId,
});

/**
 * What all carrier events together mean for a pool: at once where its members fit one transaction; else the pool notes that it has
 * heard something, and its members follow page by page, each page with the notice for the next.
 */
export const followEvents = (
  parts: Parts,
  entity: Entity<Pool>,
  members: readonly Entity<Consignment>[],
  events: readonly CarrierEvent[],
  now: Instant,
): Effect => {
  if (members.length <= membersPerPage) return trackEffect(parts, entity, members, events, now);
  const heard: Pool = { ...entity.data, eventCount: events.length, lastEventAt: now };
  return joinEffects([
    changePool(parts.store, parts.freight, entity, heard, now),
    { events: [dueEvent(heard, 0)] },
  ]);
};

/**
 * Moves the members from the `from`-th on by all events that are known now; on the last page the pool itself, by where all its members
 * are then. Whoever was moved already stays where it is, so a page may come twice and in any order.
 */
export const followPage = async (
  parts: Parts,
  poolId: string,
  from: number,
  now: Instant,
): Promise<Effect> => {
  const { freight } = parts;
  const entity = await freight.findPool(poolId);
  if (!entity) throw new Error(`There is no pool ${poolId}`);
  const [members, events] = [await freight.findMembers(entity.data), await freight.findEvents(poolId)];
  const page = members.slice(from, from + membersPerPage);
  const others = members.filter((one) => !page.includes(one));
  const isLast = from + membersPerPage >= members.length;
  const effect = trackEffect(parts, entity, page, events, now, isLast ? others : 'to_follow');
  return isLast ? effect : joinEffects([effect, { events: [dueEvent(entity.data, from + membersPerPage)] }]);
};
