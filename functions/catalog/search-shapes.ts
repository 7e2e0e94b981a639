import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { currencySchema, decimalSchema, textSchema } from '../../shared/http/schemas.ts';
import type { MatchFilters } from './search/match-filters.ts';
import { product } from './shapes.ts';

const listOf = (one: string, what: string) =>
  z
    .string()
    .regex(new RegExp(`^${one}(,${one}){0,19}$`), `${what}, at most twenty, with commas between them`);

/** What a search asks for: words in any language, and conditions that every answer meets. */
export const searchQuery = pageQuery
  .extend({
    q: z.string().trim().max(2_000).optional().meta({
      description:
        'Words in English, Korean, Chinese or mixed; left out = everything that meets the conditions.',
      example: 'foldable desk lamp',
    }),
    hsCode: listOf('\\d{2,10}', 'Codes or their first digits').optional(),
    category: textSchema(300).optional().meta({
      description: 'A category or one above it, the broadest name first, `>` between names.',
      example: 'Lighting > Lamps',
    }),
    quantity: decimalSchema
      .optional()
      .meta({ description: 'Not below the minimum order, in the unit of the product.' }),
    targetPrice: decimalSchema.optional().meta({
      description: 'Highest unit price at the tier that `quantity` reaches; needs `currency`.',
    }),
    currency: currencySchema.optional(),
    incoterm: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    place: textSchema(120).optional(),
    certificates: z.string().trim().min(1).max(400).optional().meta({
      description: 'Names with commas between them; an answer has all of them, in force today.',
      example: 'CE,RoHS',
    }),
    leadTimeDays: z
      .string()
      .regex(/^\d{1,3}$/)
      .optional()
      .meta({ description: 'Longest lead time in days.' }),
    origin: listOf('[A-Z]{2}', 'Countries').optional(),
    supplierId: listOf('com_[0-9A-HJKMNP-TV-Z]{26}', 'Suppliers').optional(),
    explain: z
      .enum(['true', 'false'])
      .optional()
      .meta({ description: 'True = say why each answer stands where it does.' }),
  })
  .refine(({ targetPrice, currency }) => (targetPrice === undefined) === (currency === undefined), {
    message: '`targetPrice` and `currency` come together',
    path: ['targetPrice'],
  });

/** Names with commas between them; undefined = none were given. */
export const splitNames = (text: string | undefined): string[] | undefined =>
  text
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** The conditions of a search as the index takes them. */
export function filtersOf(query: z.output<typeof searchQuery>): MatchFilters {
  const { targetPrice, currency, quantity } = query;
  return {
    hsCode: splitNames(query.hsCode),
    category: query.category,
    quantity: quantity === undefined ? undefined : Math.min(Number(quantity), 1e9),
    targetPrice:
      targetPrice === undefined || currency === undefined
        ? undefined
        : { currency, amount: Math.min(Number(targetPrice), 1e9) },
    incoterm: query.incoterm,
    place: query.place,
    certificates: splitNames(query.certificates),
    leadTimeDays: query.leadTimeDays === undefined ? undefined : Number(query.leadTimeDays),
    origin: splitNames(query.origin),
    supplierId: splitNames(query.supplierId),
  };
}

const wordPart = z
  .object({
    word: z.string(),
    /** How the indexed word relates to what was written. */
    kind: z.string(),
    points: z.int(),
  })
  .meta({ id: 'MatchedWord' });

const explanation = z
  .object({
    ranker: z.string(),
    words: z.array(wordPart),
    /** What single words cannot see: order, head noun, coverage and the like. */
    parts: z.array(z.object({ name: z.string(), points: z.int() })),
  })
  .meta({
    id: 'MatchExplanation',
    description:
      'The points of words and parts add up to the score; an index of the same version gives them again.',
  });

/** A page of answers, the best first. */
export const searchResult = z
  .object({
    items: z.array(
      z.object({
        product,
        score: z.int(),
        isPaidPlacement: z.boolean().meta({
          description: 'The supplier pays for being shown; it stands where it would stand without.',
        }),
        explanation: explanation.optional(),
      }),
    ),
    /** Ranking rules and version of the index that answered. */
    indexVersion: z.string(),
    next: z.string().optional(),
  })
  .meta({ id: 'SearchResult' });
