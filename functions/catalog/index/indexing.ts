import type { z } from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { createIdFactory } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { systemRandom } from '../../../shared/kernel/random.ts';
import { createBucket } from '../../../shared/objects/bucket.ts';
import { createDocumentClient } from '../../../shared/persistence/client.ts';
import { createStore } from '../../../shared/persistence/store.ts';
import { Stale } from '../../../shared/persistence/unit-of-work.ts';
import type { Change } from '../domain/index-delta.ts';
import { shardProductsMax } from '../domain/index-shards.ts';
import type { indexEnv } from '../env.ts';
import { createCatalogRepository } from '../repository.ts';
import type { ProductRecord } from '../search/product-record.ts';
import { documentOf } from './product-document.ts';
import { createIndexRepository } from './rows.ts';
import { createIndexWriter } from './writer.ts';

/** The index of the catalogue table, for the functions that write it. */
export const createIndexing = (env: z.output<typeof indexEnv>) => {
  const store = createStore(createDocumentClient(), env.TABLE_NAME);
  const catalog = createCatalogRepository(store);
  const writer = createIndexWriter({
    repository: createIndexRepository(store),
    bucket: createBucket(env.BUCKET_NAME),
    newId: createIdFactory(systemClock, systemRandom),
    shardProductsMax,
  });

  /** Every listed product; stops with an error when there are more than `max`. */
  async function* listed(max: number): AsyncGenerator<ProductRecord> {
    let count = 0;
    for await (const product of catalog.walkListed()) {
      count += 1;
      if (count > max) throw new Error(`More than ${max} products: the compaction builds the first index`);
      yield documentOf(product);
    }
  }

  return {
    writer,

    /** Builds the index if there is none of the present rules; true when it did. */
    ensure: async (now: Instant, productsMax: number): Promise<boolean> => {
      if (await writer.exists()) return false;
      try {
        await writer.create(listed(productsMax), now);
        return true;
      } catch (error) {
        // Somebody else was faster.
        if (error instanceof Stale) return false;
        throw error;
      }
    },

    /** What these products are now: documents, or undefined for what nobody may find. */
    read: async (productIds: readonly string[]): Promise<ReadonlyMap<string, Change<ProductRecord>>> => {
      const found = await catalog.findMany(productIds);
      const listedNow = new Map(
        found.flatMap(({ data }) => (data.isListed ? [[data.productId, documentOf(data)] as const] : [])),
      );
      return new Map(productIds.map((productId) => [productId, listedNow.get(productId)] as const));
    },
  };
};
