import type { Instant } from '../../../shared/kernel/instant.ts';

/**
 * `held` until every condition is met, `overdue` while it is held beyond the free time, `released` for good. `misdelivered`: the
 * carrier has handed the goods out without it.
 */
export const deliveryOrderStates = ['held', 'overdue', 'released', 'misdelivered'] as const;
export type DeliveryOrderState = (typeof deliveryOrderStates)[number];

/** Table of its moves. */
export const deliveryOrderTransitions: Readonly<Record<DeliveryOrderState, readonly DeliveryOrderState[]>> = {
  held: ['overdue', 'released', 'misdelivered'],
  overdue: ['released', 'misdelivered'],
  released: [],
  misdelivered: [],
};

/** What lets the consignee have the goods. */
export interface DeliveryOrder {
  readonly number: string;
  readonly state: DeliveryOrderState;
  readonly arrivedAt: Instant;
  /** End of the free time: storage runs from then on, and an operator is told what is missing. */
  readonly freeUntil: Instant;
  readonly releasedAt?: Instant | undefined;
  /** Why an operator released it although a condition was not met. */
  readonly reason?: string | undefined;
}
