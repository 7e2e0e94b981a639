import { z } from 'zod';
import {
  countrySchema,
  currencySchema,
  decimalSchema,
  deliveryTermSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
  quantitySchema,
} from '../../../shared/http/schemas.ts';
import { legs } from '../../../shared/kernel/incoterm.ts';

const landedLine = z
  .object({
    code: z.string(),
    name: z.string(),
    leg: z.enum(legs).optional(),
    /** Under the delivery term. What the seller pays is in the price and not counted again. */
    payer: z.enum(['seller', 'buyer']),
    amount: moneySchema.optional().meta({ description: 'In the currency of the request.' }),
    original: moneySchema.optional().meta({ description: 'As it was estimated, in its own currency.' }),
    kind: z.enum(['quoted', 'estimate']),
    basis: z.string(),
    source: z.string(),
  })
  .meta({ id: 'LandedLine' });

const scorePart = z.object({ name: z.string(), value: z.int(), weight: z.int() });

/** A quote on the landed basis, with its raw terms beside it. */
const comparedQuote = z
  .object({
    quoteId: idSchema('quo'),
    supplierId: idSchema('com'),
    supplierName: z.string(),
    supplierCountry: countrySchema,
    /** The last version that the supplier offered; it is what is compared. */
    version: z.int(),
    raw: z.object({
      unitPrice: positiveMoneySchema,
      quantity: quantitySchema,
      goodsTotal: positiveMoneySchema,
      deliveryTerm: deliveryTermSchema,
      depositShare: decimalSchema,
      productionLeadDays: z.int(),
      latestShipOn: z.string(),
      validUntil: instantSchema,
    }),
    /** 1 = lowest unit price as quoted. */
    rawRank: z.int(),
    /** 1 = cheapest at the buyer's door; left out where something is missing. */
    landedRank: z.int().optional(),
    landedTotal: moneySchema.optional(),
    /** For one unit, six decimals, in the currency of the request. */
    landedUnitCost: decimalSchema.optional(),
    lines: z.array(landedLine),
    /** What is not known; while anything is, there is no landed total. */
    missing: z.array(z.string()),
    score: z
      .object({ version: z.string(), score: z.int(), parts: z.array(scorePart) })
      .optional()
      .meta({ description: 'The parts add up to the score; payment for placement is no part.' }),
    isPaidPlacement: z.boolean(),
  })
  .meta({ id: 'ComparedQuote' });

/** Every live quote of a request on one basis: at the buyer's door. */
export const comparison = z
  .object({
    rfqId: idSchema('rfq'),
    currency: currencySchema,
    destinationCountry: countrySchema,
    comparedAt: instantSchema,
    /** Rates by which estimates in other currencies were converted; for showing, not for dealing. */
    referenceRates: z.object({ source: z.string(), publishedOn: z.string() }).optional(),
    items: z.array(comparedQuote),
    notice: z.string(),
  })
  .meta({ id: 'QuoteComparison' });
