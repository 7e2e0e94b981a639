import { createIndexBuilder } from '../../../../functions/catalog/search/build-index.ts';
import { type CatalogIndex, openCatalogIndex } from '../../../../functions/catalog/search/catalog-index.ts';
import type { MatchFilters } from '../../../../functions/catalog/search/match-filters.ts';
import { type ProductRecord, productRecord } from '../../../../functions/catalog/search/product-record.ts';

/** An index of these products; a text is a title whose place in the list is its id. */
export function shopOf(products: readonly (string | Partial<ProductRecord>)[]): CatalogIndex {
  const builder = createIndexBuilder();
  for (const [place, product] of products.entries()) {
    const given = typeof product === 'string' ? { title: product } : product;
    builder.put(productRecord.parse({ productId: String(place), title: '', ...given }));
  }
  return openCatalogIndex(builder.finish());
}

/** Ids of the answers, the best first. */
export const find = (index: CatalogIndex, text: string, filters?: MatchFilters): readonly string[] =>
  index.match({ text, filters, top: 100 }).map(({ productId }) => productId);
