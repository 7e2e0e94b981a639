import { z } from 'zod';
import { pageQuery } from '../../../shared/http/cursor.ts';
import { productId } from '../contract.ts';
import {
  exampleImage,
  exampleImport,
  imageInput,
  imageParams,
  importInput,
  importParams,
  productImage,
  productImport,
  reportLine,
} from './shapes.ts';

const supplierOnly = { auth: 'key', roles: ['exporter'], scope: 'catalog:write' } as const;

/** HTTP operations of catalog that are about files: imports of products, and images. */
export const uploadOperations = {
  createProductImport: {
    method: 'POST',
    path: '/v1/product-imports',
    summary: 'Begin an import of products',
    description:
      'Announce a CSV or NDJSON file, upload it to the address in the answer, then start the import. NDJSON: one product on each line as createProduct takes it. CSV: a header of the columns title, description, modelNumber, sku, gtin, category (`A > B`), hsCode, originCountry, specification (`name=value; …`), unit, currency, tiers (`100:4.20; 500:3.90`), unitsPerPackage, packageType, lengthMm, widthMm, heightMm, netWeightGrams, grossWeightGrams, isStackable, leadTimeDays, leadTimeFrom, certificates (`CE; RoHS`), deliveryTerms (`FOB Shenzhen; …`), isListed.',
    ...supplierOnly,
    body: importInput,
    idempotent: true,
    responses: { 201: { description: 'Where to upload the file', schema: productImport } },
    problems: ['catalog.supplier_blocked'],
    example: { body: { format: 'csv', sizeBytes: 48_213 }, response: exampleImport },
  },
  startProductImport: {
    method: 'POST',
    path: '/v1/product-imports/{importId}/start',
    summary: 'Start an import whose file is uploaded',
    description:
      'Rows become products ten at a time; a row that does not is in the report, and the rest goes on. A step that gets stuck is tried again for an hour, then the import fails and says from which line on.',
    ...supplierOnly,
    params: importParams,
    idempotent: true,
    responses: { 200: { description: 'It runs', schema: productImport } },
    problems: ['http.not_found', 'catalog.import_not_waiting'],
    example: { response: { ...exampleImport, state: 'running', upload: undefined } },
  },
  cancelProductImport: {
    method: 'POST',
    path: '/v1/product-imports/{importId}/cancellation',
    summary: 'Stop an import',
    description: 'Products that it has made stay; the other rows are left out.',
    ...supplierOnly,
    params: importParams,
    idempotent: true,
    responses: { 200: { description: 'It is cancelled', schema: productImport } },
    problems: ['http.not_found', 'catalog.import_over'],
    example: { response: { ...exampleImport, state: 'cancelled', created: 40, upload: undefined } },
  },
  listProductImports: {
    method: 'GET',
    path: '/v1/product-imports',
    summary: 'List your imports, newest first',
    ...supplierOnly,
    query: pageQuery,
    idempotent: false,
    responses: {
      200: {
        description: 'Imports',
        schema: z.object({ items: z.array(productImport), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: {
      response: {
        items: [{ ...exampleImport, state: 'finished', offset: 48_213, created: 94, upload: undefined }],
      },
    },
  },
  getProductImport: {
    method: 'GET',
    path: '/v1/product-imports/{importId}',
    summary: 'Read how far an import is',
    ...supplierOnly,
    params: importParams,
    idempotent: false,
    responses: { 200: { description: 'The import', schema: productImport } },
    problems: ['http.not_found'],
    example: {
      response: { ...exampleImport, state: 'finished', offset: 48_213, created: 94, upload: undefined },
    },
  },
  listImportLines: {
    method: 'GET',
    path: '/v1/product-imports/{importId}/lines',
    summary: 'Read the report: rows that did not become products',
    ...supplierOnly,
    params: importParams,
    query: pageQuery,
    idempotent: false,
    responses: {
      200: {
        description: 'Rows in the order of the file',
        schema: z.object({ items: z.array(reportLine), next: z.string().optional() }),
      },
    },
    problems: ['http.not_found', 'http.bad_cursor'],
    example: {
      response: {
        items: [
          {
            line: 17,
            kind: 'rejected',
            faults: [
              {
                field: 'hsCode',
                what: 'Six, eight or ten digits',
                remedy: 'Correct the field and import the row again.',
              },
            ],
          },
        ],
      },
    },
  },
  downloadImportReport: {
    method: 'GET',
    path: '/v1/product-imports/{importId}/report',
    summary: 'Download the report as CSV: line, kind, field, what, remedy',
    ...supplierOnly,
    params: importParams,
    idempotent: false,
    responses: { 200: { description: 'The report', contentType: 'text/csv' } },
    problems: ['http.not_found'],
  },
  addProductImage: {
    method: 'POST',
    path: '/v1/products/{productId}/images',
    summary: 'Announce an image of a product',
    description:
      'Upload it to the address in the answer, then have it checked. JPEG, PNG or WebP, five megabytes at most.',
    ...supplierOnly,
    params: z.strictObject({ productId }),
    body: imageInput,
    idempotent: true,
    responses: { 201: { description: 'Where to upload the image', schema: productImage } },
    problems: ['http.not_found', 'catalog.too_many_images', 'catalog.supplier_blocked'],
    example: { body: { contentType: 'image/jpeg', sizeBytes: 48_213 }, response: exampleImage },
  },
  checkProductImage: {
    method: 'POST',
    path: '/v1/products/{productId}/images/{imageId}/check',
    summary: 'Have an uploaded image checked; from then on it is shown',
    description: 'Its length and its first bytes must be those of what was announced.',
    ...supplierOnly,
    params: imageParams,
    idempotent: true,
    responses: { 200: { description: 'The image', schema: productImage } },
    problems: ['http.not_found', 'catalog.image_not_fitting'],
    example: { response: { ...exampleImage, state: 'ready', upload: undefined } },
  },
  listProductImages: {
    method: 'GET',
    path: '/v1/products/{productId}/images',
    summary: 'List the images of a product',
    auth: 'key',
    scope: 'catalog:read',
    params: z.strictObject({ productId }),
    idempotent: false,
    responses: {
      200: {
        description: 'Its images; others see those that are ready',
        schema: z.object({ items: z.array(productImage) }),
      },
    },
    problems: ['http.not_found'],
    example: { response: { items: [{ ...exampleImage, state: 'ready', upload: undefined }] } },
  },
} as const;
