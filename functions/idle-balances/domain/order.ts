import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import type { orderKinds, orderStates } from '../contract.ts';

export type OrderState = (typeof orderStates)[number];
export type OrderKind = (typeof orderKinds)[number];

/** What happens to an order: the fund answers, money moves, the fund confirms. */
export type OrderMove = 'accept' | 'decline' | 'pay' | 'fail' | 'conclude';

/**
 * The state table of both kinds. A subscription is accepted, paid by us and concluded by the fund's confirmation of units; a
 * redemption is accepted and concluded when the fund's money is in our books. The fund may confirm before the bank has told us
 * that our payment is booked, and its money may come before its word.
 */
export const orderTransitions = {
  ordered: { accept: 'accepted', decline: 'declined', conclude: 'done' },
  accepted: { pay: 'paid', fail: 'failed', decline: 'declined', conclude: 'done' },
  paid: { conclude: 'done', fail: 'failed' },
  done: {},
  declined: {},
  failed: {},
} as const satisfies Record<OrderState, Partial<Record<OrderMove, OrderState>>>;

/** The state after a move, or undefined where the table has none. */
export const nextOrderState = (state: OrderState, move: OrderMove): OrderState | undefined => {
  const row: Partial<Record<OrderMove, OrderState>> = orderTransitions[state];
  return row[move];
};

/** An order at the fund. */
export interface Order {
  readonly orderId: string;
  readonly companyId: string;
  readonly kind: OrderKind;
  readonly state: OrderState;
  readonly amount: Money;
  /** Redemptions: paid back the same day, or on the next business day. */
  readonly settlement: 'same_day' | 'next_day';
  /** From this day on the units count (or no longer count); for a subscription the fund says it. */
  readonly valueOn?: BusinessDate | undefined;
  /** The fund's reference that our payment carries, or ours that its payment carries. */
  readonly paymentReference?: string | undefined;
  /** The payout that waits for this redemption. */
  readonly payoutId?: string | undefined;
  readonly reason?: string | undefined;
  /** Times that the fund was asked what became of it. */
  readonly asked: number;
  readonly hold?:
    | { readonly reason: string; readonly owner: 'operator'; readonly since: Instant }
    | undefined;
  readonly correlationId: string;
}

/** Whether anything is still to come. */
export const isOpen = ({ state }: Pick<Order, 'state'>): boolean =>
  Object.keys(orderTransitions[state]).length > 0;
