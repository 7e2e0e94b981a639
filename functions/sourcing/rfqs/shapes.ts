import { z } from 'zod';
import {
  countrySchema,
  currencySchema,
  dateSchema,
  decimalSchema,
  deliveryTermSchema,
  hsCodeSchema,
  idSchema,
  instantSchema,
  positiveMoneySchema,
  quantitySchema,
  textSchema,
} from '../../../shared/http/schemas.ts';
import { matchCandidate } from '../../catalog/contract.ts';
import { specificationItem } from '../contract.ts';
import { rfqStates } from '../domain/transitions.ts';
import { languageTag, message, transportMode, writtenText } from '../shapes.ts';

/** What a buyer asks for. */
export const rfqInput = z
  .strictObject({
    productName: textSchema(200),
    /** What is needed, in the buyer's own words and language; kept as written and shown to suppliers as it is. */
    description: writtenText(4_000).optional(),
    /** Language of the description (BCP 47), e.g. "ko"; it changes nothing, readers are told. */
    language: languageTag.optional(),
    hsCode: hsCodeSchema.optional(),
    category: textSchema(300).optional().meta({
      description:
        'A category or one above it, the broadest name first, `>` between names; suppliers are looked for in it.',
      example: 'Lighting > Lamps',
    }),
    sourcingType: z.enum(['stock', 'customised', 'odm']),
    specification: z.array(specificationItem).min(1).max(50),
    quantity: quantitySchema,
    /** Quotes are in this currency, so that they can be compared. */
    currency: currencySchema,
    /** Seen by the buyer only. */
    targetUnitPrice: positiveMoneySchema.optional(),
    /** Seen by the buyer only. */
    budgetMax: positiveMoneySchema.optional(),
    deliveryTerm: deliveryTermSchema,
    destinationCountry: countrySchema,
    transportMode: transportMode.optional(),
    latestShipOn: dateSchema.optional(),
    depositShareWanted: decimalSchema.optional(),
    certifications: z.array(textSchema(80)).max(20).optional(),
    isSampleNeeded: z.boolean(),
    /** Remarks lose against the structured fields where the two differ. */
    remarks: message.optional(),
    /** From this instant on no more quotes are taken; at most 60 days away. */
    quoteBy: instantSchema,
    visibility: z.enum(['public', 'invited']),
    invitedSupplierIds: z.array(idSchema('com')).max(20).optional(),
    /** Countries that the goods may come from; left out = any. */
    originCountries: z.array(countrySchema).min(1).max(20).optional(),
    /** The house looks for suppliers and invites them; left out = yes for a public request, no for an invited one. */
    isMatchingWanted: z.boolean().optional(),
    /** How many quotes may be accepted; left out = 1. */
    awardsMax: z.int().min(1).max(10).optional(),
  })
  .meta({ id: 'RfqInput' });
/** What a buyer asks for, parsed. */
export type RfqInput = z.output<typeof rfqInput>;

/** The same, to be kept as a draft first where wanted. */
export const rfqOpening = rfqInput
  .extend({
    isDraft: z.boolean().optional().meta({
      description: 'true keeps it as a draft, for 30 days, that only the buyer sees and may replace.',
    }),
  })
  .meta({ id: 'RfqOpening' });

/** A request as its buyer, or a supplier that may see it, reads it. */
export const rfq = z
  .object({
    ...rfqInput.shape,
    isMatchingWanted: z.boolean(),
    invitedSupplierIds: z.array(idSchema('com')).optional().meta({ description: 'Shown to the buyer only.' }),
    rfqId: idSchema('rfq'),
    buyerId: idSchema('com'),
    buyerName: z.string(),
    buyerCountry: countrySchema,
    state: z.enum(rfqStates),
    awardsMax: z.int(),
    awards: z.int(),
    quotesTaken: z.int(),
    quotesMax: z.int(),
    /** How often suppliers were looked for; each answer is a version of the explanation. */
    matchings: z.int(),
    openedAt: instantSchema.optional(),
    createdAt: instantSchema,
  })
  .meta({ id: 'Rfq' });

/** How a buyer closes a request. */
export const rfqClosure = z
  .strictObject({
    outcome: z.enum(['stop_quotes', 'end']).meta({
      description:
        '`stop_quotes`: no more quotes, negotiation goes on. `end`: live quotes are rejected; the request is awarded if any quote was accepted, else cancelled.',
    }),
    reason: message.optional(),
  })
  .meta({ id: 'RfqClosure' });

/** What became of a candidate of a matching. */
export const invitationOutcomes = [
  'invited',
  'already_invited',
  'self_dealing',
  'named_twice',
  'no_place_left',
  'request_closed',
] as const;

/** One answer of matching as it was given, with what became of each candidate; written once. */
export const rfqMatching = z
  .object({
    /** 1 for the first answer, one more for each later one. */
    matching: z.int(),
    rankerVersion: z.string(),
    indexVersion: z.string(),
    matchedAt: instantSchema,
    candidates: z.array(
      z.object({
        ...matchCandidate.shape,
        outcome: z.enum(invitationOutcomes),
      }),
    ),
  })
  .meta({
    id: 'RfqMatching',
    description:
      'Suppliers that were matched, best first. The values of the parts add up to the score; a paid placement and a place kept for new suppliers are labelled.',
  });
/** One answer of matching, parsed. */
export type RfqMatching = z.output<typeof rfqMatching>;
