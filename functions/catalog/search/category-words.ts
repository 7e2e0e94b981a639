import { analyseText, type Token } from './analyse-text.ts';
import type { QueryPlan } from './plan-query.ts';
import { separator } from './product-facts.ts';
import type { Snapshot } from './snapshot.ts';

/** Leaves of a query in the last name of a category, as bits. */
export interface CategoryWords {
  readonly all: number;
  /** Those that its goods are called by: `rod` in `Curtain Rods`, both in `Sofas & Couches`. */
  readonly heads: number;
}

const betweenGoods = /[,&;/]|\band\b/;
const nameLengthMax = 200;
const nameLexemesMax = 40;

/** Words of the query in the last name of a category of the snapshot. */
export function categoryWordsOf(snapshot: Snapshot, plan: QueryPlan, category: number): CategoryWords {
  const name = snapshot.categories.texts.at(category).split(separator).at(-2) ?? '';
  const all: Token[] = [];
  const heads: Token[] = [];
  for (const goods of name.split(betweenGoods)) {
    const tokens = analyseText(goods, nameLengthMax, nameLexemesMax);
    const last = tokens.findLast(({ kind }) => kind === 'word');
    all.push(...tokens);
    heads.push(
      ...tokens.filter((token) => token === last || token.kind === 'pair' || token.kind === 'ideograph'),
    );
  }
  const maskOf = (tokens: readonly Token[]): number => {
    const words = new Set(tokens.map(({ text }) => snapshot.vocabulary.find(text)));
    return plan.leaves.reduce((mask, { word }, index) => (words.has(word) ? mask | (1 << index) : mask), 0);
  };
  return { all: maskOf(all), heads: maskOf(heads) };
}
