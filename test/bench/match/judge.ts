import type { GeneratedProduct } from './generated-products.ts';
import type { GeneratedQuery } from './generated-queries.ts';

/**
 * How well a product answers a query, 0 to 3: the goods that were asked for with all named properties are 3, with some of
 * them 2 or 1; goods that share only the category are 0, as are accessories.
 */
export function gradeOf(query: GeneratedQuery, product: GeneratedProduct): number {
  if (product.goods !== query.wanted.goods) return 0;
  const met = query.asks.filter((ask) => product[ask] === query.wanted[ask]).length;
  return 1 + (query.asks.length === 0 ? 2 : (2 * met) / query.asks.length);
}

/** Quality of a ranking: normalised discounted gain of the first ten (linear), reciprocal rank of a grade of 3, recall of those at 100. */
export interface Quality {
  readonly ndcg10: number;
  readonly reciprocalRank: number;
  readonly recall100: number;
}

const gain = (grades: readonly number[]): number =>
  grades.slice(0, 10).reduce((sum, grade, rank) => sum + grade / Math.log2(rank + 2), 0);

/** Judges one ranking; `grades` are those of all products of the catalogue. */
export function judge(ranking: readonly string[], grades: ReadonlyMap<string, number>): Quality {
  const found = ranking.map((id) => grades.get(id) ?? 0);
  const ideal = gain([...grades.values()].sort((a, b) => b - a));
  const exact = [...grades.values()].filter((grade) => grade === 3).length;
  const first = found.indexOf(3);
  return {
    ndcg10: ideal === 0 ? 0 : gain(found) / ideal,
    reciprocalRank: first < 0 ? 0 : 1 / (first + 1),
    recall100: found.slice(0, 100).filter((grade) => grade === 3).length / Math.max(1, Math.min(100, exact)),
  };
}

/** The mean of several judgements. */
export function meanQuality(all: readonly Quality[]): Quality {
  const mean = (name: keyof Quality): number =>
    all.reduce((sum, one) => sum + one[name], 0) / Math.max(1, all.length);
  return { ndcg10: mean('ndcg10'), reciprocalRank: mean('reciprocalRank'), recall100: mean('recall100') };
}
