import { type AnalysedProduct, breakSign, turnSign } from './analyse-product.ts';
import { GrowableU8, GrowableU32 } from './bytes.ts';
import { type TextColumn, textColumnNames } from './columns.ts';
import { tiersMax } from './product-record.ts';

/** Numbers for texts, in the order in which they come. */
export class Interner {
  readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const fresh = this.texts.length;
    this.texts.push(text);
    this.numbers.set(text, fresh);
    return fresh;
  }

  find(text: string): number | undefined {
    return this.numbers.get(text);
  }
}

/** A column that is being collected. */
export class CollectedColumn {
  private readonly values = new Interner();
  private readonly cells = new GrowableU32();

  push(text: string): void {
    this.cells.push(this.values.numberOf(text));
  }

  at(document: number): string {
    return this.values.texts[this.cells.values[document] ?? 0] ?? '';
  }
}

/** Signs of a title's sequence that are no words. */
export const breakCode = 0;
/** A word such as `for`. */
export const turnCode = 1;
/** Words of a sequence are their number plus this. */
export const sequenceBase = 2;

/** What of a product is stored beside its words. */
export type StoredProduct = Omit<AnalysedProduct, 'words'>;

/**
 * Analysed products in typed arrays, in the order in which they came; a product that comes again, or is removed, leaves its
 * earlier row behind, marked. Postings are one log of (document, word, code).
 */
export class DocumentStore {
  readonly words = new Interner();
  readonly postingDocuments = new GrowableU32();
  readonly postingWords = new GrowableU32();
  readonly postingCodes = new GrowableU8();
  readonly ids: string[] = [];
  readonly titles = new GrowableU32();
  readonly titleEnds = new GrowableU32();
  readonly heads = new GrowableU8();
  readonly lengths = new GrowableU8();
  readonly categories = new CollectedColumn();
  readonly texts: Readonly<Record<TextColumn, CollectedColumn>> = {
    hsCode: new CollectedColumn(),
    supplierId: new CollectedColumn(),
    originCountry: new CollectedColumn(),
    currency: new CollectedColumn(),
    certificates: new CollectedColumn(),
    deliveryTerms: new CollectedColumn(),
    quantities: new CollectedColumn(),
    leadTimeDays: new CollectedColumn(),
  };
  /** Unit prices of the tiers, in the order of the tiers. */
  readonly prices: readonly CollectedColumn[] = Array.from({ length: tiersMax }, () => new CollectedColumn());
  private readonly rows = new Map<string, number>();
  private readonly replaced = new Set<number>();

  /** Adds a product with its words; an earlier one of the same id is gone. */
  add(product: AnalysedProduct): void {
    const document = this.addRow(product);
    for (const [word, code] of product.words) this.addPosting(document, this.words.numberOf(word), code);
  }

  /** Adds a product without words, which {@link addPosting} brings later; returns its row. */
  addRow(product: StoredProduct): number {
    this.remove(product.productId);
    const document = this.ids.length;
    this.rows.set(product.productId, document);
    this.ids.push(product.productId);
    for (const word of product.title) this.titles.push(this.sequenceCode(word));
    this.titleEnds.push(this.titles.length);
    this.heads.push(product.headAt);
    this.lengths.push(product.lengths);
    this.categories.push(product.facts.category);
    for (const name of textColumnNames) {
      const fact = product.facts[name];
      this.texts[name].push(typeof fact === 'number' ? (fact < 0 ? '' : String(fact)) : fact);
    }
    for (const [tier, column] of this.prices.entries()) {
      const price = product.facts.prices[tier];
      column.push(price === undefined ? '' : String(price));
    }
    return document;
  }

  addPosting(document: number, word: number, code: number): void {
    this.postingDocuments.push(document);
    this.postingWords.push(word);
    this.postingCodes.push(code);
  }

  /** Takes a product out; one that is not there changes nothing. */
  remove(productId: string): void {
    const document = this.rows.get(productId);
    if (document === undefined) return;
    this.rows.delete(productId);
    this.replaced.add(document);
  }

  /** Rows that are still there, in no order that matters. */
  live(): readonly number[] {
    return this.ids.map((_, document) => document).filter((document) => !this.replaced.has(document));
  }

  isLive(document: number): boolean {
    return !this.replaced.has(document);
  }

  /** Codes of a row's title sequence. */
  titleOf(document: number): Uint32Array {
    const from = document === 0 ? 0 : (this.titleEnds.values[document - 1] ?? 0);
    return this.titles.values.subarray(from, this.titleEnds.values[document] ?? from);
  }

  /** The word that names the goods, or nothing. */
  headOf(document: number): string {
    const code = this.titleOf(document)[this.heads.values[document] ?? 0];
    return code === undefined || code < sequenceBase ? '' : (this.words.texts[code - sequenceBase] ?? '');
  }

  private sequenceCode(word: string): number {
    if (word === breakSign) return breakCode;
    if (word === turnSign) return turnCode;
    return this.words.numberOf(word) + sequenceBase;
  }
}
