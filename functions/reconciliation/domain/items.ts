import type { Instant } from '../../../shared/kernel/instant.ts';

/** Accounts of the chart that somebody outside keeps as well: two at the bank, one at the PSP. */
export const bookCodes = ['1010', '1020', '1110'] as const;
export type BookCode = (typeof bookCodes)[number];

/** One account of ours in one currency, as we and the outside keep it. */
export interface Book {
  readonly code: BookCode;
  readonly currency: string;
}

/** `1010:USD` */
export const bookIdOf = ({ code, currency }: Book): string => `${code}:${currency}`;

/** A line of the ledger on a book. The sign is ours: plus is what we have or are owed. */
export interface LedgerLine {
  /** Orders lines; unique in its book. */
  readonly position: string;
  readonly journalId: string;
  readonly kind: string;
  readonly references: Readonly<Record<string, string>>;
  readonly amountMinor: bigint;
  readonly at: Instant;
}

/** An entry of a bank statement or a line of a PSP report, signed from our side. */
export interface OutsideEntry {
  /** The outside's own reference, unique in its book. */
  readonly entryId: string;
  /** End-to-end id or merchant reference: what we gave it to be known by. */
  readonly key?: string | undefined;
  /** Type of the PSP's line; bank entries have none. */
  readonly type?: string | undefined;
  readonly amountMinor: bigint;
  readonly at: Instant;
  /** Number of the statement or report that it stands in. */
  readonly number: number;
  readonly text?: string | undefined;
}

/** Why two sides belong together, for the auditor. */
export type MatchRule = 'journal_id' | 'reference' | 'reference_sum' | 'cancels_out';

/** Lines and entries that are one thing; their sums are equal, or (cancels_out) there is one side only and it sums to zero. */
export interface Match {
  readonly rule: MatchRule;
  readonly lines: readonly LedgerLine[];
  readonly entries: readonly OutsideEntry[];
}
