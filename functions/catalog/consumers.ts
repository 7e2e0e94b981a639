import { readEnv } from '../../shared/env.ts';
import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { createConsumer, on } from '../../shared/messaging/consumer.ts';
import { createBucket, objectName } from '../../shared/objects/bucket.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { type OrderSnapshot, orderMoved } from '../orders/contract.ts';
import { companyScreened, companyVerified } from '../parties/contract.ts';
import { matchingAsked, quoteMoved, supplierInvited } from '../sourcing/contract.ts';
import { catalogDeadlineReached, importMoved } from './contract.ts';
import { consumersEnv } from './env.ts';
import { createImportRepository } from './imports/rows.ts';
import { createImporter } from './imports/step.ts';
import { createIndexReader } from './index/reader.ts';
import { createIndexRepository } from './index/rows.ts';
import { createMatcher } from './matching/match-request.ts';
import { createRecordRepository } from './matching/record-rows.ts';
import {
  answer,
  countOrder,
  goodsName,
  invite,
  type OrderOutcome,
  type SupplierRecord,
  unknownSupplier,
} from './matching/trade-record.ts';
import { createPlacementRows } from './placements/rows.ts';
import { createCatalogRepository } from './repository.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const catalog = createCatalogRepository(store);
const records = createRecordRepository(store);
const bucket = createBucket(env.BUCKET_NAME);
const match = createMatcher({
  catalog,
  records,
  placements: createPlacementRows(store),
  openIndex: createIndexReader({
    repository: createIndexRepository(store),
    bucket,
    hasProducts: catalog.hasListed,
  }),
});

const importer = createImporter({
  store,
  catalog,
  bucket,
  imports: createImportRepository(store),
  objectNameOf: objectName,
});

const change = async (
  supplierId: string,
  now: Instant,
  next: (record: SupplierRecord) => SupplierRecord,
): Promise<Effect> => {
  const found = await records.find(supplierId);
  return { writes: [records.save(found, next(found?.data ?? unknownSupplier(supplierId)), now)] };
};

const outcomeOf = (order: OrderSnapshot, before: OrderOutcome | undefined): OrderOutcome => ({
  isShipped: order.shippedAt !== undefined,
  isLate: order.shippedAt !== undefined && order.shippedAt.slice(0, 10) > order.terms.latestShipOn,
  // A dispute that was settled has been one.
  isDisputed: order.isDisputed || (before?.isDisputed ?? false),
  isAccepted:
    (before?.isAccepted ?? false) ||
    order.state === 'accepted' ||
    order.state === 'auto_accepted' ||
    order.state === 'closed',
});

const isSame = (one: OrderOutcome, other: OrderOutcome | undefined): boolean =>
  other !== undefined &&
  one.isShipped === other.isShipped &&
  one.isLate === other.isLate &&
  one.isDisputed === other.isDisputed &&
  one.isAccepted === other.isAccepted;

const countMove = async (order: OrderSnapshot, sequence: number, now: Instant): Promise<Effect> => {
  const { supplierId, hsCode, originCountry } = order.terms;
  const known = await records.findOutcome(supplierId, order.orderId);
  if (known && known.version >= sequence) return {};
  const outcome = outcomeOf(order, known?.data);
  const kept = records.putOutcome(supplierId, order.orderId, outcome, sequence, now);
  if (isSame(outcome, known?.data)) return { writes: [kept] };
  const counted = await change(supplierId, now, (record) =>
    countOrder(record, known?.data, outcome, goodsName(hsCode, originCountry)),
  );
  return { writes: [kept, ...(counted.writes ?? [])] };
};

/** Finds suppliers for requests, imports products step by step and again when a step got stuck, and keeps what is observed of suppliers: replies, orders, verification, screening. */
export const handler = createConsumer({
  context: 'catalog',
  store,
  reactions: [
    on(importMoved, async ({ data: { importId, state } }, at) =>
      state === 'running' ? importer.goOn(importId, at) : {},
    ),

    on(catalogDeadlineReached, ({ data }, at) => importer.retry(data.subject, at)),

    on(matchingAsked, ({ data, sequence }, { now }) => match(data, sequence, now)),

    on(supplierInvited, ({ data: { supplierId, rfqId }, time }, { now }) =>
      change(supplierId, now, (record) => invite(record, { rfqId, invitedAt: parseInstant(time) }, now)),
    ),

    on(quoteMoved, async ({ data: { supplierId, rfqId, state }, time }, { now }) =>
      state === 'submitted'
        ? change(supplierId, now, (record) => answer(record, rfqId, parseInstant(time)))
        : {},
    ),

    on(orderMoved, ({ data: { order }, sequence }, { now }) => countMove(order, sequence, now)),

    on(companyVerified, ({ data: { companyId, level } }, { now }) =>
      change(companyId, now, (record) => ({ ...record, verification: level })),
    ),

    on(companyScreened, ({ data: { companyId, outcome } }, { now }) =>
      change(companyId, now, (record) => ({ ...record, screening: outcome })),
    ),
  ],
});
