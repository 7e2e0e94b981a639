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
/** Compared in millionths; what lies behind the sixth decimal is rounded. */
const decimal = z.union([
  z.number().nonnegative().max(1e9),
  z
    .string()
    .regex(/^\d{1,9}(\.\d{1,6})?$/)
    .transform(Number),
]);
const price = z.object({ currency: z.string().regex(/^[A-Z]{3}$/), amount: decimal });

/**
 * A product as the index takes it, one NDJSON line. Only `productId` and `title` must be there; a fact that is left out fails
 * every filter that asks for it. Fields with other names are not looked at.
 */
export const productRecord = z.object({
  productId: idText,
  title: z.string(),
  description: z.union([z.string(), z.array(z.string())]).nullish(),
  /** Suppliers' exports differ: `{"Colour": "red"}`, `[{"name": "Colour", "value": "red"}]`, texts, or any nest of them. */
  attributes: z.unknown().optional(),
  /** Digits; points and blanks between them do not count. */
  hsCode: z.union([z.string(), z.int().nonnegative().transform(String)]).nullish(),
  /** `["Lighting", "Desk lamps"]`, or one text with `>`, `|` or `/` between the names. */
  categoryPath: z.union([z.string(), z.array(z.string())]).nullish(),
  supplierId: z.union([z.string().max(128), z.int().transform(String)]).nullish(),
  originCountry: text,
  /** Left out = the minimum of the first tier. */
  minimumOrderQuantity: decimal.nullish(),
  /** Whole-order tiers in one currency, that of the first; the {@link tiersMax} with the smallest quantities are looked at. */
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
