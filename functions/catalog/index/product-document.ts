import type { Product } from '../repository.ts';
import { type ProductRecord, productRecord } from '../search/product-record.ts';

/** Largest number that the index compares; what lies above is as good as that. */
const comparedMax = 1e9;
const compared = (decimal: string): number => Math.min(Number(decimal), comparedMax);

/**
 * A product as the matching index takes it. Facts that filters compare are the ones that can be held against the supplier: of
 * several lead times the longest.
 */
export const documentOf = (product: Product): ProductRecord =>
  productRecord.parse({
    productId: product.productId,
    title: product.title,
    description: product.description,
    attributes: [
      ...product.specification.map(({ name, value }) => ({ name, value })),
      ...(product.modelNumber === undefined ? [] : [{ name: 'Model', value: product.modelNumber }]),
    ],
    hsCode: product.hsCode,
    categoryPath: product.categoryPath,
    supplierId: product.supplierId,
    originCountry: product.originCountry,
    tiers: product.tiers.map(({ minQuantity, unitPrice }) => ({
      minQuantity: compared(minQuantity),
      unitPrice: { currency: unitPrice.currency, amount: compared(unitPrice.amount) },
    })),
    leadTimeDays: Math.max(product.leadTimeDays, ...(product.leadTimes ?? []).map(({ days }) => days)),
    certificates: product.certificates.map(({ name }) => name),
    deliveryTerms: product.deliveryTerms,
  });
