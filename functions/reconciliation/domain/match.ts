import { deterministicId } from '../../../shared/kernel/ids.ts';
import type { LedgerLine, Match, OutsideEntry } from './items.ts';

/**
 * What the house calls the journals that follow from something with an id of its own outside: the id of the journal is made of the
 * two. A journal under another word is found by its references.
 */
const purposes = [
  'settled',
  'card_received',
  'confirmed',
  'returned',
  'cover',
  'debited',
  'credited',
  'claimed',
  'claim_reversed',
] as const;

/** Journals that an outside id may stand for. */
export const journalIdsFor = ({ entryId, key }: OutsideEntry): readonly string[] => {
  const own = /^JRN-([0-9A-HJKMNP-TV-Z]{26})$/.exec(key ?? '');
  return [
    ...(own ? [`jrn_${own[1]}`] : []),
    deterministicId('jrn', entryId, 'received'),
    ...(key === undefined ? [] : purposes.map((purpose) => deterministicId('jrn', key, purpose))),
  ];
};

const isSameSide = (line: LedgerLine, entry: OutsideEntry): boolean =>
  line.amountMinor > 0n === entry.amountMinor > 0n;

const sumOf = (items: readonly { readonly amountMinor: bigint }[]): bigint =>
  items.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

/** What matching leaves: what is one thing, what is one thing with two amounts, and what stands alone. */
export interface Matching {
  readonly matches: readonly Match[];
  readonly differing: readonly { readonly line: LedgerLine; readonly entry: OutsideEntry }[];
  readonly lines: readonly LedgerLine[];
  readonly entries: readonly OutsideEntry[];
}

/** Lines that are still free, found by journal and by reference. */
class FreeLines {
  private readonly byJournal = new Map<string, LedgerLine[]>();
  private readonly byReference = new Map<string, LedgerLine[]>();
  readonly free = new Map<string, LedgerLine>();

  constructor(lines: readonly LedgerLine[]) {
    for (const line of lines) {
      this.free.set(line.position, line);
      this.add(this.byJournal, line.journalId, line);
      for (const value of new Set(Object.values(line.references))) this.add(this.byReference, value, line);
    }
  }

  private add(index: Map<string, LedgerLine[]>, key: string, line: LedgerLine): void {
    index.set(key, [...(index.get(key) ?? []), line]);
  }

  ofJournals(ids: readonly string[], entry: OutsideEntry): readonly LedgerLine[] {
    return ids.flatMap((id) => this.byJournal.get(id) ?? []).filter((line) => this.isFor(line, entry));
  }

  ofReference(key: string, entry: OutsideEntry): readonly LedgerLine[] {
    return (this.byReference.get(key) ?? []).filter((line) => this.isFor(line, entry));
  }

  private isFor(line: LedgerLine, entry: OutsideEntry): boolean {
    return this.free.has(line.position) && isSameSide(line, entry);
  }

  take(lines: readonly LedgerLine[]): void {
    for (const { position } of lines) this.free.delete(position);
  }
}

/** The match of one entry, by the strictest rule that finds one. */
const matchOf = (entry: OutsideEntry, free: FreeLines): Match | undefined => {
  const equal = (line: LedgerLine): boolean => line.amountMinor === entry.amountMinor;
  const exact = free.ofJournals(journalIdsFor(entry), entry).find(equal);
  if (exact) return { rule: 'journal_id', lines: [exact], entries: [entry] };
  if (entry.key === undefined) return undefined;
  const named = free.ofReference(entry.key, entry);
  const one = named.find(equal);
  if (one) return { rule: 'reference', lines: [one], entries: [entry] };
  // One movement outside may be several journals here: a chargeback over several escrows.
  return named.length > 1 && sumOf(named) === entry.amountMinor
    ? { rule: 'reference_sum', lines: named, entries: [entry] }
    : undefined;
};

/** Entries under one id that cancel out and of which the books know nothing: a transfer that came back before it was told. */
const cancellingOf = (entries: readonly OutsideEntry[]): readonly Match[] => {
  const byKey = new Map<string, OutsideEntry[]>();
  for (const entry of entries)
    if (entry.key !== undefined) byKey.set(entry.key, [...(byKey.get(entry.key) ?? []), entry]);
  return [...byKey.values()]
    .filter((group) => group.length > 1 && sumOf(group) === 0n)
    .map((group) => ({ rule: 'cancels_out', lines: [], entries: group }));
};

/** The same among lines: a journal and its mirror, of which the outside knows nothing. */
const mirroredOf = (lines: readonly LedgerLine[]): readonly Match[] => {
  const byReference = new Map<string, LedgerLine[]>();
  for (const line of lines) {
    const mirrors = line.references.corrects ?? line.journalId;
    byReference.set(mirrors, [...(byReference.get(mirrors) ?? []), line]);
  }
  return [...byReference.values()]
    .filter((group) => group.length > 1 && sumOf(group) === 0n)
    .map((group) => ({ rule: 'cancels_out', lines: group, entries: [] }));
};

/**
 * Matches the lines of a book with the entries of its statements, in any order of either: by the journal that an entry's id stands
 * for, by the references that a journal carries, by their sum, and at last what cancels out. Amounts are equal or it is no match;
 * nothing is matched by likeness.
 */
export const matchItems = (lines: readonly LedgerLine[], entries: readonly OutsideEntry[]): Matching => {
  const free = new FreeLines(lines);
  const matches: Match[] = [];
  const left: OutsideEntry[] = [];
  for (const entry of [...entries].sort((a, b) => (a.entryId < b.entryId ? -1 : 1))) {
    const match = matchOf(entry, free);
    if (match) {
      free.take(match.lines);
      matches.push(match);
    } else left.push(entry);
  }
  const cancelled = cancellingOf(left);
  const gone = new Set(cancelled.flatMap((match) => match.entries));
  const mirrored = mirroredOf([...free.free.values()]);
  free.take(mirrored.flatMap((match) => match.lines));
  const alone = left.filter((entry) => !gone.has(entry));
  const differing = alone.flatMap((entry) => {
    const [line] = free.ofJournals(journalIdsFor(entry), entry);
    if (!line) return [];
    free.take([line]);
    return [{ line, entry }];
  });
  const paired = new Set(differing.map(({ entry }) => entry));
  return {
    matches: [...matches, ...cancelled, ...mirrored],
    differing,
    lines: [...free.free.values()],
    entries: alone.filter((entry) => !paired.has(entry)),
  };
};
