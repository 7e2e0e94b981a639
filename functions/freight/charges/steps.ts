import type { Instant } from '../../../shared/kernel/instant.ts';
import { compareMoney } from '../../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import type { Step, StepResult } from '../../../shared/workflow/steps.ts';
import { chargesAllocated } from '../contract.ts';
import type { Consignment } from '../domain/consignment.ts';
import { withClock } from '../domain/decide-pool.ts';
import type { Pool } from '../domain/pool.ts';
import { changePool, joinEffects } from '../freight-effects.ts';
import { more, pageOf } from '../pools/member-pages.ts';
import type { FreightRepository } from '../repository.ts';
import { allocateCharges } from './pool-charges.ts';

/** What a step knows how to load. */
interface Loaders {
  readonly load: (poolId: string) => Promise<Entity<Pool>>;
  readonly stateOf: (pool: Pool) => { readonly state: string };
}

/** The pool as it was when its invoice was split, with the split. */
const whenSplit = (pool: Pool): Pool => ({ ...pool, state: 'confirmed' });

/** What one member is charged by the split that the pool has, and the events of it: the notice and the requests for its money. */
const chargedBy = (pool: Pool, member: Consignment) => {
  const { members, events } = allocateCharges(whenSplit(pool), [member]);
  const house = new Set(houseRequests(pool).map(({ subject }) => subject));
  const own = events.filter(({ subject }) => !house.has(subject));
  return {
    member: members[0] ?? member,
    notices: own.filter(({ type }) => type === chargesAllocated.type),
    requests: own.filter(({ type }) => type !== chargesAllocated.type),
  };
};

/** Requests for what no member covers. */
const houseRequests = (pool: Pool): readonly OutgoingEvent[] => allocateCharges(whenSplit(pool), []).events;

const hasChanged = (before: Consignment, after: Consignment): boolean =>
  before.charge === undefined ||
  after.charge === undefined ||
  compareMoney(before.charge.amount, after.charge.amount) !== 0;

/** Steps that charge the members of a pool and, once the yard has closed, ask for their money; a page at a time. */
export const createChargeSteps = (store: Store, freight: FreightRepository, { load, stateOf }: Loaders) => {
  const unchanged = (pool: Pool): StepResult => ({ output: stateOf(pool) });

  const paged = async (
    entity: Entity<Pool>,
    isWaiting: (member: Consignment) => boolean,
    effectOf: (member: Entity<Consignment>) => Effect,
    finish: (members: readonly Consignment[]) => {
      readonly pool: Pool;
      readonly events?: readonly OutgoingEvent[];
    },
    now: Instant,
  ): Promise<StepResult> => {
    const members = await freight.findMembers(entity.data);
    const { page, isLast } = pageOf(members.filter(({ data }) => isWaiting(data)));
    const effects = page.map(effectOf);
    // The pool stands where it stood while its members move, or nothing of this page happens.
    if (!isLast)
      return { output: more, ...joinEffects([{ writes: [store.checkVersion(entity)] }, ...effects]) };
    const { pool, events = [] } = finish(members.map(({ data }) => data));
    const poolEffect =
      pool === entity.data
        ? { writes: [store.checkVersion(entity)] }
        : changePool(store, freight, entity, pool, now);
    return { output: stateOf(pool), ...joinEffects([poolEffect, { events }, ...effects]) };
  };

  const chargeMembers: Step = async ({ subject, now }) => {
    const entity = await load(subject);
    const pool = entity.data;
    if (pool.state !== 'allocated') return unchanged(pool);
    const revision = pool.revision ?? 0;
    return paged(
      entity,
      (member) => member.chargedRevision !== revision,
      (one) => {
        const { member, notices } = chargedBy(pool, one.data);
        return {
          writes: [freight.updateConsignment(one, { ...member, chargedRevision: revision }, now)],
          events: hasChanged(one.data, member) ? notices : [],
        };
      },
      () => ({ pool }),
      now,
    );
  };

  const askCharges: Step = async ({ subject, now }) => {
    const entity = await load(subject);
    const pool = entity.data;
    const isDue = ['documented', 'rolled', 'sailed', 'arrived', 'delivered'].includes(pool.state);
    if (!isDue || pool.chargesAskedAt !== undefined) return unchanged(pool);
    return paged(
      entity,
      (member) => member.isAsked !== true,
      (one) => ({
        writes: [freight.updateConsignment(one, { ...one.data, isAsked: true }, now)],
        events: chargedBy(pool, one.data).requests,
      }),
      () => ({ pool: withClock({ ...pool, chargesAskedAt: now }, now), events: houseRequests(pool) }),
      now,
    );
  };

  return { chargeMembers, askCharges };
};
