import { z } from 'zod';
import { legs } from '../../../shared/kernel/incoterm.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Entity, RowKey, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { SupplierRecord } from '../domain/compare-quotes.ts';
import type { Estimates } from '../domain/landed-cost.ts';
import type { ReferenceRates } from '../domain/reference-rates.ts';
import type { OrderFacts } from '../domain/supplier-record.ts';

const money = z.object({ currency: z.string(), amount: z.string() });

const estimatesRow: z.ZodType<Estimates> = z.object({
  freight: z
    .object({
      outcome: z.enum(['estimated', 'no_tariff']),
      on: z.string(),
      charges: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          leg: z.enum(legs),
          payer: z.enum(['seller', 'buyer']),
          amount: money,
          because: z.string(),
          source: z.string(),
        }),
      ),
    })
    .optional(),
  duty: z
    .object({
      on: z.string(),
      unavailable: z.string().optional(),
      estimate: z
        .object({
          duty: money,
          fees: money,
          tax: money,
          customsValue: money,
          confidence: z.enum(['high', 'low']),
          exchangeSource: z.string(),
          layers: z.array(z.object({ title: z.string(), percent: z.string(), source: z.string() })),
        })
        .optional(),
    })
    .optional(),
});

const ratesRow: z.ZodType<ReferenceRates> = z.object({
  source: z.string(),
  publishedOn: z.string(),
  perEuro: z.record(z.string(), z.string()),
});

const recordRow: z.ZodType<SupplierRecord> = z.object({
  orders: z.int(),
  lateOrders: z.int(),
  disputedOrders: z.int(),
  messages: z.int(),
  messagesAnsweredInTime: z.int(),
  verification: z.enum(['none', 'self_declared', 'documents_verified', 'inspected_on_site']),
});

const factsRow: z.ZodType<OrderFacts> = z.object({
  isShipped: z.boolean(),
  isLate: z.boolean(),
  isDisputed: z.boolean(),
});

const ratesKey: RowKey = { pk: 'REFERENCE_RATES', sk: 'LATEST' };
const estimatesKey = (quoteId: string, version: number): RowKey => ({
  pk: `QUOTE#${quoteId}`,
  sk: `ESTIMATES#${String(version).padStart(2, '0')}`,
});
const supplierPk = (supplierId: string): string => `SUPPLIER#${supplierId}`;
const recordKey = (supplierId: string): RowKey => ({ pk: supplierPk(supplierId), sk: 'RECORD' });
const factsKey = (supplierId: string, orderId: string): RowKey => ({
  pk: supplierPk(supplierId),
  sk: `ORDER#${orderId}`,
});

const upsert =
  (store: Store, kind: string) =>
  (found: Entity<unknown> | undefined, key: RowKey, data: unknown, now: Instant): Write =>
    found ? store.updateIfVersion(found, data, now) : store.insertIfAbsent(key, kind, data, now);

/**
 * What a comparison is put together from. Rows: QUOTE#id/ESTIMATES#nn the answers of freight and customs for a version;
 * REFERENCE_RATES/LATEST the last publication; SUPPLIER#id/RECORD what the house has seen of a supplier, …/ORDER#id of one order.
 */
export const createComparisonRows = (store: Store) => ({
  findEstimates: (quoteId: string, version: number) =>
    store.get(estimatesKey(quoteId, version), (data) => estimatesRow.parse(data)),
  putEstimates: (
    found: Entity<Estimates> | undefined,
    of: { readonly quoteId: string; readonly version: number },
    estimates: Estimates,
    now: Instant,
  ): Write => upsert(store, 'estimates')(found, estimatesKey(of.quoteId, of.version), estimates, now),

  findRates: async (): Promise<ReferenceRates | undefined> =>
    (await store.get(ratesKey, (data) => ratesRow.parse(data)))?.data,
  /** The publication of a day; an older one than that which is there is left out. */
  putRates: (found: ReferenceRates | undefined, rates: ReferenceRates, now: Instant): readonly Write[] =>
    found && found.publishedOn >= rates.publishedOn
      ? []
      : [
          store.putProjection(
            ratesKey,
            'reference_rates',
            rates,
            now,
            Number(rates.publishedOn.replaceAll('-', '')),
          ),
        ],

  findRecord: (supplierId: string) => store.get(recordKey(supplierId), (data) => recordRow.parse(data)),
  putRecord: (
    found: Entity<SupplierRecord> | undefined,
    supplierId: string,
    record: SupplierRecord,
    now: Instant,
  ): Write => upsert(store, 'supplier_record')(found, recordKey(supplierId), record, now),

  findOrderFacts: (supplierId: string, orderId: string) =>
    store.get(factsKey(supplierId, orderId), (data) => factsRow.parse(data)),
  putOrderFacts: (
    found: Entity<OrderFacts> | undefined,
    of: { readonly supplierId: string; readonly orderId: string },
    facts: OrderFacts,
    now: Instant,
  ): Write => upsert(store, 'order_facts')(found, factsKey(of.supplierId, of.orderId), facts, now),
});
/** See {@link createComparisonRows}. */
export type ComparisonRows = ReturnType<typeof createComparisonRows>;
