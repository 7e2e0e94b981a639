import { z } from 'zod';

const idText = z.union([
  z
    .string()
    .min(1)
    .max(128)
    .refine((text) => text.isWellFormed(), 'holds half a surrogate pair'),
  z.int().transform(String),
]);
const text = z.string().nullish();
const decimal = z.union([
  z.number().nonnegative(),
  z
    .string()
    .regex(/^\d{1,9}(\.\d{1,6})?$/)
    .transform(Number),
]);
const price = z.object({ currency: z.string().regex(/^[A-Z]{3}$/), amount: decimal });

/** An attribute's value as suppliers send it. */
const attributeValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const attributes = z.union([
  z.string(),
  z.record(z.string(), z.union([attributeValue, z.array(attributeValue)])),
  z.array(z.union([z.string(), z.looseObject({ name: z.string(), value: attributeValue })])),
]);

/**
 * A product as the index takes it, one NDJSON line. Only `productId` and `title` must be there; a fact that is left out fails
 * every filter that asks for it. Fields with other names are not looked at.
 */
export const productRecord = z.object({
  productId: idText,
  title: z.string(),
  description: text,
  /** `{"Colour": "red"}`, `[{"name": "Colour", "value": "red"}]`, a list of texts, or one text. */
  attributes: attributes.nullish(),
  /** Digits; points and blanks between them do not count. */
  hsCode: z.union([z.string(), z.int().nonnegative().transform(String)]).nullish(),
  /** `["Lighting", "Desk lamps"]`, or one text with `>`, `|` or `/` between the names. */
  categoryPath: z.union([z.string(), z.array(z.string())]).nullish(),
  supplierId: idText.nullish(),
  originCountry: text,
  /** Left out = the minimum of the first tier. */
  minimumOrderQuantity: decimal.nullish(),
  /** Whole-order tiers, the smallest quantity first, at most {@link tiersMax} are looked at. */
  tiers: z.array(z.object({ minQuantity: decimal, unitPrice: price })).nullish(),
  /** The price when there is one only. */
  unitPrice: price.nullish(),
  leadTimeDays: z.number().nonnegative().nullish(),
  certificates: z.array(z.union([z.string(), z.looseObject({ name: z.string() })])).nullish(),
  deliveryTerms: z
    .array(z.object({ incoterm: z.string(), place: text }))
    .max(64)
    .nullish(),
});
/** A product as the index takes it, parsed. */
export type ProductRecord = z.output<typeof productRecord>;

/** A product that is taken out of an index. */
export const removedProduct = z.object({ productId: idText, isRemoved: z.literal(true) });

/** Most price tiers of a product that the index holds. */
export const tiersMax = 10;
