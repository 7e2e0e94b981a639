import { z } from 'zod';
import { epochSeconds, type Instant } from '../../shared/kernel/instant.ts';
import type { Entity, RowKey, Store } from '../../shared/persistence/store.ts';
import type { Refusal, Write } from '../../shared/persistence/write.ts';
import { type OrderSnapshot, orderSnapshot } from '../orders/contract.ts';
import { consolidatedArrivalNoticeIssued } from './contract.ts';
import type { Consignment } from './domain/consignment.ts';
import { type CarrierEvent, nameOf } from './domain/fold-events.ts';
import type { Pool } from './domain/pool.ts';
import type { Sailing } from './domain/sailing.ts';
import type { StoredLoadPlan } from './pools/load-plans.ts';
import { carrierEventRow, consignmentRow, poolRow, type Schedule, sailingRow, scheduleRow } from './rows.ts';

/** Most events that are folded for one pool; a real voyage has a few dozen. */
const eventsMax = 500;
/** Most rows that one batch of reads may name. */
const batchMax = 100;

const poolKey = (poolId: string): RowKey => ({ pk: `POOL#${poolId}`, sk: 'POOL' });
const consignmentKey = (id: string): RowKey => ({ pk: `CONSIGNMENT#${id}`, sk: 'CONSIGNMENT' });
const orderKey = (orderId: string): RowKey => ({ pk: `ORDER#${orderId}`, sk: 'ORDER' });
const ofOrderKey = (orderId: string): RowKey => ({ pk: `ORDER#${orderId}`, sk: 'CONSIGNMENT' });
const clearanceKey = (orderId: string, declarationId: string): RowKey => ({
  pk: `ORDER#${orderId}`,
  sk: `CLEARANCE#${declarationId}`,
});
const importKey = (orderId: string): RowKey => ({ pk: `ORDER#${orderId}`, sk: 'IMPORT' });
const sailingKey = (sailingId: string): RowKey => ({ pk: `SAILING#${sailingId}`, sk: 'SAILING' });
const scheduleKey = (lane: string): RowKey => ({ pk: `SCHEDULE#${lane}`, sk: 'SCHEDULE' });
const eventKey = (poolId: string, eventId: string): RowKey => ({
  pk: `POOL#${poolId}`,
  sk: `EVENT#${eventId}`,
});
const eventPoolKey = (eventId: string): RowKey => ({ pk: `CARRIER_EVENT#${eventId}`, sk: 'POOL' });
const orphanKey = (eventId: string): RowKey => ({ pk: `CARRIER_EVENT#${eventId}`, sk: 'RETRACTION' });
const webhookKey = (webhookId: string): RowKey => ({ pk: `WEBHOOK#${webhookId}`, sk: 'WEBHOOK' });
const consolidatedPk = (consolidatedOrderId: string): string => `CONSOLIDATED#${consolidatedOrderId}`;
const arrivalKey = (consolidatedOrderId: string, poolId: string): RowKey => ({
  pk: consolidatedPk(consolidatedOrderId),
  sk: `ARRIVAL#${poolId}`,
});
const memberPk = (companyId: string): string => `COMPANY#${companyId}#CONSIGNMENT`;

/** Rows are named by their content: a new plan that says the same takes the place of the old. */
const loadPlanKey = (poolId: string, hash: string, index: number): RowKey => ({
  pk: `POOL#${poolId}`,
  sk: `LOAD#${hash.slice(0, 16)}#${String(index).padStart(3, '0')}`,
});
const textRow = z.object({ text: z.string() });
const idRow = z.object({ consignmentId: z.string() });
const clearanceRow = z.object({ declarationId: z.string(), mrn: z.string().optional() });
const poolIdRow = z.object({ poolId: z.string() });
const arrivalRow = consolidatedArrivalNoticeIssued.schema;
export type ConsolidatedArrival = z.output<typeof arrivalRow>;
export type Clearance = z.output<typeof clearanceRow>;
const exportRow = clearanceRow.extend({ isReleased: z.boolean() });
/** What customs said last of an export declaration: the goods may leave, or may not (any more). */
export type ExportVerdict = z.output<typeof exportRow>;

/**
 * Rows: POOL#id/POOL, POOL#id/EVENT#id (carrier events, never changed), POOL#id/LOAD#hash#n (text of a load
 * plan), CONSIGNMENT#id/CONSIGNMENT, CONSIGNMENT#id/PARTY#company (listings), ORDER#id/ORDER (projection), ORDER#id/CONSIGNMENT (one live consignment an order), ORDER#id/CLEARANCE#declaration, ORDER#id/IMPORT, CONSOLIDATED#id/CONSIGNMENT#id and /ARRIVAL#pool,
 * SAILING#id/SAILING and SCHEDULE#lane/SCHEDULE (cache), CARRIER_EVENT#id/POOL and /RETRACTION.
 */
export const createFreightRepository = (store: Store) => ({
  /** The load of a plan, chunk by chunk. */
  putLoadPlan: (
    poolId: string,
    { hash, chunks }: StoredLoadPlan,
    revision: number,
    now: Instant,
  ): readonly Write[] =>
    chunks.map((text, index) =>
      store.putProjection(loadPlanKey(poolId, hash, index), 'load_plan', { text }, now, revision + 1),
    ),
  findLoadPlan: async (poolId: string, hash: string): Promise<readonly string[]> => {
    const prefix = loadPlanKey(poolId, hash, 0).sk.slice(0, -3);
    const found = await store.queryParts(`POOL#${poolId}`, prefix, (data) => textRow.parse(data));
    return found.items.map(({ data }) => data.text);
  },
  findPool: (poolId: string) => store.get(poolKey(poolId), (data) => poolRow.parse(data)),
  insertPool: (pool: Pool, now: Instant): Write =>
    store.insertIfAbsent(poolKey(pool.poolId), 'pool', pool, now),
  updatePool: (entity: Entity<Pool>, pool: Pool, now: Instant): Write =>
    store.updateIfVersion(entity, pool, now),

  findConsignment: (consignmentId: string) =>
    store.get(consignmentKey(consignmentId), (data) => consignmentRow.parse(data)),
  findMembers: async (pool: Pool): Promise<readonly Entity<Consignment>[]> => {
    const keys = pool.memberIds.map(consignmentKey);
    const batches = Array.from({ length: Math.ceil(keys.length / batchMax) }, (_, index) =>
      store.getMany(keys.slice(index * batchMax, (index + 1) * batchMax), (data) =>
        consignmentRow.parse(data),
      ),
    );
    return (await Promise.all(batches)).flat();
  },
  updateConsignment: (entity: Entity<Consignment>, consignment: Consignment, now: Instant): Write =>
    store.updateIfVersion(entity, consignment, now),

  /** A new consignment, refused when its order has a live one. */
  insertIfFirst: (consignment: Consignment, now: Instant, refuse: Refusal): readonly Write[] => {
    const { consignmentId, orderId, consolidatedOrderId } = consignment;
    const ofBuyersOrder =
      consolidatedOrderId === undefined
        ? []
        : [{ pk: consolidatedPk(consolidatedOrderId), sk: `CONSIGNMENT#${consignmentId}` }];
    const member = (companyId: string): Write =>
      store.insertIfAbsent(
        { pk: `CONSIGNMENT#${consignmentId}`, sk: `PARTY#${companyId}` },
        'party',
        { consignmentId },
        now,
        { owner: { pk: memberPk(companyId), sk: `${now}#${consignmentId}` } },
      );
    return [
      store.insertIfAbsent(consignmentKey(consignmentId), 'consignment', consignment, now),
      store.insertIfAbsent(ofOrderKey(orderId), 'consignment_of', { consignmentId }, now, { refuse }),
      member(consignment.shipper.companyId),
      member(consignment.consignee.companyId),
      ...ofBuyersOrder.map((key) => store.insertIfAbsent(key, 'consolidated', { consignmentId }, now)),
    ];
  },
  /** Lets the order be booked again. */
  removeFromOrder: (orderId: string): Write => store.remove(ofOrderKey(orderId)),
  findByOrder: async (orderId: string): Promise<Entity<Consignment> | undefined> => {
    const found = await store.get(ofOrderKey(orderId), (data) => idRow.parse(data));
    if (!found) return undefined;
    return store.get(consignmentKey(found.data.consignmentId), (data) => consignmentRow.parse(data));
  },
  /** Goods of a buyer's order over several suppliers, those that were withdrawn left out. */
  findTogether: async (consolidatedOrderId: string): Promise<readonly Entity<Consignment>[]> => {
    const found = await store.queryParts(consolidatedPk(consolidatedOrderId), 'CONSIGNMENT#', (data) =>
      idRow.parse(data),
    );
    const keys = found.items.map(({ data }) => consignmentKey(data.consignmentId));
    if (keys.length === 0) return [];
    const all = await store.getMany(keys, (data) => consignmentRow.parse(data));
    return all.filter(({ data }) => data.state !== 'withdrawn');
  },
  /** Set once the buyer was told that goods of its order have arrived with a pool. */
  findArrival: (consolidatedOrderId: string, poolId: string) =>
    store.get(arrivalKey(consolidatedOrderId, poolId), (data) => arrivalRow.parse(data)),
  insertArrival: (arrival: ConsolidatedArrival, now: Instant): Write =>
    store.insertIfAbsent(
      arrivalKey(arrival.consolidatedOrderId, arrival.poolId),
      'consolidated_arrival',
      arrival,
      now,
    ),
  list: async (
    companyId: string,
    page: { limit: number; from: Record<string, unknown> | undefined },
  ): Promise<{ items: Entity<Consignment>[]; next: Record<string, unknown> | undefined }> => {
    const found = await store.queryOwned(memberPk(companyId), (data) => idRow.parse(data), page);
    const keys = found.items.map((item) => consignmentKey(item.data.consignmentId));
    return { items: await store.getMany(keys, (data) => consignmentRow.parse(data)), next: found.next };
  },

  findOrder: (orderId: string) => store.get(orderKey(orderId), (data) => orderSnapshot.parse(data)),
  putOrder: (order: OrderSnapshot, sequence: number, now: Instant): Write =>
    store.putProjection(orderKey(order.orderId), 'order', order, now, sequence),

  /** What customs said last of each export declaration of the order's goods. */
  findExports: async (orderId: string): Promise<readonly Entity<ExportVerdict>[]> =>
    (await store.queryParts(`ORDER#${orderId}`, 'CLEARANCE#', (data) => exportRow.parse(data))).items,
  /** The release for export that stands, if there is one. */
  findClearance: async (orderId: string): Promise<Entity<ExportVerdict> | undefined> => {
    const found = await store.queryParts(`ORDER#${orderId}`, 'CLEARANCE#', (data) => exportRow.parse(data));
    return found.items.find(({ data }) => data.isReleased);
  },
  /** By the declaration's own count of its moves: an older word never takes the place of a newer one. */
  putExport: (orderId: string, verdict: ExportVerdict, sequence: number, now: Instant): Write =>
    store.putProjection(clearanceKey(orderId, verdict.declarationId), 'clearance', verdict, now, sequence),

  /** Set once customs has released the import of the order's goods: duty and tax are paid or guaranteed. */
  findImportEntry: (orderId: string) => store.get(importKey(orderId), (data) => clearanceRow.parse(data)),
  insertImportEntry: (orderId: string, entry: Clearance, now: Instant): Write =>
    store.insertIfAbsent(importKey(orderId), 'import_entry', entry, now),

  findSailing: (sailingId: string) => store.get(sailingKey(sailingId), (data) => sailingRow.parse(data)),
  findSchedule: (lane: string) => store.get(scheduleKey(lane), (data) => scheduleRow.parse(data)),
  /** Replaces what was read of a lane by a newer reading. */
  cacheSchedule: (lane: string, schedule: Schedule): readonly Write[] => {
    const put = (key: RowKey, kind: string, data: unknown): Write =>
      store.putProjection(key, kind, data, schedule.fetchedAt, epochSeconds(schedule.fetchedAt));
    return [
      put(scheduleKey(lane), 'schedule', schedule),
      ...schedule.sailings.map((sailing: Sailing) => put(sailingKey(sailing.sailingId), 'sailing', sailing)),
    ];
  },

  findEvents: async (poolId: string): Promise<readonly CarrierEvent[]> => {
    const found = await store.queryParts(`POOL#${poolId}`, 'EVENT#', (data) => carrierEventRow.parse(data), {
      limit: eventsMax,
    });
    return found.items.map((item) => item.data);
  },
  findEvent: (poolId: string, eventId: string) =>
    store.get(eventKey(poolId, eventId), (data) => carrierEventRow.parse(data)),
  insertEvent: (poolId: string, event: CarrierEvent, now: Instant): Write =>
    store.insertIfAbsent(eventKey(poolId, event.eventId), 'carrier_event', event, now),
  /** Under the name that retractions of it go by. */
  insertEventPool: (poolId: string, event: CarrierEvent, now: Instant): Write =>
    store.insertIfAbsent(eventPoolKey(nameOf(event)), 'carrier_event_pool', { poolId }, now),
  findPoolOfEvent: (eventId: string) => store.get(eventPoolKey(eventId), (data) => poolIdRow.parse(data)),
  /** A retraction that came before the event it takes back. */
  findOrphan: (eventId: string) => store.get(orphanKey(eventId), (data) => carrierEventRow.parse(data)),
  insertOrphan: (event: CarrierEvent, now: Instant): Write =>
    store.insertIfAbsent(orphanKey(event.retractedEventId ?? nameOf(event)), 'retraction', event, now),

  findWebhook: (webhookId: string) => store.get(webhookKey(webhookId), (data) => data),
  takeWebhook: (webhookId: string, now: Instant): Write =>
    store.insertIfAbsent(webhookKey(webhookId), 'webhook', {}, now),
});
export type FreightRepository = ReturnType<typeof createFreightRepository>;
