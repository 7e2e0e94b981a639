import { createIndexBuilder } from '../../../functions/catalog/search/build-index.ts';
import { openCatalogIndex } from '../../../functions/catalog/search/catalog-index.ts';
import { type GeneratedProduct, generatedProduct } from './generated-products.ts';
import { type GeneratedQuery, generatedQueries } from './generated-queries.ts';
import { gradeOf, judge, meanQuality, type Quality } from './judge.ts';
import { miniSearchOver } from './minisearch-engine.ts';

function gradesOf(query: GeneratedQuery, products: readonly GeneratedProduct[]): ReadonlyMap<string, number> {
  const graded = products.map((product): [string, number] => [
    product.record.productId,
    gradeOf(query, product),
  ]);
  return new Map(graded.filter(([, grade]) => grade > 0));
}

/** Judges both engines on the same generated catalogue and queries; a template judges, not a person. */
export function compareQuality(products: number, queries: number): ReadonlyMap<string, Quality> {
  const catalogue = Array.from({ length: products }, (_, number) => generatedProduct(number));
  const records = catalogue.map(({ record }) => record);
  const builder = createIndexBuilder();
  for (const record of records) builder.put(record);
  const index = openCatalogIndex(builder.finish());
  const miniSearch = miniSearchOver(records);
  const engines = new Map<string, (text: string) => readonly string[]>([
    ['entrepot', (text) => index.match({ text, top: 100 }).map(({ productId }) => productId)],
    ['minisearch', (text) => miniSearch.match(text, undefined, 100)],
  ]);
  const asked = generatedQueries(queries, products, 0);
  const grades = asked.map((query) => gradesOf(query, catalogue));
  return new Map(
    [...engines].map(([name, ask]): [string, Quality] => [
      name,
      meanQuality(asked.map(({ text }, place) => judge(ask(text), grades[place] ?? new Map()))),
    ]),
  );
}
