import type { Instant } from '../../shared/kernel/instant.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import { encodeForRow } from '../../shared/persistence/codec.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { Journal, Posting } from './contract.ts';
import { parseAccountId } from './domain/account.ts';
import { chartAccountOf } from './domain/chart.ts';
import { accountOf, ledgerOf } from './domain/journal.ts';

/** When a movement happens and in which trade, as the edge that commits it knows. */
export interface PostedAt {
  readonly now: Instant;
  readonly correlationId: string;
}

/** Partitions over which the posting rows of a summed account spread, so that the whole house does not meet on one. */
export const summedShards = 8;

/** Partitions of the daybook in each month. */
export const bookShards = 4;

/** First month of the books; a journal dated before it would stand in no trial balance. */
export const booksOpenedOn = '2026-01';

/** Keys of the ledger's rows. */
export const ledgerKeys = {
  journal: (journalId: string) => ({ pk: `JOURNAL#${journalId}`, sk: 'JOURNAL' }),
  balance: (accountId: string) => ({ pk: `ACCOUNT#${accountId}`, sk: 'BALANCE' }),
  reservation: (pendingId: string) => ({ pk: `PENDING#${pendingId}`, sk: 'PENDING' }),
  /** Partition in which a reference or a company finds its journals, in time order. */
  references: (value: string): string => `REF#${value}`,
  /** Partitions with the postings of an account: one for a guarded account, several for a summed one. */
  histories: (accountId: string): readonly string[] =>
    chartAccountOf(parseAccountId(accountId).code).balance === 'guarded'
      ? [`ACCOUNT#${accountId}`]
      : Array.from({ length: summedShards }, (_, shard) => `ACCOUNT#${accountId}#${shard}`),
  /** Partitions of the daybook of a month `YYYY-MM`: every journal of the house in time order, in few bytes. */
  books: (month: string): readonly string[] =>
    Array.from({ length: bookShards }, (_, shard) => `BOOK#${month}#${shard}`),
  /** Partition of the index `byOwner` with the balances of one owner. */
  owned: (owner: string): string => `OWNER#${owner}`,
};

/** One of several partitions; the last character of a journal's id is random, and the same on each try. */
const shardFor = (partitions: readonly string[], journalId: string): string => {
  const found = partitions[journalId.charCodeAt(journalId.length - 1) % partitions.length];
  invariant(found, 'ledger.no_partition', { journalId });
  return found;
};

/** A row in the shape that `shared/persistence/store.ts` reads. */
export const ledgerRow = (
  key: { readonly pk: string; readonly sk: string },
  kind: string,
  data: unknown,
  { now }: PostedAt,
): Record<string, unknown> => ({
  ...key,
  kind,
  version: 1,
  data: encodeForRow(data),
  createdAt: now,
  updatedAt: now,
});

/** What a stored journal says besides itself. */
export const journalData = (journal: Journal, at: PostedAt) => ({
  ...journal,
  postedAt: at.now,
  correlationId: at.correlationId,
});

/** One line of an account's history. */
export const postingWrite = (
  tableName: string,
  journal: Journal,
  posting: Posting,
  index: number,
  at: PostedAt,
): Write => {
  const accountId = accountOf(posting, journal.ledger);
  const { journalId, kind, description, references } = journal;
  const sk = `POSTING#${at.now}#${journalId}#${String(index).padStart(2, '0')}`;
  return {
    kind: 'put',
    tableName,
    item: ledgerRow(
      { pk: shardFor(ledgerKeys.histories(accountId), journalId), sk },
      'posting',
      {
        journalId,
        kind,
        description,
        references,
        accountId,
        side: posting.side,
        amount: posting.amount,
        postedAt: at.now,
      },
      at,
    ),
  };
};

/** The journal in the daybook: what a trial balance adds up. */
export const bookWrite = (tableName: string, journal: Journal, at: PostedAt): Write => {
  const { journalId, postings } = journal;
  const month = at.now.slice(0, 7);
  invariant(month >= booksOpenedOn, 'ledger.books_not_open', { journalId, month });
  return {
    kind: 'put',
    tableName,
    item: ledgerRow(
      { pk: shardFor(ledgerKeys.books(month), journalId), sk: `${at.now}#${journalId}` },
      'book',
      {
        ledger: ledgerOf(journal),
        postings: postings.map(({ code, side, amount }) => ({ code, side, amount })),
      },
      at,
    ),
  };
};

/** One row per thing that the journal is about and per company that may see a posting, so that both find it. */
export const referenceWrites = (tableName: string, journal: Journal, at: PostedAt): readonly Write[] => {
  const companies = journal.postings.flatMap(({ visibleTo }) => visibleTo ?? []);
  const values = new Set([...Object.values(journal.references), ...companies]);
  return [...values].map((value) => ({
    kind: 'put',
    tableName,
    item: ledgerRow(
      { pk: ledgerKeys.references(value), sk: `${at.now}#${journal.journalId}` },
      'reference',
      { journalId: journal.journalId },
      at,
    ),
  }));
};
