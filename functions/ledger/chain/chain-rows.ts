import { z } from 'zod';
import { type Instant, isInstant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { accountCodes, type LedgerName, ledgerNames } from '../contract.ts';
import type { ChainBlock, ChainHead } from '../domain/chain.ts';
import type { CodeSums, TrialBalance } from '../domain/trial-balance.ts';
import { ledgerKeys } from '../rows.ts';

const sequenceDigits = 12;
const padded = (sequence: number): string => String(sequence).padStart(sequenceDigits, '0');

/** Keys of a ledger's chain: all in one partition, blocks and totals each in order of sequence. */
export const chainKeys = {
  head: (ledger: LedgerName) => ({ pk: `CHAIN#${ledger}`, sk: 'HEAD' }),
  /** A block stands under the sequence of its last entry, so that the first at or after N holds N. */
  block: (ledger: LedgerName, last: number) => ({ pk: `CHAIN#${ledger}`, sk: `BLOCK#${padded(last)}` }),
  totals: (ledger: LedgerName, sequence: number) => ({
    pk: `CHAIN#${ledger}`,
    sk: `TOTALS#${padded(sequence)}`,
  }),
};

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));
const count = z.union([z.number(), z.bigint()]).transform(Number).pipe(z.int().nonnegative());

const headRow = z.object({
  ledger: z.enum(ledgerNames),
  sequence: count,
  hash: z.string(),
  checkpoint: count,
});
const blockRow = z.object({
  ledger: z.enum(ledgerNames),
  previousHash: z.string(),
  first: count,
  entries: z.array(z.tuple([z.string(), z.string(), z.string()])),
  sealedAt: instant,
  earliestPostedAt: instant,
  latestPostedAt: instant,
});
const totalsRow = z.object({
  ledger: z.enum(ledgerNames),
  sequence: count,
  hash: z.string(),
  sums: z.record(z.string(), z.string()),
  latestPostedAt: instant,
});

/** Parses the head of a chain. */
export const readHead = (row: Record<string, unknown>): ChainHead => headRow.parse(row);

/** Parses a block; sequences count from its first. */
export const readBlock = (row: Record<string, unknown>): ChainBlock => {
  const { first, entries, ...rest } = blockRow.parse(row);
  return {
    ...rest,
    entries: entries.map(([journalId, contentHash, hash], index) => ({
      sequence: first + index,
      journalId,
      contentHash,
      hash,
    })),
  };
};

/** Running totals as stored: everything up to a sequence. */
export interface ChainTotals {
  readonly ledger: LedgerName;
  readonly sequence: number;
  /** Hash of the entry at that sequence. */
  readonly hash: string;
  readonly sums: readonly CodeSums[];
  /** When the latest of all these journals was posted. */
  readonly latestPostedAt: Instant;
}

const codes = z.enum(accountCodes);

/** Parses stored running totals. InvariantViolation `ledger.malformed_totals`. */
export const readTotals = (row: Record<string, unknown>): ChainTotals => {
  const { sums, ...rest } = totalsRow.parse(row);
  return {
    ...rest,
    sums: Object.entries(sums).map(([key, text]) => {
      const [currency = '', code = ''] = key.split('|');
      const [debits = '', credits = ''] = text.split(' ');
      invariant(debits !== '' && credits !== '', 'ledger.malformed_totals', { key });
      return {
        ledger: rest.ledger,
        currency,
        code: codes.parse(code),
        debitsMinor: BigInt(debits),
        creditsMinor: BigInt(credits),
      };
    }),
  };
};

/** Sums in the shape in which a totals row keeps them: `USD|2010` → `<debits> <credits>` in minor units, in key order. */
export const sumsOnRow = ({ rows }: Pick<TrialBalance, 'rows'>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...rows.values()]
      .map((row) => [`${row.currency}|${row.code}`, `${row.debitsMinor} ${row.creditsMinor}`] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** A new block. Nothing can stand there unless somebody else moved the head, which the head's own condition finds. */
export const blockWrite = (tableName: string, block: ChainBlock): Write => {
  const { entries, ledger, ...rest } = block;
  const [first, last] = [entries[0], entries.at(-1)];
  invariant(first && last, 'ledger.empty_block', { ledger });
  return {
    kind: 'put',
    tableName,
    item: {
      ...chainKeys.block(ledger, last.sequence),
      kind: 'chain-block',
      ledger,
      ...rest,
      first: first.sequence,
      entries: entries.map(({ journalId, contentHash, hash }) => [journalId, contentHash, hash]),
    },
    condition: 'attribute_not_exists(pk)',
  };
};

/** Running totals at the last sequence of a block. */
export const totalsWrite = (
  tableName: string,
  { ledger, sequence, hash }: ChainHead,
  sums: Pick<TrialBalance, 'rows'>,
  latestPostedAt: Instant,
  sealedAt: Instant,
): Write => ({
  kind: 'put',
  tableName,
  item: {
    ...chainKeys.totals(ledger, sequence),
    kind: 'chain-totals',
    ledger,
    sequence,
    hash,
    sums: sumsOnRow(sums),
    latestPostedAt,
    sealedAt,
  },
  condition: 'attribute_not_exists(pk)',
});

/** Moves the head; refused (as stale) unless it is still where the block begins. */
export const headWrite = (tableName: string, before: ChainHead, after: ChainHead, now: Instant): Write => ({
  kind: 'update',
  tableName,
  key: chainKeys.head(before.ledger),
  update:
    'SET #kind = :kind, ledger = :ledger, #sequence = :sequence, #hash = :hash, #checkpoint = :checkpoint, updatedAt = :now',
  condition:
    before.sequence === 0 ? 'attribute_not_exists(pk)' : '#sequence = :expected AND #hash = :expectedHash',
  names: { '#kind': 'kind', '#sequence': 'sequence', '#hash': 'hash', '#checkpoint': 'checkpoint' },
  values: {
    ':kind': 'chain-head',
    ':ledger': after.ledger,
    ':sequence': after.sequence,
    ':hash': after.hash,
    ':checkpoint': after.checkpoint,
    ':now': now,
    ...(before.sequence === 0 ? {} : { ':expected': before.sequence, ':expectedHash': before.hash }),
  },
});

/** Seals a journal: its row gets its place and leaves the list of the unsealed, once. */
export const sealWrite = (tableName: string, journalId: string, sequence: number): Write => ({
  kind: 'update',
  tableName,
  key: ledgerKeys.journal(journalId),
  update: 'SET #sequence = :sequence REMOVE workPk, workSk',
  condition: 'attribute_exists(pk) AND attribute_not_exists(#sequence)',
  names: { '#sequence': 'sequence' },
  values: { ':sequence': sequence },
});
