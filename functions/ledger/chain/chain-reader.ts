import type { Instant } from '../../../shared/kernel/instant.ts';
import type { LedgerName } from '../contract.ts';
import { type ChainBlock, type ChainHead, emptyHead, type SealCandidate } from '../domain/chain.ts';
import { addJournal, latestInstant, type TrialBalance, trialBalanceOf } from '../domain/trial-balance.ts';
import { ledgerErrors } from '../errors.ts';
import type { LedgerTable } from '../ledger-table.ts';
import { readJournal, type StoredJournal } from '../row-readers.ts';
import { ledgerKeys } from '../rows.ts';
import { type ChainTotals, chainKeys, readBlock, readHead, readTotals } from './chain-rows.ts';

type Row = Record<string, unknown>;

/** A journal's row as the chain sees it. */
export interface JournalRow extends SealCandidate {
  readonly journal: StoredJournal;
  /** Its place in the chain; undefined while it is not sealed. */
  readonly sequence: number | undefined;
}

/** Parses a journal's row, keeping its data as stored. */
export const readJournalRow = (row: Row): JournalRow => {
  const journal = readJournal(row);
  const { journalId, postedAt } = journal;
  const sequence = row.sequence === undefined ? undefined : Number(row.sequence);
  return { journalId, postedAt, data: row.data, journal, sequence };
};

const byPosition = (a: SealCandidate, b: SealCandidate): number =>
  `${a.postedAt}#${a.journalId}` < `${b.postedAt}#${b.journalId}` ? -1 : 1;

/** Reads the chain of a ledger, and what it does not have yet. */
export const createChainReader = (table: LedgerTable) => {
  const head = async (ledger: LedgerName): Promise<ChainHead> => {
    const row = await table.get(chainKeys.head(ledger));
    return row ? readHead(row) : emptyHead(ledger);
  };

  const unsealed = async (ledger: LedgerName, until?: Instant): Promise<readonly JournalRow[]> => {
    const rows: JournalRow[] = [];
    for (const pk of ledgerKeys.unsealed(ledger)) {
      const stretch = { pk, index: 'work', ...(until === undefined ? {} : { end: `${until}#~` }) } as const;
      for await (const row of table.walk(stretch)) rows.push(readJournalRow(row));
    }
    return rows.sort(byPosition);
  };

  const journals = async (journalIds: readonly string[]): Promise<readonly JournalRow[]> =>
    (await table.getMany(journalIds.map((journalId) => ledgerKeys.journal(journalId)))).map(readJournalRow);

  /** Blocks from the one that holds `first` to the one that holds `last`. */
  async function* blocks(ledger: LedgerName, first: number, last: number): AsyncGenerator<ChainBlock> {
    if (last < first) return;
    const { pk, sk: start } = chainKeys.block(ledger, first);
    for await (const row of table.walk({ pk, start, end: 'BLOCK#~' })) {
      const block = readBlock(row);
      if ((block.entries[0]?.sequence ?? 0) > last) return;
      yield block;
    }
  }

  const totalsUntil = async (ledger: LedgerName, sequence: number): Promise<ChainTotals | undefined> => {
    const { pk, sk: end } = chainKeys.totals(ledger, sequence);
    const { rows } = await table.page({ pk, start: 'TOTALS#', end, descending: true, limit: 1 });
    return rows[0] ? readTotals(rows[0]) : undefined;
  };

  const begin = (asOf: Instant, totals: ChainTotals | undefined): TrialBalance => {
    const sums = trialBalanceOf(asOf);
    for (const row of totals?.sums ?? []) sums.rows.set(`${row.ledger}|${row.currency}|${row.code}`, row);
    sums.journals = totals?.sequence ?? 0;
    return sums;
  };

  const addBlocks = async (
    sums: TrialBalance,
    ledger: LedgerName,
    [first, last]: readonly [number, number],
    counts: (journal: JournalRow) => boolean,
    isWanted: (block: ChainBlock) => boolean = () => true,
  ): Promise<void> => {
    for await (const block of blocks(ledger, first, last)) {
      if (!isWanted(block)) continue;
      const ids = block.entries
        .filter(({ sequence }) => sequence >= first && sequence <= last)
        .map(({ journalId }) => journalId);
      for (const row of await journals(ids)) if (counts(row)) addJournal(sums, row.journal);
    }
  };

  /** The last stored totals in which everything was posted at or before an instant: their latest posting never goes back. */
  const totalsAsOf = async (ledger: LedgerName, end: number, asOf: Instant) => {
    // Most often all of it: one look at the last.
    let found = await totalsUntil(ledger, end);
    if (!found || found.latestPostedAt <= asOf) return found;
    let [low, high] = [0, found.sequence - 1];
    found = undefined;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const totals = await totalsUntil(ledger, middle);
      if (!totals || totals.latestPostedAt <= asOf) {
        found = totals ?? found;
        low = middle;
      } else high = totals.sequence - 1;
    }
    return found;
  };

  return {
    head,

    /** Journals that the chain does not have yet, oldest first; the list may be moments behind, either way. */
    unsealed,

    /** Rows of these journals, in no order; the missing are left out. */
    journals,

    blocks,

    /** Running totals stored last at or before a sequence. */
    totalsUntil,

    /** Sums of the first `sequence` journals of a ledger. DomainError `ledger.no_such_sequence`. */
    sumsAt: async (ledger: LedgerName, sequence: number, asOf: Instant): Promise<TrialBalance> => {
      const { sequence: last } = await head(ledger);
      if (sequence > last) {
        throw ledgerErrors.no_such_sequence(
          `The chain of ${ledger} ends at ${last}; ${sequence} was asked for.`,
        );
      }
      const totals = await totalsUntil(ledger, sequence);
      const sums = begin(asOf, totals);
      await addBlocks(sums, ledger, [(totals?.sequence ?? 0) + 1, sequence], () => true);
      return sums;
    },

    /** Sums of every journal posted at or before an instant, or of all when none is given, sealed or not. */
    sumsAsOf: async (ledger: LedgerName, asOf: Instant = latestInstant): Promise<TrialBalance> => {
      // Before the head: what leaves the list while we read is then in the chain or still known to us.
      const waiting = await unsealed(ledger, asOf);
      const { sequence: last } = await head(ledger);
      const totals = await totalsAsOf(ledger, last, asOf);
      const sums = begin(asOf, totals);
      await addBlocks(
        sums,
        ledger,
        [(totals?.sequence ?? 0) + 1, last],
        ({ postedAt }) => postedAt <= asOf,
        ({ earliestPostedAt }) => earliestPostedAt <= asOf,
      );
      for (const { sequence, journal } of await journals(waiting.map(({ journalId }) => journalId)))
        if (sequence === undefined || sequence > last) addJournal(sums, journal);
      return sums;
    },
  };
};
