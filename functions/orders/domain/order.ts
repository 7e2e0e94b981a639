import type { Instant } from '../../../shared/kernel/instant.ts';
import { isPositiveMoney, isZeroMoney, type Money, subtractMoney } from '../../../shared/kernel/money.ts';
import type { ContractTerms } from '../../sourcing/contract.ts';
import type { OrderState } from '../contract.ts';
import type { AcceptanceClock } from './acceptance-clock.ts';
import type { InspectionResult } from './inspection.ts';

/** Why an order is stopped although its state would let it go on. */
export const holdReasons = ['load_retracted', 'freeze_refused', 'dispute_stuck'] as const;
/** One of them. */
export type HoldReason = (typeof holdReasons)[number];

/** A stop with a reason, somebody who must look at it, and when it is looked at again. */
export interface Hold {
  readonly reason: HoldReason;
  readonly detail: string;
  readonly owner: 'carrier' | 'operator';
  readonly placedAt: Instant;
  readonly nextCheckAt: Instant;
}

/** One line of the history; `from` = `to` where something was noted and the state stayed. */
export interface TimelineEntry {
  readonly at: Instant;
  readonly from: OrderState | null;
  readonly to: OrderState;
  readonly what: string;
  /** Event, request or step that caused it. */
  readonly causeId: string;
  readonly note?: string | undefined;
}

/** Name of a deadline of an order; at most one runs at a time. */
export const deadlineNames = [
  'supplier_confirmation',
  'deposit',
  'shipment',
  'balance',
  'untracked',
  'acceptance',
  'hold_check',
  'release',
  'settlement',
  'refund',
  'operator',
] as const;
/** One of them. */
export type DeadlineName = (typeof deadlineNames)[number];

/** A deadline and the instant from which it has fallen due. */
export interface Deadline {
  readonly name: DeadlineName;
  readonly dueAt: Instant;
}

/**
 * A request to escrow that may have to be repeated: without an answer under the same id (a no-op there), after a refusal
 * under the next one.
 */
export interface EscrowAsk {
  /** Counts refusals, from 1; part of the id. */
  readonly attempt: number;
  /** Times asked since the state was entered. */
  readonly tries: number;
}

/** The refund that a dispute ended with, until escrow has made it. */
export interface PendingRefund extends EscrowAsk {
  readonly disputeId: string;
  readonly amount: Money;
}

/** The load event that shipped the goods. */
export interface OnBoard {
  readonly occurredAt: Instant;
  readonly carrierEventId: string;
  readonly vesselOrFlight: string;
  readonly isRetracted: boolean;
}

/**
 * One order of one contract. The facts (`…At`, money, `onBoard`) are what was observed, in whatever order it came; the state
 * up to delivery follows from them alone, so that late, doubled and reordered events end in the same place.
 */
export interface Order {
  readonly orderId: string;
  readonly consolidatedOrderId: string;
  readonly escrowId: string;
  readonly depositPayableId: string;
  readonly balancePayableId: string;
  readonly terms: ContractTerms;
  readonly correlationId: string;
  readonly placedAt: Instant;
  readonly state: OrderState;
  readonly enteredAt: Instant;
  readonly deposit: Money;
  readonly balance: Money;
  readonly sampleCredit: Money;
  readonly creditSampleId?: string | undefined;
  readonly confirmedAt?: Instant | undefined;
  readonly depositPaidAt?: Instant | undefined;
  readonly readyAt?: Instant | undefined;
  readonly balancePaidAt?: Instant | undefined;
  readonly inspection?: InspectionResult | undefined;
  readonly onBoard?: OnBoard | undefined;
  /** A load after the last moment of shipment: it does not count as shipped, the refund is on its way. */
  readonly lateOnBoardAt?: Instant | undefined;
  readonly retractedEventIds: readonly string[];
  readonly arrivedAt?: Instant | undefined;
  readonly deliveredAt?: Instant | undefined;
  readonly acceptedAt?: Instant | undefined;
  readonly isEscrowOpen: boolean;
  readonly funded: Money;
  readonly released: Money;
  readonly refunded: Money;
  readonly clock?: AcceptanceClock | undefined;
  /** When accepted, releasing, refunding and parked are looked at again. */
  readonly checkAt?: Instant | undefined;
  readonly release: EscrowAsk;
  readonly refund: EscrowAsk;
  readonly dispute?: { readonly disputeId: string; readonly claimed: Money } | undefined;
  readonly disputeIds: readonly string[];
  readonly pendingRefund?: PendingRefund | undefined;
  readonly holds: readonly Hold[];
  readonly parkedFrom?: OrderState | undefined;
  readonly parkReason?: string | undefined;
  readonly deadline?: Deadline | undefined;
  /** Events that make the release due. */
  readonly conditionEventIds: readonly string[];
  readonly timeline: readonly TimelineEntry[];
}

/** What escrow still holds: funded − released − refunded, never below zero. */
export const heldOf = (order: Order): Money =>
  subtractMoney(subtractMoney(order.funded, order.released), order.refunded);

/** What of it no open dispute and no refund under way lays claim to. */
export const releasableOf = (order: Order): Money => {
  const held = heldOf(order);
  const disputed = order.dispute ? subtractMoney(held, order.dispute.claimed) : held;
  return order.pendingRefund ? subtractMoney(disputed, order.pendingRefund.amount) : disputed;
};

/** A deposit of nothing counts as paid. */
export const isDepositFunded = (order: Order): boolean =>
  isZeroMoney(order.deposit) || order.depositPaidAt !== undefined;

/** A balance of nothing counts as paid. */
export const isBalanceFunded = (order: Order): boolean =>
  isZeroMoney(order.balance) || order.balancePaidAt !== undefined;

/** True while a hold, or a refund that must come first, keeps the money back. */
export const isReleaseBlocked = (order: Order): boolean =>
  order.holds.length > 0 || order.pendingRefund !== undefined;

/** True when escrow holds something of this order. */
export const isMoneyHeld = (order: Order): boolean => isPositiveMoney(heldOf(order));
