import { z } from 'zod';
import {
  countrySchema,
  dateSchema,
  decimalSchema,
  hsCodeSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
  quantitySchema,
  textSchema,
} from '../../shared/http/schemas.ts';
import { specificationItem } from '../sourcing/contract.ts';
import { sampleStates } from './contract.ts';
import { sampleKinds } from './domain/sample.ts';

const reason = textSchema(500);

/** What a buyer asks for. */
export const sampleRequest = z
  .strictObject({
    supplierId: idSchema('com'),
    kind: z.enum(sampleKinds),
    productName: textSchema(200),
    productId: idSchema('prd').optional(),
    /** The quote whose bulk order it is for: once the sample is sealed, that quote is accepted only with it. */
    quoteId: idSchema('quo').optional(),
    hsCode: hsCodeSchema.optional(),
    specification: z.array(specificationItem).min(1).max(50),
    quantity: quantitySchema,
    /** The buyer's own account with a courier; then the supplier quotes no courier fee. */
    courierAccount: z.strictObject({ carrier: textSchema(40), accountNumber: textSchema(40) }).optional(),
    shipTo: z.strictObject({
      addressLine: textSchema(200),
      city: textSchema(80),
      postcode: textSchema(20).optional(),
      country: countrySchema,
    }),
    remarks: textSchema(2_000).optional(),
  })
  .meta({ id: 'SampleRequest' });

const creditPolicy = z
  .strictObject({
    /** Smallest bulk quantity, in the unit of the sample. */
    bulkQuantityMin: decimalSchema,
    bulkAmountMin: positiveMoneySchema.optional(),
    amountMax: positiveMoneySchema.optional(),
    expiresOn: dateSchema,
    includesCourier: z.boolean(),
  })
  .meta({
    id: 'SampleCreditPolicy',
    description: 'When the sample fee comes off a bulk order. Tooling never does. Left out = never.',
  });

const quoteTerms = {
  /** "0.00" where the goods are free; then there must be another fee. */
  unitPrice: moneySchema,
  toolingFee: positiveMoneySchema.optional(),
  courierFee: positiveMoneySchema.optional(),
  /** Fair value for customs: above zero, and at least the price of the goods. */
  customsValue: positiveMoneySchema,
  /** Days from the receipt of payment to dispatch. */
  leadDays: z.int().min(0).max(90),
  graceDays: z.int().min(0).max(14),
  validUntil: instantSchema,
  credit: creditPolicy.optional(),
};
/** The supplier's price and promises for a sample. */
export const sampleQuoteInput = z.strictObject(quoteTerms).meta({ id: 'SampleQuoteInput' });
/** A sample quote, parsed. */
export type SampleQuoteInput = z.output<typeof sampleQuoteInput>;

/** Which quote the buyer accepts. */
export const quoteAcceptance = z
  .strictObject({ quoteVersion: z.int().min(1) })
  .meta({ id: 'SampleQuoteAcceptance' });
/** How a sample travels. */
export const dispatchNotice = z
  .strictObject({ carrier: textSchema(40), trackingNumber: textSchema(60) })
  .meta({ id: 'SampleDispatch' });
/** A body that says no more than the path does. */
export const emptyBody = z.strictObject({}).meta({ id: 'Nothing' });
/** Why a side ends or contests something; the other side reads it. */
export const sampleReason = z.strictObject({ reason }).meta({ id: 'SampleReason' });
/** How long the free repeat takes. */
export const resampleOffer = z
  .strictObject({ leadDays: z.int().min(0).max(90) })
  .meta({ id: 'ResampleOffer' });
/** An operator's decision over held money. */
export const determination = z
  .strictObject({ outcome: z.enum(['release', 'refund']), reason })
  .meta({ id: 'SampleDetermination' });

const sealedUnit = z
  .strictObject({ keeper: z.enum(['buyer', 'supplier', 'inspector']), sealNumber: textSchema(40) })
  .meta({ id: 'SealedUnit' });
const seal = {
  /** Who keeps which sealed unit. */
  sealedUnits: z.array(sealedUnit).min(1).max(10),
  photoSha256s: z
    .array(z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 in small hexadecimal digits'))
    .max(20)
    .optional(),
  remarks: textSchema(2_000).optional(),
};
const finding = z
  .strictObject({
    item: textSchema(80).meta({ description: 'Name of an item of the specification.' }),
    measured: textSchema(200),
  })
  .meta({ id: 'SampleFinding' });

/** The buyer's word on a delivered sample. */
export const sampleVerdict = z
  .discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('approved'), ...seal }),
    z.strictObject({
      outcome: z.literal('approved_with_changes'),
      changes: z.array(specificationItem).min(1).max(50),
      ...seal,
    }),
    z.strictObject({
      outcome: z.literal('rejected'),
      ground: z.enum(['not_wanted', 'not_to_specification']),
      findings: z.array(finding).max(50).optional(),
      remarks: textSchema(2_000).optional(),
    }),
  ])
  .meta({ id: 'SampleVerdict' });

const review = z.object({
  outcome: z.enum(['approved', 'approved_with_changes', 'rejected']),
  ground: z.enum(['not_wanted', 'not_to_specification', 'silence']).optional(),
  findings: z.array(finding),
  remarks: z.string().optional(),
  reviewedAt: instantSchema,
});

/** A sample order as its two sides and operators read it. */
export const sample = z
  .object({
    ...sampleRequest.shape,
    sampleId: idSchema('smp'),
    state: z.enum(sampleStates),
    round: z.int(),
    buyerId: idSchema('com'),
    buyerName: z.string(),
    buyerCountry: countrySchema,
    supplierName: z.string().optional(),
    supplierCountry: countrySchema.optional(),
    requestedAt: instantSchema,
    quote: z
      .object({
        ...quoteTerms,
        version: z.int(),
        goods: moneySchema,
        total: positiveMoneySchema,
        /** What to write on the customs papers of the parcel. */
        customsStatement: z.string(),
      })
      .optional(),
    escrowId: idSchema('esc').optional(),
    payableId: idSchema('pay').optional(),
    paidAt: instantSchema.optional(),
    dispatchBy: instantSchema.optional(),
    dispatch: z
      .object({ carrier: z.string(), trackingNumber: z.string(), dispatchedAt: instantSchema })
      .optional(),
    deliveredAt: instantSchema.optional(),
    isDeliveryAssumed: z.boolean().optional(),
    review: review.optional(),
    earlierReviews: z.array(review),
    golden: z
      .object({
        specification: z.array(specificationItem),
        specificationHash: z.string(),
        sealedUnits: z.array(sealedUnit),
        photoSha256s: z.array(z.string()),
        sealedAt: instantSchema,
      })
      .optional(),
    /** Why the money stands still, and who has to decide. */
    hold: z.object({ reason: z.string(), owner: z.literal('operator'), since: instantSchema }).optional(),
    endReason: z.string().optional(),
    /** What happens by itself, and when. */
    deadlines: z.record(z.string(), instantSchema),
  })
  .meta({ id: 'Sample' });

/** What a bulk order would be credited. */
export const creditPreview = z
  .object({
    goodsTotal: positiveMoneySchema,
    credit: moneySchema,
    deposit: moneySchema,
    balance: moneySchema,
    /** Why there is no credit. */
    reason: z
      .enum([
        'not_approved',
        'no_policy',
        'expired',
        'other_currency',
        'quantity_too_small',
        'amount_too_small',
        'nothing_paid',
      ])
      .optional(),
  })
  .meta({ id: 'SampleCreditPreview' });
