import { z } from 'zod';
import { idSchema, instantSchema, locodeSchema, positiveMoneySchema } from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

const consignmentRef = {
  consignmentId: idSchema('cns'),
  orderId: idSchema('ord'),
  shipperId: idSchema('com'),
  consigneeId: idSchema('com'),
};

export const consignmentMoved = defineEvent(
  'entrepot.freight.consignment_moved.v1',
  'A consignment joined a pool, was received, loaded, arrived, was held, rolled, delivered or withdrawn.',
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
    amount: positiveMoneySchema,
    cappedQuote: positiveMoneySchema,
    standAlone: positiveMoneySchema,
    method: z.string(),
  }),
);

export const freightDeadlineReached = defineDeadlineEvent('freight');
