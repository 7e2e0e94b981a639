import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../../shared/kernel/clock.ts';
import { DependencyError } from '../../../shared/kernel/errors.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { commitTransaction, WriteRefused } from '../../../shared/persistence/transaction.ts';
import type { LedgerName } from '../contract.ts';
import { type ChainHead, checkpointEvery, headAfter, nextBlock } from '../domain/chain.ts';
import { ledgerOf } from '../domain/journal.ts';
import { addJournal, type TrialBalance } from '../domain/trial-balance.ts';
import { openLedgerTable } from '../ledger-table.ts';
import { lookupRows } from '../rows.ts';
import { createChainReader, type JournalRow } from './chain-reader.ts';
import { blockWrite, headWrite, sealWrite, totalsWrite } from './chain-rows.ts';

/** Most journals that one transaction seals: each is one action of at most 100, beside block, head and totals. */
export const blockJournalsMax = 64;
/** Lookup rows written at once. */
const putsAtOnce = 32;
/** Tries of one block when others move the head. */
const attemptsMax = 20;

const inOrderOf = (journalIds: readonly string[], rows: readonly JournalRow[]): readonly JournalRow[] => {
  const order = new Map(journalIds.map((journalId, index) => [journalId, index]));
  return [...rows].sort((a, b) => (order.get(a.journalId) ?? 0) - (order.get(b.journalId) ?? 0));
};

/** What sealing did. */
export interface Sealed {
  readonly sealed: number;
  /** Journals that were asked for and already had their place. */
  readonly already: number;
}

/**
 * Appends journals to the chain of their ledger. Each block is one transaction: the journals get their sequence (each once,
 * by condition), the block is inserted, the head moves (by condition on where it stood). Before it, the rows by which a
 * journal is looked up are written; they follow from the journal alone, so that a crash in between and a repeat leave the
 * same rows. Safe to run many at once and with any journal any number of times.
 */
export const createSealer = (client: DynamoDBDocumentClient, tableName: string, clock: Clock) => {
  const chain = createChainReader(openLedgerTable(client, tableName));

  const writeLookups = async (rows: readonly JournalRow[]): Promise<void> => {
    const puts = rows.flatMap(({ journal }) =>
      lookupRows(journal, { now: journal.postedAt, correlationId: journal.correlationId }),
    );
    for (let start = 0; start < puts.length; start += putsAtOnce) {
      await Promise.all(
        puts
          .slice(start, start + putsAtOnce)
          .map((Item) => client.send(new PutCommand({ TableName: tableName, Item }))),
      );
    }
  };

  /** Sums up to the end of a block that is about to be written after `head`. */
  const sumsAfter = async (
    head: ChainHead,
    block: readonly JournalRow[],
    now: Instant,
  ): Promise<TrialBalance> => {
    const sums = await chain.sumsAt(head.ledger, head.sequence, now);
    for (const { journal } of block) addJournal(sums, journal);
    return sums;
  };

  const appendBlock = async (ledger: LedgerName, rows: readonly JournalRow[]): Promise<void> => {
    const now = clock.now();
    const head = await chain.head(ledger);
    const block = nextBlock(head, rows, now);
    const isCheckpoint = head.sequence + rows.length - head.checkpoint >= checkpointEvery;
    const after = headAfter(head, block, isCheckpoint ? head.sequence + rows.length : head.checkpoint);
    const totals = isCheckpoint
      ? [totalsWrite(tableName, after, await sumsAfter(head, rows, now), await latestOf(head, rows), now)]
      : [];
    await commitTransaction(client, [
      headWrite(tableName, head, after, now),
      blockWrite(tableName, block),
      ...totals,
      ...block.entries.map(({ journalId, sequence }) => sealWrite(tableName, journalId, sequence)),
    ]);
  };

  const latestOf = async (head: ChainHead, rows: readonly JournalRow[]): Promise<Instant> => {
    const before = await chain.totalsUntil(head.ledger, head.sequence);
    const since: Instant[] = before ? [before.latestPostedAt] : [];
    for await (const block of chain.blocks(head.ledger, (before?.sequence ?? 0) + 1, head.sequence))
      since.push(block.latestPostedAt);
    return [...since, ...rows.map(({ postedAt }) => postedAt)].reduce((a, b) => (a > b ? a : b));
  };

  const sealOf = async (ledger: LedgerName, found: readonly JournalRow[]): Promise<Sealed> => {
    const journalIds = found.map(({ journalId }) => journalId);
    let known = 0;
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const rows = attempt === 0 ? found : await chain.journals(journalIds);
      const open = inOrderOf(
        journalIds,
        rows.filter(({ sequence }) => sequence === undefined),
      );
      if (attempt === 0) known = rows.length - open.length;
      if (open.length === 0) return { sealed: rows.length - known, already: known };
      await writeLookups(open);
      try {
        await appendBlock(ledger, open);
        return { sealed: open.length, already: rows.length - open.length };
      } catch (error) {
        // Another sealer moved the head, or sealed one of these: what is left is read anew.
        if (!(error instanceof WriteRefused)) throw error;
      }
    }
    throw new DependencyError({
      code: 'ledger.chain_busy',
      detail: `The chain of ${ledger} moves faster than this sealer; nothing of it was changed.`,
      retryAfterSeconds: 1,
    });
  };

  return {
    chain,

    /**
     * Seals these journals, in this order, each in the ledger that its row says; those already sealed and unknown ids change
     * nothing. DependencyError `ledger.chain_busy`.
     */
    seal: async (wanted: readonly { readonly journalId: string }[]): Promise<Sealed> => {
      const ids = [...new Set(wanted.map(({ journalId }) => journalId))];
      const total = { sealed: 0, already: 0 };
      for (let start = 0; start < ids.length; start += blockJournalsMax) {
        const some = ids.slice(start, start + blockJournalsMax);
        const rows = inOrderOf(some, await chain.journals(some));
        for (const [ledger, own] of Map.groupBy(rows, ({ journal }) => ledgerOf(journal))) {
          const done = await sealOf(ledger, own);
          total.sealed += done.sealed;
          total.already += done.already;
        }
      }
      return total;
    },
  };
};
