import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import { decimalSchema, hsCodeSchema, idSchema } from '../../shared/http/schemas.ts';
import { productId } from './contract.ts';
import { recordOperations } from './matching/record-operations.ts';
import { placementOperations } from './placements/operations.ts';
import { searchQuery, searchResult } from './search-shapes.ts';
import { exampleProductInput, product, productInput, productPrice } from './shapes.ts';
import { uploadOperations } from './uploads/operations.ts';

const params = z.strictObject({ productId });

const exampleProduct = {
  ...exampleProductInput,
  productId: 'prd_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  supplierId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  supplierName: 'Shenzhen Brightway Lighting Co., Ltd.',
  supplierCountry: 'CN',
  minimumOrderQuantity: '100',
  createdAt: '2026-11-22T08:00:00.000Z',
  updatedAt: '2026-11-22T08:00:00.000Z',
};

const priceFaults = [
  'catalog.mixed_currencies',
  'catalog.tiers_not_rising',
  'catalog.tiers_not_falling',
  'catalog.lead_times_not_rising',
  'catalog.bad_gtin',
  'country.unknown',
  'quantity.unknown_unit',
  'quantity.malformed',
  'quantity.too_many_decimals',
  'quantity.too_large',
] as const;

/** HTTP operations of catalog. */
export const operations = defineOperations({
  ...uploadOperations,
  ...placementOperations,
  ...recordOperations,
  createProduct: {
    method: 'POST',
    path: '/v1/products',
    summary: 'List a product',
    description:
      'Price tiers are for the whole order: every unit costs what the reached tier says. The minimum of the first tier is the minimum order quantity.',
    auth: 'key',
    roles: ['exporter'],
    scope: 'catalog:write',
    body: productInput,
    idempotent: true,
    responses: { 201: { description: 'Created', schema: product } },
    problems: ['catalog.supplier_blocked', ...priceFaults],
    example: { body: exampleProductInput, response: exampleProduct },
  },
  getProduct: {
    method: 'GET',
    path: '/v1/products/{productId}',
    summary: 'Read a product',
    description: 'Any company may read listed products; an unlisted one is visible to its supplier only.',
    auth: 'key',
    scope: 'catalog:read',
    params,
    idempotent: false,
    responses: { 200: { description: 'The product, with its ETag', schema: product } },
    problems: ['http.not_found'],
    example: { response: exampleProduct },
  },
  updateProduct: {
    method: 'PUT',
    path: '/v1/products/{productId}',
    summary: 'Replace a product; only its supplier may',
    description: 'Quotes and contracts keep the terms they were made with.',
    auth: 'key',
    roles: ['exporter'],
    scope: 'catalog:write',
    params,
    body: productInput,
    idempotent: false,
    ifMatch: true,
    responses: { 200: { description: 'Replaced, with its new ETag', schema: product } },
    problems: [
      'http.not_found',
      'http.if_match_missing',
      'http.version_mismatch',
      'catalog.supplier_blocked',
      ...priceFaults,
    ],
    example: { body: exampleProductInput, response: exampleProduct },
  },
  listProducts: {
    method: 'GET',
    path: '/v1/products',
    summary: 'Find products',
    description:
      'Newest first. The filters work together; every word of `q` must begin a word of the title, model, specification, certificates or description; searchProducts ranks and forgives. A page may be short although `next` is there: go on while it is.',
    auth: 'key',
    scope: 'catalog:read',
    query: pageQuery.extend({
      supplierId: idSchema('com').optional(),
      hsCode: hsCodeSchema.optional().meta({ description: 'Six digits or more; finds all codes below it.' }),
      q: z.string().trim().min(1).max(200).optional(),
    }),
    idempotent: false,
    responses: {
      200: {
        description: 'Products',
        schema: z.object({ items: z.array(product), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleProduct] } },
  },
  searchProducts: {
    method: 'GET',
    path: '/v1/products/search',
    summary: 'Search products',
    description:
      'Best first. Every answer meets every condition; what a product does not state meets none. A change is found within seconds. Payment changes no place: a supplier that pays for being shown is labelled `isPaidPlacement`.',
    auth: 'key',
    scope: 'catalog:read',
    query: searchQuery,
    idempotent: false,
    responses: { 200: { description: 'Answers', schema: searchResult } },
    problems: ['http.bad_cursor'],
    example: {
      response: {
        items: [
          {
            product: exampleProduct,
            isPaidPlacement: false,
            score: 7_512,
            explanation: {
              ranker: 'entrepot-match-4',
              words: [
                { word: 'desk', kind: 'exact', points: 2_204 },
                { word: 'lamp', kind: 'exact', points: 1_893 },
              ],
              parts: [
                { name: 'coverage', points: 2_415 },
                { name: 'head', points: 1_000 },
              ],
            },
          },
        ],
        indexVersion: 'entrepot-match-4/41',
      },
    },
  },
  priceProduct: {
    method: 'GET',
    path: '/v1/products/{productId}/price',
    summary: 'Price a quantity of a product',
    description:
      'Names the tier and the total. Just below a tier a larger order can cost less; then the warning names the cheaper quantity.',
    auth: 'key',
    scope: 'catalog:read',
    params,
    query: z.strictObject({ quantity: decimalSchema }),
    idempotent: false,
    responses: { 200: { description: 'The price', schema: productPrice } },
    problems: [
      'http.not_found',
      'catalog.below_minimum',
      'quantity.malformed',
      'quantity.too_many_decimals',
      'quantity.too_large',
    ],
    example: {
      response: {
        productId: exampleProduct.productId,
        quantity: '499',
        unit: 'H87',
        tierMode: 'whole_order',
        tier: { minQuantity: '100', unitPrice: { currency: 'USD', amount: '4.20' } },
        total: { currency: 'USD', amount: '2095.80' },
        warning: {
          code: 'cheaper_at_next_tier',
          message: '500 cost USD 1950.00, which is USD 145.80 less than 499.',
          quantity: '500',
          total: { currency: 'USD', amount: '1950.00' },
          saves: { currency: 'USD', amount: '145.80' },
          fromQuantity: '465',
        },
      },
    },
  },
});
