import { z } from 'zod';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { matchesWords, searchWordsOf } from './domain/search-words.ts';
import { productInput } from './shapes.ts';

const productRow = z.object({
  ...productInput.shape,
  productId: z.string(),
  supplierId: z.string(),
  supplierName: z.string(),
  supplierCountry: z.string(),
});
/** A product as it is stored: what the supplier says of it, and who the supplier is. */
export type Product = z.output<typeof productRow>;

const listingRow = z.object({
  productId: z.string(),
  supplierId: z.string(),
  hsCode: z.string(),
  isListed: z.boolean(),
  words: z.array(z.string()),
});
type Listing = z.output<typeof listingRow>;

/** A product with its version and times. */
export type StoredProduct = Entity<Product>;

/** What a listing is asked for; `viewerId` is the company that asks. */
export interface ProductFilter {
  readonly viewerId: string;
  readonly supplierId?: string | undefined;
  readonly hsCode?: string | undefined;
  readonly q?: string | undefined;
}

/** Queries of the index that one request may make; the cursor goes on from there. */
const queriesMax = 10;
const headingDigits = 6;
const walkPage = 100;

const productKey = (productId: string) => ({ pk: `PRODUCT#${productId}`, sk: 'PRODUCT' });
const everyone = 'LISTED';
const ofSupplier = (supplierId: string): string => `COMPANY#${supplierId}#PRODUCT`;
const ofHeading = (hsCode: string): string => `HS#${hsCode.slice(0, headingDigits)}`;

const listingOf = (product: Product): Listing => ({
  productId: product.productId,
  supplierId: product.supplierId,
  hsCode: product.hsCode,
  isListed: product.isListed,
  words: [
    ...searchWordsOf([
      product.title,
      product.modelNumber ?? '',
      product.hsCode,
      ...product.specification.flatMap((item) => [item.name, item.value]),
      ...product.certificates.map((one) => one.name),
      product.description ?? '',
    ]),
  ],
});

const partitionOf = (filter: ProductFilter): string => {
  if (filter.supplierId !== undefined) return ofSupplier(filter.supplierId);
  return filter.hsCode === undefined ? everyone : ofHeading(filter.hsCode);
};

const passes = (listing: Listing, filter: ProductFilter): boolean =>
  (listing.isListed || listing.supplierId === filter.viewerId) &&
  (filter.supplierId === undefined || listing.supplierId === filter.supplierId) &&
  (filter.hsCode === undefined || listing.hsCode.startsWith(filter.hsCode)) &&
  (filter.q === undefined || matchesWords(filter.q, listing.words));

/**
 * Rows: PRODUCT#id/PRODUCT the product; PRODUCT#id/LISTING#SUPPLIER, …#ALL, …#HS what listings of a supplier, of everybody and
 * of a heading look at. The last two exist only while the product is listed.
 */
export const createCatalogRepository = (store: Store) => {
  const listings = (
    product: Product,
    version: number,
    createdAt: Instant,
    now: Instant,
  ): readonly Write[] => {
    const sk = `${createdAt}#${product.productId}`;
    const key = (name: string) => ({ pk: productKey(product.productId).pk, sk: `LISTING#${name}` });
    const put = (name: string, pk: string): Write =>
      store.putProjection(key(name), 'listing', listingOf(product), now, version, { owner: { pk, sk } });
    const hide = (name: string): Write => store.remove(key(name));
    return [
      put('SUPPLIER', ofSupplier(product.supplierId)),
      product.isListed ? put('ALL', everyone) : hide('ALL'),
      product.isListed ? put('HS', ofHeading(product.hsCode)) : hide('HS'),
    ];
  };
  const read = (data: unknown): Product => productRow.parse(data);

  return {
    find: (productId: string) => store.get(productKey(productId), read),

    /** Up to 100 products, in the order asked; the unknown are left out. */
    findMany: (productIds: readonly string[]) => store.getMany(productIds.map(productKey), read),

    /** Whether anything is listed at all; lags by moments. */
    hasListed: async (): Promise<boolean> => {
      const rows = await store.queryOwned(everyone, (data) => listingRow.parse(data), { limit: 1 });
      return rows.items.length > 0;
    },

    /** Every listed product, newest first; what is listed while it walks may be left out. */
    async *walkListed(): AsyncGenerator<Product> {
      let from: Record<string, unknown> | undefined;
      do {
        const rows = await store.queryOwned(everyone, (data) => listingRow.parse(data), {
          limit: walkPage,
          from,
        });
        const products = await store.getMany(
          rows.items.map(({ data }) => productKey(data.productId)),
          read,
        );
        for (const { data } of products) if (data.isListed) yield data;
        from = rows.next;
      } while (from !== undefined);
    },

    insertIfAbsent: (product: Product, now: Instant): readonly Write[] => [
      store.insertIfAbsent(productKey(product.productId), 'product', product, now),
      ...listings(product, 1, now, now),
    ],

    updateIfVersion: (found: Entity<Product>, product: Product, now: Instant): readonly Write[] => [
      store.updateIfVersion(found, product, now),
      ...listings(product, found.version + 1, found.createdAt, now),
    ],

    /** A page of products that pass the filter, newest first; it may be short while there is more. */
    list: async (
      filter: ProductFilter,
      page: { limit: number; from: Record<string, unknown> | undefined },
    ): Promise<{ items: readonly Entity<Product>[]; next: Record<string, unknown> | undefined }> => {
      const found: string[] = [];
      let next = page.from;
      for (let queries = 0; queries < queriesMax && found.length < page.limit; queries += 1) {
        const rows = await store.queryOwned(partitionOf(filter), (data) => listingRow.parse(data), {
          limit: page.limit - found.length,
          from: next,
        });
        found.push(...rows.items.filter((row) => passes(row.data, filter)).map((row) => row.data.productId));
        next = rows.next;
        if (next === undefined) break;
      }
      const items = await store.getMany(found.map(productKey), read);
      // The index lags behind: a product that was unlisted a moment ago must not slip through.
      return { items: items.filter((item) => passes(listingOf(item.data), filter)), next };
    },
  };
};
/** The rows of catalog. */
export type CatalogRepository = ReturnType<typeof createCatalogRepository>;
