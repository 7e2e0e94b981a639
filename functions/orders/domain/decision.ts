import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import type { OrderState } from '../contract.ts';
import type { OrderErrorName } from '../errors.ts';
import type { InspectionReport } from './inspection.ts';
import type { Condition, Order } from './order.ts';

/** What an operator may do with a parked order. */
export const resolutions = ['refund', 'release', 'resume'] as const;
/** One of them. */
export type Resolution = (typeof resolutions)[number];

/** Money of an escrow as one of its events reported it. */
export interface EscrowFigures {
  readonly funded: Money;
  readonly released: Money;
  readonly refunded: Money;
  readonly chargedBack: Money;
}

type Happening =
  | { readonly kind: 'confirm' }
  | { readonly kind: 'decline'; readonly reason: string }
  | { readonly kind: 'cancel'; readonly reason: string }
  | { readonly kind: 'report_readiness'; readonly report?: InspectionReport | undefined }
  | { readonly kind: 'accept' }
  | { readonly kind: 'open_dispute'; readonly disputeId: string; readonly claimed: Money }
  | {
      readonly kind: 'close_dispute';
      readonly disputeId: string;
      readonly refund: Money;
      readonly outcome: string;
    }
  | { readonly kind: 'resolve'; readonly resolution: Resolution; readonly reason: string }
  | { readonly kind: 'park'; readonly reason: string }
  | { readonly kind: 'hold'; readonly reason: 'dispute_stuck'; readonly detail: string }
  | { readonly kind: 'report_production'; readonly description: string; readonly sha256?: string | undefined }
  | { readonly kind: 'confirm_production' }
  | { readonly kind: 'extend_acceptance' }
  | { readonly kind: 'extend_shipment'; readonly latestShipOn: string }
  | { readonly kind: 'documents_presented'; readonly presentedAt: Instant }
  | { readonly kind: 'open_escrow' }
  | { readonly kind: 'release' }
  | { readonly kind: 'refund' }
  | { readonly kind: 'refund_share'; readonly disputeId: string }
  | { readonly kind: 'escrow_opened'; readonly figures: EscrowFigures }
  | {
      readonly kind: 'instalment_funded';
      readonly figures: EscrowFigures;
      readonly instalment: string;
      /** Left out = the payable that the instalment began with. */
      readonly payableId?: string | undefined;
    }
  | {
      readonly kind: 'charged_back';
      readonly figures: EscrowFigures;
      readonly chargebackId: string;
      readonly payableId: string;
      readonly replacementPayableId?: string | undefined;
      readonly fromEscrow: Money;
      readonly fromSeller: Money;
    }
  | { readonly kind: 'escrow_released'; readonly figures: EscrowFigures; readonly releaseId: string }
  | { readonly kind: 'escrow_refunded'; readonly figures: EscrowFigures; readonly refundId: string }
  | {
      readonly kind: 'escrow_refused';
      readonly requestId: string;
      readonly code: string;
      readonly detail: string;
    }
  | {
      readonly kind: 'on_board';
      readonly occurredAt: Instant;
      readonly carrierEventId: string;
      readonly vesselOrFlight: string;
    }
  | { readonly kind: 'on_board_retracted'; readonly retractedEventId: string }
  | { readonly kind: 'arrived'; readonly occurredAt: Instant }
  | { readonly kind: 'delivered'; readonly occurredAt: Instant }
  | { readonly kind: 'deadline'; readonly name: string; readonly dueAt: string };

/** Something that happened to an order, and the id of the event, request or step that says so. */
export type OrderEvent = Happening & { readonly causeId: string };
/** The event of one kind. */
export type OrderEventOf<Kind extends OrderEvent['kind']> = Extract<OrderEvent, { kind: Kind }>;

/** What must be asked of others, in the transaction of the decision. */
export type OrderRequest =
  | { readonly kind: 'open_escrow' }
  | {
      readonly kind: 'release';
      readonly releaseId: string;
      /** Left out = all that is free. */
      readonly amount?: Money | undefined;
      readonly trigger: string;
      readonly conditions: readonly Condition[];
      readonly sequence: number;
      readonly endedDisputeIds: readonly string[];
    }
  | {
      readonly kind: 'refund';
      readonly refundId: string;
      readonly amount?: Money | undefined;
      readonly reason: string;
    }
  | { readonly kind: 'lapse_dispute'; readonly disputeId: string }
  | { readonly kind: 'reinstate_credit'; readonly sampleId: string };

/** What an event means for an order. */
export type OrderDecision =
  /** The state changed. */
  | { readonly kind: 'moved'; readonly order: Order; readonly requests: readonly OrderRequest[] }
  /** The state stayed, a fact, a hold or a repeated request was noted. */
  | { readonly kind: 'noted'; readonly order: Order; readonly requests: readonly OrderRequest[] }
  /** Known already, or of no meaning in this state: nothing is written. */
  | { readonly kind: 'ignored'; readonly why: string }
  /** An expected refusal of a command. */
  | { readonly kind: 'refused'; readonly code: OrderErrorName; readonly detail: string };

/** What a rule for one event says, before the entry into a new state is worked out. */
export type Outcome =
  | {
      readonly kind: 'change';
      readonly order: Order;
      readonly to: OrderState;
      readonly requests?: readonly OrderRequest[];
      readonly note?: string | undefined;
    }
  | Extract<OrderDecision, { kind: 'ignored' | 'refused' }>;

/** A rule: defined for every state. */
export type Rule<Kind extends OrderEvent['kind']> = (
  order: Order,
  event: OrderEventOf<Kind>,
  now: Instant,
) => Outcome;

/** Nothing is written. */
export const ignored = (why: string): Outcome => ({ kind: 'ignored', why });
/** A command is refused. */
export const refused = (code: OrderErrorName, detail: string): Outcome => ({ kind: 'refused', code, detail });
/** The facts changed, the state stays. */
export const noted = (order: Order, note?: string, requests: readonly OrderRequest[] = []): Outcome => ({
  kind: 'change',
  order,
  to: order.state,
  requests,
  note,
});
/** The order moves, unless it is there already. */
export const moved = (
  order: Order,
  to: OrderState,
  note?: string,
  requests: readonly OrderRequest[] = [],
): Outcome => ({
  kind: 'change',
  order,
  to,
  requests,
  note,
});
