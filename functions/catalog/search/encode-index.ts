import { invariant } from '../../../shared/kernel/invariant.ts';
import { ByteWriter } from './bytes.ts';
import { Cells, textColumnNames, textColumns, writeCells, writeTextColumn } from './columns.ts';
import { type DocumentStore, sequenceBase } from './document-store.ts';
import { writePostings } from './postings.ts';
import { writeProductIds } from './product-ids.ts';
import { bodyLengthOf, rankerVersion, saturationTable, titleLengthOf } from './ranker.ts';
import { bytesOf, tags, writeSections } from './snapshot-format.ts';
import { writeStrings } from './string-table.ts';
import { writeCompounds, writeSpelling, writeWordHash } from './vocabulary-sections.ts';
import { spansOf } from './windows.ts';

/** Most products of one index: places are 24 bits. Above it, shard by HS chapter. */
export const productsMax = 2 ** 24;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rows in the order of the index: by category, then by the word that names the goods, then by id. */
function orderedRows(store: DocumentStore): Uint32Array {
  const rows = [...store.live()];
  const heads = store.ids.map((_, row) => store.headOf(row));
  const keyed = (a: number, b: number): number =>
    compareText(store.categories.at(a), store.categories.at(b)) ||
    compareText(heads[a] ?? '', heads[b] ?? '') ||
    compareText(store.ids[a] ?? '', store.ids[b] ?? '');
  return Uint32Array.from(rows.sort(keyed));
}

interface SortedPostings {
  /** Words of the index, the most frequent first. */
  readonly words: readonly string[];
  /** New number by number in the store. */
  readonly rankOf: Uint32Array;
  /** Where the postings of each word begin, and where the last ends. */
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
  readonly codes: Uint8Array;
}

const gone = 0xff_ff_ff_ff;

/** Postings by word, then by document: two stable counting sorts, the document first. */
function sortPostings(store: DocumentStore, placeOf: Uint32Array, documents: number): SortedPostings {
  const total = store.postingDocuments.length;
  const counts = new Uint32Array(store.words.texts.length);
  const perDocument = new Uint32Array(documents + 1);
  for (let at = 0; at < total; at += 1) {
    const place = placeOf[store.postingDocuments.values[at] ?? 0] ?? gone;
    if (place === gone) continue;
    const word = store.postingWords.values[at] ?? 0;
    counts[word] = (counts[word] ?? 0) + 1;
    perDocument[place + 1] = (perDocument[place + 1] ?? 0) + 1;
  }
  for (let place = 0; place < documents; place += 1) {
    perDocument[place + 1] = (perDocument[place + 1] ?? 0) + (perDocument[place] ?? 0);
  }
  const kept = perDocument[documents] ?? 0;
  const byDocument = new Uint32Array(kept);
  for (let at = 0; at < total; at += 1) {
    const place = placeOf[store.postingDocuments.values[at] ?? 0] ?? gone;
    if (place === gone) continue;
    const slot = perDocument[place] ?? 0;
    byDocument[slot] = at;
    perDocument[place] = slot + 1;
  }
  const used = [...counts.keys()].filter((word) => (counts[word] ?? 0) > 0);
  const texts = store.words.texts;
  used.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || compareText(texts[a] ?? '', texts[b] ?? ''));
  const rankOf = new Uint32Array(counts.length).fill(gone);
  const starts = new Uint32Array(used.length + 1);
  for (const [rank, word] of used.entries()) {
    rankOf[word] = rank;
    starts[rank + 1] = (starts[rank] ?? 0) + (counts[word] ?? 0);
  }
  const next = starts.slice();
  const sorted = new Uint32Array(kept);
  const codes = new Uint8Array(kept);
  for (const at of byDocument) {
    const rank = rankOf[store.postingWords.values[at] ?? 0] ?? 0;
    const slot = next[rank] ?? 0;
    sorted[slot] = placeOf[store.postingDocuments.values[at] ?? 0] ?? 0;
    codes[slot] = store.postingCodes.values[at] ?? 0;
    next[rank] = slot + 1;
  }
  return { words: used.map((word) => texts[word] ?? ''), rankOf, starts, documents: sorted, codes };
}

/** Average lengths of titles and of the rest, in the classes that the index keeps. */
function averagesOf(lengths: Uint8Array): { title: number; body: number } {
  let [title, body] = [0, 0];
  for (const byte of lengths) {
    title += titleLengthOf(byte);
    body += bodyLengthOf(byte);
  }
  const count = Math.max(1, lengths.length);
  return { title: title / count, body: body / count };
}

function encodePostings(sorted: SortedPostings, lengths: Uint8Array, table: Uint16Array) {
  const out = new ByteWriter(sorted.documents.length * 2 + 1024);
  const starts = new Uint32Array(sorted.words.length);
  for (let word = 0; word < sorted.words.length; word += 1) {
    starts[word] = out.length;
    const [from, to] = [sorted.starts[word] ?? 0, sorted.starts[word + 1] ?? 0];
    const documents = sorted.documents.subarray(from, to);
    const codes = sorted.codes.subarray(from, to);
    const weightOf = (at: number): number =>
      table[(codes[at] ?? 0) * 256 + (lengths[documents[at] ?? 0] ?? 0)] ?? 0;
    writePostings(out, { documents, codes }, weightOf);
  }
  out.pad();
  return { starts, postings: out.toBytes() };
}

/** Documents of a block of titles. */
export const titleBlock = 16;

/** Titles: the head's place, then words as variable-length numbers, the frequent ones in one byte. */
function encodeTitles(store: DocumentStore, rows: Uint32Array, rankOf: Uint32Array) {
  const titles = new ByteWriter(rows.length * 12 + 64);
  const lengths = new Uint8Array(rows.length);
  const starts = new Uint32Array(Math.ceil(rows.length / titleBlock));
  for (const [place, row] of rows.entries()) {
    if (place % titleBlock === 0) starts[place / titleBlock] = titles.length;
    const from = titles.length;
    titles.u8(store.heads.values[row] ?? 0);
    for (const code of store.titleOf(row)) {
      titles.varint(code < sequenceBase ? code : (rankOf[code - sequenceBase] ?? 0) + sequenceBase);
    }
    lengths[place] = titles.length - from;
  }
  return { starts, lengths, titles: titles.toBytes() };
}

function encodeCategories(store: DocumentStore, rows: Uint32Array) {
  const texts: string[] = [];
  const starts: number[] = [];
  for (const [place, row] of rows.entries()) {
    const category = store.categories.at(row);
    if (texts.length > 0 && texts.at(-1) === category) continue;
    texts.push(category);
    starts.push(place);
  }
  return { texts: writeStrings(texts), starts: Uint32Array.from(starts) };
}

function encodePrices(store: DocumentStore, rows: Uint32Array, sections: Map<string, Uint8Array>): void {
  const used = new Set<string>();
  for (const row of rows) for (const column of store.prices) used.add(column.at(row));
  used.delete('');
  const values = Float64Array.from([...used].map(Number).sort((a, b) => a - b));
  const rankOf = new Map([...values].map((value, index) => [String(value), index + 1]));
  sections.set(tags.priceValues, bytesOf(values));
  for (const [tier, column] of store.prices.entries()) {
    const cellOf = (place: number): number => rankOf.get(column.at(rows[place] ?? 0)) ?? 0;
    const isUsed = rows.some((row) => column.at(row) !== '');
    sections.set(priceTag(tier), writeCells(cellOf, rows.length, isUsed ? values.length : 0));
  }
}

/** Section of the unit prices of a tier. */
export const priceTag = (tier: number): string => `prc${tier}`;
/** Section of a column's values. */
export const valuesTag = (name: (typeof textColumnNames)[number]): string => `${textColumns[name]}.v`;
/** Section of a column's cells. */
export const cellsTag = (name: (typeof textColumnNames)[number]): string => `${textColumns[name]}.c`;

/** How a segment fits its base. */
export interface SegmentOf {
  /** Average lengths of the base, so that a word weighs the same in both. */
  readonly averages: { readonly title: number; readonly body: number };
  /** Products of the base, in its order, that are gone or stand in the segment. */
  readonly replaced: Uint32Array;
}

/** The index file of the products in a store; the same products give the same bytes, however they came. */
export function encodeIndex(store: DocumentStore, segment?: SegmentOf): Uint8Array<ArrayBuffer> {
  const rows = orderedRows(store);
  invariant(rows.length <= productsMax, 'catalog_index.too_many_products', { products: rows.length });
  const placeOf = new Uint32Array(store.ids.length).fill(gone);
  for (const [place, row] of rows.entries()) placeOf[row] = place;
  const lengths = Uint8Array.from(rows, (row) => store.lengths.values[row] ?? 0);
  const averages = segment?.averages ?? averagesOf(lengths);
  const sorted = sortPostings(store, placeOf, rows.length);
  const postings = encodePostings(sorted, lengths, saturationTable(averages));
  const titles = encodeTitles(store, rows, sorted.rankOf);
  const categories = encodeCategories(store, rows);
  const ids = writeProductIds(Array.from(rows, (row) => store.ids[row] ?? ''));
  const frequencyOf = (word: number): number => (sorted.starts[word + 1] ?? 0) - (sorted.starts[word] ?? 0);
  const spelling = writeSpelling(sorted.words, frequencyOf);
  const sections = new Map<string, Uint8Array>([
    [tags.meta, bytesOf(Float64Array.from([rows.length, averages.title, averages.body]))],
    [tags.wordTexts, writeStrings(sorted.words)],
    [tags.wordHash, bytesOf(writeWordHash(sorted.words))],
    [tags.postingStarts, bytesOf(postings.starts)],
    [tags.postings, postings.postings],
    [tags.compounds, bytesOf(writeCompounds(store, rows, sorted))],
    [tags.spellingStarts, bytesOf(spelling.starts)],
    [tags.spellingWords, bytesOf(spelling.words)],
    [tags.idStarts, ids.starts],
    [tags.ids, ids.texts],
    [tags.titleStarts, bytesOf(titles.starts)],
    [tags.titleLengths, titles.lengths],
    [tags.titles, titles.titles],
    [tags.lengths, lengths],
    [tags.categoryTexts, categories.texts],
    [tags.categoryStarts, bytesOf(categories.starts)],
    [tags.replaced, bytesOf(segment?.replaced ?? new Uint32Array())],
  ]);
  for (const name of textColumnNames) {
    const [values, cells] = writeTextColumn((place) => store.texts[name].at(rows[place] ?? 0), rows.length);
    sections.set(valuesTag(name), values);
    sections.set(cellsTag(name), cells);
  }
  const hsCodes = new Cells(sections.get(cellsTag('hsCode')) ?? new Uint8Array());
  sections.set(tags.hsCodeSpans, bytesOf(spansOf((place) => hsCodes.at(place), rows.length)));
  encodePrices(store, rows, sections);
  return writeSections(rankerVersion, sections);
}
