import { z } from 'zod';
import {
  decimalSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
} from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';
import { contractTerms } from '../sourcing/contract.ts';

/** States of an order, in the order in which a trade usually passes them. */
export const orderStates = [
  'awaiting_supplier_confirm',
  'awaiting_deposit',
  'in_production',
  'awaiting_balance',
  'fully_funded',
  'shipped',
  'delivered',
  'accepted',
  'auto_accepted',
  'releasing',
  'closed',
  'refunding',
  'refunded',
  'cancelled',
  'parked',
] as const;
/** One of them. */
export type OrderState = (typeof orderStates)[number];

/** What every context that follows an order needs to know of it; sent with each move, so that the last one wins by `sequence`. */
export const orderSnapshot = z.strictObject({
  orderId: idSchema('ord'),
  /** The consolidated order that it is part of; orders paid and shipped together share it. */
  consolidatedOrderId: idSchema('cno'),
  terms: contractTerms,
  state: z.enum(orderStates),
  escrowId: idSchema('esc'),
  deposit: moneySchema,
  balance: moneySchema,
  /** Sample credit already taken off the balance. */
  sampleCredit: moneySchema,
  shippedAt: instantSchema.optional(),
  deliveredAt: instantSchema.optional(),
  isDisputed: z.boolean(),
});
/** The snapshot, parsed. */
export type OrderSnapshot = z.output<typeof orderSnapshot>;

/** An order moved; `sequence` is its version. The one event that other contexts follow orders by. */
export const orderMoved = defineEvent(
  'entrepot.orders.order_moved.v1',
  'An order moved to another state.',
  z.strictObject({ from: z.enum(orderStates).nullable(), to: z.enum(orderStates), order: orderSnapshot }),
);

/** A dispute moved; `sequence` is its version. */
export const disputeMoved = defineEvent(
  'entrepot.orders.dispute_moved.v1',
  'A dispute was opened, answered, escalated, agreed, determined or withdrawn.',
  z.strictObject({
    disputeId: idSchema('dsp'),
    orderId: idSchema('ord'),
    buyerId: idSchema('com'),
    supplierId: idSchema('com'),
    state: z.string(),
    claimed: positiveMoneySchema,
    /** Refund agreed or determined, once there is one. */
    refund: moneySchema.optional(),
    /** Share of the goods that it is about, e.g. "0.12". */
    share: decimalSchema,
  }),
);

/** A deadline of an order or a dispute fell due; orders react to it themselves. */
export const ordersDeadlineReached = defineDeadlineEvent('orders');
