import { analyseText, type Token } from './analyse-text.ts';
import { withoutMarkup } from './fold-text.ts';
import { categoryNames, type ProductFacts, productFacts } from './product-facts.ts';
import type { ProductRecord } from './product-record.ts';
import { type FieldCounts, fieldCode, lengthByte } from './ranker.ts';
import { isTrailing } from './word-lists.ts';

/** Most pieces of each field that are looked at; the rest of a longer text is not searched. */
export const fieldLimits = {
  title: { length: 1_000, lexemes: 120 },
  category: { length: 500, lexemes: 60 },
  attributes: { length: 6_000, lexemes: 500 },
  description: { length: 12_000, lexemes: 1_000 },
} as const;

/** Most words of a title whose order is kept. */
export const sequenceMax = 60;

/** A product ready for the index: words with the fields that they stand in, and the order of its title. */
export interface AnalysedProduct {
  readonly productId: string;
  /** Code of the fields (see ranker.ts) by word. */
  readonly words: ReadonlyMap<string, number>;
  /** Words of the title in order; `,` and `>` stand for a break and for a word such as `for`. */
  readonly title: readonly string[];
  /** Place in `title` of the word that names the goods, or {@link sequenceMax} when there is none. */
  readonly headAt: number;
  readonly lengths: number;
  readonly facts: ProductFacts;
}

/** In a title: a comma, bracket or dash; never a word, because words hold letters and digits. */
export const breakSign = ',';
/** In a title: a word such as `for` or `with`. */
export const turnSign = '>';

const isPrimary = ({ kind }: Token): boolean => kind === 'word' || kind === 'number' || kind === 'ideograph';
const isIndexed = ({ kind }: Token): boolean => kind !== 'break' && kind !== 'turn';

const noNames: ReadonlySet<string> = new Set();

/**
 * Place of the head noun in a title: the last word before the first `for`, `with` or comma that is no colour, size or number of
 * pieces. A first part of one word is often a brand, and then the next part is looked at as well, unless the word is one of
 * `names`, those of the goods' category.
 */
export function headOf(tokens: readonly Token[], names: ReadonlySet<string> = noNames): number {
  let head = sequenceMax;
  let words = 0;
  for (const [at, token] of tokens.slice(0, sequenceMax).entries()) {
    const isNamed = words >= 2 || names.has(tokens[head]?.text ?? '');
    const ends = token.kind === 'turn' || (token.kind === 'break' && isNamed);
    if (ends && words > 0) break;
    if (token.kind !== 'word' && token.kind !== 'ideograph') continue;
    words += 1;
    if (head === sequenceMax || !isTrailing(token.surface)) head = at;
  }
  return head;
}

/** Tokens of a title whose order is kept, with its breaks. */
export const sequenceOf = (tokens: readonly Token[]): readonly Token[] =>
  tokens.filter((token) => isPrimary(token) || !isIndexed(token)).slice(0, sequenceMax);

const signOf = (token: Token): string =>
  token.kind === 'break' ? breakSign : token.kind === 'turn' ? turnSign : token.text;

const isNegative = (value: string): boolean => /^(no|false|none|n\/a|na|null|0)$/i.test(value.trim());
const isAffirmative = (value: string): boolean => /^(yes|true|y)$/i.test(value.trim());

/** The unit in a name such as `Product Width (in.)`. */
const unitInName = /\(([a-z]{1,6}\.?(?: [a-z]{1,4}\.?)?)\)\s*$/i;

/** What an attribute says in words: its value with the unit of its name, or its name when the value is yes. */
function attributeText(name: string, value: string): string {
  if (isAffirmative(value)) return name;
  if (isNegative(value)) return '';
  const unit = /^[\d./ -]+$/.test(value) ? unitInName.exec(name)?.[1] : undefined;
  return unit === undefined ? value : `${value} ${unit}`;
}

const nestMax = 4;

/** Texts of attributes in whatever nest they come; `name` is the one that the value stands under. */
function attributeTexts(given: unknown, name: string, depth: number): readonly string[] {
  if (given === null || given === undefined || depth > nestMax) return [];
  if (Array.isArray(given)) return given.flatMap((one) => attributeTexts(one, name, depth + 1));
  if (typeof given !== 'object') {
    return [name === '' ? String(given) : attributeText(name, String(given))];
  }
  const entries = Object.entries(given);
  const value = (key: string): unknown => entries.find(([found]) => found === key)?.[1];
  const ownName = value('name');
  if (typeof ownName === 'string') return attributeTexts(value('value'), ownName, depth + 1);
  return entries.flatMap(([key, one]) => attributeTexts(one, key, depth + 1));
}

/** How often each word stands in each field. */
class WordCounts {
  private readonly counts = new Map<string, { -readonly [Field in keyof FieldCounts]: number }>();

  add(tokens: readonly Token[], field: keyof FieldCounts, amount = 1): number {
    let words = 0;
    for (const token of tokens) {
      if (!isIndexed(token)) continue;
      if (isPrimary(token)) words += token.kind === 'ideograph' ? 0.5 : 1;
      const counts = this.of(token.text);
      counts[field] = field === 'category' ? Math.max(counts.category, amount) : counts[field] + amount;
    }
    return words;
  }

  codes(): ReadonlyMap<string, number> {
    return new Map([...this.counts].map(([word, counts]) => [word, fieldCode(counts)]));
  }

  private of(word: string): { -readonly [Field in keyof FieldCounts]: number } {
    const known = this.counts.get(word);
    if (known !== undefined) return known;
    const fresh = { title: 0, category: 0, attributes: 0, description: 0 };
    this.counts.set(word, fresh);
    return fresh;
  }
}

/** Reads a product once for the index. Never throws for any text. */
export function analyseProduct(product: ProductRecord): AnalysedProduct {
  const counts = new WordCounts();
  const read = (text: string, field: keyof typeof fieldLimits): readonly Token[] =>
    analyseText(
      withoutMarkup(text.slice(0, 2 * fieldLimits[field].length)),
      fieldLimits[field].length,
      fieldLimits[field].lexemes,
    );
  const title = read(product.title, 'title');
  const titleWords = counts.add(title, 'title');
  const names = categoryNames(product.categoryPath);
  counts.add(read(names.slice(0, -1).join(' ; '), 'category'), 'category', 1);
  const kind = read(names.at(-1) ?? '', 'category');
  counts.add(kind, 'category', 2);
  const bodyWords =
    counts.add(read(attributeTexts(product.attributes, '', 0).join(' ; '), 'attributes'), 'attributes') +
    counts.add(read([product.description ?? ''].flat().join(' '), 'description'), 'description');
  const sequence = sequenceOf(title);
  return {
    productId: product.productId,
    words: counts.codes(),
    title: sequence.map(signOf),
    headAt: headOf(sequence, new Set(kind.map(({ text }) => text))),
    lengths: lengthByte(titleWords, bodyWords),
    facts: productFacts(product),
  };
}
