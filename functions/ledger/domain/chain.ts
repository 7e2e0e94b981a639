import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/kernel/canonical-hash.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import type { LedgerName } from '../contract.ts';

/** A journal's place in its ledger's chain. */
export interface ChainEntry {
  /** 1, 2, 3 … without a gap, per ledger. */
  readonly sequence: number;
  readonly journalId: string;
  /** SHA-256 of all that the journal's row says, in canonical JSON; 43 characters base64url. */
  readonly contentHash: string;
  /** SHA-256 over the hash before it, the ledger, the sequence, the id and the content hash. */
  readonly hash: string;
}

/** The last place of a chain; sequence 0 before the first journal. */
export interface ChainHead {
  readonly ledger: LedgerName;
  readonly sequence: number;
  readonly hash: string;
  /** Sequence at which running totals were stored last; 0 = none yet. */
  readonly checkpoint: number;
}

/** A page of the chain: the journals that one transaction sealed. */
export interface ChainBlock {
  readonly ledger: LedgerName;
  /** Hash of the entry before the first. */
  readonly previousHash: string;
  readonly entries: readonly ChainEntry[];
  readonly sealedAt: Instant;
  /** When the earliest of its journals was posted: a block with only later ones is no part of an earlier day. */
  readonly earliestPostedAt: Instant;
  readonly latestPostedAt: Instant;
}

/** A journal as it waits to be sealed: its row's data, as stored. */
export interface SealCandidate {
  readonly journalId: string;
  readonly postedAt: Instant;
  readonly data: unknown;
}

/** Running totals are stored at the first block end so many sequences after those before. */
export const checkpointEvery = 64;

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** What the first entry of a ledger follows. */
export const genesisHash = (ledger: LedgerName): string =>
  digest(canonicalJson(['entrepot.ledger.chain.v1', ledger]));

/** The head of a chain without a journal. */
export const emptyHead = (ledger: LedgerName): ChainHead => ({
  ledger,
  sequence: 0,
  hash: genesisHash(ledger),
  checkpoint: 0,
});

/** The content hash of a journal's stored data, whatever the order of its members. */
export const contentHashOf = (data: unknown): string => digest(canonicalJson(data));

/** The hash of an entry that follows `previousHash`. */
export const entryHash = (
  ledger: LedgerName,
  previousHash: string,
  { sequence, journalId, contentHash }: Omit<ChainEntry, 'hash'>,
): string => digest(canonicalJson([previousHash, ledger, sequence, journalId, contentHash]));

/** The next block: the given journals in their order, after `head`. InvariantViolation `ledger.empty_block`. */
export const nextBlock = (
  head: ChainHead,
  candidates: readonly SealCandidate[],
  sealedAt: Instant,
): ChainBlock => {
  const [first] = candidates;
  invariant(first, 'ledger.empty_block', { ledger: head.ledger });
  let previous = head.hash;
  const entries = candidates.map(({ journalId, data }, index): ChainEntry => {
    const entry = { sequence: head.sequence + index + 1, journalId, contentHash: contentHashOf(data) };
    previous = entryHash(head.ledger, previous, entry);
    return { ...entry, hash: previous };
  });
  const instants = candidates.map(({ postedAt }) => postedAt).sort();
  return {
    ledger: head.ledger,
    previousHash: head.hash,
    entries,
    sealedAt,
    earliestPostedAt: instants[0] ?? first.postedAt,
    latestPostedAt: instants.at(-1) ?? first.postedAt,
  };
};

/** The head after a block. */
export const headAfter = (head: ChainHead, block: ChainBlock, checkpoint: number): ChainHead => {
  const last = block.entries.at(-1);
  invariant(last && last.sequence > head.sequence, 'ledger.empty_block', { ledger: head.ledger });
  return { ledger: head.ledger, sequence: last.sequence, hash: last.hash, checkpoint };
};
