import type { Instant } from '../../../shared/kernel/instant.ts';
import { addMoney, isPositiveMoney, type Money, subtractMoney } from '../../../shared/kernel/money.ts';
import type { instalmentNames } from '../../escrow/contract.ts';
import type { ContractTerms, milestoneTriggers } from '../../sourcing/contract.ts';
import type { OrderState } from '../contract.ts';
import type { AcceptanceClock } from './acceptance-clock.ts';
import type { InspectionResult } from './inspection.ts';

/** Why an order is stopped although its state would let it go on. */
export const holdReasons = ['load_retracted', 'freeze_refused', 'dispute_stuck', 'release_stuck'] as const;
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

/** Name of a deadline of an order; at most one of them runs at a time, beside that of a milestone's release. */
export const deadlineNames = [
  'supplier_confirmation',
  'deposit',
  'interim',
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

/** Name of the second deadline, which looks after releases of milestones. */
export const milestoneDeadlineName = 'milestone_release';
/** The second deadline of an order. */
export interface MilestoneDeadline {
  readonly name: typeof milestoneDeadlineName;
  readonly dueAt: Instant;
}

/** Where a refund that comes before the release comes from: a dispute by its id, or damages for late delivery. */
export const lateDelivery = 'late_delivery';

/** A refund that must come before any release, until escrow has made it. */
export interface PendingRefund extends EscrowAsk {
  /** disputeId, or {@link lateDelivery}. */
  readonly source: string;
  readonly amount: Money;
}

/** One payment of an order. */
export interface OrderInstalment {
  readonly name: (typeof instalmentNames)[number];
  readonly payableId: string;
  readonly amount: Money;
  /** Only between deposit and balance: when it falls due. */
  readonly daysAfterDeposit?: number | undefined;
}

/** A payable that escrow says is paid. */
export interface Payment {
  readonly payableId: string;
  readonly paidAt: Instant;
}

/** A payment that the card issuer took back, and the payable that asks for it anew. */
export interface LostPayment {
  readonly chargebackId: string;
  readonly payableId: string;
  readonly replacementPayableId?: string | undefined;
  readonly amount: Money;
  readonly at: Instant;
}

/** What a release may rest on. */
export const conditionTriggers = [
  'production_started',
  'inspection_passed',
  'on_board',
  'documents_presented',
  'arrived',
  'delivered',
  'accepted',
  'auto_accepted',
  'operator',
] as const;
/** One of them. */
export type ConditionTrigger = (typeof conditionTriggers)[number];

/** Something that came true, with its place in the order's count of conditions and release requests. */
export interface Condition {
  readonly trigger: ConditionTrigger;
  readonly eventId: string;
  readonly sequence: number;
  readonly satisfiedAt: Instant;
}

/** A share of the price that is released when its trigger comes true. */
export interface Milestone {
  readonly trigger: (typeof milestoneTriggers)[number];
  readonly amount: Money;
}

/** A release of milestones that escrow was asked for. */
export interface MilestoneRelease extends EscrowAsk {
  readonly amount: Money;
  readonly trigger: string;
  readonly sequence: number;
  readonly conditions: readonly Condition[];
}

/** Evidence that production has begun, as the supplier shows it; the buyer's word makes it count. */
export interface ProductionEvidence {
  readonly description: string;
  readonly sha256?: string | undefined;
  readonly reportedAt: Instant;
  readonly confirmedAt?: Instant | undefined;
}

/** A claim of the buyer that is not decided yet. */
export interface OpenDispute {
  readonly disputeId: string;
  readonly claimed: Money;
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
  readonly instalments: readonly OrderInstalment[];
  readonly payments: readonly Payment[];
  readonly lostPayments: readonly LostPayment[];
  readonly confirmedAt?: Instant | undefined;
  readonly readyAt?: Instant | undefined;
  readonly production?: ProductionEvidence | undefined;
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
  /** Taken back by card issuers out of what was held. */
  readonly chargedBack: Money;
  readonly clock?: AcceptanceClock | undefined;
  /** When accepted, releasing, refunding and parked are looked at again. */
  readonly checkAt?: Instant | undefined;
  readonly release: EscrowAsk;
  readonly refund: EscrowAsk;
  readonly disputes: readonly OpenDispute[];
  /** All there ever were. */
  readonly disputeIds: readonly string[];
  readonly pendingRefunds: readonly PendingRefund[];
  /** Damages for late delivery were asked for; they are netted once. */
  readonly lateDamages?: { readonly days: number; readonly amount: Money } | undefined;
  /** Days of shipment and times of looking that the buyer has granted beyond the contract. */
  readonly shipmentExtendedTo?: string | undefined;
  readonly acceptanceExtensions: number;
  readonly milestones: readonly Milestone[];
  readonly milestoneRelease?: MilestoneRelease | undefined;
  /** Releases of milestones asked for so far: part of their ids. */
  readonly milestoneReleases: number;
  readonly milestoneDeadline?: MilestoneDeadline | undefined;
  readonly holds: readonly Hold[];
  readonly parkedFrom?: OrderState | undefined;
  readonly parkReason?: string | undefined;
  readonly deadline?: Deadline | undefined;
  /** Conditions that came true, and how many entries conditions and release requests have made together. */
  readonly conditions: readonly Condition[];
  readonly entries: number;
  readonly timeline: readonly TimelineEntry[];
}

/** What escrow still holds: funded − released − refunded − charged back, never below zero. */
export const heldOf = (order: Order): Money =>
  [order.released, order.refunded, order.chargedBack].reduce(subtractMoney, order.funded);

const claimsOf = (order: Order): readonly Money[] => [
  ...order.disputes.map(({ claimed }) => claimed),
  ...order.pendingRefunds.map(({ amount }) => amount),
];

/** What of it no open dispute and no refund under way lays claim to. */
export const releasableOf = (order: Order): Money => claimsOf(order).reduce(subtractMoney, heldOf(order));

/** What open disputes freeze. */
export const frozenOf = (order: Order): Money =>
  order.disputes
    .map(({ claimed }) => claimed)
    .reduce(addMoney, { currency: order.funded.currency, amountMinor: 0n });

/** The payable that counts for an instalment now: after a chargeback the one that asks for it anew. */
export const payableOf = (order: Order, { payableId }: OrderInstalment): string => {
  let current = payableId;
  for (let followed = 0; followed <= order.lostPayments.length; followed += 1) {
    const lost = order.lostPayments.find((one) => one.payableId === current);
    if (!lost) return current;
    if (lost.replacementPayableId === undefined) return current;
    current = lost.replacementPayableId;
  }
  return current;
};

/** When an instalment was paid for good; undefined while it is not, or after it was taken back. */
export const paidAtOf = (order: Order, instalment: OrderInstalment): Instant | undefined => {
  const payableId = payableOf(order, instalment);
  if (order.lostPayments.some((lost) => lost.payableId === payableId)) return undefined;
  return order.payments.find((payment) => payment.payableId === payableId)?.paidAt;
};

const isFirst = (name: OrderInstalment['name']): boolean => name === 'deposit' || name === 'full';

/** When the deposit (or the only payment) was paid. */
export const depositPaidAtOf = (order: Order): Instant | undefined => {
  const first = order.instalments.find(({ name }) => isFirst(name));
  return first && paidAtOf(order, first);
};

/** Instalments that are still to be paid. */
export const unpaidOf = (order: Order): readonly OrderInstalment[] =>
  order.instalments.filter((instalment) => paidAtOf(order, instalment) === undefined);

/** A deposit of nothing counts as paid. */
export const isDepositFunded = (order: Order): boolean => unpaidOf(order).every(({ name }) => !isFirst(name));

/** True when nothing is to be paid any more. */
export const isFullyFunded = (order: Order): boolean => unpaidOf(order).length === 0;

/** When the last payment came, once all have. */
export const lastPaidAtOf = (order: Order): Instant | undefined =>
  isFullyFunded(order)
    ? order.instalments
        .flatMap((instalment) => paidAtOf(order, instalment) ?? [])
        .toSorted()
        .at(-1)
    : undefined;

/** True while a hold, or a refund that must come first, keeps the money back. */
export const isReleaseBlocked = (order: Order): boolean =>
  order.holds.length > 0 || order.pendingRefunds.length > 0;

/** True when escrow holds something of this order. */
export const isMoneyHeld = (order: Order): boolean => isPositiveMoney(heldOf(order));

/** The order with one more condition; known events are not noted twice. */
export const withCondition = (order: Order, condition: Omit<Condition, 'sequence'>): Order =>
  order.conditions.some(
    ({ trigger, eventId }) => trigger === condition.trigger && eventId === condition.eventId,
  )
    ? order
    : {
        ...order,
        entries: order.entries + 1,
        conditions: [...order.conditions, { ...condition, sequence: order.entries + 1 }],
      };
