import { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';

const imageRow = z.object({
  imageId: z.string(),
  productId: z.string(),
  contentType: z.string(),
  sizeBytes: z.int(),
  altText: z.string().optional(),
  state: z.enum(['awaiting_upload', 'ready']),
});
/** An image of a product; its bytes are an object of the bucket. */
export type StoredImage = z.output<typeof imageRow>;

const imageKey = (productId: string, imageId: string) => ({
  pk: `PRODUCT#${productId}`,
  sk: `IMAGE#${imageId}`,
});
const read = (data: unknown): StoredImage => imageRow.parse(data);

/** Rows: PRODUCT#id/IMAGE#id an image that was announced or is shown. */
export const createImageRepository = (store: Store) => ({
  find: (productId: string, imageId: string): Promise<Entity<StoredImage> | undefined> =>
    store.get(imageKey(productId, imageId), read),
  list: async (productId: string): Promise<readonly Entity<StoredImage>[]> =>
    (await store.queryParts(`PRODUCT#${productId}`, 'IMAGE#', read)).items,
  insertIfAbsent: (image: StoredImage, now: Instant): Write =>
    store.insertIfAbsent(imageKey(image.productId, image.imageId), 'product-image', image, now),
  updateIfVersion: (found: Entity<StoredImage>, next: StoredImage, now: Instant): Write =>
    store.updateIfVersion(found, next, now),
});
/** The rows of images. */
export type ImageRepository = ReturnType<typeof createImageRepository>;
