import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { isZeroMoney, type Money, parseMoney } from '../../shared/kernel/money.ts';
import { createConsumer, on } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { startLeg } from '../../shared/workflow/start.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import { declarationMoved } from '../customs/contract.ts';
import { orderMoved } from '../orders/contract.ts';
import { payablePaid } from '../payments/contract.ts';
import { settlementCompleted } from '../settlement/contract.ts';
import { createCarrier } from './carrier/carrier.ts';
import { answerEstimate } from './charges/answer-estimate.ts';
import { disputeDeadline, endDispute, payAcceptedLines } from './charges/invoice-disputes.ts';
import { deadFreightDue, settleShare } from './charges/pool-charges.ts';
import {
  consignmentMoved,
  deliveryOrderMoved,
  freightDeadlineReached,
  freightEstimateRequested,
  goodsArrived,
  goodsDelivered,
  laneChanged,
  membersDue,
  poolMoved,
} from './contract.ts';
import { freeTimeDeadline, moveWaiting, openAtArrival, reviewRelease } from './delivery/delivery-orders.ts';
import { laneChangedEvent } from './departures/open-departures.ts';
import { reassignLane } from './departures/reassign-lane.ts';
import type { Consignment } from './domain/consignment.ts';
import { decideWithdrawal, isAllCleared } from './domain/decide-consignment.ts';
import type { ReleaseFacts } from './domain/decide-delivery.ts';
import { decideDropOut, resumeReleased } from './domain/decide-pool.ts';
import { movePool, type Pool } from './domain/pool.ts';
import { consumersEnv } from './env.ts';
import { changeConsignment, changePool, joinEffects, sendOn } from './freight-effects.ts';
import { createPapers } from './papers/issue-papers.ts';
import { isOver, overdue, poolWaitNames, waitOf } from './pools/waits.ts';
import { type Clearance, createFreightRepository, type ExportVerdict } from './repository.ts';
import { followPage } from './tracking/follow-members.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const freight = createFreightRepository(store);
const sfn = new SFNClient({});
const waits = createWaits(store, sfn);
const papers = createPapers(store, freight);
const parts = { store, freight, papers };
const carrier = createCarrier(env.CARRIER_URL, env.API_BASE_URL);

/** Moves after which master bills, and house bills, may say something else of the loading. */
const loadingChanges = ['documented', 'sailed', 'arrived'];
const billChanges = ['on_board', 'held', 'arrived', 'rolled', 'left_out'];

/** Orders in these states need no carriage any more. */
const abandoned = ['cancelled', 'refunding', 'refunded'];

const startPoolLeg = (pool: Pool): Promise<void> => {
  const { poolId, legNumber, correlationId } = pool;
  const name = legNumber === 1 ? `pool-${poolId}` : `pool-${poolId}-${legNumber}`;
  return startLeg(sfn, { stateMachineArn: env.STATE_MACHINE_ARN_POOL, name, subject: poolId, correlationId });
};

/** Takes the goods of an abandoned order off its departure, as if the shipper had withdrawn them. */
const abandon = async (orderId: string, now: Instant): Promise<Effect> => {
  const found = await freight.findByOrder(orderId);
  const pool = found && (await freight.findPool(found.data.poolId));
  if (!found || !pool) return {};
  const decision = decideWithdrawal(found.data, pool.data, 'order_abandoned', now);
  // On its way already: what happens to goods at sea is for the parties to settle.
  if (decision.kind === 'refused') return {};
  const shipperId = found.data.shipper.companyId;
  const due = isZeroMoney(decision.deadFreight)
    ? undefined
    : deadFreightDue(decision.pool, decision.consignment, shipperId, decision.deadFreight);
  return joinEffects([
    changePool(store, freight, pool, due?.pool ?? decision.pool, now),
    changeConsignment(freight, found, decision.consignment, now),
    { writes: [freight.removeFromOrder(orderId)], events: due ? [due.event] : [] },
    { events: [laneChangedEvent(pool.data.sailing, pool.data)] },
  ]);
};

/** Marks the goods as released; when they were the last of a pool that waits for it, the pool is cleared. */
const clear = async (orderId: string, mrn: string | undefined, now: Instant): Promise<Effect> => {
  const found = await freight.findByOrder(orderId);
  const pool = found && (await freight.findPool(found.data.poolId));
  if (!found || !pool || found.data.isCleared) return {};
  const cleared: Consignment = { ...found.data, isCleared: true, mrn };
  const members = (await freight.findMembers(pool.data)).map(({ data }) =>
    data.consignmentId === cleared.consignmentId ? cleared : data,
  );
  const isComplete = pool.data.state === 'cut_off' && isAllCleared(members);
  const resumed = resumeReleased(pool.data, now);
  if (resumed)
    return joinEffects([sendOn(parts, pool, resumed, now), changeConsignment(freight, found, cleared, now)]);
  // The pool is written in any case, so that two releases at once see each other.
  const after = isComplete ? movePool(pool.data, 'cleared') : { ...pool.data };
  return joinEffects([
    changePool(store, freight, pool, after, now),
    changeConsignment(freight, found, cleared, now),
  ]);
};

/** States of an export declaration in which its goods may not leave, whatever was said before. */
const stopped: readonly string[] = ['held', 'rejected', 'cancelled'];

/**
 * Customs takes its release back: the goods are not cleared any more, and a load that is planned with them is planned anew without
 * them. The leg does that; who loses its place is told when it does. After the yard has closed they travel or wait with the box.
 */
const stop = async (orderId: string, now: Instant): Promise<Effect> => {
  const found = await freight.findByOrder(orderId);
  const pool = found && (await freight.findPool(found.data.poolId));
  const isMember = pool?.data.memberIds.includes(found?.data.consignmentId ?? '') ?? false;
  if (!found || !pool || !isMember) return {};
  const held: Consignment = { ...found.data, isCleared: false, mrn: undefined };
  // The pool is written in any case, so that its steps see that a member has changed.
  const after = decideDropOut(pool.data, now) ?? { ...pool.data };
  return joinEffects([
    changePool(store, freight, pool, after, now),
    changeConsignment(freight, found, held, now),
  ]);
};

/**
 * What customs says of an export, in whatever order its words come: the last one of a declaration counts. Goods may leave while one
 * declaration of the order stands released.
 */
const followExport = async (
  { orderId, ...verdict }: ExportVerdict & { readonly orderId: string },
  sequence: number,
  now: Instant,
): Promise<Effect> => {
  const known = await freight.findExports(orderId);
  const own = known.find(({ data }) => data.declarationId === verdict.declarationId);
  if (own && own.version >= sequence) return {};
  const noted: Effect = { writes: [freight.putExport(orderId, verdict, sequence, now)] };
  if (verdict.isReleased) return joinEffects([noted, await clear(orderId, verdict.mrn, now)]);
  const isOtherwiseReleased = known.some((one) => one !== own && one.data.isReleased);
  if (!own?.data.isReleased || isOtherwiseReleased) return noted;
  return joinEffects([noted, await stop(orderId, now)]);
};

const settle = async (poolId: string, reference: string, paid: Money, now: Instant): Promise<Effect> => {
  const pool = await freight.findPool(poolId);
  if (!pool) return {};
  const settled = payAcceptedLines(pool.data, reference) ?? settleShare(pool.data, reference, paid);
  const share = settled.pool.shares.find((one) => one.reference === reference);
  const consignmentId = /cns_\w+$/.exec(share?.of ?? '')?.[0];
  return joinEffects([
    changePool(store, freight, pool, settled.pool, now),
    { events: settled.events },
    consignmentId ? await reviewRelease(parts, consignmentId, settled.pool, {}, now) : {},
  ]);
};

/** Looks at the delivery order of an order's goods again, if they wait for one. */
const review = async (orderId: string, known: Partial<ReleaseFacts>, now: Instant): Promise<Effect> => {
  const found = await freight.findByOrder(orderId);
  const pool = found && (await freight.findPool(found.data.poolId));
  return pool ? reviewRelease(parts, found.data.consignmentId, pool.data, known, now) : {};
};

/** Customs has released the import: duty and tax are paid or guaranteed. */
const enter = async (orderId: string, entry: Clearance, now: Instant): Promise<Effect> => {
  if (await freight.findImportEntry(orderId)) return {};
  return joinEffects([
    { writes: [freight.insertImportEntry(orderId, entry, now)] },
    await review(orderId, { isImportReleased: true }, now),
  ]);
};

const poolIdOfSubject = async (subject: string): Promise<string | undefined> =>
  subject.startsWith('pol_') ? subject : (await freight.findConsignment(subject))?.data.poolId;

/** Follows orders, releases and money; starts and resumes the leg of each pool; answers who asks what carriage would cost. */
export const handler = createConsumer({
  context: 'freight',
  store,
  reactions: [
    on(orderMoved, async ({ data, sequence }, { now }) => {
      const known = await freight.findOrder(data.order.orderId);
      if (known && known.version >= sequence) return {};
      const projection = { writes: [freight.putOrder(data.order, sequence, now)] };
      if (!abandoned.includes(data.to))
        return joinEffects([
          projection,
          await review(data.order.orderId, { orderState: data.order.state }, now),
        ]);
      return joinEffects([projection, await abandon(data.order.orderId, now)]);
    }),

    on(declarationMoved, async ({ data, sequence }, { now }) => {
      const { orderId, declarationId, direction, mrn, to } = data;
      const isReleased = to === 'released' || to === 'exited';
      if (direction === 'import') {
        const entered = isReleased ? [orderId, ...(data.otherOrderIds ?? [])] : [];
        return joinEffects(await Promise.all(entered.map((one) => enter(one, { declarationId, mrn }, now))));
      }
      if (!isReleased && !stopped.includes(to)) return {};
      return followExport({ orderId, declarationId, mrn, isReleased }, sequence, now);
    }),

    on(payablePaid, async ({ data }, { now }) => {
      if (data.kind !== 'freight') return {};
      const poolId = await poolIdOfSubject(data.subject);
      return poolId === undefined ? {} : settle(poolId, data.payableId, parseMoney(data.amount), now);
    }),

    on(settlementCompleted, async ({ data }, { now }) => {
      const effects: Effect[] = [];
      for (const line of data.lines) {
        const consignmentId = /^freight:(cns_\w+)$/.exec(line.claimId ?? '')?.[1];
        if (consignmentId === undefined || line.claimId === undefined) continue;
        const poolId = await poolIdOfSubject(consignmentId);
        if (poolId === undefined) continue;
        const paid = parseMoney(line.paid, { allowZero: true });
        effects.push(await settle(poolId, line.claimId, paid, now));
      }
      return joinEffects(effects);
    }),

    on(poolMoved, async ({ data }, { now }) => {
      const pool = await freight.findPool(data.poolId);
      if (!pool) throw new Error(`There is no pool ${data.poolId}`);
      if (data.to === 'open' || pool.data.legNumber > 1) await startPoolLeg(pool.data);
      for (const name of poolWaitNames.filter((one) => isOver(one, pool.data.state)))
        await waits.resume(data.poolId, name, { state: pool.data.state });
      return loadingChanges.includes(data.to) ? papers.reviewMasterBills(data.poolId, now) : {};
    }),

    on(consignmentMoved, async ({ data }, { now }) =>
      billChanges.includes(data.to) ? papers.reviewHouseBill(data.consignmentId, now) : {},
    ),

    on(goodsArrived, async ({ data }, { now }) => {
      const found = await freight.findConsignment(data.consignmentId);
      const pool = found && (await freight.findPool(found.data.poolId));
      return pool ? openAtArrival(parts, found, pool.data, parseInstant(data.occurredAt), now) : {};
    }),

    on(goodsDelivered, ({ data }, { now }) => moveWaiting(parts, data.consignmentId, 'handed_out', now)),

    on(deliveryOrderMoved, async ({ data }) => {
      if (data.to === 'released') await carrier.release(data);
      return {};
    }),

    on(laneChanged, ({ data }, { now }) => reassignLane(parts, data, now)),

    on(membersDue, ({ data }, { now }) => followPage({ store, freight }, data.poolId, data.from, now)),

    on(freightEstimateRequested, async (event) => ({ events: [answerEstimate(event)] })),

    on(freightDeadlineReached, async ({ data }, { now }) => {
      if (data.name === freeTimeDeadline) return moveWaiting(parts, data.subject, 'free_time_over', now);
      const pool = await freight.findPool(data.subject);
      if (pool && data.name === disputeDeadline) {
        const ended = endDispute(store, pool.data, 'refused', 'Nobody answered in time.', now);
        return ended ? joinEffects([changePool(store, freight, pool, ended.pool, now), ended.effect]) : {};
      }
      const wait = pool && waitOf(pool.data);
      // A clock that was set for an earlier state says nothing of this one.
      if (!pool || !wait || pool.data.nextDueAt !== data.dueAt || pool.data.hold) return {};
      await waits.resume(data.subject, wait, overdue);
      return { writes: [freight.updatePool(pool, { ...pool.data, isOverdue: true }, now)] };
    }),
  ],
});
