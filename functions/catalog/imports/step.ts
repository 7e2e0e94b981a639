import type { Instant } from '../../../shared/kernel/instant.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import type { ContextBucket } from '../../../shared/objects/bucket.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { importMoved } from '../contract.ts';
import { publishedEvent } from '../product-rules.ts';
import type { CatalogRepository, Product } from '../repository.ts';
import type { ProductInput } from '../shapes.ts';
import { type Identity, identitiesOf } from './identity.ts';
import { type CsvPlace, isBlank, type RawRow, readRows, restOfRow } from './read-rows.ts';
import { headerFault, longRow, openRow, type ReadRow, readCsvRow, readJsonRow } from './row-to-product.ts';
import type { ImportRepository, ProductImport, ReportLine } from './rows.ts';
import { decideImportDeadline, waitOf } from './waits.ts';

/** Rows that one transaction takes: a product is up to eight actions of the hundred. */
const rowsAtOnce = 10;
/** Bytes that are read at once, and with it the longest row. */
const pieceBytes = 256 * 1024;
/** Rejected rows after which an import is given up: the file is not what its maker thinks. */
export const rejectionsMax = 1_000;

/** Folder of uploaded files. */
export const importKeyOf = (name: string): string => `imports/${name}`;

interface ImporterParts {
  readonly store: Store;
  readonly imports: ImportRepository;
  readonly catalog: CatalogRepository;
  readonly bucket: Pick<ContextBucket, 'getRange'>;
  readonly objectNameOf: (importId: string) => string;
}

interface At {
  readonly now: Instant;
  readonly newId: (prefix: string) => string;
  readonly correlationId: string;
}

/** The news of an import; its own context goes on from it. */
export const importEvent = (one: ProductImport, version: number): OutgoingEvent =>
  importMoved.create({
    subject: one.importId,
    sequence: version,
    // Nobody outside wants to hear of every ten rows.
    audience: one.state === 'running' ? [] : [one.supplierId],
    data: {
      importId: one.importId,
      state: one.state,
      created: one.created,
      rejected: one.rejected,
      duplicates: one.duplicates,
    },
  });

const sayIdentity = ({ kind, value }: Identity): string => `${kind}#${value}`;
/** What tells a product from others of its supplier: its numbers, or its text when it has none. */
const tellingOf = (product: ProductInput): readonly Identity[] => {
  const all = identitiesOf(product);
  const numbers = all.filter(({ kind }) => kind !== 'text');
  return numbers.length > 0 ? numbers : all;
};

const duplicateLine = (line: number, { kind, value }: Identity, productId: string): ReportLine => ({
  line,
  kind: 'duplicate',
  faults: [
    {
      field: kind === 'text' ? 'title' : kind,
      what: `${productId} has the same ${kind === 'text' ? 'title, specification and heading' : `${kind} ${value}`}.`,
      remedy: 'Change that product with updateProduct, or give this one a number of its own.',
    },
  ],
});

/** Works on one import, ten rows at a time; each step commits its rows and the place that it reached together. */
export const createImporter = ({ store, imports, catalog, bucket, objectNameOf }: ImporterParts) => {
  const save = (found: Entity<ProductImport>, next: ProductImport, at: At, rest: Effect = {}): Effect => ({
    writes: [imports.updateIfVersion(found, next, at.now), waitOf(store, next, at), ...(rest.writes ?? [])],
    events: [...(rest.events ?? []), importEvent(next, found.version + 1)],
  });

  const fail = (found: Entity<ProductImport>, failure: string, at: At): Effect =>
    save(found, { ...found.data, state: 'failed', failure }, at);

  const read = (one: ProductImport, row: RawRow): ReadRow =>
    row.isOpen
      ? openRow
      : one.format === 'csv'
        ? readCsvRow(one.columns ?? [], row.cells)
        : readJsonRow(row.cells[0] ?? '');

  const productOf = (one: ProductImport, terms: ProductInput, at: At): Product => ({
    ...terms,
    productId: at.newId('prd'),
    supplierId: one.supplierId,
    supplierName: one.supplierName,
    supplierCountry: one.supplierCountry,
  });

  const takeRows = async (found: Entity<ProductImport>, rows: readonly RawRow[], at: At): Promise<Effect> => {
    const one = found.data;
    const readings = rows
      .filter((row) => !isBlank(row))
      .map((row) => ({ line: row.line, reading: read(one, row) }));
    const asked = readings.flatMap(({ reading }) =>
      reading.kind === 'product' ? tellingOf(reading.product) : [],
    );
    const unique = new Map(asked.map((identity) => [sayIdentity(identity), identity]));
    const taken = new Map(await imports.findIdentities(one.supplierId, [...unique.values()]));
    const products: Product[] = [];
    const lines: ReportLine[] = [];
    const borne = new Map<string, { readonly identity: Identity; readonly productId: string }>();
    for (const { line, reading } of readings) {
      if (reading.kind === 'faulty') {
        lines.push({ line, kind: 'rejected', faults: [...reading.faults] });
        continue;
      }
      const twin = tellingOf(reading.product).find((identity) => taken.has(sayIdentity(identity)));
      if (twin) {
        lines.push(duplicateLine(line, twin, taken.get(sayIdentity(twin)) ?? ''));
        continue;
      }
      const product = productOf(one, reading.product, at);
      products.push(product);
      for (const identity of identitiesOf(reading.product)) {
        borne.set(sayIdentity(identity), { identity, productId: product.productId });
        taken.set(sayIdentity(identity), product.productId);
      }
    }
    const last = rows.at(-1);
    const next: ProductImport = {
      ...one,
      offset: last?.endsAt ?? one.sizeBytes,
      line: last?.nextLine ?? one.line,
      created: one.created + products.length,
      rejected: one.rejected + lines.filter(({ kind }) => kind === 'rejected').length,
      duplicates: one.duplicates + lines.filter(({ kind }) => kind === 'duplicate').length,
      failedSteps: 0,
    };
    const isHopeless = next.rejected > rejectionsMax;
    const isOver = next.offset >= one.sizeBytes;
    const state = isHopeless ? 'failed' : isOver ? 'finished' : 'running';
    const failure = isHopeless ? `More than ${rejectionsMax} rows were rejected.` : undefined;
    const writes: readonly Write[] = [
      ...products.flatMap((product) => catalog.insertIfAbsent(product, at.now)),
      ...[...borne.values()].map(({ identity, productId }) =>
        imports.putIdentity(one.supplierId, identity, productId, at.now),
      ),
      ...lines.map((line) => imports.insertLine(one.importId, line, at.now)),
    ];
    const events = products.map((product) => publishedEvent(product, 1));
    return save(found, { ...next, state, ...(failure ? { failure } : {}) }, at, { writes, events });
  };

  /** Passes over a row that is longer than a piece; it is reported once, where it begins. */
  const passOver = (found: Entity<ProductImport>, bytes: Uint8Array, begun: CsvPlace, at: At): Effect => {
    const one = found.data;
    const { endsAt, place, breaks } = restOfRow(one.format, bytes, 0, begun);
    const isFirst = one.skipping === undefined;
    const isDone = endsAt !== undefined;
    const offset = one.offset + (endsAt ?? bytes.length);
    const next: ProductImport = {
      ...one,
      offset,
      line: one.line + breaks + (isDone ? 1 : 0),
      rejected: one.rejected + (isFirst ? 1 : 0),
      skipping: isDone ? undefined : place,
      failedSteps: 0,
      state: offset >= one.sizeBytes ? 'finished' : 'running',
    };
    const line: ReportLine = {
      line: one.line,
      kind: 'rejected',
      faults: [...longRow(pieceBytes).faults],
    };
    const writes = isFirst ? [imports.insertLine(one.importId, line, at.now)] : [];
    return save(found, next, at, { writes });
  };

  /** The next ten rows of an import, or nothing when it does not run any more. */
  const goOn = async (importId: string, at: At): Promise<Effect> => {
    const found = await imports.find(importId);
    if (found?.data.state !== 'running') return {};
    const one = found.data;
    const end = Math.min(one.sizeBytes, one.offset + pieceBytes);
    const piece = await bucket.getRange(importKeyOf(objectNameOf(importId)), one.offset, end);
    if (!piece) return fail(found, 'The uploaded file is gone.', at);
    if (piece.length !== one.sizeBytes)
      return fail(found, `The file has ${piece.length} bytes; ${one.sizeBytes} were announced.`, at);
    if (one.skipping) return passOver(found, piece.bytes, one.skipping, at);
    const isEnd = end === one.sizeBytes;
    const place = { offset: one.offset, line: one.line, isEnd };
    const isHeader = one.format === 'csv' && one.columns === undefined;
    const { rows, isTooLong } = readRows(one.format, piece.bytes, place, isHeader ? 1 : rowsAtOnce);
    if (isTooLong && isHeader) return fail(found, `The header is longer than ${pieceBytes} bytes.`, at);
    if (isTooLong) return passOver(found, piece.bytes, 'start', at);
    const [header] = rows;
    if (isHeader && header) {
      const columns = header.cells.map((cell) => cell.trim());
      const fault = headerFault(columns);
      if (fault) return fail(found, `${fault.what} ${fault.remedy}`, at);
      const state = header.endsAt >= one.sizeBytes ? 'finished' : 'running';
      const after = { ...one, columns, offset: header.endsAt, line: header.nextLine, failedSteps: 0 };
      return save(found, { ...after, state }, at);
    }
    return takeRows(found, rows, at);
  };

  /** The deadline of an import fell due: its step is tried again, or it ends. */
  const retry = async (importId: string, at: At): Promise<Effect> => {
    const found = await imports.find(importId);
    const next = found && decideImportDeadline(found.data, at.now);
    return found && next ? save(found, next, at) : {};
  };

  return { goOn, retry };
};
