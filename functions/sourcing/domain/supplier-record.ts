import type { SupplierRecord } from './compare-quotes.ts';

/** What is known of one order of a supplier; each only turns true. */
export interface OrderFacts {
  readonly isShipped: boolean;
  readonly isLate: boolean;
  readonly isDisputed: boolean;
}

/** A supplier that nothing is known of. */
export const noRecord: SupplierRecord = {
  orders: 0,
  lateOrders: 0,
  disputedOrders: 0,
  messages: 0,
  messagesAnsweredInTime: 0,
  verification: 'none',
};

/** An order that nothing is known of. */
export const noFacts: OrderFacts = { isShipped: false, isLate: false, isDisputed: false };

/** Facts of an order as its last move tells them, together with those known before. An order is late from the day after its last day of shipment. */
export function orderFactsOf(
  before: OrderFacts,
  order: {
    readonly shippedAt?: string | undefined;
    readonly latestShipOn: string;
    readonly isDisputed: boolean;
  },
): OrderFacts {
  const { shippedAt, latestShipOn } = order;
  const isShipped = before.isShipped || shippedAt !== undefined;
  return {
    isShipped,
    isLate: before.isLate || (shippedAt !== undefined && shippedAt.slice(0, 10) > latestShipOn),
    isDisputed: before.isDisputed || order.isDisputed,
  };
}

const gained = (before: boolean, after: boolean): number => (after && !before ? 1 : 0);

/** The record after an order's facts changed; an order counts from its shipment or its first dispute on. */
export function countOrder(record: SupplierRecord, before: OrderFacts, after: OrderFacts): SupplierRecord {
  const counts = (facts: OrderFacts): boolean => facts.isShipped || facts.isDisputed;
  return {
    ...record,
    orders: record.orders + gained(counts(before), counts(after)),
    lateOrders: record.lateOrders + gained(before.isLate, after.isLate),
    disputedOrders: record.disputedOrders + gained(before.isDisputed, after.isDisputed),
  };
}

/** How far the registry's answer verifies a company. */
export const verificationOf = (level: 'unverified' | 'basic' | 'verified'): SupplierRecord['verification'] =>
  level === 'verified' ? 'documents_verified' : level === 'basic' ? 'self_declared' : 'none';
