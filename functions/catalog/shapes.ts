import { z } from 'zod';
import {
  countrySchema,
  dateSchema,
  decimalSchema,
  deliveryTermSchema,
  hsCodeSchema,
  idSchema,
  instantSchema,
  positiveMoneySchema,
  textSchema,
} from '../../shared/http/schemas.ts';
import { specificationItem } from '../sourcing/contract.ts';

const priceTier = z
  .strictObject({
    minQuantity: decimalSchema.meta({
      description: 'First quantity of the tier, in the unit of the product.',
    }),
    unitPrice: positiveMoneySchema,
  })
  .meta({ id: 'PriceTier' });

/** How one export package is filled; packing lists of quotes multiply it. */
const productPacking = z
  .strictObject({
    unitsPerPackage: decimalSchema,
    packageType: textSchema(40).meta({ example: 'carton' }),
    lengthMm: z.int().min(1).max(20_000),
    widthMm: z.int().min(1).max(5_000),
    heightMm: z.int().min(1).max(5_000),
    netWeightGrams: z.int().min(1).max(30_000_000),
    grossWeightGrams: z.int().min(1).max(30_000_000),
    isStackable: z.boolean(),
  })
  .meta({ id: 'ProductPacking', description: 'One export package of the product.' });

const certificate = z
  .strictObject({
    name: textSchema(80).meta({ example: 'CE' }),
    number: textSchema(80).optional(),
    issuedBy: textSchema(120).optional(),
    validUntil: dateSchema.optional(),
  })
  .meta({ id: 'Certificate', description: 'Declared by the supplier; nobody else has verified it.' });

/** What a supplier's classification rests on. */
const hsEvidence = z
  .strictObject({
    kind: z.enum(['binding_ruling', 'customs_declaration', 'broker_opinion', 'own_classification']),
    reference: textSchema(120).optional(),
    on: dateSchema.optional(),
  })
  .meta({ id: 'HsEvidence', description: 'What the HS code rests on, as the supplier says.' });

/** From that quantity on, making it takes so long. */
const leadTimeBand = z
  .strictObject({ minQuantity: decimalSchema, days: z.int().min(0).max(365) })
  .meta({ id: 'LeadTimeBand' });

/** GTIN-8, -12, -13 or -14 (GS1 General Specifications, section 7.9); its last digit checks the others. */
const gtin = z
  .string()
  .regex(/^(\d{8}|\d{12,14})$/, 'Eight, twelve, thirteen or fourteen digits')
  .meta({ example: '4006381333931' });

const sampleTerms = z
  .strictObject({
    unitPrice: positiveMoneySchema,
    quantityMax: z.int().min(1).max(100),
    leadTimeDays: z.int().min(0).max(180),
    /** Bulk quantity from which the sample fee is credited; left out = it is not credited. */
    creditFromQuantity: decimalSchema.optional(),
  })
  .meta({ id: 'ProductSampleTerms' });

/** What the supplier says of a product. */
export const productInput = z
  .strictObject({
    title: textSchema(200),
    description: textSchema(4_000).optional(),
    modelNumber: textSchema(80).optional(),
    /** The supplier's own number of the article. */
    sku: textSchema(80).optional(),
    gtin: gtin.optional(),
    /** From the broadest name to the narrowest. */
    categoryPath: z
      .array(textSchema(80))
      .min(1)
      .max(6)
      .optional()
      .meta({ example: ['Lighting', 'Lamps', 'Desk lamps'] }),
    hsCode: hsCodeSchema,
    hsEvidence: hsEvidence.optional(),
    originCountry: countrySchema,
    specification: z.array(specificationItem).min(1).max(50),
    /** UN/ECE Recommendation 20 unit that the goods are sold in. */
    unit: z
      .string()
      .regex(/^[A-Z0-9]{2,3}$/)
      .meta({ example: 'H87' }),
    /** All units at the price of the tier that the order reaches. */
    tierMode: z.literal('whole_order'),
    /** The first tier's minimum is the minimum order quantity. */
    tiers: z.array(priceTier).min(1).max(10),
    packing: productPacking,
    leadTimeDays: z.int().min(0).max(365),
    /** Longer times of larger orders, quantities rising; below the first one `leadTimeDays` counts. */
    leadTimes: z.array(leadTimeBand).min(1).max(5).optional(),
    /** What starts the clock of the lead time. */
    leadTimeFrom: z.enum(['deposit_received', 'sample_approved', 'artwork_approved']),
    certificates: z.array(certificate).max(20),
    /** Rules and places that the supplier quotes by. */
    deliveryTerms: z.array(deliveryTermSchema).min(1).max(20).optional(),
    sampleTerms: sampleTerms.optional(),
    isListed: z.boolean(),
  })
  .meta({ id: 'ProductInput' });
/** What the supplier says of a product, parsed. */
export type ProductInput = z.output<typeof productInput>;

const claim = z
  .object({
    claim: z.enum(['supplier', 'hs_code', 'origin', 'certificates']),
    provenance: z.enum(['verified', 'observed', 'self_declared']),
    note: z.string(),
  })
  .meta({
    id: 'ProductClaim',
    description:
      'How something is known: verified by a register, observed in trades here, or the own word of the supplier.',
  });

/** A product as any company may read it. */
export const product = z
  .object({
    ...productInput.shape,
    productId: idSchema('prd'),
    supplierId: idSchema('com'),
    supplierName: z.string(),
    supplierCountry: countrySchema,
    minimumOrderQuantity: decimalSchema,
    /** With one product at a time; lists leave it out. */
    claims: z.array(claim).optional(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Product' });

/** What a quantity of a product costs. */
export const productPrice = z
  .object({
    productId: idSchema('prd'),
    quantity: decimalSchema,
    unit: z.string(),
    tierMode: z.literal('whole_order'),
    tier: priceTier,
    total: positiveMoneySchema,
    warning: z
      .object({
        code: z.literal('cheaper_at_next_tier'),
        message: z.string(),
        quantity: decimalSchema,
        total: positiveMoneySchema,
        saves: positiveMoneySchema,
        /** Smallest quantity of this tier from which the larger order is cheaper. */
        fromQuantity: decimalSchema,
      })
      .optional(),
  })
  .meta({ id: 'ProductPrice' });

/** A realistic product, for the documentation. */
export const exampleProductInput = {
  title: 'LED desk lamp, foldable, 8 W',
  modelNumber: 'DL-8F',
  hsCode: '94052190',
  originCountry: 'CN',
  specification: [
    { name: 'Luminous flux', value: '600 lm', tolerance: '±5 %', testMethod: 'IES LM-79' },
    { name: 'Plug', value: 'EU type C' },
  ],
  unit: 'H87',
  tierMode: 'whole_order',
  tiers: [
    { minQuantity: '100', unitPrice: { currency: 'USD', amount: '4.20' } },
    { minQuantity: '500', unitPrice: { currency: 'USD', amount: '3.90' } },
    { minQuantity: '2000', unitPrice: { currency: 'USD', amount: '3.60' } },
  ],
  packing: {
    unitsPerPackage: '20',
    packageType: 'carton',
    lengthMm: 600,
    widthMm: 400,
    heightMm: 350,
    netWeightGrams: 13_000,
    grossWeightGrams: 14_200,
    isStackable: true,
  },
  leadTimeDays: 25,
  leadTimeFrom: 'deposit_received',
  certificates: [{ name: 'CE', number: 'CE-2026-118', issuedBy: 'TÜV Rheinland', validUntil: '2029-03-31' }],
  sampleTerms: {
    unitPrice: { currency: 'USD', amount: '80.00' },
    quantityMax: 3,
    leadTimeDays: 7,
    creditFromQuantity: '500',
  },
  isListed: true,
} as const;
