import type { MatchFilters } from '../../../../functions/catalog/search/match-filters.ts';
import type { ProductRecord } from '../../../../functions/catalog/search/product-record.ts';

const names = (path: ProductRecord['categoryPath'] | MatchFilters['category']): readonly string[] =>
  (typeof path === 'string' ? path.split('>') : (path ?? [])).map((name) => name.trim().toLowerCase());

function priceAt(product: ProductRecord, quantity: number): number {
  let amount = Number.POSITIVE_INFINITY;
  for (const tier of product.tiers ?? []) if (tier.minQuantity <= quantity) amount = tier.unitPrice.amount;
  return amount;
}

/** The filters once more, straight from the record and without the index: what a violation is measured by. */
export function meets(product: ProductRecord, filters: MatchFilters): boolean {
  const { hsCode, category, quantity, targetPrice, incoterm, place, certificates, leadTimeDays, origin } =
    filters;
  const [firstTier] = product.tiers ?? [];
  const terms = product.deliveryTerms ?? [];
  const held = (product.certificates ?? []).map((one) => (typeof one === 'string' ? one : one.name));
  const path = names(product.categoryPath);
  return [
    hsCode === undefined || hsCode.some((code) => (product.hsCode ?? '').startsWith(code)),
    category === undefined || names(category).every((name, depth) => path[depth] === name),
    quantity === undefined || (firstTier !== undefined && firstTier.minQuantity <= quantity),
    targetPrice === undefined ||
      (firstTier?.unitPrice.currency === targetPrice.currency &&
        priceAt(product, quantity ?? Number.POSITIVE_INFINITY) <= targetPrice.amount),
    (incoterm === undefined && place === undefined) ||
      terms.some(
        (term) =>
          (incoterm === undefined || term.incoterm === incoterm) &&
          (place === undefined || term.place === place),
      ),
    certificates === undefined || certificates.every((one) => held.includes(one)),
    leadTimeDays === undefined || (product.leadTimeDays ?? Number.POSITIVE_INFINITY) <= leadTimeDays,
    origin === undefined || origin.includes(product.originCountry ?? ''),
    filters.supplierId === undefined || filters.supplierId.includes(product.supplierId ?? ''),
    filters.excludedSupplierId === undefined ||
      !filters.excludedSupplierId.includes(product.supplierId ?? ''),
  ].every(Boolean);
}
