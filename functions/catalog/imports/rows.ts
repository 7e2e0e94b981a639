import { z } from 'zod';
import { epochMs, type Instant } from '../../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { importStates } from '../contract.ts';
import type { Identity } from './identity.ts';
import { csvPlaces } from './read-rows.ts';

const importRow = z.object({
  importId: z.string(),
  supplierId: z.string(),
  supplierName: z.string(),
  supplierCountry: z.string(),
  format: z.enum(['csv', 'ndjson']),
  sizeBytes: z.int(),
  state: z.enum(importStates),
  /** Bytes that are done, and the line that comes next. */
  offset: z.int(),
  line: z.int(),
  columns: z.array(z.string()).optional(),
  /** Where in a row that is too long the next byte stands; its rest is passed over. */
  skipping: z.enum(csvPlaces).optional(),
  created: z.int(),
  rejected: z.int(),
  duplicates: z.int(),
  /** Steps in a row that came no further. */
  failedSteps: z.int().default(0),
  /** Why it stopped. */
  failure: z.string().optional(),
});
/** An import of products and how far it is. */
export type ProductImport = z.output<typeof importRow>;

const lineRow = z.object({
  line: z.int(),
  kind: z.enum(['rejected', 'duplicate']),
  faults: z.array(z.object({ field: z.string(), what: z.string(), remedy: z.string() })),
});
/** A row that did not become a product, and why. */
export type ReportLine = z.output<typeof lineRow>;

const identityRow = z.object({ productId: z.string() });

const ofSupplier = (supplierId: string): string => `COMPANY#${supplierId}#IMPORT`;
const importKey = (importId: string) => ({ pk: `IMPORT#${importId}`, sk: 'IMPORT' });
const lineKey = (importId: string, line: number) => ({
  pk: `IMPORT#${importId}`,
  sk: `LINE#${String(line).padStart(8, '0')}`,
});
const identityKey = (supplierId: string, { kind, value }: Identity) => ({
  pk: `IDENTITY#${supplierId}`,
  sk: `${kind}#${value}`,
});

/**
 * Rows: IMPORT#id/IMPORT how far an import is; IMPORT#id/LINE#n what was wrong with a row; IDENTITY#supplier/kind#value the
 * product that bore a number or a text last.
 */
export const createImportRepository = (store: Store) => ({
  find: (importId: string): Promise<Entity<ProductImport> | undefined> =>
    store.get(importKey(importId), (data) => importRow.parse(data)),

  insertIfAbsent: (one: ProductImport, now: Instant): Write =>
    store.insertIfAbsent(importKey(one.importId), 'product-import', one, now, {
      owner: { pk: ofSupplier(one.supplierId), sk: `${now}#${one.importId}` },
    }),

  /** A page of the imports of a supplier, newest first. */
  list: (supplierId: string, page: { limit: number; from: Record<string, unknown> | undefined }) =>
    store.queryOwned(ofSupplier(supplierId), (data) => importRow.parse(data), page),

  updateIfVersion: (found: Entity<ProductImport>, next: ProductImport, now: Instant): Write =>
    store.updateIfVersion(found, next, now),

  insertLine: (importId: string, line: ReportLine, now: Instant): Write =>
    store.insertIfAbsent(lineKey(importId, line.line), 'import-line', line, now),

  /** Rows that did not become products, in the order of the file. */
  lines: (importId: string, page: { limit: number; from: Record<string, unknown> | undefined }) =>
    store.queryParts(`IMPORT#${importId}`, 'LINE#', (data) => lineRow.parse(data), page),

  /** Products that bore these identities last, by identity. */
  findIdentities: async (
    supplierId: string,
    identities: readonly Identity[],
  ): Promise<ReadonlyMap<string, string>> => {
    const found = await store.getMany(
      identities.map((identity) => identityKey(supplierId, identity)),
      (data) => identityRow.parse(data),
    );
    return new Map(found.map(({ sk, data }) => [sk, data.productId]));
  },

  putIdentity: (supplierId: string, identity: Identity, productId: string, now: Instant): Write =>
    store.putProjection(
      identityKey(supplierId, identity),
      'product-identity',
      { productId },
      now,
      epochMs(now),
    ),
});
/** The rows of imports. */
export type ImportRepository = ReturnType<typeof createImportRepository>;
