import { createIndexBuilder } from '../../../../functions/catalog/search/build-index.ts';
import { openCatalogIndex } from '../../../../functions/catalog/search/catalog-index.ts';
import type { MatchFilters } from '../../../../functions/catalog/search/match-filters.ts';
import type { ProductRecord } from '../../../../functions/catalog/search/product-record.ts';
import { seededRandom } from '../../../../shared/kernel/seeded-numbers.ts';
import { type Draw, drawFrom } from '../../../bench/match/draws.ts';
import { generatedProduct } from '../../../bench/match/generated-products.ts';
import { meets } from './naive-filters.ts';

const productCount = 600;
const answersAsked = 30;

function randomFilters(draw: Draw, products: readonly ProductRecord[]): MatchFilters {
  const some = draw.from(products);
  const other = draw.from(products);
  const term = some.deliveryTerms?.[0];
  const tier = other.tiers?.[0];
  const all: MatchFilters = {
    hsCode: [String(some.hsCode).slice(0, draw.from([2, 4, 6, 8]))],
    category: Array.isArray(some.categoryPath) ? some.categoryPath.slice(0, 1 + draw.number(2)) : [],
    quantity: draw.from([1, 9.5, 50, 100, 499, 500, 2_000, 10_000]),
    targetPrice: tier?.unitPrice ?? { currency: 'USD', amount: 5 },
    incoterm: term?.incoterm ?? 'FOB',
    place: term?.place ?? 'Busan',
    certificates: (some.certificates ?? []).slice(0, 2).map(String),
    leadTimeDays: draw.from([7, 10, 20, 30, 60]),
    origin: [some.originCountry ?? '', other.originCountry ?? ''],
    supplierId: [some.supplierId ?? ''],
    excludedSupplierId: [other.supplierId ?? ''],
  };
  const share = draw.from([0.1, 0.2, 0.5]);
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => draw.chance(name === 'supplierId' ? 0.05 : share)),
  );
}

/** What a run of random queries with random filters found. */
export interface ConstraintRun {
  readonly queries: number;
  readonly answers: number;
  /** Answers that do not meet the filters, and products that do and are missing from a listing without text. */
  readonly violations: readonly string[];
}

/** Asks so many random queries of an index of generated products and checks each answer against its record. */
export function runConstraints(queries: number, seed: number): ConstraintRun {
  const draw = drawFrom(seededRandom(seed));
  const products = Array.from({ length: productCount }, (_, number) => generatedProduct(number, seed).record);
  const records = new Map(products.map((product) => [product.productId, product]));
  const builder = createIndexBuilder();
  for (const product of products) builder.put(product);
  const index = openCatalogIndex(builder.finish());
  const violations: string[] = [];
  let answers = 0;
  for (let number = 0; number < queries; number += 1) {
    const filters = randomFilters(draw, products);
    const isListing = number % 50 === 0;
    const words = draw.from(products).title.split(' ');
    const text = isListing ? '' : `${draw.from(words)} ${draw.from(words)}`;
    const found = index.match({ text, filters, top: isListing ? productCount : answersAsked });
    answers += found.length;
    for (const { productId } of found) {
      const record = records.get(productId);
      if (record === undefined || !meets(record, filters))
        violations.push(`${productId} ${JSON.stringify(filters)}`);
    }
    const passing = isListing ? products.filter((product) => meets(product, filters)).length : found.length;
    if (found.length !== passing)
      violations.push(`${found.length} of ${passing} listed ${JSON.stringify(filters)}`);
  }
  return { queries, answers, violations };
}
