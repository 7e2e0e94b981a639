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
  /** The index file. The same products give the same bytes, whatever came before and in whatever order. */
  readonly finish: () => Uint8Array<ArrayBuffer>;
}

const builderOver = (store: DocumentStore): IndexBuilder => ({
  put: (product) => store.add(analyseProduct(product)),
  remove: (productId) => store.remove(productId),
  finish: () => encodeIndex(store),
});

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
