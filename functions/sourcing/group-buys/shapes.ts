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
} from '../../../shared/http/schemas.ts';
import { packingLine, specificationItem } from '../contract.ts';
import { groupStates } from '../domain/group-buy.ts';
import { transportMode } from '../shapes.ts';

const units = z.int().min(1).max(10_000_000);

const groupTerms = z.strictObject({
  productName: textSchema(200),
  hsCode: hsCodeSchema,
  originCountry: countrySchema,
  specification: z.array(specificationItem).min(1).max(50),
  deliveryTerm: deliveryTermSchema,
  transportMode,
  /** Share of the goods total paid first; "1" = all at once. */
  depositShare: decimalSchema,
  productionLeadDays: z.int().min(0).max(365),
  latestShipOn: dateSchema,
  graceDays: z.int().min(0).max(30),
});

/** What a supplier offers to many buyers together. */
export const groupBuyInput = z
  .strictObject({
    terms: groupTerms,
    /** Unit of counted goods, UN/ECE Recommendation 20. */
    unit: z
      .string()
      .regex(/^[A-Z0-9]{2,3}$/)
      .meta({ example: 'H87' }),
    /** Price of every unit by the quantity of all shares together; the first tier is what must be reached. */
    tiers: z
      .array(z.strictObject({ minQuantity: units, unitPrice: positiveMoneySchema }))
      .min(1)
      .max(10),
    /** Most units that are sold. */
    quantityMax: units,
    /** One package; a share is whole packages. */
    package: packingLine.omit({ packages: true }).extend({ units }),
    /** The end, at most 60 days away. Shares are bound from 24 hours before. */
    closesAt: instantSchema,
  })
  .meta({ id: 'GroupBuyInput' });

/** A share that a buyer takes. */
export const groupShareInput = z
  .strictObject({
    quantity: units,
    unitPriceMax: positiveMoneySchema.meta({
      description:
        'The most that this buyer pays for a unit. Below the price that is reached it is out, and owes nothing.',
    }),
  })
  .meta({ id: 'GroupShareInput' });

/** A group buy as any company reads it: how much is pooled, and of the shares only its own. */
export const groupBuy = z
  .object({
    groupBuyId: idSchema('gbu'),
    supplierId: idSchema('com'),
    supplierName: z.string(),
    supplierCountry: countrySchema,
    state: z.enum(groupStates),
    ...groupBuyInput.shape,
    boundFrom: instantSchema,
    companies: z.int(),
    pooledQuantity: z.int(),
    /** What every unit costs if it closed now; left out while nothing is reached. */
    priceNow: positiveMoneySchema.optional(),
    /** What was reached. */
    unitPrice: positiveMoneySchema.optional(),
    ownShare: z
      .object({
        quantity: z.int(),
        unitPriceMax: positiveMoneySchema,
        joinedAt: instantSchema,
        contractId: idSchema('ctr').optional(),
      })
      .optional(),
  })
  .meta({ id: 'GroupBuy' });
