import { z } from 'zod';

const list = z.union([z.string().transform((one) => [one]), z.array(z.string()).max(200)]);
const decimal = z.union([
  z.number().nonnegative().max(1e9),
  z
    .string()
    .regex(/^\d{1,9}(\.\d{1,6})?$/, 'must be a decimal number')
    .transform(Number),
]);

/**
 * What a product must meet to be an answer at all. A fact that a product does not state meets nothing. Every name may be left
 * out; an unknown name is refused.
 */
export const matchFilters = z.strictObject({
  /** One or more HS codes or their beginnings, 2 to 10 digits; points and blanks do not count. */
  hsCode: list.optional(),
  /** A category path or the beginning of one: names in an array, or one text with `>`, `|` or `/` between them. */
  category: z.union([z.string(), z.array(z.string()).max(20)]).optional(),
  /** What the buyer wants, in the product's unit: not below the minimum order. */
  quantity: decimal.optional(),
  /**
   * Highest unit price, in the product's own currency, at the tier that `quantity` reaches; without a quantity at the best tier.
   */
  targetPrice: z.strictObject({ currency: z.string().regex(/^[A-Z]{3}$/), amount: decimal }).optional(),
  /** A rule of Incoterms 2020 that the supplier offers. */
  incoterm: z
    .string()
    .regex(/^[A-Za-z]{3}$/)
    .optional(),
  /** The named place of that rule, or of any rule. */
  place: z.string().min(1).max(200).optional(),
  /** Certificates that the product must have, all of them. */
  certificates: list.optional(),
  /** Longest lead time in days. */
  leadTimeDays: z.number().nonnegative().optional(),
  /** Countries of origin, any of them (ISO 3166-1 alpha-2). */
  origin: list.optional(),
  /** Suppliers, any of them. */
  supplierId: list.optional(),
  /** Suppliers that are never an answer, such as the buyer itself. */
  excludedSupplierId: list.optional(),
});
/** What a product must meet to be an answer, parsed. */
export type MatchFilters = z.output<typeof matchFilters>;

/** One line of a file of queries. */
export const matchQuery = z.strictObject({
  queryId: z.union([z.string().min(1), z.int().transform(String)]),
  text: z.string(),
  filters: matchFilters.nullish(),
});
/** One query, parsed. */
export type MatchQuery = z.output<typeof matchQuery>;
