import { z } from 'zod';
import {
  countrySchema,
  dateSchema,
  deliveryTermSchema,
  idSchema,
  instantSchema,
  locodeSchema,
  moneySchema,
  positiveMoneySchema,
} from '../../shared/http/schemas.ts';
import { legs } from '../../shared/kernel/incoterm.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';
import { conditionNames } from './domain/decide-delivery.ts';
import { deliveryOrderStates } from './domain/delivery-order.ts';
import { auditFindings } from './domain/tariff/audit-invoice.ts';
import { disputeStates } from './domain/tariff/invoice-dispute.ts';

const consignmentRef = {
  consignmentId: idSchema('cns'),
  orderId: idSchema('ord'),
  shipperId: idSchema('com'),
  consigneeId: idSchema('com'),
};

export const consignmentMoved = defineEvent(
  'entrepot.freight.consignment_moved.v1',
  'A consignment joined a pool, was reassigned, received, loaded, arrived, was held, rolled, delivered or withdrawn.',
  z.strictObject({
    ...consignmentRef,
    poolId: idSchema('pol').optional(),
    from: z.string().nullable(),
    to: z.string(),
    at: instantSchema,
  }),
);

export const poolMoved = defineEvent(
  'entrepot.freight.pool_moved.v1',
  'A pool opened, closed, was planned, booked, allocated, sailed, arrived, closed or rolled.',
  z.strictObject({
    poolId: idSchema('pol'),
    from: z.string().nullable(),
    to: z.string(),
    voyage: z.string(),
    portOfLoading: locodeSchema,
    portOfDischarge: locodeSchema,
    etd: instantSchema,
    eta: instantSchema,
  }),
);

/** The house bill of lading (or house air waybill) of a consignment. */
export const houseBillIssued = defineEvent(
  'entrepot.freight.house_bill_issued.v1',
  'A house bill was issued under its master bill.',
  z.strictObject({
    ...consignmentRef,
    houseBillNumber: z.string(),
    masterBillNumber: z.string(),
    issuedAt: instantSchema,
  }),
);

/** An actual, unretracted, non-transshipment load event: the goods are on board (or handed to the air carrier). */
export const goodsOnBoard = defineEvent(
  'entrepot.freight.goods_on_board.v1',
  'Goods were observed on board at origin.',
  z.strictObject({
    ...consignmentRef,
    occurredAt: instantSchema,
    carrierEventId: z.string(),
    vesselOrFlight: z.string(),
  }),
);

/** The carrier took that event back: freeze what has not happened yet, never silently undo what has. */
export const goodsOnBoardRetracted = defineEvent(
  'entrepot.freight.goods_on_board_retracted.v1',
  'The carrier retracted its load event.',
  z.strictObject({ ...consignmentRef, retractedEventId: z.string(), at: instantSchema }),
);

export const goodsArrived = defineEvent(
  'entrepot.freight.goods_arrived.v1',
  'Goods were observed discharged at destination.',
  z.strictObject({ ...consignmentRef, occurredAt: instantSchema, place: z.string() }),
);

export const goodsDelivered = defineEvent(
  'entrepot.freight.goods_delivered.v1',
  'Goods were observed delivered to the consignee.',
  z.strictObject({ ...consignmentRef, occurredAt: instantSchema, place: z.string() }),
);

/** The share of a consignment in the carrier invoice; shares sum to the invoice to the minor unit. */
export const chargesAllocated = defineEvent(
  'entrepot.freight.charges_allocated.v1',
  'The cost of a pool was split over its consignments.',
  z.strictObject({
    ...consignmentRef,
    poolId: idSchema('pol'),
    /** Who pays by the delivery term. */
    payerId: idSchema('com'),
    payer: z.enum(['seller', 'buyer']),
    /** Carriage to the border that this payer pays: the customs value is adjusted by it. */
    amount: positiveMoneySchema,
    /** All that was charged for the consignment, both ends, whoever pays. */
    total: positiveMoneySchema.optional(),
    /** The part of the other party, where the term divides the legs. */
    otherPayer: z
      .strictObject({ payer: z.enum(['seller', 'buyer']), amount: positiveMoneySchema })
      .optional(),
    cappedQuote: positiveMoneySchema,
    standAlone: positiveMoneySchema,
    method: z.string(),
  }),
);

/** Please estimate what it costs to bring these goods to the buyer's door. Same estimateId again = the answer again. */
export const freightEstimateRequested = defineEvent(
  'entrepot.freight.estimate_requested.v1',
  'A context asks what carriage to the door would cost.',
  z.strictObject({
    /** Made by the one who asks; comes back with the answer. */
    estimateId: z.string().min(1).max(80),
    originCountry: countrySchema,
    destinationCountry: countrySchema,
    transportMode: z.enum(['sea', 'air', 'road', 'rail']),
    deliveryTerm: deliveryTermSchema,
    packing: z
      .array(
        z.strictObject({
          packages: z.int().min(1),
          lengthMm: z.int().min(1),
          widthMm: z.int().min(1),
          heightMm: z.int().min(1),
          grossWeightGrams: z.int().min(1),
          isStackable: z.boolean(),
        }),
      )
      .min(1)
      .max(50),
    /** Day whose tariff counts. */
    on: dateSchema,
  }),
);

/** One charge of an estimate, with the part of the journey that it belongs to and who pays it under the delivery term. */
export const estimatedCharge = z.strictObject({
  code: z.string(),
  name: z.string(),
  leg: z.enum(legs),
  payer: z.enum(['seller', 'buyer']),
  amount: moneySchema,
  /** How it was reached, e.g. `3.10 RT`. */
  because: z.string(),
  source: z.string(),
});

/** The answer: every charge from door to door, whoever pays it; none where no tariff covers the lane. */
export const freightEstimated = defineEvent(
  'entrepot.freight.estimated.v1',
  'Carriage from door to door was estimated by the tariff of the lane.',
  z.strictObject({
    estimateId: z.string().min(1).max(80),
    outcome: z.enum(['estimated', 'no_tariff']),
    on: dateSchema,
    charges: z.array(estimatedCharge).max(40),
  }),
);

/** Goods are there: what the consignee has to know to fetch them. */
export const arrivalNoticeIssued = defineEvent(
  'entrepot.freight.arrival_notice_issued.v1',
  'Goods have arrived; the free time at the station has begun.',
  z.strictObject({
    ...consignmentRef,
    poolId: idSchema('pol'),
    place: z.string(),
    arrivedAt: instantSchema,
    freeUntil: instantSchema,
    storageFrom: dateSchema,
  }),
);

/** Goods of a buyer's order over several suppliers have arrived with one pool: one notice instead of one for each. */
export const consolidatedArrivalNoticeIssued = defineEvent(
  'entrepot.freight.consolidated_arrival_notice_issued.v1',
  'Goods of one order over several suppliers have arrived together.',
  z.strictObject({
    consolidatedOrderId: idSchema('cno'),
    consigneeId: idSchema('com'),
    poolId: idSchema('pol'),
    place: z.string(),
    arrivedAt: instantSchema,
    freeUntil: instantSchema,
    storageFrom: dateSchema,
    consignments: z
      .array(
        z.strictObject({
          consignmentId: idSchema('cns'),
          orderId: idSchema('ord'),
          shipperId: idSchema('com'),
          goods: z.string(),
          deliveryOrderNumber: z.string(),
          packages: z.int(),
          grossWeightGrams: z.int(),
        }),
      )
      .min(2),
  }),
);

/** The delivery order is held until freight, duty and escrow conditions are met. */
export const deliveryOrderMoved = defineEvent(
  'entrepot.freight.delivery_order_moved.v1',
  'A delivery order is held, overdue beyond the free time, released, or goods were handed out without it.',
  z.strictObject({
    ...consignmentRef,
    poolId: idSchema('pol'),
    deliveryOrderNumber: z.string(),
    from: z.enum(deliveryOrderStates).nullable(),
    to: z.enum(deliveryOrderStates),
    /** Conditions that are not met. */
    missing: z.array(z.enum(conditionNames)),
    freeUntil: instantSchema,
    reason: z.string().optional(),
  }),
);

/** Lines of a carrier's invoice that were never quoted or are above the quote are held back until this has ended. */
export const invoiceDisputeMoved = defineEvent(
  'entrepot.freight.invoice_dispute_moved.v1',
  "Lines of a carrier's invoice were disputed, credited, accepted by an operator, or refused for good.",
  z.strictObject({
    disputeId: idSchema('idp'),
    poolId: idSchema('pol'),
    state: z.enum(disputeStates),
    amount: positiveMoneySchema,
    lines: z.array(
      z.strictObject({
        code: z.string(),
        consignmentId: idSchema('cns').optional(),
        finding: z.enum(auditFindings),
        quoted: moneySchema,
        invoiced: moneySchema,
        disputed: moneySchema,
      }),
    ),
    dueAt: instantSchema,
    reason: z.string().optional(),
  }),
);

/** Carrier events of a large pool are to be applied to its members from the so-many-th on; the context tells itself. */
export const membersDue = defineEvent(
  'entrepot.freight.members_due.v1',
  'The next page of members of a pool is to follow the events of the carrier.',
  z.strictObject({ poolId: idSchema('pol'), from: z.int().min(0) }),
);

/** Somebody joined or left a pool of a lane: goods that named no departure may now go better. The context tells itself. */
export const laneChanged = defineEvent(
  'entrepot.freight.lane_changed.v1',
  'Who is on the departures of a lane has changed.',
  z.strictObject({ from: locodeSchema, to: locodeSchema, mode: z.enum(['sea', 'air']) }),
);

export const freightDeadlineReached = defineDeadlineEvent('freight');
