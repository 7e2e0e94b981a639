import type { Instant } from '../../../shared/kernel/instant.ts';
import { isPositiveMoney, type Money } from '../../../shared/kernel/money.ts';

/** States of a dispute. */
export const disputeStates = [
  'opened',
  'answered',
  'escalated',
  'agreed',
  'determined',
  'withdrawn',
  'lapsed',
] as const;
/** One of them. */
export type DisputeState = (typeof disputeStates)[number];

/** What a claim may be about. */
export const disputeReasons = [
  'not_as_described',
  'defective',
  'short_quantity',
  'damaged',
  'not_received',
  'other',
] as const;
/** One of them. */
export type DisputeReason = (typeof disputeReasons)[number];

/** Whose fault it was, as a determination says. */
export const faultSides = ['supplier', 'buyer', 'carrier', 'nobody'] as const;
/** One of them. */
export type FaultSide = (typeof faultSides)[number];

/** What evidence may be. */
export const evidenceKinds = [
  'photo',
  'inspection_report',
  'correspondence',
  'transport_document',
  'contract',
  'payment_slip',
  'other',
] as const;
/** One of them. */
export type EvidenceKind = (typeof evidenceKinds)[number];

/** Most pieces of evidence in one dispute, both parties together. */
export const evidenceMax = 50;

/** A piece of evidence: described, and fixed by the hash of the file where there is one. */
export interface Evidence {
  readonly evidenceId: string;
  readonly by: 'buyer' | 'supplier' | 'operator';
  readonly kind: EvidenceKind;
  readonly description: string;
  readonly sha256?: string | undefined;
  readonly at: Instant;
}

/** One line of the history of a dispute. */
export interface DisputeTimelineEntry {
  readonly at: Instant;
  readonly from: DisputeState | null;
  readonly to: DisputeState;
  readonly what: string;
  readonly causeId: string;
  readonly note?: string | undefined;
}

/** The one deadline that a dispute may have. */
export interface DisputeDeadline {
  readonly name: 'escalation' | 'determination' | 'share_refund';
  readonly dueAt: Instant;
}

/** A claim of the buyer about a share of one order. */
export interface Dispute {
  readonly disputeId: string;
  readonly orderId: string;
  readonly buyerId: string;
  readonly supplierId: string;
  readonly correlationId: string;
  readonly state: DisputeState;
  readonly openedAt: Instant;
  readonly enteredAt: Instant;
  /** The order's placing, which chose the clocks. */
  readonly orderPlacedAt: Instant;
  /** All that is claimed, freight included. */
  readonly claimed: Money;
  /** Part of it that is freight which the buyer has paid: it goes back only where the supplier is at fault. */
  readonly freight?: Money | undefined;
  readonly share: string;
  readonly reason: DisputeReason;
  readonly description: string;
  readonly evidence: readonly Evidence[];
  /** The supplier's last offer. */
  readonly offer?: Money | undefined;
  readonly offerNote?: string | undefined;
  /** What the buyer gets back, once that is agreed or determined; zero when it gets nothing. */
  readonly refund?: Money | undefined;
  readonly atFault?: FaultSide | undefined;
  readonly determinedBy?: 'operator' | 'default' | undefined;
  readonly reasons?: string | undefined;
  /** When the refund of the share is looked at again. */
  readonly checkAt?: Instant | undefined;
  readonly deadline?: DisputeDeadline | undefined;
  readonly timeline: readonly DisputeTimelineEntry[];
}

/** States that have no way out. */
export const endedDisputeStates = ['agreed', 'determined', 'withdrawn', 'lapsed'] as const;
const ended: ReadonlySet<DisputeState> = new Set(endedDisputeStates);
/** True for a state without a way out. */
export const isEnded = (state: DisputeState): boolean => ended.has(state);

/** True when the dispute ended with money for the buyer. */
export const hasRefund = (dispute: Dispute): boolean =>
  dispute.refund !== undefined && isPositiveMoney(dispute.refund);

/** Everything that can happen to a dispute, by name. */
export const disputeEventKinds = [
  'answer',
  'accept_offer',
  'escalate',
  'withdraw',
  'determine',
  'lapse',
  'add_evidence',
  'deadline',
] as const;
/** One of them. */
export type DisputeEventKind = (typeof disputeEventKinds)[number];

/** The one table of moves of a dispute: state → event → states it may lead to. */
export const disputeTransitions: {
  readonly [State in DisputeState]: { readonly [Kind in DisputeEventKind]?: readonly DisputeState[] };
} = {
  opened: {
    answer: ['answered', 'agreed'],
    escalate: ['escalated'],
    withdraw: ['withdrawn'],
    lapse: ['lapsed'],
    deadline: ['escalated'],
  },
  answered: {
    answer: ['agreed'],
    accept_offer: ['agreed'],
    escalate: ['escalated'],
    withdraw: ['withdrawn'],
    lapse: ['lapsed'],
    deadline: ['escalated'],
  },
  escalated: {
    answer: ['agreed'],
    accept_offer: ['agreed'],
    determine: ['determined'],
    withdraw: ['withdrawn'],
    lapse: ['lapsed'],
    deadline: ['determined'],
  },
  agreed: {},
  determined: {},
  withdrawn: {},
  lapsed: {},
};

/** Each state as a sentence for people. */
export const disputeWords: Readonly<Record<DisputeState, string>> = {
  opened: 'the supplier has not answered yet.',
  answered: 'the supplier has made an offer.',
  escalated: 'an operator will determine it.',
  agreed: 'the parties have agreed.',
  determined: 'it was determined.',
  withdrawn: 'the buyer has withdrawn it.',
  lapsed: 'the order ended in another way.',
};
