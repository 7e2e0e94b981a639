import { ByteReader } from './bytes.ts';
import { Cells, readTextColumn, type TextCells, type TextColumn } from './columns.ts';
import { breakCode, sequenceBase, turnCode } from './document-store.ts';
import { cellsTag, priceTag, titleBlock, valuesTag } from './encode-index.ts';
import { ProductIds } from './product-ids.ts';
import { tiersMax } from './product-record.ts';
import { frequencyPoints, rankerVersion, saturationTable } from './ranker.ts';
import { asF64, asU32, readSections, tags } from './snapshot-format.ts';
import { StringTable } from './string-table.ts';
import { bucketOf, hashText } from './vocabulary-sections.ts';

const encoder = new TextEncoder();

/** Words, and what is known of them. */
export interface Vocabulary {
  readonly texts: StringTable;
  /** The number of a word, if some product has it. */
  readonly find: (text: string) => number | undefined;
  /** How many products hold a word. */
  readonly frequencyOf: (word: number) => number;
  /** Points of a word's inverse document frequency, for a segment in its base and itself. */
  readonly pointsOf: (word: number) => number;
  /** Points of a word that no product here holds: those that the base of a segment knows, or 0. */
  readonly pointsOfAbsent: (text: string) => number;
  /** Words that share the hash of a form with one letter left out; many have nothing to do with it. */
  readonly nearForm: (form: string) => Uint32Array;
  /** The two words that the catalogue also writes this word in, pair after pair. */
  readonly partsOf: (word: number) => readonly (readonly [number, number])[];
}

/** An index over its file: nothing is copied or unpacked but one small table of weights. */
export interface Snapshot {
  readonly products: number;
  readonly ranker: string;
  /** Average lengths of titles and of the rest, in words. */
  readonly averages: { readonly title: number; readonly body: number };
  /** In a segment: products of the base that it stands in for, rising. */
  readonly replaced: Uint32Array;
  readonly vocabulary: Vocabulary;
  readonly postings: Uint8Array;
  readonly postingStarts: Uint32Array;
  /** Length byte by product. */
  readonly lengths: Uint8Array;
  /** Saturated weight by field code * 256 + length byte. */
  readonly saturation: Uint16Array;
  readonly ids: ProductIds;
  /** Sorted category paths and the first product of each; all products of a path lie together. */
  readonly categories: { readonly texts: StringTable; readonly starts: Uint32Array };
  readonly columns: Readonly<Record<TextColumn, TextCells>>;
  /** Least and greatest number of an HS code in each window (see windows.ts). */
  readonly hsCodeSpans: Uint32Array;
  /** Sorted unit prices; the cells of tiers hold their place + 1, or 0. */
  readonly priceValues: Float64Array;
  readonly prices: readonly Cells[];
  /** Fills `into` with the codes of a title (see document-store.ts), its head's place first; returns how many. */
  readonly readTitle: (document: number, into: Int32Array) => number;
}

type Sections = (tag: string) => Uint8Array;

function openVocabulary(section: Sections, products: number, base: Snapshot | undefined): Vocabulary {
  const texts = new StringTable(section(tags.wordTexts));
  const slots = asU32(section(tags.wordHash));
  const postings = section(tags.postings);
  const starts = asU32(section(tags.postingStarts));
  const compounds = asU32(section(tags.compounds));
  const spellingStarts = asU32(section(tags.spellingStarts));
  const spellingWords = asU32(section(tags.spellingWords));
  const frequencyOf = (word: number): number => new ByteReader(postings, starts[word] ?? 0).varint();
  const frequencyInBase = (text: string): number => {
    const word = base?.vocabulary.find(text);
    return word === undefined ? 0 : (base?.vocabulary.frequencyOf(word) ?? 0);
  };
  const all = products + (base?.products ?? 0);
  return {
    texts,
    frequencyOf,
    pointsOf: (word) => {
      const elsewhere = base === undefined ? 0 : frequencyInBase(texts.at(word));
      return frequencyPoints(all, frequencyOf(word) + elsewhere);
    },
    pointsOfAbsent: (text) => {
      const frequency = frequencyInBase(text);
      return frequency === 0 ? 0 : frequencyPoints(all, frequency);
    },
    find: (text) => {
      const bytes = encoder.encode(text);
      const mask = slots.length - 1;
      for (let slot = hashText(text) & mask; ; slot = (slot + 1) & mask) {
        const held = slots[slot] ?? 0;
        if (held === 0) return undefined;
        if (texts.equals(held - 1, bytes)) return held - 1;
      }
    },
    nearForm: (form) => {
      const bucket = bucketOf(form, spellingStarts.length - 1);
      return spellingWords.subarray(spellingStarts[bucket] ?? 0, spellingStarts[bucket + 1] ?? 0);
    },
    partsOf: (word) => {
      let low = 0;
      let high = compounds.length / 3;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((compounds[middle * 3] ?? 0) < word) low = middle + 1;
        else high = middle;
      }
      const found: [number, number][] = [];
      for (let at = low * 3; compounds[at] === word; at += 3) {
        found.push([compounds[at + 1] ?? 0, compounds[at + 2] ?? 0]);
      }
      return found;
    },
  };
}

function titleReader(section: Sections): Snapshot['readTitle'] {
  const starts = asU32(section(tags.titleStarts));
  const lengths = section(tags.titleLengths);
  const titles = section(tags.titles);
  return (document, into) => {
    let at = starts[Math.floor(document / titleBlock)] ?? 0;
    for (let other = document - (document % titleBlock); other < document; other += 1)
      at += lengths[other] ?? 0;
    const end = at + (lengths[document] ?? 0);
    into[0] = titles[at] ?? 0;
    at += 1;
    let count = 1;
    while (at < end) {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = titles[at] ?? 0;
        at += 1;
        value |= (byte & 127) << shift;
        if (byte < 128) break;
      }
      into[count] = value;
      count += 1;
    }
    return count;
  };
}

/**
 * Opens an index over its bytes, which must not change afterwards; `base` is given for a segment. DomainErrors
 * `catalog_index.not_an_index`, `.incomplete`, `.other_version`.
 */
export function openSnapshot(file: Uint8Array, base?: Snapshot): Snapshot {
  const section = readSections(file, rankerVersion);
  const [products = 0, title = 0, body = 0] = asF64(section(tags.meta));
  const column = (name: TextColumn): TextCells =>
    readTextColumn(section(valuesTag(name)), section(cellsTag(name)));
  return {
    products,
    ranker: rankerVersion,
    averages: { title, body },
    replaced: asU32(section(tags.replaced)),
    vocabulary: openVocabulary(section, products, base),
    postings: section(tags.postings),
    postingStarts: asU32(section(tags.postingStarts)),
    lengths: section(tags.lengths),
    saturation: saturationTable({ title, body }),
    ids: new ProductIds(section(tags.idStarts), section(tags.ids)),
    categories: {
      texts: new StringTable(section(tags.categoryTexts)),
      starts: asU32(section(tags.categoryStarts)),
    },
    columns: {
      hsCode: column('hsCode'),
      supplierId: column('supplierId'),
      originCountry: column('originCountry'),
      currency: column('currency'),
      certificates: column('certificates'),
      deliveryTerms: column('deliveryTerms'),
      quantities: column('quantities'),
      leadTimeDays: column('leadTimeDays'),
    },
    hsCodeSpans: asU32(section(tags.hsCodeSpans)),
    priceValues: asF64(section(tags.priceValues)),
    prices: Array.from({ length: tiersMax }, (_, tier) => new Cells(section(priceTag(tier)))),
    readTitle: titleReader(section),
  };
}

/** The word of a title's code, or undefined for a break. */
export const wordOfCode = (code: number): number | undefined =>
  code === breakCode || code === turnCode ? undefined : code - sequenceBase;
