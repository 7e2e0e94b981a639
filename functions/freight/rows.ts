import { z } from 'zod';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import { parseDeliveryTerm } from '../../shared/kernel/incoterm.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import {
  chargedLineRow,
  deliveryOrderRow,
  disputeRow,
  endChargesRow,
  money,
  shareDueRow,
  tariffLineRow,
} from './charges/rows.ts';
import type { CargoTotals, PieceGroup } from './domain/cargo/cargo.ts';
import { airUnitTypes, containerTypes } from './domain/cargo/equipment.ts';
import { edges, type Handling } from './domain/cargo/handling.ts';
import type { Consignment } from './domain/consignment.ts';
import type { CarrierEvent } from './domain/fold-events.ts';
import type { Pool } from './domain/pool.ts';
import type { Sailing } from './domain/sailing.ts';
import { consignmentStates, poolStates } from './domain/transitions.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string');
const day = z.custom<BusinessDate>((value) => typeof value === 'string');

const handling: z.ZodType<Handling> = z.object({
  uprights: z.array(z.enum(edges)).optional(),
  loadOnTopKgMax: z.number().optional(),
  isFragile: z.boolean().optional(),
  dangerousGoods: z
    .object({
      class: z.string(),
      unNumber: z.string(),
      packingGroup: z.enum(['I', 'II', 'III']).optional(),
      declarationNumber: z.string().optional(),
    })
    .optional(),
  isFood: z.boolean().optional(),
  isOdorous: z.boolean().optional(),
  isWet: z.boolean().optional(),
  temperatureCelsius: z.object({ min: z.number(), max: z.number() }).optional(),
  woodPacking: z.enum(['ispm15', 'unmarked']).optional(),
});

const piece: z.ZodType<PieceGroup> = z.object({
  count: z.number(),
  lengthMm: z.number(),
  widthMm: z.number(),
  heightMm: z.number(),
  grossWeightGrams: z.number(),
  isStackable: z.boolean(),
  handling: handling.optional(),
});

const cargo: z.ZodType<CargoTotals> = z.object({
  packages: z.number(),
  weightGrams: z.bigint(),
  volumeMm3: z.bigint(),
  spaceMm3: z.bigint(),
  airVolumeCm3: z.bigint(),
});

/** A departure as stored. */
export const sailingRow: z.ZodType<Sailing> = z.object({
  sailingId: z.string(),
  mode: z.enum(['sea', 'air']),
  carrier: z.string(),
  vesselOrFlight: z.string(),
  vesselImo: z.string().optional(),
  carrierCode: z.string().optional(),
  voyage: z.string(),
  portOfLoading: z.string(),
  portOfDischarge: z.string(),
  etd: instant,
  eta: instant,
  tariff: z.object({
    currency: z.string(),
    lcl: z.object({ perRevenueTon: money, perBill: money }).optional(),
    containers: z.array(z.object({ type: z.enum(containerTypes), allIn: money })),
    air: z
      .object({ breaks: z.array(z.object({ fromKg: z.number(), perKg: money })), perBill: money })
      .optional(),
    lines: z.array(tariffLineRow).optional(),
  }),
});

const party = z.object({ companyId: z.string(), name: z.string(), country: z.string() });
const term = z
  .object({ incoterm: z.string(), place: z.string(), placeKind: z.string() })
  .transform((wire) => parseDeliveryTerm(wire));

/** A consignment as stored. */
export const consignmentRow: z.ZodType<Consignment> = z.object({
  consignmentId: z.string(),
  orderId: z.string(),
  consolidatedOrderId: z.string().optional(),
  poolId: z.string(),
  sailingId: z.string(),
  state: z.enum(consignmentStates),
  assignment: z.object({ readyOn: day.optional() }).optional(),
  shipper: party,
  consignee: party,
  goods: z.string(),
  hsCode: z.string().optional(),
  marks: z.string(),
  reference: z.string().optional(),
  deliveryTerm: term,
  orderCurrency: z.string(),
  shipBy: day,
  declared: z.array(piece),
  measured: z.array(piece).optional(),
  warehouseReceipt: z.string().optional(),
  quote: z.object({ standAlone: money, pooledEstimate: money, cap: money }),
  isOverDimensionApproved: z.boolean().optional(),
  ends: endChargesRow.optional(),
  isCleared: z.boolean(),
  mrn: z.string().optional(),
  houseBillNumber: z.string().optional(),
  issuedUnder: z.string().optional(),
  issuedAt: instant.optional(),
  billedAmendment: z.number().optional(),
  charge: z
    .object({
      amount: money,
      payer: z.enum(['seller', 'buyer']),
      payerId: z.string(),
      toBorder: money.optional(),
      lines: z.array(chargedLineRow).optional(),
    })
    .optional(),
  chargedRevision: z.number().optional(),
  isAsked: z.boolean().optional(),
  reason: z.string().optional(),
  deliveryOrder: deliveryOrderRow.optional(),
  onBoardEventId: z.string().optional(),
  arrivedEventId: z.string().optional(),
  deliveredEventId: z.string().optional(),
  correlationId: z.string(),
  createdAt: instant,
});

const equipment = z.enum(['LCL', 'SEVERAL', 'AIR', ...containerTypes]);
const unit = z.object({
  type: z.enum([...containerTypes, ...airUnitTypes]),
  consignmentIds: z.array(z.string()),
  cargo,
});
const invoiceLine = z.object({ code: z.string(), amount: money, consignmentId: z.string().optional() });

/** A pool as stored. */
export const poolRow: z.ZodType<Pool> = z.object({
  poolId: z.string(),
  sailing: sailingRow,
  state: z.enum(poolStates),
  memberIds: z.array(z.string()),
  booked: cargo,
  plan: z
    .object({
      equipment,
      cost: money,
      options: z.array(
        z.object({ equipment: z.string(), cost: money, isFeasible: z.boolean(), why: z.string().optional() }),
      ),
      units: z.array(unit).optional(),
      coLoadedIds: z.array(z.string()).optional(),
      loadPlanHash: z.string().optional(),
    })
    .optional(),
  revision: z.number().optional(),
  standAloneTotal: money.optional(),
  booking: z
    .object({
      requestedAt: instant,
      carrierBookingReference: z.string().optional(),
      masterBillNumbers: z.array(z.string()).optional(),
      containerNumbers: z.array(z.string()).optional(),
      refusal: z.string().optional(),
    })
    .optional(),
  invoice: z.array(invoiceLine).optional(),
  allocation: z
    .object({
      invoiceTotal: money,
      commonTotal: money,
      shares: z.array(
        z.object({
          consignmentId: z.string(),
          common: money,
          direct: money,
          total: money,
          shapley: money.optional(),
        }),
      ),
      deadFreight: money,
      absorbed: money,
      proof: z.object({
        method: z.enum(['equal_percentage_saving', 'equal_percentage_within_core']),
        isStable: z.boolean(),
        groupsExamined: z.number(),
        isExhaustive: z.boolean(),
        worstExcess: money,
        leastCoreExcess: money.optional(),
      }),
    })
    .optional(),
  shares: z.array(shareDueRow),
  deadFreight: z.array(
    z.object({ consignmentId: z.string(), companyId: z.string(), payableId: z.string(), amount: money }),
  ),
  weighings: z
    .array(
      z.object({
        unit: z.number(),
        grossMassKg: z.number(),
        certificate: z.string(),
        seals: z.array(z.string()).optional(),
        weighedAt: instant.optional(),
      }),
    )
    .optional(),
  chargesAskedAt: instant.optional(),
  carrierPayoutId: z.string().optional(),
  dispute: disputeRow.optional(),
  hold: z.object({ reason: z.string(), since: instant }).optional(),
  nextDueAt: instant.optional(),
  isOverdue: z.boolean(),
  statusQueries: z.number(),
  rolls: z.number(),
  legNumber: z.number(),
  eventCount: z.number(),
  lastEventAt: instant.optional(),
  correlationId: z.string(),
  createdAt: instant,
});

/** A carrier event as stored. */
export const carrierEventRow: z.ZodType<CarrierEvent> = z.object({
  eventId: z.string(),
  revisionOf: z.string().optional(),
  isRetracted: z.boolean().optional(),
  createdAt: instant,
  retractedEventId: z.string().optional(),
  classifier: z.enum(['PLN', 'EST', 'ACT']).optional(),
  type: z.string().optional(),
  occurredAt: instant.optional(),
  occurredAtLocal: z.string().optional(),
  isTransshipmentMove: z.boolean().optional(),
  isEmpty: z.boolean().optional(),
  location: z.string().optional(),
  vesselOrFlight: z.string().optional(),
  consignmentId: z.string().optional(),
  reason: z.string().optional(),
});

/** A schedule as it was read from the carrier. */
export const scheduleRow = z.object({ sailings: z.array(sailingRow), fetchedAt: instant });
export type Schedule = z.output<typeof scheduleRow>;
