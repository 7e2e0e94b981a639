import { type BusinessDate, businessDateIn, daysBetween } from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Finding } from './breaks.ts';
import { type Book, bookIdOf, type LedgerLine, type OutsideEntry } from './items.ts';
import { type Matching, matchItems } from './match.ts';
import type { Patience } from './policy.ts';

/** Where bank and PSP begin their days. */
export const outsideTimeZone = 'Europe/Amsterdam';

/** A book up to a cut-off, on both sides, with what the run before left open. */
export interface BookInput {
  readonly book: Book;
  /** Our balance before the first of the new lines, and what the outside said it was before its first new statement. */
  readonly openingLedgerMinor: bigint;
  readonly openingOutsideMinor: bigint;
  readonly openLines: readonly LedgerLine[];
  readonly openEntries: readonly OutsideEntry[];
  readonly newLines: readonly LedgerLine[];
  readonly newEntries: readonly OutsideEntry[];
  /** Balances that either side states for itself at the end. */
  readonly statedLedgerMinor: bigint;
  readonly statedOutsideMinor: bigint;
}

/** What a run proves of a book. ledger = outside + ours that they lack − theirs that we lack. */
export interface BookProof {
  readonly book: Book;
  readonly ledgerMinor: bigint;
  readonly outsideMinor: bigint;
  readonly oursOnlyMinor: bigint;
  readonly theirsOnlyMinor: bigint;
  /** Whether the equation holds; open items are then the whole difference. */
  readonly isProven: boolean;
  readonly matched: number;
  readonly openLines: readonly LedgerLine[];
  readonly openEntries: readonly OutsideEntry[];
  readonly findings: readonly Finding[];
}

const sumOf = (items: readonly { readonly amountMinor: bigint }[]): bigint =>
  items.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

const ageOf = (at: Instant, on: BusinessDate): number => daysBetween(businessDateIn(at, outsideTimeZone), on);

const findingsOf = (
  book: Book,
  { lines, entries, differing }: Matching,
  on: BusinessDate,
  patience: Patience,
): readonly Finding[] => {
  const base = { subject: bookIdOf(book), currency: book.currency };
  const missing = lines
    .filter(({ at }) => ageOf(at, on) > patience.missingOutsideDays)
    .map((line): Finding => {
      const { position, kind, journalId, amountMinor, at } = line;
      const detail = `${kind}, journal ${journalId}: no statement has it`;
      return { ...base, type: 'missing_outside', reference: position, amountMinor, since: at, detail };
    });
  const unknown = entries
    .filter(({ at }) => ageOf(at, on) >= patience.unknownToUsDays)
    .map((entry): Finding => {
      const { entryId, amountMinor, at, key, number, text } = entry;
      const detail = `statement ${number}, ${key ?? 'no reference'}${text ? `, ${text}` : ''}: the books do not have it`;
      return { ...base, type: 'unknown_to_us', reference: entryId, amountMinor, since: at, detail };
    });
  const different = differing.map(({ line, entry }): Finding => {
    const detail = `journal ${line.journalId} says ${line.amountMinor}, statement ${entry.number} says ${entry.amountMinor} minor units`;
    return {
      ...base,
      type: 'amount_differs',
      reference: entry.entryId,
      amountMinor: line.amountMinor - entry.amountMinor,
      since: entry.at,
      detail,
    };
  });
  return [...missing, ...unknown, ...different];
};

/** Matches a book and proves its balance. Pure: the same input gives the same proof, however often it is run. */
export const proveBook = (input: BookInput, now: Instant, patience: Patience): BookProof => {
  const { book } = input;
  const on = businessDateIn(now, outsideTimeZone);
  const matching = matchItems(
    [...input.openLines, ...input.newLines],
    [...input.openEntries, ...input.newEntries],
  );
  const openLines = [...matching.lines, ...matching.differing.map(({ line }) => line)];
  const openEntries = [...matching.entries, ...matching.differing.map(({ entry }) => entry)];
  const ledgerMinor = input.openingLedgerMinor + sumOf(input.newLines);
  const outsideMinor = input.openingOutsideMinor + sumOf(input.newEntries);
  const [oursOnlyMinor, theirsOnlyMinor] = [sumOf(openLines), sumOf(openEntries)];
  const differences: readonly (readonly [string, bigint])[] = [
    ['the balance of the books is not what its lines add up to', input.statedLedgerMinor - ledgerMinor],
    [
      'the closing balance of the statement is not what its entries add up to',
      input.statedOutsideMinor - outsideMinor,
    ],
    [
      'books, statement and open items do not add up',
      ledgerMinor - (outsideMinor + oursOnlyMinor - theirsOnlyMinor),
    ],
  ];
  const wrong = differences.filter(([, minor]) => minor !== 0n);
  return {
    book,
    ledgerMinor,
    outsideMinor,
    oursOnlyMinor,
    theirsOnlyMinor,
    isProven: wrong.length === 0,
    matched: matching.matches.length,
    openLines,
    openEntries,
    findings: [
      ...findingsOf(book, matching, on, patience),
      ...wrong.map(
        ([detail, amountMinor], index): Finding => ({
          type: 'balance_differs',
          subject: bookIdOf(book),
          reference: String(index),
          currency: book.currency,
          amountMinor,
          since: now,
          detail,
        }),
      ),
    ],
  };
};
