import { z } from 'zod';
import { currencySchema, hsCodeSchema, idSchema, textSchema } from '../../shared/http/schemas.ts';
import { defineEvent } from '../../shared/messaging/event.ts';

/** Id of a product. */
export const productId = idSchema('prd');

/** A product can be found and quoted from now on; a later version replaces it. */
export const productPublished = defineEvent(
  'entrepot.catalog.product_published.v1',
  'A product was listed or changed.',
  z.strictObject({
    productId,
    supplierId: idSchema('com'),
    title: textSchema(200),
    hsCode: hsCodeSchema,
    originCountry: z.string(),
    currency: currencySchema,
    isListed: z.boolean(),
  }),
);
