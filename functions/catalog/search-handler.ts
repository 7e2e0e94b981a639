import { z } from 'zod';
import type { Call } from '../../shared/http/call.ts';
import { businessDateIn } from '../../shared/kernel/business-date.ts';
import { isPlacedOn } from './domain/placement.ts';
import type { createIndexReader } from './index/reader.ts';
import type { operations } from './operations.ts';
import type { PlacementRows } from './placements/rows.ts';
import { holdsCertificates } from './product-rules.ts';
import type { CatalogRepository, StoredProduct } from './repository.ts';
import { answersMax, type Explanation } from './search/catalog-index.ts';
import { filtersOf, splitNames } from './search-shapes.ts';

/** A cursor says how many answers were shown; a newer index may order the rest differently. */
const shownSoFar = z.object({ shown: z.int().min(0).max(answersMax) });

const explanationOf = ({ ranker, words, rescore }: Explanation) => ({
  ranker,
  words: words.map(({ word, kind, points }) => ({ word, kind, points })),
  parts: Object.entries(rescore).map(([name, points]) => ({ name, points })),
});

interface SearchParts {
  readonly openIndex: ReturnType<typeof createIndexReader>;
  readonly catalog: CatalogRepository;
  readonly placements: PlacementRows;
  readonly toWire: (found: StoredProduct) => unknown;
}

/** Answers a search from the index, with products as they are now: what was unlisted a moment ago, or whose
 * certificate has run out, is left out of the page. */
export const createSearch =
  ({ openIndex, catalog, placements, toWire }: SearchParts) =>
  async ({ query, page, principal, now }: Call<(typeof operations)['searchProducts']>) => {
    const { version, under } = await openIndex();
    const from = page.from === undefined ? 0 : shownSoFar.parse(page.from).shown;
    const top = Math.min(from + page.limit, answersMax);
    const filters = filtersOf(query);
    const request = { text: query.q ?? '', filters, top };
    const isExplained = query.explain === 'true';
    const index = under(filters);
    const explained = isExplained ? index.explain(request) : [];
    const ranked = isExplained ? explained : index.match(request);
    const shown = ranked.slice(from, top);
    const found = await catalog.findMany(shown.map(({ productId }) => productId));
    const byId = new Map(found.map((one) => [one.data.productId, one]));
    const suppliers = [...new Set(found.map(({ data }) => data.supplierId))];
    const today = businessDateIn(now, 'UTC');
    const placed = new Set(
      (await placements.findMany(suppliers))
        .filter((one) => isPlacedOn(one.placements, today))
        .map(({ supplierId }) => supplierId),
    );
    const asked = splitNames(query.certificates) ?? [];
    const why = new Map(explained.map((one) => [one.productId, explanationOf(one)]));
    const items = shown.flatMap(({ productId, score }) => {
      const one = byId.get(productId);
      const isVisible = one?.data.isListed || one?.data.supplierId === principal.companyId;
      // The index knows the names of certificates, not their days.
      if (!one || !isVisible || !holdsCertificates(one.data, asked, today)) return [];
      const isPaidPlacement = placed.has(one.data.supplierId);
      return [{ product: toWire(one), score, isPaidPlacement, explanation: why.get(productId) }];
    });
    const isMore = ranked.length === top && top < answersMax;
    return {
      status: 200,
      body: { items, indexVersion: version, next: page.next(isMore ? { shown: top } : undefined) },
    };
  };
