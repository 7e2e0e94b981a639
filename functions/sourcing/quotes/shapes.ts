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
  quantitySchema,
  textSchema,
} from '../../../shared/http/schemas.ts';
import {
  interimInstalment,
  lateDeliveryTerms,
  milestone,
  packingLine,
  specificationItem,
} from '../contract.ts';
import { quoteStates } from '../domain/transitions.ts';
import { message, transportMode } from '../shapes.ts';

const negotiable = {
  quantity: quantitySchema,
  unitPrice: positiveMoneySchema,
  deliveryTerm: deliveryTermSchema,
  transportMode,
  /** Share of the goods total paid first; "1" = all at once. */
  depositShare: decimalSchema,
  /** Days from the deposit to readiness. */
  productionLeadDays: z.int().min(0).max(365),
  latestShipOn: dateSchema,
  graceDays: z.int().min(0).max(30),
  specification: z.array(specificationItem).min(1).max(50),
  /** The version can be accepted until this instant; at most 90 days away. */
  validUntil: instantSchema,
};

const supplierFacts = {
  productName: textSchema(200),
  hsCode: hsCodeSchema,
  originCountry: countrySchema,
  packing: z.array(packingLine).min(1).max(50),
  isContainerised: z.boolean().optional(),
  /** The goods share a container with those of other shippers. */
  isPooled: z.boolean().optional(),
  isRefundServiceOrdered: z.boolean().optional(),
  /** The supplier's own registration as importer at the destination; DDP needs it. */
  importerRegistration: textSchema(60).optional(),
};

const agreed = {
  /** A golden sample of these two companies that the goods are compared with. */
  sampleId: idSchema('smp'),
  /** AQL of the inspection before shipment. */
  inspectionAql: decimalSchema,
  inspectionMinorAql: decimalSchema,
  inspectionCriticalAql: decimalSchema,
  interimInstalments: z.array(interimInstalment).min(1).max(3),
  milestones: z.array(milestone).min(1).max(6),
  lateDelivery: lateDeliveryTerms,
};

/** The contract takes the milestones that the delivery term stands for: most at shipment, or at delivery under D-terms. */
const isReleasedByIncoterm = z.boolean();

/** All terms of one version of a quote. */
export const offer = z
  .strictObject({
    ...supplierFacts,
    ...negotiable,
    sampleId: agreed.sampleId.optional(),
    inspectionAql: agreed.inspectionAql.optional(),
    inspectionMinorAql: agreed.inspectionMinorAql.optional(),
    inspectionCriticalAql: agreed.inspectionCriticalAql.optional(),
    interimInstalments: agreed.interimInstalments.optional(),
    milestones: agreed.milestones.optional(),
    lateDelivery: agreed.lateDelivery.optional(),
    isReleasedByIncoterm: isReleasedByIncoterm.optional(),
  })
  .meta({ id: 'Offer' });

const dropped = {
  sampleId: agreed.sampleId.nullable().meta({ description: 'null takes the sample out of the terms.' }),
  inspectionAql: agreed.inspectionAql
    .nullable()
    .meta({ description: 'null takes the inspection out of the terms.' }),
  inspectionMinorAql: agreed.inspectionMinorAql.nullable(),
  inspectionCriticalAql: agreed.inspectionCriticalAql.nullable(),
  interimInstalments: agreed.interimInstalments
    .nullable()
    .meta({ description: 'null leaves deposit and balance alone.' }),
  milestones: agreed.milestones
    .nullable()
    .meta({ description: 'null releases everything when the goods are accepted.' }),
  lateDelivery: agreed.lateDelivery
    .nullable()
    .meta({ description: 'null takes the damages out of the terms.' }),
  isReleasedByIncoterm,
};

/** What a buyer may change in a counter-offer; terms left out stay as they are. */
export const counterChanges = z
  .strictObject({ ...negotiable, ...dropped })
  .partial()
  .meta({ id: 'CounterChanges' });

/** What a supplier may change in a revision; terms left out stay as they are. */
export const revisionChanges = z
  .strictObject({ ...supplierFacts, ...negotiable, ...dropped })
  .partial()
  .meta({ id: 'RevisionChanges' });

const versionNumber = z.int().min(1).max(20);

/** The first version of a quote. */
export const quoteSubmission = z
  .strictObject({ offer, message: message.optional() })
  .meta({ id: 'QuoteSubmission' });
/** A buyer's answer to the current version. */
export const counterOffer = z
  .strictObject({ parentVersion: versionNumber, changes: counterChanges, message: message.optional() })
  .meta({ id: 'CounterOffer' });
/** A supplier's new version. */
export const quoteRevision = z
  .strictObject({ parentVersion: versionNumber, changes: revisionChanges, message: message.optional() })
  .meta({ id: 'QuoteRevision' });
/** Which version is agreed to. */
export const quoteAcceptance = z
  .strictObject({
    version: versionNumber.meta({ description: 'The version that was read and is agreed to.' }),
  })
  .meta({ id: 'QuoteAcceptance' });
/** Why a quote is turned down or taken back; the other side reads it. */
export const quoteEnding = z.strictObject({ reason: message.optional() }).meta({ id: 'QuoteEnding' });
const warning = z
  .object({ code: z.string(), message: z.string() })
  .meta({ id: 'QuoteWarning', description: 'Something both sides should know; it stops nothing.' });

const quoteVersion = z
  .object({
    version: z.int(),
    /** The version that this one answers; null for the first. */
    parentVersion: z.int().nullable(),
    author: z.enum(['buyer', 'supplier']),
    offer,
    goodsTotal: positiveMoneySchema,
    /** Terms that differ from the parent. */
    changed: z.array(z.string()),
    message: z.string().optional(),
    /** Number of the message whose term both sides took over into it. */
    fromMessage: z.int().optional(),
    madeAt: instantSchema,
  })
  .meta({ id: 'QuoteVersion' });

/** The two sides of a quote. */
export const side = z.enum(['buyer', 'supplier']);
/** What a side wants done with a difference. */
export const answer = z.enum(['adopt', 'drop']);

const difference = z
  .object({
    differenceId: idSchema('dif'),
    term: z.string(),
    said: revisionChanges.meta({ description: 'The term as the message says it.' }),
    current: revisionChanges.meta({ description: 'The term as the current version has it.' }),
    messageNumber: z.int(),
    raisedBy: side,
    answers: z.object({ buyer: answer.optional(), supplier: answer.optional() }),
  })
  .meta({
    id: 'QuoteDifference',
    description:
      'A term that a message says otherwise than the current version. Both sides adopt it, which makes the next version, or both drop it; until then nobody accepts.',
  });

/** A quote with its current version. */
export const quote = z
  .object({
    quoteId: idSchema('quo'),
    rfqId: idSchema('rfq'),
    buyerId: idSchema('com'),
    supplierId: idSchema('com'),
    supplierName: z.string(),
    supplierCountry: countrySchema,
    state: z.enum(quoteStates),
    current: quoteVersion,
    warnings: z.array(warning),
    /** How many messages there are. */
    messages: z.int(),
    differences: z.array(difference),
    contractId: idSchema('ctr').optional(),
    endReason: z.string().optional(),
  })
  .meta({ id: 'Quote' });

/** A quote with all its versions, oldest first. */
export const quoteWithVersions = quote
  .extend({ versions: z.array(quoteVersion) })
  .meta({ id: 'QuoteWithVersions' });
