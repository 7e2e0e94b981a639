import { z } from 'zod';
import {
  dateSchema,
  idSchema,
  instantSchema,
  locodeSchema,
  moneySchema,
  signedMoneySchema,
} from '../../shared/http/schemas.ts';
import { cargoHandling } from '../sourcing/contract.ts';
import { milestoneCodes } from './domain/fold-events.ts';
import { consignmentStates, poolStates } from './domain/transitions.ts';

const piece = z
  .strictObject({
    count: z.int().min(1).max(100_000),
    lengthMm: z.int().min(1).max(20_000),
    widthMm: z.int().min(1).max(5_000),
    heightMm: z.int().min(1).max(5_000),
    grossWeightGrams: z.int().min(1).max(30_000_000),
    isStackable: z.boolean(),
    handling: cargoHandling.optional(),
  })
  .meta({ id: 'Pieces', description: 'Identical pieces; sizes and weight are of one piece.' });
/** Pieces of a consignment, at most 50 groups of identical ones. */
export const pieces = z.array(piece).min(1).max(50);

const party = z.object({ companyId: idSchema('com'), name: z.string(), country: z.string() });

const tariff = z.object({
  currency: z.string(),
  lcl: z.object({ perRevenueTon: moneySchema, perBill: moneySchema }).optional(),
  containers: z.array(z.object({ type: z.string(), allIn: moneySchema })),
  air: z
    .object({
      breaks: z.array(z.object({ fromKg: z.int(), perKg: moneySchema })),
      perBill: moneySchema,
    })
    .optional(),
  isAllIn: z.boolean().meta({
    description: 'These rates are all there is. Otherwise a freight quote lists the charges at both ends.',
  }),
});

/** A departure. */
export const sailing = z
  .object({
    sailingId: z.string(),
    mode: z.enum(['sea', 'air']),
    carrier: z.string(),
    vesselOrFlight: z.string(),
    voyage: z.string(),
    portOfLoading: locodeSchema,
    portOfDischarge: locodeSchema,
    etd: instantSchema,
    eta: instantSchema,
    cfsCutOffAt: instantSchema,
    documentsCutOffAt: instantSchema,
    verifiedMassCutOffAt: instantSchema,
    yardCutOffAt: instantSchema,
    freeWithdrawalUntil: instantSchema,
    timeZone: z
      .string()
      .meta({ description: 'Zone of the port of loading, by whose clocks the cut-offs are set.' }),
    tariff,
  })
  .meta({
    id: 'Sailing',
    description: 'A departure of a vessel or flight. Goods must be at the CFS before its cut-off.',
  });

/** A capped freight quote. */
export const quote = z
  .object({ standAlone: moneySchema, pooledEstimate: moneySchema, cap: moneySchema })
  .meta({
    id: 'FreightQuote',
    description:
      '`cap` is the most that will be charged for carriage, whoever joins or leaves the pool later.',
  });

/** What cargo measures, by sea and by air. */
export const measures = z.object({
  packages: z.int(),
  grossWeightKg: z.string(),
  volumeCubicMetres: z.string(),
  revenueTons: z.string(),
  airChargeableKg: z.string(),
});

/** A consignment. */
export const consignment = z
  .object({
    consignmentId: idSchema('cns'),
    orderId: idSchema('ord'),
    poolId: idSchema('pol'),
    sailingId: z.string(),
    state: z.enum(consignmentStates),
    assignment: z.object({ shipBy: dateSchema, readyOn: dateSchema.optional() }).optional().meta({
      description:
        'Booked on no departure in particular: moved to where it costs least until a day before the station closes.',
    }),
    shipper: party,
    consignee: party,
    goods: z.string(),
    marks: z.string(),
    reference: z.string().optional(),
    pieces: z.array(piece),
    measures,
    isMeasuredByCfs: z.boolean(),
    flags: z
      .array(z.object({ pointer: z.string(), reason: z.enum(['over_dimension']) }))
      .meta({ description: 'Pieces that an operator must approve before the load is planned.' }),
    quote,
    charge: z
      .object({ amount: moneySchema, payer: z.enum(['seller', 'buyer']), payerId: idSchema('com') })
      .optional(),
    isExportCleared: z.boolean(),
    houseBillNumber: z.string().optional(),
    reason: z.string().optional(),
    createdAt: instantSchema,
  })
  .meta({ id: 'Consignment' });

/** Milestones of a consignment. */
export const tracking = z
  .object({
    consignmentId: idSchema('cns'),
    state: z.enum(consignmentStates),
    vesselOrFlight: z.string(),
    voyage: z.string(),
    milestones: z.array(
      z.object({
        code: z.enum(milestoneCodes),
        plannedAt: instantSchema.optional(),
        estimatedAt: instantSchema.optional(),
        actualAt: instantSchema.optional(),
        /** As the carrier sent it, with the offset of the place. */
        actualAtLocal: z.string().optional(),
        place: z.string().optional(),
        /** Actual, else estimated, minus planned. */
        offsetMinutes: z.int().optional(),
      }),
    ),
    lastEventAt: instantSchema.optional(),
    hoursSinceLastEvent: z.int().optional(),
    /** The next milestone is more than a day overdue and the carrier is silent. */
    isStale: z.boolean(),
    hold: z.string().optional(),
  })
  .meta({ id: 'Tracking' });

/** Why nobody has a reason to leave a pool, or how strong the strongest reason is. */
export const splitProof = {
  isStable: z
    .boolean()
    .meta({ description: 'No group of shippers pays more than it would without the others.' }),
  groupsExamined: z.int(),
  isExhaustive: z.boolean(),
  worstExcess: signedMoneySchema.meta({
    description:
      'What the group that is worst off pays above what it would pay on its own; below zero when even that one saves.',
  }),
  leastCoreExcess: moneySchema.optional().meta({
    description: 'Least such excess of any split; above zero no split suits every group.',
  }),
};

/** A pool as one company sees it. */
export const pool = z
  .object({
    poolId: idSchema('pol'),
    state: z.enum(poolStates),
    sailing,
    members: z.int(),
    fillPercent: z.int(),
    plan: z
      .object({
        equipment: z.string(),
        cost: moneySchema,
        options: z.array(
          z.object({
            equipment: z.string(),
            cost: moneySchema,
            isFeasible: z.boolean(),
            why: z.string().optional(),
          }),
        ),
      })
      .optional(),
    allocation: z
      .object({
        method: z.string(),
        rule: z.string(),
        invoiceTotal: moneySchema,
        commonTotal: moneySchema,
        deadFreight: moneySchema,
        absorbedByHouse: moneySchema,
        standAloneTotal: moneySchema,
        proof: z.object(splitProof),
      })
      .optional(),
    /** Only those of your company. */
    yours: z.array(
      z.object({
        consignmentId: idSchema('cns'),
        standAlone: moneySchema,
        cap: moneySchema,
        common: moneySchema.optional(),
        direct: moneySchema.optional(),
        total: moneySchema.optional(),
        shapley: moneySchema.optional().meta({
          description: 'Your part of the common cost by Shapley’s rule: an audit, not what you pay.',
        }),
      }),
    ),
    hold: z.string().optional(),
  })
  .meta({
    id: 'Pool',
    description:
      'A shared load. It shows your own share, the rule and the numbers to recompute it, never who the others are.',
  });

const stowedPiece = z.object({
  unit: z.int(),
  number: z.int().meta({ description: 'Its turn in the loading order of the unit.' }),
  consignmentId: idSchema('cns'),
  label: z.string(),
  grossWeightGrams: z.int(),
  fromBackMm: z.number(),
  acrossMm: z.number(),
  upMm: z.number(),
  lengthMm: z.number(),
  widthMm: z.number(),
  heightMm: z.number(),
});

/** Where the pieces of a pool lie. */
export const loadPlan = z
  .object({
    poolId: idSchema('pol'),
    hash: z.string().meta({ description: 'SHA-256 of the load as it was planned and checked.' }),
    yourPieces: z.array(stowedPiece),
    units: z
      .array(
        z.object({
          unit: z.int(),
          type: z.string(),
          pieces: z.int(),
          cargoWeightGrams: z.int(),
          fillPercent: z.int(),
        }),
      )
      .optional()
      .meta({ description: 'For the freight station alone.' }),
    loading: z
      .object({
        unit: z.int(),
        pieces: z.array(stowedPiece),
        loadingList: z.string(),
        layers: z.array(z.string()).meta({ description: 'One SVG a layer, seen from above.' }),
        isometric: z.string().meta({ description: 'SVG of the whole load, seen from the door.' }),
      })
      .optional()
      .meta({ description: 'For the freight station alone: the unit that was asked for.' }),
  })
  .meta({ id: 'LoadPlan' });

/** A consignment in a path. */
export const consignmentParams = z.object({ consignmentId: idSchema('cns') });
