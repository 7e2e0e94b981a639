import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createAuditReader } from '../../functions/ledger/chain/read-for-audit.ts';
import { createSealer } from '../../functions/ledger/chain/seal-journals.ts';
import { walkBooks } from '../../functions/ledger/chain/walk-books.ts';
import type { Journal, LedgerName } from '../../functions/ledger/contract.ts';
import { openLedgerTable } from '../../functions/ledger/ledger-table.ts';
import { createLedgerReader, journalWrites } from '../../functions/ledger/posting.ts';
import { addDuration, type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { commitEffect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { MemoryDatabase } from './simulation/memory-database.ts';

/** A client of a database in memory: it sends what the document client would. */
export const clientOf = (database: MemoryDatabase): DynamoDBDocumentClient =>
  ({ send: async (command: unknown) => database.send(command) }) as unknown as DynamoDBDocumentClient;

const provenance = { context: 'test', newId: (prefix: string) => `${prefix}_1`, causationId: 'test' };

/** A ledger of its own on any database: posting, sealing, reading and auditing; a second passes with each journal. */
export const openBook = (client: DynamoDBDocumentClient, tableName = 'ledger') => {
  let now: Instant = parseInstant('2026-11-22T08:00:00.000Z');
  const clock = { now: () => now };
  const store = createStore(client, tableName);
  const sealer = createSealer(client, tableName, clock);
  const ask = createAuditReader(openLedgerTable(client, tableName), clock);
  const commit = (writes: readonly Write[]): Promise<void> =>
    commitEffect(store, undefined, { writes }, { ...provenance, now, correlationId: 'trade-1' });
  return {
    client,
    tableName,
    sealer,
    ask,
    commit,
    reader: createLedgerReader(client, tableName),
    at: () => ({ now, correlationId: 'trade-1' }),
    now: () => now,
    tick: (seconds = 1): void => {
      now = addDuration(now, { seconds });
    },
    /** Posts journals one after the other, a second apart. */
    post: async (journals: readonly Journal[]): Promise<void> => {
      for (const journal of journals) {
        await commit(journalWrites(tableName, journal, { now, correlationId: 'trade-1' }));
        now = addDuration(now, { seconds: 1 });
      }
    },
    seal: (journals: readonly Journal[]) => sealer.seal(journals),
    audit: (ledger: LedgerName = 'ENT') => walkBooks(ledger, ask),
  };
};
export type Book = ReturnType<typeof openBook>;

/** A ledger of its own in memory. */
export const bookInMemory = (): Book & { readonly database: MemoryDatabase } => {
  const database = new MemoryDatabase();
  return { ...openBook(clientOf(database)), database };
};
