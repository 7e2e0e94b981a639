import { analyseProduct, breakSign, turnSign } from './analyse-product.ts';
import type { TextColumn } from './columns.ts';
import { breakCode, DocumentStore, turnCode } from './document-store.ts';
import { encodeIndex } from './encode-index.ts';
import { PostingCursor } from './postings.ts';
import type { ProductFacts } from './product-facts.ts';
import type { ProductRecord } from './product-record.ts';
import { categoryOf } from './rescore.ts';
import { openSnapshot, type Snapshot, wordOfCode } from './snapshot.ts';

/** Collects products and makes an index file of them. */
export interface IndexBuilder {
  /** Adds a product, in place of an earlier one of the same id. */
  readonly put: (product: ProductRecord) => void;
  /** Takes a product out; an unknown id changes nothing. */
  readonly remove: (productId: string) => void;
  /** How many products it holds. */
  readonly products: () => number;
  /** Products by group, the group found from a fact. */
  readonly countBy: (fact: TextColumn, groupOf: (value: string) => string) => ReadonlyMap<string, number>;
  /** Takes out the products whose fact does not pass. */
  readonly keepWhere: (fact: TextColumn, passes: (value: string) => boolean) => void;
  /** The index file. The same products give the same bytes, whatever came before and in whatever order. */
  readonly finish: () => Uint8Array<ArrayBuffer>;
  /**
   * The products as a segment that is searched beside the base index (see segments.ts) until both become one: `changedIds` are
   * those that the base no longer answers for.
   */
  readonly finishBeside: (base: Uint8Array, changedIds: ReadonlySet<string>) => Uint8Array<ArrayBuffer>;
}

const builderOver = (store: DocumentStore): IndexBuilder => ({
  put: (product) => store.add(analyseProduct(product)),
  remove: (productId) => store.remove(productId),
  products: () => store.live().length,
  countBy: (fact, groupOf) => {
    const counts = new Map<string, number>();
    for (const row of store.live()) {
      const group = groupOf(store.texts[fact].at(row));
      counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    return counts;
  },
  keepWhere: (fact, passes) => {
    for (const row of store.live()) {
      if (!passes(store.texts[fact].at(row))) store.remove(store.ids[row] ?? '');
    }
  },
  finish: () => encodeIndex(store),
  finishBeside: (base, changedIds) => {
    const snapshot = openSnapshot(base);
    return encodeIndex(store, {
      averages: snapshot.averages,
      replaced: documentsOf(snapshot, changedIds),
    });
  },
});

function documentsOf(snapshot: Snapshot, productIds: ReadonlySet<string>): Uint32Array {
  const found: number[] = [];
  for (let document = 0; document < snapshot.products && found.length < productIds.size; document += 1) {
    if (productIds.has(snapshot.ids.at(document))) found.push(document);
  }
  return Uint32Array.from(found);
}

/** A builder without products. */
export const createIndexBuilder = (): IndexBuilder => builderOver(new DocumentStore());

function factsOf(snapshot: Snapshot, document: number): ProductFacts {
  const text = (name: TextColumn): string => {
    const { values, cells } = snapshot.columns[name];
    return values.all()[cells.at(document)] ?? '';
  };
  const cells = snapshot.prices.map((tier) => tier.at(document)).filter((cell) => cell > 0);
  const leadTimeDays = text('leadTimeDays');
  return {
    category: snapshot.categories.texts.all()[categoryOf(snapshot, document)] ?? '',
    hsCode: text('hsCode'),
    supplierId: text('supplierId'),
    originCountry: text('originCountry'),
    currency: text('currency'),
    certificates: text('certificates'),
    deliveryTerms: text('deliveryTerms'),
    quantities: text('quantities'),
    prices: cells.map((cell) => snapshot.priceValues[cell - 1] ?? 0),
    leadTimeDays: leadTimeDays === '' ? -1 : Number(leadTimeDays),
  };
}

function titleOf(
  snapshot: Snapshot,
  words: readonly string[],
  document: number,
  codes: Int32Array,
): readonly string[] {
  const count = snapshot.readTitle(document, codes);
  return Array.from(codes.subarray(1, count), (code) => {
    if (code === breakCode) return breakSign;
    if (code === turnCode) return turnSign;
    return words[wordOfCode(code) ?? 0] ?? '';
  });
}

/**
 * A builder that holds the products of an index already: the base to which changes are put and removed. What it finishes is
 * the same, byte for byte, as an index built from the resulting products.
 */
export function continueIndex(file: Uint8Array): IndexBuilder {
  const snapshot = openSnapshot(file);
  const store = new DocumentStore();
  const words = snapshot.vocabulary.texts.all();
  const codes = new Int32Array(64);
  for (let document = 0; document < snapshot.products; document += 1) {
    const title = titleOf(snapshot, words, document, codes);
    store.addRow({
      productId: snapshot.ids.at(document),
      title,
      headAt: codes[0] ?? 0,
      lengths: snapshot.lengths[document] ?? 0,
      facts: factsOf(snapshot, document),
    });
  }
  const cursor = new PostingCursor();
  for (const [rank, text] of words.entries()) {
    const word = store.words.numberOf(text);
    cursor.open(snapshot.postings, snapshot.postingStarts[rank] ?? 0);
    if (!cursor.seek(0)) continue;
    do {
      for (let at = 0; at < cursor.filled; at += 1) {
        store.addPosting(cursor.documents[at] ?? 0, word, cursor.codes[at] ?? 0);
      }
    } while (cursor.nextBlock());
  }
  return builderOver(store);
}
