import type { Instant } from '../../shared/kernel/instant.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import { encodeForRow } from '../../shared/persistence/codec.ts';
import type { Journal, LedgerName, Posting } from './contract.ts';
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

/** Partitions of the list of journals that no chain has yet, per ledger. */
export const unsealedShards = 4;

/** First month of the books; no journal is dated before it. */
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
  /** Partitions of the index `work` with the journals of a ledger that its chain does not have yet, in time order. */
  unsealed: (ledger: LedgerName): readonly string[] =>
    Array.from({ length: unsealedShards }, (_, shard) => `UNSEALED#${ledger}#${shard}`),
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
  ledger: ledgerOf(journal),
  postedAt: at.now,
  correlationId: at.correlationId,
});

/** The row of a journal: it stands on the list of the unsealed until its ledger's chain has it. */
export const journalRow = (journal: Journal, at: PostedAt): Record<string, unknown> => {
  const { journalId } = journal;
  invariant(at.now.slice(0, 7) >= booksOpenedOn, 'ledger.books_not_open', { journalId, now: at.now });
  return {
    ...ledgerRow(ledgerKeys.journal(journalId), 'journal', journalData(journal, at), at),
    workPk: shardFor(ledgerKeys.unsealed(ledgerOf(journal)), journalId),
    workSk: `${at.now}#${journalId}`,
  };
};

/** Sort key of a line in an account's history. */
export const linePosition = (postedAt: Instant, journalId: string, index: number): string =>
  `POSTING#${postedAt}#${journalId}#${String(index).padStart(2, '0')}`;

/** One line of an account's history. */
export const postingRow = (
  journal: Journal,
  posting: Posting,
  index: number,
  at: PostedAt,
): Record<string, unknown> => {
  const accountId = accountOf(posting, journal.ledger);
  const { journalId, kind, description, references } = journal;
  const { side, amount } = posting;
  return ledgerRow(
    {
      pk: shardFor(ledgerKeys.histories(accountId), journalId),
      sk: linePosition(at.now, journalId, index),
    },
    'posting',
    { journalId, kind, description, references, accountId, side, amount, postedAt: at.now },
    at,
  );
};

/** Things that a journal is about and companies that may see a posting: each finds the journal under its own name. */
export const journalReferences = ({ references, postings }: Journal): readonly string[] => [
  ...new Set([...Object.values(references), ...postings.flatMap(({ visibleTo }) => visibleTo ?? [])]),
];

/** Sort key under which a reference finds a journal. */
export const referencePosition = (postedAt: Instant, journalId: string): string => `${postedAt}#${journalId}`;

const referenceRow = (value: string, { journalId }: Journal, at: PostedAt): Record<string, unknown> =>
  ledgerRow(
    { pk: ledgerKeys.references(value), sk: referencePosition(at.now, journalId) },
    'reference',
    { journalId },
    at,
  );

/** Whether the history of a posting's account is written with the journal, because its owner's money depends on it. */
export const isWrittenWithJournal = ({ code }: Posting): boolean =>
  chartAccountOf(code).balance === 'guarded';

/**
 * Rows that repeat what a journal says for those who look it up: lines of the house's own accounts, and references. They
 * follow from the journal alone, so that whoever writes them, however often, writes the same.
 */
export const lookupRows = (journal: Journal, at: PostedAt): readonly Record<string, unknown>[] => [
  ...journal.postings.flatMap((posting, index) =>
    isWrittenWithJournal(posting) ? [] : [postingRow(journal, posting, index, at)],
  ),
  ...journalReferences(journal).map((value) => referenceRow(value, journal, at)),
];
