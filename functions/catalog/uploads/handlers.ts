import { csvOf } from '../../../shared/documents/csv.ts';
import type { Call } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import type { Principal } from '../../../shared/http/principal.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { type ContextBucket, objectName } from '../../../shared/objects/bucket.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import { isImageOf } from '../domain/image-type.ts';
import { catalogErrors } from '../errors.ts';
import type { ImportRepository, ProductImport, ReportLine } from '../imports/rows.ts';
import { importEvent, importKeyOf } from '../imports/step.ts';
import { waitOf } from '../imports/waits.ts';
import type { operations } from '../operations.ts';
import type { StoredProduct } from '../repository.ts';
import type { ImageRepository, StoredImage } from './image-rows.ts';
import { addressSeconds, imagesMax } from './shapes.ts';

type Operations = typeof operations;
const reportPage = 500;
const signatureBytes = 16;

interface UploadParts {
  readonly store: Store;
  readonly imports: ImportRepository;
  readonly images: ImageRepository;
  readonly bucket: ContextBucket;
  readonly assertNotBlocked: (principal: Principal) => void;
  /** The product if the company may see it. */
  readonly visible: (productId: string, viewerId: string) => Promise<StoredProduct>;
}

const contentTypes = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;
const imageKeyOf = (imageId: string): string => `images/${objectName(imageId)}`;

/** Handlers of imports and images. */
export const createUploadHandlers = ({
  store,
  imports,
  images,
  bucket,
  assertNotBlocked,
  visible,
}: UploadParts) => {
  const addressOf = async (key: string, contentType: string, sizeBytes: number, now: Instant) => ({
    method: 'PUT' as const,
    url: await bucket.uploadUrl(key, { contentType, sizeBytes, now, expiresInSeconds: addressSeconds }),
    headers: { 'content-type': contentType, 'content-length': String(sizeBytes) },
    expiresAt: addDuration(now, { seconds: addressSeconds }),
  });

  const importToWire = (found: Pick<Entity<ProductImport>, 'data' | 'createdAt' | 'updatedAt'>) => ({
    ...found.data,
    createdAt: found.createdAt,
    updatedAt: found.updatedAt,
  });

  /** An import after a move of its supplier, with its deadline and the news of it. */
  const move = (
    found: Entity<ProductImport>,
    next: ProductImport,
    at: { readonly now: Instant; readonly correlationId: string },
  ) => ({
    status: 200,
    body: importToWire({ ...found, data: next, updatedAt: at.now }),
    writes: [imports.updateIfVersion(found, next, at.now), waitOf(store, next, at)],
    events: [importEvent(next, found.version + 1)],
  });

  const ownImport = async (importId: string, companyId: string): Promise<Entity<ProductImport>> => {
    const found = await imports.find(importId);
    if (found?.data.supplierId !== companyId) throw httpErrors.not_found('No such import of yours.');
    return found;
  };

  const ownProduct = async (productId: string, companyId: string): Promise<StoredProduct> => {
    const found = await visible(productId, companyId);
    if (found.data.supplierId !== companyId) throw httpErrors.not_found('No such product of yours.');
    return found;
  };

  const allLines = async (importId: string): Promise<readonly ReportLine[]> => {
    const lines: ReportLine[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await imports.lines(importId, { limit: reportPage, from });
      lines.push(...page.items.map(({ data }) => data));
      from = page.next;
    } while (from !== undefined);
    return lines;
  };

  const imageToWire = async (image: StoredImage, now: Instant) => ({
    ...image,
    ...(image.state === 'ready'
      ? {
          url: await bucket.downloadUrl(imageKeyOf(image.imageId), { now, expiresInSeconds: addressSeconds }),
        }
      : {}),
  });

  return {
    createProductImport: async ({
      principal,
      body,
      now,
      newId,
      correlationId,
    }: Call<Operations['createProductImport']>) => {
      assertNotBlocked(principal);
      const importId = newId('imp');
      const fresh: ProductImport = {
        ...body,
        importId,
        supplierId: principal.companyId,
        supplierName: principal.companyName,
        supplierCountry: principal.country,
        state: 'awaiting_upload',
        offset: 0,
        line: 1,
        created: 0,
        rejected: 0,
        duplicates: 0,
        failedSteps: 0,
      };
      const key = importKeyOf(objectName(importId));
      const upload = await addressOf(key, contentTypes[body.format], body.sizeBytes, now);
      return {
        status: 201,
        body: { ...importToWire({ data: fresh, createdAt: now, updatedAt: now }), upload },
        location: `/v1/product-imports/${importId}`,
        // Whoever has the address may upload.
        isSecret: true as const,
        writes: [imports.insertIfAbsent(fresh, now), waitOf(store, fresh, { now, correlationId })],
      };
    },

    startProductImport: async ({
      principal,
      params,
      now,
      correlationId,
    }: Call<Operations['startProductImport']>) => {
      const found = await ownImport(params.importId, principal.companyId);
      if (found.data.state !== 'awaiting_upload') {
        throw catalogErrors.import_not_waiting(`The import is ${found.data.state}.`);
      }
      const next: ProductImport = { ...found.data, state: 'running' };
      return move(found, next, { now, correlationId });
    },

    cancelProductImport: async ({
      principal,
      params,
      now,
      correlationId,
    }: Call<Operations['cancelProductImport']>) => {
      const found = await ownImport(params.importId, principal.companyId);
      if (found.data.state !== 'awaiting_upload' && found.data.state !== 'running') {
        throw catalogErrors.import_over(`The import is ${found.data.state}.`);
      }
      const next: ProductImport = { ...found.data, state: 'cancelled' };
      return move(found, next, { now, correlationId });
    },

    listProductImports: async ({ principal, page }: Call<Operations['listProductImports']>) => {
      const found = await imports.list(principal.companyId, page);
      return { status: 200, body: { items: found.items.map(importToWire), next: page.next(found.next) } };
    },

    getProductImport: async ({ principal, params }: Call<Operations['getProductImport']>) => ({
      status: 200,
      body: importToWire(await ownImport(params.importId, principal.companyId)),
    }),

    listImportLines: async ({ principal, params, page }: Call<Operations['listImportLines']>) => {
      await ownImport(params.importId, principal.companyId);
      const found = await imports.lines(params.importId, page);
      return {
        status: 200,
        body: { items: found.items.map(({ data }) => data), next: page.next(found.next) },
      };
    },

    downloadImportReport: async ({ principal, params }: Call<Operations['downloadImportReport']>) => {
      await ownImport(params.importId, principal.companyId);
      const lines = await allLines(params.importId);
      const rows = lines.flatMap(({ line, kind, faults }) =>
        faults.map(({ field, what, remedy }) => [String(line), kind, field, what, remedy]),
      );
      return {
        status: 200,
        text: {
          contentType: 'text/csv; charset=utf-8',
          body: csvOf([['line', 'kind', 'field', 'what', 'remedy'], ...rows]),
          fileName: `${params.importId}.csv`,
        },
      };
    },

    addProductImage: async ({ principal, params, body, now, newId }: Call<Operations['addProductImage']>) => {
      const { data } = await ownProduct(params.productId, principal.companyId);
      assertNotBlocked(principal);
      const present = await images.list(data.productId);
      if (present.length >= imagesMax)
        throw catalogErrors.too_many_images(`It has ${present.length} images.`);
      const image: StoredImage = {
        ...body,
        imageId: newId('img'),
        productId: data.productId,
        state: 'awaiting_upload',
      };
      const upload = await addressOf(imageKeyOf(image.imageId), body.contentType, body.sizeBytes, now);
      return {
        status: 201,
        body: { ...image, upload },
        isSecret: true as const,
        writes: [images.insertIfAbsent(image, now)],
      };
    },

    checkProductImage: async ({ principal, params, now }: Call<Operations['checkProductImage']>) => {
      await ownProduct(params.productId, principal.companyId);
      const found = await images.find(params.productId, params.imageId);
      if (!found) throw httpErrors.not_found('No such image.');
      const { contentType, sizeBytes } = found.data;
      const start = await bucket.getRange(imageKeyOf(params.imageId), 0, signatureBytes);
      if (!start) throw catalogErrors.image_not_fitting('Nothing was uploaded.');
      if (start.length !== sizeBytes) {
        throw catalogErrors.image_not_fitting(`${sizeBytes} bytes were announced, ${start.length} came.`);
      }
      if (!isImageOf(contentType, start.bytes)) {
        throw catalogErrors.image_not_fitting(`The file does not begin like ${contentType}.`);
      }
      const next: StoredImage = { ...found.data, state: 'ready' };
      return {
        status: 200,
        body: await imageToWire(next, now),
        writes: found.data.state === 'ready' ? [] : [images.updateIfVersion(found, next, now)],
      };
    },

    listProductImages: async ({ principal, params, now }: Call<Operations['listProductImages']>) => {
      const { data } = await visible(params.productId, principal.companyId);
      const found = await images.list(data.productId);
      const shown = found.filter(
        (one) => one.data.state === 'ready' || data.supplierId === principal.companyId,
      );
      return {
        status: 200,
        body: { items: await Promise.all(shown.map((one) => imageToWire(one.data, now))) },
      };
    },
  };
};
