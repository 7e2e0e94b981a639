import { z } from 'zod';
import { type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { OrderOutcome, SupplierRecord } from './trade-record.ts';

const recordRow = z.object({
  supplierId: z.string(),
  verification: z.enum(['unverified', 'basic', 'verified']),
  screening: z.enum(['clear', 'potential', 'hit', 'lists_unavailable', 'pending']),
  orders: z.int(),
  lateOrders: z.int(),
  disputedOrders: z.int(),
  invitations: z.int(),
  answeredInTime: z.int(),
  openInvitations: z.array(
    z.object({ rfqId: z.string(), invitedAt: z.string().transform((text) => parseInstant(text)) }),
  ),
  provenGoods: z.array(z.string()),
});

const outcomeRow = z.object({
  isShipped: z.boolean(),
  isLate: z.boolean(),
  isDisputed: z.boolean(),
  isAccepted: z.boolean(),
});

const recordKey = (supplierId: string) => ({ pk: `SUPPLIER#${supplierId}`, sk: 'RECORD' });
const orderKey = (supplierId: string, orderId: string) => ({
  pk: `SUPPLIER#${supplierId}`,
  sk: `ORDER#${orderId}`,
});
const matchKey = (rfqId: string, sequence: number) => ({
  pk: `MATCHING#${rfqId}`,
  sk: `ANSWER#${String(sequence).padStart(4, '0')}`,
});

/**
 * Rows: SUPPLIER#id/RECORD what was observed of a supplier; SUPPLIER#id/ORDER#id what one order counted for;
 * MATCHING#rfq/ANSWER#n the facts by which an answer to a request can be computed again.
 */
export const createRecordRepository = (store: Store) => {
  const read = (data: unknown): SupplierRecord => recordRow.parse(data);
  return {
    find: (supplierId: string): Promise<Entity<SupplierRecord> | undefined> =>
      store.get(recordKey(supplierId), read),

    /** Records of up to 100 suppliers; the unknown are left out. */
    findMany: (supplierIds: readonly string[]): Promise<readonly Entity<SupplierRecord>[]> =>
      store.getMany(supplierIds.map(recordKey), read),

    /** Refused as stale when the record was changed since, or came into being. */
    save: (found: Entity<SupplierRecord> | undefined, next: SupplierRecord, now: Instant): Write =>
      found
        ? store.updateIfVersion(found, next, now)
        : store.insertIfAbsent(recordKey(next.supplierId), 'supplier-record', next, now),

    findOutcome: (supplierId: string, orderId: string): Promise<Entity<OrderOutcome> | undefined> =>
      store.get(orderKey(supplierId, orderId), (data) => outcomeRow.parse(data)),

    /** Refused as stale unless it is newer than what stands there. */
    putOutcome: (
      supplierId: string,
      orderId: string,
      outcome: OrderOutcome,
      sequence: number,
      now: Instant,
    ): Write => store.putProjection(orderKey(supplierId, orderId), 'order-outcome', outcome, now, sequence),

    keepAnswer: (rfqId: string, sequence: number, answer: unknown, now: Instant): Write =>
      store.putProjection(matchKey(rfqId, sequence), 'matching-answer', answer, now, sequence + 1),
  };
};
/** The rows of the trade record and of answers. */
export type RecordRepository = ReturnType<typeof createRecordRepository>;
