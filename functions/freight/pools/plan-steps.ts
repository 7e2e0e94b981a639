import type { Instant } from '../../../shared/kernel/instant.ts';
import { isZeroMoney } from '../../../shared/kernel/money.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import type { Step, StepResult } from '../../../shared/workflow/steps.ts';
import type { Carrier } from '../carrier/carrier.ts';
import { deadFreightDue } from '../charges/pool-charges.ts';
import {
  awaitsApproval,
  bookedBy,
  type Consignment,
  loadOf,
  moveConsignment,
} from '../domain/consignment.ts';
import { deadFreightOf, isAllCleared } from '../domain/decide-consignment.ts';
import { allHeldByCustoms, holdPool } from '../domain/decide-pool.ts';
import { planPool } from '../domain/planning/plan-pool.ts';
import { movePool, type Pool } from '../domain/pool.ts';
import { standAloneTotal } from '../domain/tariff/quote-freight.ts';
import { changeConsignment, changePool, joinEffects } from '../freight-effects.ts';
import type { FreightRepository } from '../repository.ts';
import { leaveOut } from './leave-out.ts';
import { packLoadPlan } from './load-plans.ts';
import { more, pageOf } from './member-pages.ts';

interface Parts {
  readonly store: Store;
  readonly freight: FreightRepository;
  readonly carrier: Carrier;
}

/** What a step knows how to load. */
interface Loaders {
  readonly load: (poolId: string) => Promise<Entity<Pool>>;
  readonly membersOf: (pool: Pool) => Promise<readonly Entity<Consignment>[]>;
  readonly stateOf: (pool: Pool) => { readonly state: string };
}

const whyAbsent = (consignment: Consignment): string =>
  consignment.state === 'received' ? 'over_dimension_not_approved' : 'not_received_by_cut_off';

const whyUnreleased = ({ state }: Consignment): string =>
  state === 'planned' ? 'held_by_customs' : 'export_not_released';

/** Dead freight of those who are taken out of a load that was planned with them. */
const withDeadFreight = (
  pool: Pool,
  leaving: readonly Entity<Consignment>[],
): { pool: Pool; effect: Effect } => {
  let after = pool;
  const events = leaving.flatMap(({ data }) => {
    const amount = deadFreightOf(data, pool.sailing);
    if (data.state !== 'planned' || isZeroMoney(amount)) return [];
    const due = deadFreightDue(after, data, bookedBy(data), amount);
    after = due.pool;
    return [due.event];
  });
  return { pool: after, effect: { events } };
};

/** The member on the plan of that departure; one that is there already only learns of another departure. */
const onPlan = (member: Consignment, sailingId: string): Consignment =>
  member.state === 'planned'
    ? { ...member, sailingId }
    : moveConsignment(member, 'planned', { sailingId, reason: undefined });

/** Steps that gather, close and plan a pool; each moves a page of members and says `more` until none is left. */
export const createPlanSteps = (parts: Parts, { load, membersOf, stateOf }: Loaders) => {
  const { store, freight } = parts;
  const unchanged = (pool: Pool): StepResult => ({ output: stateOf(pool) });

  const leave = async (
    entity: Entity<Pool>,
    leaving: readonly Entity<Consignment>[],
    reasonOf: (consignment: Consignment) => string,
    now: Instant,
    finish: (pool: Pool) => Pool,
  ): Promise<StepResult> => {
    const { page, isLast } = pageOf(leaving);
    const charged = withDeadFreight(entity.data, page);
    const { pool, effect } = await leaveOut(parts, charged.pool, page, reasonOf, now);
    const after = isLast ? finish(pool) : pool;
    return {
      output: isLast ? stateOf(after) : more,
      ...joinEffects([changePool(store, freight, entity, after, now), charged.effect, effect]),
    };
  };

  const closePool: Step = async ({ subject, now }) => {
    const entity = await load(subject);
    if (entity.data.state !== 'open') return unchanged(entity.data);
    const members = await membersOf(entity.data);
    const stays = members.filter((one) => one.data.state === 'received' && !awaitsApproval(one.data));
    const leaves = members.filter((one) => !stays.includes(one));
    const isComplete = isAllCleared(stays.map((one) => one.data));
    return leave(entity, leaves, whyAbsent, now, (pool) =>
      movePool(pool, stays.length === 0 ? 'cancelled' : isComplete ? 'cleared' : 'cut_off'),
    );
  };

  const planLoad: Step = async ({ subject, now }) => {
    const entity = await load(subject);
    if (entity.data.state !== 'cut_off' && entity.data.state !== 'cleared') return unchanged(entity.data);
    const members = await membersOf(entity.data);
    const stays = members.filter(
      ({ data }) => (data.state === 'received' || data.state === 'planned') && data.isCleared,
    );
    const leaves = members.filter((one) => !stays.includes(one));
    if (stays.length === 0 && entity.data.booking !== undefined) {
      const held = holdPool(entity.data, allHeldByCustoms, now);
      return { output: { state: 'parked' }, ...changePool(store, freight, entity, held, now) };
    }
    // All of them have left since the station closed.
    if (members.length === 0) {
      const empty = movePool(entity.data, 'cancelled');
      return { output: stateOf(empty), ...changePool(store, freight, entity, empty, now) };
    }
    if (leaves.length > 0)
      return leave(entity, leaves, whyUnreleased, now, (pool) => {
        return stays.length === 0 ? movePool(pool, 'cancelled') : pool;
      }).then((result) => (stays.length === 0 ? result : { ...result, output: more }));
    const loads = stays.map((one) => loadOf(one.data));
    const { plan, loading, leftOut } = planPool(loads, entity.data.sailing);
    if (leftOut.length > 0) {
      const late = stays.filter(({ data }) => leftOut.includes(data.consignmentId));
      const isAll = late.length === stays.length;
      const result = await leave(
        entity,
        late,
        () => 'no_room_when_loaded',
        now,
        (pool) => (isAll ? movePool(pool, 'cancelled') : pool),
      );
      return isAll ? result : { ...result, output: more };
    }
    const stored = loading && packLoadPlan(loading.task, loading.plan);
    const after = movePool(entity.data, 'planned', {
      plan: { ...plan, loadPlanHash: stored?.hash },
      standAloneTotal: standAloneTotal(loads, entity.data.sailing),
    });
    const rows = stored ? freight.putLoadPlan(subject, stored, entity.data.revision ?? 0, now) : [];
    return {
      output: stateOf(after),
      ...joinEffects([changePool(store, freight, entity, after, now), { writes: rows }]),
    };
  };

  /** The pool is planned already, so nobody leaves any more: its members follow, a page at a time. */
  const planMembers: Step = async ({ subject, now }) => {
    const entity = await load(subject);
    if (entity.data.state !== 'planned') return unchanged(entity.data);
    const { sailingId } = entity.data.sailing;
    const waiting = (await membersOf(entity.data)).filter(
      ({ data }) => data.state === 'received' || data.sailingId !== sailingId,
    );
    const { page, isLast } = pageOf(waiting);
    const planned = page.map((one) => changeConsignment(freight, one, onPlan(one.data, sailingId), now));
    const guard: Effect = page.length === 0 ? {} : { writes: [store.checkVersion(entity)] };
    return { output: isLast ? stateOf(entity.data) : more, ...joinEffects([guard, ...planned]) };
  };

  return { closePool, planLoad, planMembers };
};
