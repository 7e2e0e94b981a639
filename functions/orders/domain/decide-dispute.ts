import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import {
  compareMoney,
  formatMoney,
  type Money,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import type { OrderErrorName } from '../errors.ts';
import {
  type Dispute,
  type DisputeDeadline,
  type DisputeState,
  disputeTransitions,
  disputeWords,
  type Evidence,
  evidenceMax,
  type FaultSide,
  hasRefund,
  isEnded,
} from './dispute.ts';
import { timeLimitsAt } from './time-limits.ts';

type Happening =
  | { readonly kind: 'answer'; readonly isAccepted: true; readonly note?: string | undefined }
  | {
      readonly kind: 'answer';
      readonly isAccepted: false;
      readonly offer: Money;
      readonly note?: string | undefined;
    }
  /** `offer` is the amount that the buyer has seen. */
  | { readonly kind: 'accept_offer'; readonly offer: Money }
  | { readonly kind: 'escalate' }
  | { readonly kind: 'withdraw' }
  | {
      readonly kind: 'determine';
      readonly refund: Money;
      readonly reasons: string;
      readonly atFault?: FaultSide | undefined;
    }
  | { readonly kind: 'lapse' }
  | { readonly kind: 'add_evidence'; readonly evidence: Evidence }
  | { readonly kind: 'deadline'; readonly name: string; readonly dueAt: string };

/** Something that happened to a dispute, and what says so. */
export type DisputeEvent = Happening & { readonly causeId: string };

/** What an event means for a dispute. */
export type DisputeDecision =
  | { readonly kind: 'moved' | 'noted'; readonly dispute: Dispute }
  /** The refund of the share is still owed: ask escrow again. */
  | { readonly kind: 'refund_due'; readonly dispute: Dispute }
  | { readonly kind: 'ignored'; readonly why: string }
  | { readonly kind: 'refused'; readonly code: OrderErrorName; readonly detail: string };

type Outcome =
  | { readonly kind: 'change'; readonly dispute: Dispute; readonly to: DisputeState; readonly note?: string }
  | Extract<DisputeDecision, { kind: 'ignored' | 'refused' }>;

const refused = (code: OrderErrorName, detail: string): Outcome => ({ kind: 'refused', code, detail });
const ignored = (why: string): Outcome => ({ kind: 'ignored', why });
const change = (dispute: Dispute, to: DisputeState, note?: string): Outcome => ({
  kind: 'change',
  dispute,
  to,
  ...(note === undefined ? {} : { note }),
});

const notNow = (dispute: Dispute): Outcome =>
  refused('dispute_not_now', `The dispute does not take that now: ${disputeWords[dispute.state]}`);

/** First moment at which either party may escalate. */
export const escalationFrom = (dispute: Dispute): Instant =>
  addDuration(dispute.openedAt, { days: timeLimitsAt(dispute.orderPlacedAt).negotiationDays });

const exceeds = (amount: Money, dispute: Dispute): boolean =>
  amount.currency !== dispute.claimed.currency || compareMoney(amount, dispute.claimed) > 0;

const isSameMoney = (a: Money, b: Money): boolean =>
  a.currency === b.currency && a.amountMinor === b.amountMinor;

const textOf = (money: Money): string => {
  const { currency, amount } = formatMoney(money);
  return `${currency} ${amount}`;
};

const tooMuch = (dispute: Dispute): Outcome =>
  refused(
    'refund_exceeds_claim',
    `The claim is in ${dispute.claimed.currency}; no more than it can be given back.`,
  );

/** Freight goes back only where the supplier is at fault; the rest of the claim may go back in any case. */
const refuseFreight = (
  { freight, claimed }: Dispute,
  refund: Money,
  atFault: FaultSide | undefined,
): Outcome | undefined => {
  if (!freight) return undefined;
  if (atFault === undefined) {
    return refused('fault_missing', `The claim has ${freight.currency} freight in it; say who is at fault.`);
  }
  const most = atFault === 'supplier' ? claimed : subtractMoney(claimed, freight);
  return compareMoney(refund, most) > 0
    ? refused('refund_exceeds_claim', 'Without a fault of the supplier the freight is not given back.')
    : undefined;
};

const onAnswer = (dispute: Dispute, event: Extract<DisputeEvent, { kind: 'answer' }>): Outcome => {
  if (event.isAccepted) {
    return change({ ...dispute, refund: dispute.claimed }, 'agreed', event.note ?? 'The supplier accepts.');
  }
  if (exceeds(event.offer, dispute)) return tooMuch(dispute);
  const offered = { ...dispute, offer: event.offer, offerNote: event.note };
  return change(offered, dispute.state === 'opened' ? 'answered' : dispute.state, event.note);
};

const onEscalate = (dispute: Dispute, now: Instant): Outcome => {
  if (dispute.state === 'escalated') return notNow(dispute);
  const from = escalationFrom(dispute);
  if (now < from) return refused('negotiation_running', `Either party may escalate from ${from}.`);
  return change(dispute, 'escalated');
};

/**
 * What holds when nobody determines in time: the supplier's last offer, or the whole claim where it never answered.
 */
const defaultRefund = (dispute: Dispute): Money => dispute.offer ?? dispute.claimed;

const onDeadline = (
  dispute: Dispute,
  event: Extract<DisputeEvent, { kind: 'deadline' }>,
  now: Instant,
): Outcome => {
  const own = dispute.deadline;
  if (own?.name !== event.name || own.dueAt !== event.dueAt || now < own.dueAt) {
    return ignored('The deadline is not in force.');
  }
  if (own.name === 'escalation') return change(dispute, 'escalated', 'The parties did not agree in time.');
  if (own.name === 'share_refund') {
    return change({ ...dispute, checkAt: addDuration(now, { days: 1 }) }, dispute.state);
  }
  const refund = defaultRefund(dispute);
  const reasons = dispute.offer
    ? 'Not determined in time: the last offer holds.'
    : 'Not determined in time, and the supplier never answered: the claim holds.';
  return change({ ...dispute, refund, determinedBy: 'default', reasons }, 'determined', reasons);
};

const decide = (dispute: Dispute, event: DisputeEvent, now: Instant): Outcome => {
  if (event.kind === 'deadline') return onDeadline(dispute, event, now);
  if (event.kind === 'lapse') {
    if (isEnded(dispute.state)) return ignored('The dispute has ended.');
    return change({ ...dispute, refund: zeroMoney(dispute.claimed.currency) }, 'lapsed');
  }
  if (isEnded(dispute.state)) return notNow(dispute);
  switch (event.kind) {
    case 'answer':
      return onAnswer(dispute, event);
    case 'accept_offer':
      if (!dispute.offer) return notNow(dispute);
      return isSameMoney(event.offer, dispute.offer)
        ? change({ ...dispute, refund: dispute.offer }, 'agreed', 'The buyer accepts the offer.')
        : refused('offer_changed', `The offer is ${textOf(dispute.offer)} now, not ${textOf(event.offer)}.`);
    case 'escalate':
      return onEscalate(dispute, now);
    case 'withdraw':
      return change({ ...dispute, refund: zeroMoney(dispute.claimed.currency) }, 'withdrawn');
    case 'determine': {
      if (dispute.state !== 'escalated') return notNow(dispute);
      if (exceeds(event.refund, dispute)) return tooMuch(dispute);
      const refusal = refuseFreight(dispute, event.refund, event.atFault);
      if (refusal) return refusal;
      const { refund, reasons, atFault } = event;
      return change(
        { ...dispute, refund, reasons, atFault, determinedBy: 'operator' },
        'determined',
        reasons,
      );
    }
    case 'add_evidence': {
      if (dispute.evidence.length >= evidenceMax) {
        return refused('dispute_not_now', `A dispute takes at most ${evidenceMax} pieces of evidence.`);
      }
      return change({ ...dispute, evidence: [...dispute.evidence, event.evidence] }, dispute.state);
    }
  }
};

/** The one deadline of a dispute. */
export const disputeDeadlineOf = (dispute: Dispute): DisputeDeadline | undefined => {
  const limits = timeLimitsAt(dispute.orderPlacedAt);
  switch (dispute.state) {
    case 'opened':
    case 'answered': {
      const dueAt = addDuration(dispute.openedAt, { days: limits.automaticEscalationDays });
      return { name: 'escalation', dueAt };
    }
    case 'escalated': {
      const dueAt = addDuration(dispute.enteredAt, { days: limits.determinationDays });
      return { name: 'determination', dueAt };
    }
    case 'agreed':
    case 'determined':
      return dispute.checkAt ? { name: 'share_refund', dueAt: dispute.checkAt } : undefined;
    case 'withdrawn':
    case 'lapsed':
      return undefined;
  }
};

/**
 * Decides what an event means for a dispute: total over states and events, moving only along the table of transitions.
 * InvariantViolation `orders.unlisted_dispute_transition`.
 */
export const decideDispute = (before: Dispute, event: DisputeEvent, now: Instant): DisputeDecision => {
  const outcome = decide(before, event, now);
  if (outcome.kind !== 'change') return outcome;
  const { to } = outcome;
  const isMove = to !== before.state;
  const allowed = disputeTransitions[before.state][event.kind] ?? [];
  invariant(!isMove || allowed.includes(to), 'orders.unlisted_dispute_transition', {
    from: before.state,
    event: event.kind,
    to,
  });
  const entered: Dispute = isMove
    ? {
        ...outcome.dispute,
        state: to,
        enteredAt: now,
        checkAt: hasRefund(outcome.dispute) ? addDuration(now, { hours: 1 }) : undefined,
      }
    : outcome.dispute;
  const line = {
    at: now,
    from: before.state,
    to,
    what: event.kind,
    causeId: event.causeId,
    note: outcome.note,
  };
  const after: Dispute = { ...entered, timeline: [...entered.timeline, line].slice(-200) };
  const dispute = { ...after, deadline: disputeDeadlineOf(after) };
  if (event.kind === 'deadline' && event.name === 'share_refund') return { kind: 'refund_due', dispute };
  return { kind: isMove ? 'moved' : 'noted', dispute };
};
