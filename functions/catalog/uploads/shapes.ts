import { z } from 'zod';
import { idSchema, instantSchema, textSchema } from '../../../shared/http/schemas.ts';
import { importStates } from '../contract.ts';

/** Longest file of an import: some fifty thousand products. */
export const importBytesMax = 50 * 1024 * 1024;
/** Longest image. */
export const imageBytesMax = 5 * 1024 * 1024;
/** Images of one product. */
export const imagesMax = 20;
/** How long an address for an upload or a download is good. */
export const addressSeconds = 15 * 60;

const importId = idSchema('imp');
const imageId = idSchema('img');

export const importParams = z.strictObject({ importId });
export const imageParams = z.strictObject({ productId: idSchema('prd'), imageId });

/** Where and how to upload one file. */
const upload = z
  .object({
    method: z.literal('PUT'),
    url: z.string(),
    /** The request carries exactly these, or it is refused. */
    headers: z.record(z.string(), z.string()),
    expiresAt: instantSchema,
  })
  .meta({
    id: 'Upload',
    description: 'One PUT of the file itself; the address needs no key and is good for 15 minutes.',
  });

/** A file of products that will be uploaded. */
export const importInput = z
  .strictObject({
    format: z.enum(['csv', 'ndjson']),
    sizeBytes: z.int().min(1).max(importBytesMax),
  })
  .meta({ id: 'ProductImportInput' });

/** How far an import is. */
export const productImport = z
  .object({
    importId,
    format: z.enum(['csv', 'ndjson']),
    sizeBytes: z.int(),
    state: z.enum(importStates),
    /** Bytes that are done. */
    offset: z.int(),
    created: z.int(),
    rejected: z.int(),
    duplicates: z.int(),
    /** Why it ended before its file did. */
    failure: z.string().optional(),
    upload: upload.optional(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'ProductImport' });

/** A row that did not become a product. */
export const reportLine = z
  .object({
    line: z.int(),
    kind: z.enum(['rejected', 'duplicate']),
    faults: z.array(z.object({ field: z.string(), what: z.string(), remedy: z.string() })),
  })
  .meta({
    id: 'ImportReportLine',
    description: 'The first line of a file is 1; lines of a quoted cell count.',
  });

/** An image that will be uploaded. */
export const imageInput = z
  .strictObject({
    contentType: z.enum(['image/jpeg', 'image/png', 'image/webp']),
    sizeBytes: z.int().min(100).max(imageBytesMax),
    altText: textSchema(200).optional(),
  })
  .meta({ id: 'ProductImageInput' });

/** An image of a product. */
export const productImage = z
  .object({
    imageId,
    contentType: z.string(),
    sizeBytes: z.int(),
    altText: z.string().optional(),
    state: z.enum(['awaiting_upload', 'ready']),
    /** Where it can be read for 15 minutes, once it is ready. */
    url: z.string().optional(),
    upload: upload.optional(),
  })
  .meta({ id: 'ProductImage' });

const at = '2026-11-22T08:00:00.000Z';
const exampleUpload = {
  method: 'PUT',
  url: 'https://entrepot-live-catalog-111122223333.s3.eu-central-1.amazonaws.com/imports/5f2c…?X-Amz-Signature=…',
  headers: { 'content-type': 'text/csv', 'content-length': '48213' },
  expiresAt: '2026-11-22T08:15:00.000Z',
};

/** An import as it begins, for the documentation. */
export const exampleImport = {
  importId: 'imp_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  format: 'csv',
  sizeBytes: 48_213,
  state: 'awaiting_upload',
  offset: 0,
  created: 0,
  rejected: 0,
  duplicates: 0,
  upload: exampleUpload,
  createdAt: at,
  updatedAt: at,
};

/** An image as it begins, for the documentation. */
export const exampleImage = {
  imageId: 'img_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  contentType: 'image/jpeg',
  sizeBytes: 48_213,
  state: 'awaiting_upload',
  upload: { ...exampleUpload, headers: { 'content-type': 'image/jpeg', 'content-length': '48213' } },
};
