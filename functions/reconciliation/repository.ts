import { z } from 'zod';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import { encodeForRow } from '../../shared/persistence/codec.ts';
import type { Entity, RowKey, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { type Break, breakStates, breakTypes } from './domain/breaks.ts';
import { type Book, bookCodes, bookIdOf, type LedgerLine, type OutsideEntry } from './domain/items.ts';
import type { Statement } from './statements.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));
const book = z.object({ code: z.enum(bookCodes), currency: z.string() });

const line: z.ZodType<LedgerLine> = z.object({
  position: z.string(),
  journalId: z.string(),
  kind: z.string(),
  references: z.record(z.string(), z.string()),
  amountMinor: z.bigint(),
  at: instant,
});

const entry: z.ZodType<OutsideEntry> = z.object({
  entryId: z.string(),
  key: z.string().optional(),
  type: z.string().optional(),
  amountMinor: z.bigint(),
  at: instant,
  number: z.int(),
  text: z.string().optional(),
});

/** Up to where the statements of a book are imported. */
const importRow = z.object({
  book,
  number: z.int(),
  closingMinor: z.bigint(),
  /** The first statement that was imported, and the balance that it opened with. */
  firstNumber: z.int(),
  openedMinor: z.bigint(),
});
export type ImportState = z.output<typeof importRow>;

/** Up to where a book is reconciled, and what was open then. */
const bookRow = z.object({
  book,
  /** Lines of ours before this instant are in. */
  until: instant.optional(),
  ledgerMinor: z.bigint(),
  number: z.int(),
  outsideMinor: z.bigint(),
  openLines: z.array(line),
  openEntries: z.array(entry),
});
export type BookState = z.output<typeof bookRow>;

const statementRow = z.object({
  statementId: z.string(),
  number: z.int(),
  openingMinor: z.bigint(),
  closingMinor: z.bigint(),
  on: z.string(),
  count: z.int(),
  hash: z.string(),
});
export type StatementHeader = z.output<typeof statementRow>;

const breakRow: z.ZodType<Break> = z.object({
  breakId: z.string(),
  type: z.enum(breakTypes),
  subject: z.string(),
  reference: z.string(),
  currency: z.string(),
  amountMinor: z.bigint(),
  since: instant,
  detail: z.string(),
  state: z.enum(breakStates),
  openedAt: instant,
  seenAt: instant,
  notes: z.array(
    z.object({
      at: instant,
      by: z.string(),
      event: z.enum(['explain', 'resolve', 'counterpart_came', 'found_again']),
      reason: z.string(),
    }),
  ),
});

/** What a thing of a trade says of itself. `sequence` is its version. */
const statedRow = z.object({
  subject: z.string(),
  accountId: z.string().optional(),
  currency: z.string(),
  statedMinor: z.bigint(),
  fundedMinor: z.bigint().optional(),
  /** State of an order, and the escrow that it lives by. */
  orderState: z.string().optional(),
  escrowId: z.string().optional(),
  /** Journal that must be in the books. */
  journalId: z.string().optional(),
  movedAt: instant,
  sequence: z.int(),
  isOver: z.boolean(),
});
export type Stated = z.output<typeof statedRow>;

const idRow = z.object({ id: z.string() });
const padded = (number: number): string => String(number).padStart(9, '0');
const bookPk = (one: Book): string => `BOOK#${bookIdOf(one)}`;
const importKey = (one: Book): RowKey => ({ pk: bookPk(one), sk: 'IMPORT' });
const bookKey = (one: Book): RowKey => ({ pk: bookPk(one), sk: 'RECONCILED' });
const statementKey = (one: Book, number: number): RowKey => ({
  pk: bookPk(one),
  sk: `STATEMENT#${padded(number)}`,
});
const breakKey = (breakId: string): RowKey => ({ pk: `BREAK#${breakId}`, sk: 'BREAK' });
const statedKey = (subject: string): RowKey => ({ pk: `STATED#${subject}`, sk: 'STATED' });
const activeKey = (subject: string): RowKey => ({ pk: `STATED#${subject}`, sk: 'ACTIVE' });
const reportKey = (on: string): RowKey => ({ pk: 'REPORT', sk: on });

interface Page {
  readonly limit: number;
  readonly from: Record<string, unknown> | undefined;
}

/**
 * BOOK#id holds how far a book is imported (IMPORT) and reconciled (RECONCILED), its STATEMENT#number and their ENTRY#number#index;
 * BREAK#id a difference; STATED#subject what escrow, payments and orders say of a thing, with ACTIVE while it is compared; REPORT the
 * result of each day.
 */
export const createReconciliationRepository = (store: Store) => {
  /** Writes a row whatever stands there: each run writes the same. */
  const put = (
    key: RowKey,
    kind: string,
    data: unknown,
    now: Instant,
    owner?: { readonly pk: string; readonly sk: string },
  ): Write => ({
    kind: 'put',
    tableName: store.tableName,
    item: {
      ...key,
      kind,
      version: 1,
      data: encodeForRow(data),
      createdAt: now,
      updatedAt: now,
      ...(owner ? { gsi1pk: owner.pk, gsi1sk: owner.sk } : {}),
    },
  });
  const all = async <Data>(ownerPk: string, read: (data: unknown) => Data): Promise<Entity<Data>[]> => {
    const items: Entity<Data>[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await store.queryOwned(ownerPk, read, { limit: 100, from, ascending: true });
      items.push(...page.items);
      from = page.next;
    } while (from !== undefined);
    return items;
  };
  return {
    store,

    findImport: (one: Book) => store.get(importKey(one), (data) => importRow.parse(data)),
    findStatement: (one: Book, number: number) =>
      store.get(statementKey(one, number), (data) => statementRow.parse(data)),

    /** Rows of the entries of a statement; they count from the moment at which its header is there. */
    entryWrites: (one: Book, statement: Statement, now: Instant): readonly Write[] =>
      statement.entries.map((each, index) =>
        put(
          { pk: bookPk(one), sk: `ENTRY#${padded(statement.number)}#${padded(index)}` },
          'outside-entry',
          each,
          now,
        ),
      ),
    headerWrites: (
      one: Book,
      found: Entity<ImportState> | undefined,
      header: StatementHeader,
      now: Instant,
    ): readonly Write[] => {
      const { number, openingMinor, closingMinor } = header;
      const first = found?.data ?? { firstNumber: number, openedMinor: openingMinor };
      const { firstNumber, openedMinor } = first;
      const state: ImportState = { book: one, number, closingMinor, firstNumber, openedMinor };
      return [
        store.insertIfAbsent(statementKey(one, header.number), 'statement', header, now),
        found
          ? store.updateIfVersion(found, state, now)
          : store.insertIfAbsent(importKey(one), 'import', state, now),
      ];
    },
    entriesOf: async (one: Book, number: number): Promise<readonly OutsideEntry[]> => {
      const items: OutsideEntry[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await store.queryParts(
          bookPk(one),
          `ENTRY#${padded(number)}#`,
          (data) => entry.parse(data),
          { from },
        );
        items.push(...page.items.map(({ data }) => data));
        from = page.next;
      } while (from !== undefined);
      return items;
    },
    findEntry: async (one: Book, entryId: string): Promise<OutsideEntry | undefined> => {
      const found = await store.get(bookKey(one), (data) => bookRow.parse(data));
      return found?.data.openEntries.find((each) => each.entryId === entryId);
    },

    findBook: (one: Book) => store.get(bookKey(one), (data) => bookRow.parse(data)),
    saveBook: (found: Entity<BookState> | undefined, state: BookState, now: Instant): Write =>
      found
        ? store.updateIfVersion(found, state, now)
        : store.insertIfAbsent(bookKey(state.book), 'book', state, now),

    findBreak: (breakId: string) => store.get(breakKey(breakId), (data) => breakRow.parse(data)),
    listBreaks: (page: Page) => store.queryOwned('BREAKS', (data) => breakRow.parse(data), page),
    /** Every break that people or counterparts have not closed. */
    activeBreaks: async (): Promise<readonly Entity<Break>[]> => {
      const active = await all('ACTIVE-BREAKS', (data) => idRow.parse(data));
      const found = await Promise.all(
        active.map(({ data }) => store.get(breakKey(data.id), (row) => breakRow.parse(row))),
      );
      return found.flatMap((each) => each ?? []);
    },
    saveBreak: (found: Entity<Break> | undefined, one: Break, now: Instant): readonly Write[] => {
      const key = breakKey(one.breakId);
      const isActive = one.state === 'open' || one.state === 'explained';
      const active: RowKey = { pk: key.pk, sk: 'ACTIVE' };
      return [
        found
          ? store.updateIfVersion(found, one, now)
          : store.insertIfAbsent(key, 'break', one, now, {
              owner: { pk: 'BREAKS', sk: `${one.openedAt}#${one.breakId}` },
            }),
        isActive
          ? put(active, 'active-break', { id: one.breakId }, now, {
              pk: 'ACTIVE-BREAKS',
              sk: `${one.since}#${one.breakId}`,
            })
          : store.remove(active),
      ];
    },

    findStated: (subject: string) => store.get(statedKey(subject), (data) => statedRow.parse(data)),
    saveStated: (found: Entity<Stated> | undefined, stated: Stated, now: Instant): readonly Write[] => [
      found
        ? store.updateIfVersion(found, stated, now)
        : store.insertIfAbsent(statedKey(stated.subject), 'stated', stated, now),
      put(activeKey(stated.subject), 'active', { id: stated.subject }, now, {
        pk: 'ACTIVE-STATED',
        sk: stated.subject,
      }),
    ],
    activeStated: async (): Promise<readonly Stated[]> => {
      const active = await all('ACTIVE-STATED', (data) => idRow.parse(data));
      const found = await Promise.all(
        active.map(({ data }) => store.get(statedKey(data.id), (row) => statedRow.parse(row))),
      );
      return found.flatMap((each) => (each ? [each.data] : []));
    },
    /** A thing that is over and was found right is compared no more. */
    retire: (subject: string): Write => store.remove(activeKey(subject)),

    putReport: (on: string, report: unknown, now: Instant): Write =>
      put(reportKey(on), 'report', report, now),
    findReport: (on: string) => store.get(reportKey(on), (data) => data),
    lastReport: async (): Promise<unknown> => {
      const found = await store.queryParts('REPORT', '', (data) => data, { limit: 1, descending: true });
      return found.items[0]?.data;
    },
  };
};
export type ReconciliationRepository = ReturnType<typeof createReconciliationRepository>;
