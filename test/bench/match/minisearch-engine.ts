import MiniSearch, { type Options } from 'minisearch';
import type { MatchFilters } from '../../../functions/catalog/search/match-filters.ts';
import type { ProductRecord } from '../../../functions/catalog/search/product-record.ts';
import { meets } from '../../property/catalog/search/naive-filters.ts';

interface Document {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly attributes: string;
  readonly category: string;
}

/** MiniSearch behind the same questions; filters look at the records beside it. */
export interface MiniSearchEngine {
  readonly match: (text: string, filters: MatchFilters | undefined, top: number) => readonly string[];
  readonly save: () => string;
  readonly load: (saved: string) => MiniSearchEngine;
}

/** What its documentation recommends for such a search: boosted title, prefixes and fuzzy words. */
const options: Options<Document> = {
  fields: ['title', 'description', 'attributes', 'category'],
  searchOptions: { boost: { title: 3, category: 1.5 }, prefix: true, fuzzy: 0.2 },
};

const documentOf = (product: ProductRecord): Document => ({
  id: product.productId,
  title: product.title,
  description: [product.description ?? ''].flat().join(' '),
  attributes: Object.values(product.attributes ?? {}).join(' '),
  category: Array.isArray(product.categoryPath)
    ? product.categoryPath.join(' ')
    : (product.categoryPath ?? ''),
});

const engineOver = (
  search: MiniSearch<Document>,
  records: ReadonlyMap<string, ProductRecord>,
): MiniSearchEngine => ({
  match: (text, filters, top) => {
    const filter = ({ id }: { id: unknown }): boolean => {
      const record = records.get(String(id));
      return record !== undefined && filters !== undefined && meets(record, filters);
    };
    const found = filters === undefined ? search.search(text) : search.search(text, { filter });
    return found.slice(0, top).map(({ id }) => String(id));
  },
  save: () => JSON.stringify(search),
  load: (saved) => engineOver(MiniSearch.loadJSON<Document>(saved, options), records),
});

/** An index of these products. */
export function miniSearchOver(products: readonly ProductRecord[]): MiniSearchEngine {
  const search = new MiniSearch<Document>(options);
  search.addAll(products.map(documentOf));
  return engineOver(search, new Map(products.map((product) => [product.productId, product])));
}
