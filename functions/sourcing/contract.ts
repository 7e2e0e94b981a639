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
} from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

/** A measurable term: what is measured, the value agreed, and how far off still conforms. */
export const specificationItem = z
  .strictObject({
    name: textSchema(80),
    value: textSchema(200),
    tolerance: textSchema(80).optional(),
    testMethod: textSchema(120).optional(),
  })
  .meta({ id: 'SpecificationItem' });

/** Classes and divisions of the UN Model Regulations. */
const dangerousGoodsClasses = [
  '1',
  '2.1',
  '2.2',
  '2.3',
  '3',
  '4.1',
  '4.2',
  '4.3',
  '5.1',
  '5.2',
  '6.1',
  '6.2',
  '7',
  '8',
  '9',
] as const;

const dangerousGoods = z.strictObject({
  class: z.enum(dangerousGoodsClasses),
  unNumber: z.string().regex(/^UN\d{4}$/),
  packingGroup: z.enum(['I', 'II', 'III']).optional(),
  /** Number of the signed dangerous goods declaration; without one no carrier takes it. */
  declarationNumber: textSchema(40).optional(),
});

/** What a package must not suffer, and what must not suffer from it. Left out = an ordinary box that stands upright. */
export const cargoHandling = z
  .strictObject({
    uprights: z
      .array(z.enum(['length', 'width', 'height']))
      .min(1)
      .max(3)
      .optional()
      .meta({ description: 'Edges that may stand vertically; left out = the height alone.' }),
    loadOnTopKgMax: z.int().min(0).max(30_000).optional(),
    isFragile: z.boolean().optional().meta({ description: 'Nothing may stand on it.' }),
    dangerousGoods: dangerousGoods.optional(),
    isFood: z.boolean().optional(),
    isOdorous: z.boolean().optional(),
    isWet: z.boolean().optional(),
    temperatureCelsius: z
      .strictObject({ min: z.int().min(-60).max(60), max: z.int().min(-60).max(60) })
      .optional()
      .meta({ description: 'Range in which it must be kept on the way.' }),
    woodPacking: z
      .enum(['ispm15', 'unmarked'])
      .optional()
      .meta({ description: 'Wood in the packing, with or without the mark of ISPM 15; left out = no wood.' }),
  })
  .meta({ id: 'CargoHandling' });

/** How the goods are packed; line of the later packing list. */
export const packingLine = z
  .strictObject({
    packages: z.int().min(1).max(100_000),
    packageType: textSchema(40),
    lengthMm: z.int().min(1).max(20_000),
    widthMm: z.int().min(1).max(5_000),
    heightMm: z.int().min(1).max(5_000),
    grossWeightGrams: z.int().min(1).max(30_000_000),
    isStackable: z.boolean(),
    handling: cargoHandling.optional(),
  })
  .meta({ id: 'PackingLine', description: 'Identical packages; sizes and weight are per package.' });

/** Events that release a milestone, in the order in which a trade usually sees them. */
export const milestoneTriggers = [
  'production_started',
  'inspection_passed',
  'on_board',
  'documents_presented',
  'delivered',
  'accepted',
] as const;

/** A share of the price that is released when something was observed; `accepted` also counts silence to the end of its time. */
export const milestone = z
  .strictObject({ share: decimalSchema, trigger: z.enum(milestoneTriggers) })
  .meta({ id: 'Milestone' });

/** A payment between deposit and balance. */
export const interimInstalment = z
  .strictObject({ share: decimalSchema, daysAfterDeposit: z.int().min(1).max(365) })
  .meta({ id: 'InterimInstalment' });

/** What each day of delay costs the supplier, netted when its money is released. */
export const lateDeliveryTerms = z
  .strictObject({
    /** `shipment`: the day of loading counts; `delivery`: the day on which the goods were observed at the agreed place. */
    measuredAt: z.enum(['shipment', 'delivery']),
    /** Last day in time; left out at shipment = the last day of shipment. */
    dueOn: dateSchema.optional(),
    /** Days that cost nothing. */
    freeDays: z.int().min(0).max(30),
    /** Share of the goods total a day, e.g. "0.005". */
    sharePerDay: decimalSchema,
    /** Most of it in all, e.g. "0.10". */
    capShare: decimalSchema,
  })
  .meta({ id: 'LateDeliveryTerms' });

/** The frozen contract that an accepted quote becomes: the order, documents, customs and disputes all refer to it. */
export const contractTerms = z
  .strictObject({
    contractId: idSchema('ctr'),
    /** The request and the quote that it comes from; a contract out of a group buy has neither. */
    rfqId: idSchema('rfq').optional(),
    quoteId: idSchema('quo').optional(),
    groupBuyId: idSchema('gbu').optional(),
    buyerId: idSchema('com'),
    buyerName: textSchema(200),
    buyerCountry: countrySchema,
    supplierId: idSchema('com'),
    supplierName: textSchema(200),
    supplierCountry: countrySchema,
    productName: textSchema(200),
    hsCode: hsCodeSchema,
    originCountry: countrySchema,
    specification: z.array(specificationItem).min(1).max(50),
    quantity: quantitySchema,
    unitPrice: positiveMoneySchema,
    goodsTotal: positiveMoneySchema,
    deliveryTerm: deliveryTermSchema,
    transportMode: z.enum(['sea', 'air', 'road', 'rail']),
    /** Share of the goods total paid first, e.g. "0.30"; the rest is the balance. "1" = all at once. */
    depositShare: decimalSchema,
    /** Days from the deposit to readiness. */
    productionLeadDays: z.int().min(0).max(365),
    /** Last day of shipment; with the grace days after it, no observed shipment = refund in full. */
    latestShipOn: dateSchema,
    graceDays: z.int().min(0).max(30),
    packing: z.array(packingLine).min(1).max(50),
    /** Golden sample that the goods are compared with. */
    sampleId: idSchema('smp').optional(),
    goldenSampleHash: z.string().optional(),
    /** AQL of the inspection before shipment, e.g. "2.5"; left out = no inspection agreed. */
    inspectionAql: decimalSchema.optional(),
    /** AQL for minor defects; left out = as for major ones. */
    inspectionMinorAql: decimalSchema.optional(),
    /** AQL that sizes the sample for critical defects, none of which is ever accepted; left out = as for major ones. */
    inspectionCriticalAql: decimalSchema.optional(),
    /** Payments between deposit and balance. */
    interimInstalments: z.array(interimInstalment).min(1).max(3).optional(),
    /** What is released when; shares sum to 1. Left out = everything when the goods are accepted. */
    milestones: z.array(milestone).min(1).max(6).optional(),
    lateDelivery: lateDeliveryTerms.optional(),
    acceptedAt: instantSchema,
    /** SHA-256 of the terms above in canonical JSON. */
    termsHash: z.string(),
  })
  .meta({ id: 'ContractTerms' });
/** The terms of a contract, parsed. */
export type ContractTerms = z.output<typeof contractTerms>;

/** A buyer asks; sent to the invited suppliers, or open to all. */
export const rfqOpened = defineEvent(
  'entrepot.sourcing.rfq_opened.v1',
  'A request for quotation takes quotes.',
  z.strictObject({
    rfqId: idSchema('rfq'),
    buyerId: idSchema('com'),
    productName: textSchema(200),
    quoteBy: instantSchema,
  }),
);

/** A request came to another state after it was opened, or suppliers were looked for; nothing of its terms. */
export const rfqMoved = defineEvent(
  'entrepot.sourcing.rfq_moved.v1',
  'A request has its last quote, its time for quotes is over, it was closed, awarded or cancelled, or suppliers were looked for.',
  z.strictObject({
    rfqId: idSchema('rfq'),
    state: z.string(),
    quotesTaken: z.int(),
    /** How often suppliers were looked for so far. */
    matchings: z.int(),
  }),
);

/** A supplier was found for a request and may quote it; sent to that supplier alone. */
export const supplierInvited = defineEvent(
  'entrepot.sourcing.supplier_invited.v1',
  'A supplier was matched with a request and invited to quote.',
  z.strictObject({
    rfqId: idSchema('rfq'),
    supplierId: idSchema('com'),
    productName: textSchema(200),
    quoteBy: instantSchema,
  }),
);

/** Who could make this? catalog answers with `suppliers_matched`. Nobody outside sees it: it carries what the buyer can pay. */
export const matchingAsked = defineEvent(
  'entrepot.sourcing.matching_asked.v1',
  'A request looks for suppliers to invite.',
  z.strictObject({
    rfqId: idSchema('rfq'),
    /** Never a candidate of its own request. */
    buyerId: idSchema('com'),
    /** Name and description as the buyer wrote them, in any language. */
    text: textSchema(4_400),
    hsCode: hsCodeSchema.optional(),
    /** A category or one above it, the broadest name first, `>` between names. */
    category: textSchema(300).optional(),
    specification: z.array(specificationItem).max(50),
    quantity: quantitySchema,
    currency: currencySchema,
    targetUnitPrice: positiveMoneySchema.optional(),
    deliveryTerm: deliveryTermSchema,
    destinationCountry: countrySchema,
    /** Only from these; left out = from anywhere. */
    originCountries: z.array(countrySchema).max(20).optional(),
    certifications: z.array(textSchema(80)).max(20).optional(),
    latestShipOn: dateSchema.optional(),
    /** Suppliers that the buyer has named already. */
    invitedSupplierIds: z.array(idSchema('com')).max(20),
    /** Candidates wanted at most, and how many of them are kept for new suppliers. */
    candidatesMax: z.int().min(1).max(50),
    explorationSlots: z.int().min(0).max(50),
  }),
);

/** A quote came to another state or version; `version` is the one that counts now. */
export const quoteMoved = defineEvent(
  'entrepot.sourcing.quote_moved.v1',
  'A quote was submitted, countered, revised, accepted, rejected, withdrawn or has expired.',
  z.strictObject({
    quoteId: idSchema('quo'),
    rfqId: idSchema('rfq'),
    buyerId: idSchema('com'),
    supplierId: idSchema('com'),
    state: z.string(),
    version: z.int(),
  }),
);

/** A quote was accepted and its terms are frozen. */
export const contractFrozen = defineEvent(
  'entrepot.sourcing.contract_frozen.v1',
  'An accepted quote became an immutable contract.',
  z.strictObject({ terms: contractTerms }),
);

/** A group buy ended for one company: with a contract of its own, or without any duty left. */
export const groupBuyEnded = defineEvent(
  'entrepot.sourcing.group_buy_ended.v1',
  'A group buy reached a price or did not; each company is told what it means for itself.',
  z.strictObject({
    groupBuyId: idSchema('gbu'),
    companyId: idSchema('com'),
    outcome: z.enum(['reached', 'not_reached', 'price_above_cap', 'self_dealing', 'cancelled']),
    contractIds: z.array(idSchema('ctr')).max(50),
  }),
);

/** A deadline of a request, quote or group buy fell due. */
export const sourcingDeadlineReached = defineDeadlineEvent('sourcing');
