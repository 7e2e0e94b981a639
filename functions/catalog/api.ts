import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import type { Principal } from '../../shared/http/principal.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import { parseQuantity } from '../../shared/kernel/quantity.ts';
import { createBucket } from '../../shared/objects/bucket.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { type CheaperQuantity, priceQuantity } from './domain/price-tiers.ts';
import { apiEnv } from './env.ts';
import { catalogErrors } from './errors.ts';
import { createImportRepository } from './imports/rows.ts';
import { createIndexReader } from './index/reader.ts';
import { createIndexRepository } from './index/rows.ts';
import { claimsOf } from './matching/claims.ts';
import { createRecordHandlers } from './matching/record-handlers.ts';
import { createRecordRepository } from './matching/record-rows.ts';
import { unknownSupplier } from './matching/trade-record.ts';
import { operations } from './operations.ts';
import { createPlacementHandlers } from './placements/handlers.ts';
import { createPlacementRows } from './placements/rows.ts';
import { normaliseProduct, publishedEvent, tiersOf } from './product-rules.ts';
import { createCatalogRepository, type Product } from './repository.ts';
import { createSearch } from './search-handler.ts';
import { createUploadHandlers } from './uploads/handlers.ts';
import { createImageRepository } from './uploads/image-rows.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const catalog = createCatalogRepository(store);
const records = createRecordRepository(store);
const placements = createPlacementRows(store);
const bucket = createBucket(env.BUCKET_NAME);
const openIndex = createIndexReader({
  repository: createIndexRepository(store),
  bucket,
  hasProducts: catalog.hasListed,
});

const assertNotBlocked = (principal: Principal): void => {
  if (principal.screening === 'hit')
    throw catalogErrors.supplier_blocked('The company is on a sanctions list.');
};

const toWire = (found: Pick<Entity<Product>, 'data' | 'createdAt' | 'updatedAt'>) => ({
  ...found.data,
  minimumOrderQuantity: found.data.tiers[0]?.minQuantity,
  createdAt: found.createdAt,
  updatedAt: found.updatedAt,
});

/** The product if the company may see it; unknown and unlisted look the same. */
const visible = async (productId: string, viewerId: string): Promise<Entity<Product>> => {
  const found = await catalog.find(productId);
  if (!found || !(found.data.isListed || found.data.supplierId === viewerId)) {
    throw httpErrors.not_found('No such product.');
  }
  return found;
};

const warningOf = (cheaper: CheaperQuantity | undefined, asked: string) => {
  if (!cheaper) return undefined;
  const [total, saves] = [formatMoney(cheaper.total), formatMoney(cheaper.saves)];
  const message = `${cheaper.quantity} cost ${total.currency} ${total.amount}, which is ${saves.currency} ${saves.amount} less than ${asked}.`;
  const { quantity, fromQuantity } = cheaper;
  return { code: 'cheaper_at_next_tier', message, quantity, total, saves, fromQuantity };
};

/** The HTTP function of catalog. */
export const handler = createApi({
  context: 'catalog',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    ...createUploadHandlers({
      store,
      imports: createImportRepository(store),
      images: createImageRepository(store),
      bucket,
      assertNotBlocked,
      visible,
    }),

    createProduct: async ({ principal, body, now, newId }) => {
      assertNotBlocked(principal);
      const product: Product = {
        ...normaliseProduct(body),
        productId: newId('prd'),
        supplierId: principal.companyId,
        supplierName: principal.companyName,
        supplierCountry: principal.country,
      };
      return {
        status: 201,
        body: toWire({ data: product, createdAt: now, updatedAt: now }),
        version: 1,
        location: `/v1/products/${product.productId}`,
        writes: catalog.insertIfAbsent(product, now),
        events: [publishedEvent(product, 1)],
      };
    },

    getProduct: async ({ principal, params }) => {
      const found = await visible(params.productId, principal.companyId);
      const { supplierId } = found.data;
      const supplier = (await records.find(supplierId))?.data ?? unknownSupplier(supplierId);
      const claims = claimsOf(found.data, supplier);
      return { status: 200, body: { ...toWire(found), claims }, version: found.version };
    },

    updateProduct: async ({ principal, params, body, now, expectedVersion }) => {
      const found = await visible(params.productId, principal.companyId);
      if (found.data.supplierId !== principal.companyId)
        throw httpErrors.not_found('No such product of yours.');
      assertNotBlocked(principal);
      if (found.version !== expectedVersion) {
        throw httpErrors.version_mismatch(`The product is at version ${found.version}.`);
      }
      const { productId, supplierId, supplierName, supplierCountry } = found.data;
      const product: Product = {
        ...normaliseProduct(body),
        productId,
        supplierId,
        supplierName,
        supplierCountry,
      };
      const version = found.version + 1;
      return {
        status: 200,
        body: toWire({ data: product, createdAt: found.createdAt, updatedAt: now }),
        version,
        writes: catalog.updateIfVersion(found, product, now),
        events: [publishedEvent(product, version)],
      };
    },

    listProducts: async ({ principal, query, page }) => {
      const { supplierId, hsCode, q } = query;
      const found = await catalog.list({ viewerId: principal.companyId, supplierId, hsCode, q }, page);
      return { status: 200, body: { items: found.items.map(toWire), next: page.next(found.next) } };
    },

    ...createPlacementHandlers(placements, records),
    ...createRecordHandlers(records),

    searchProducts: createSearch({ openIndex, catalog, placements, toWire }),

    priceProduct: async ({ principal, params, query }) => {
      const { data } = await visible(params.productId, principal.companyId);
      const quantity = parseQuantity(
        { value: query.quantity, unit: data.unit },
        { pointer: '/query/quantity' },
      ).value;
      const pricing = priceQuantity(tiersOf(data), quantity, data.unit);
      if (pricing.kind === 'below_minimum') {
        throw catalogErrors.below_minimum(`The minimum order quantity is ${pricing.minimum} ${data.unit}.`, {
          pointer: '/query/quantity',
        });
      }
      return {
        status: 200,
        body: {
          productId: data.productId,
          quantity,
          unit: data.unit,
          tierMode: data.tierMode,
          tier: {
            minQuantity: pricing.tier.minQuantity,
            unitPrice: formatMoney(pricing.tier.unitPrice),
          },
          total: formatMoney(pricing.total),
          warning: warningOf(pricing.cheaper, quantity),
        },
      };
    },
  },
});
