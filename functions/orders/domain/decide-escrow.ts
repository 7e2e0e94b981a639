import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { isPositiveMoney, maxMoney } from '../../../shared/kernel/money.ts';
import type { OrderState } from '../contract.ts';
import { parkedOrder } from './decide-commands.ts';
import {
  type EscrowFigures,
  ignored,
  moved,
  noted,
  type OrderEventOf,
  type Outcome,
  type Rule,
} from './decision.ts';
import {
  askRefund,
  askRelease,
  askShareRefund,
  askTriesMax,
  nextAttempt,
  refundIdOf,
  refusalCheck,
  releaseIdOf,
  replacePending,
  shareRefundIdOf,
} from './escrow-asks.ts';
import { milestoneRefused, milestoneSettled } from './milestone-release.ts';
import {
  isMoneyHeld,
  isReleaseBlocked,
  lateDelivery,
  type Order,
  type Payment,
  releasableOf,
} from './order.ts';
import { isForward, isTerminal, stateFromFacts, stateOfEmptyEscrow } from './progress.ts';
import { startRelease } from './start-release.ts';

type FundedEvent = OrderEventOf<'instalment_funded'>;

const acceptedStates: ReadonlySet<OrderState> = new Set(['accepted', 'auto_accepted']);

/** Each figure only grows, so the largest one seen is the latest, in whatever order the events come. */
const withFigures = (order: Order, figures: EscrowFigures): Order => ({
  ...order,
  isEscrowOpen: true,
  funded: maxMoney(order.funded, figures.funded),
  released: maxMoney(order.released, figures.released),
  refunded: maxMoney(order.refunded, figures.refunded),
  chargedBack: maxMoney(order.chargedBack, figures.chargedBack),
});

/** The machine's first step: an escrow with its instalments. */
export const decideOpenEscrow: Rule<'open_escrow'> = (order) =>
  isForward(order.state) && !order.isEscrowOpen
    ? noted(order, undefined, [{ kind: 'open_escrow' }])
    : ignored('The escrow is open, or not wanted any more.');

/** The escrow waits for its instalments. */
export const decideEscrowOpened: Rule<'escrow_opened'> = (order, event) =>
  order.isEscrowOpen ? ignored('The escrow is open.') : noted(withFigures(order, event.figures));

/** The payable that was paid: escrow names it; before chargebacks it was the one that the instalment began with. */
const paidPayableOf = (order: Order, { payableId, instalment }: FundedEvent): string => {
  const isFirst = instalment === 'deposit' || instalment === 'full';
  const known = order.instalments.find(({ name }) => name === instalment || (isFirst && name === 'full'));
  return payableId ?? known?.payableId ?? instalment;
};

/** An instalment is held. Money for an order that is over goes straight back. */
export const decideFunded: Rule<'instalment_funded'> = (order, event, now) => {
  const payment: Payment = { payableId: paidPayableOf(order, event), paidAt: now };
  if (order.payments.some(({ payableId }) => payableId === payment.payableId)) {
    return ignored('The instalment is known.');
  }
  const funded: Order = {
    ...withFigures(order, event.figures),
    payments: [...order.payments, payment],
  };
  const note = `The ${event.instalment} is held in escrow.`;
  if (isForward(order.state)) return moved(funded, stateFromFacts(funded), note);
  if (!isTerminal(order.state)) return noted(funded, note);
  const refundId = deterministicId('rfd', order.orderId, 'late', payment.payableId);
  const reason = 'paid after the order had ended';
  // Everything that is held, not this amount: a refund of all may have caught it before we heard of it.
  return noted(funded, `${note} It came too late and goes back.`, [{ kind: 'refund', refundId, reason }]);
};

/**
 * A card issuer took an instalment back. Before the release the order waits for that payment again, with its deadline; once the
 * goods are accepted an operator decides. What had been released before is the seller's debt and moves nothing here.
 */
export const decideChargedBack: Rule<'charged_back'> = (order, event, now) => {
  if (order.lostPayments.some((lost) => isSameLoss(lost, event))) return ignored('The chargeback is known.');
  const { chargebackId, payableId, replacementPayableId, fromEscrow } = event;
  const lost = { chargebackId, payableId, replacementPayableId, amount: fromEscrow, at: now };
  const figures = withFigures(order, event.figures);
  // What came out of the seller's pocket leaves the instalment paid.
  const isLost = isPositiveMoney(fromEscrow);
  const after: Order = isLost ? { ...figures, lostPayments: [...figures.lostPayments, lost] } : figures;
  const note = isLost
    ? `The card issuer took ${fromEscrow.currency} back out of escrow (chargeback ${chargebackId}).`
    : `Chargeback ${chargebackId} after the release: the seller owes it.`;
  if (isForward(order.state) && isLost) return moved(after, stateFromFacts(after), note);
  if (acceptedStates.has(order.state) && isLost) return moved(parkedOrder(after, note), 'parked', note);
  const isEmpty = !isMoneyHeld(after);
  if (order.state === 'releasing' && isEmpty) return moved(after, stateOfEmptyEscrow(after), note);
  if (order.state === 'refunding' && isEmpty) return moved(after, 'refunded', note);
  return noted(after, note);
};

const isSameLoss = (
  a: { readonly chargebackId: string; readonly payableId: string },
  b: { readonly chargebackId: string; readonly payableId: string },
): boolean => a.chargebackId === b.chargebackId && a.payableId === b.payableId;

/** What follows in `releasing` once something was released or refunded. */
const goOnReleasing = (order: Order, now: Instant): Outcome => {
  if (!isMoneyHeld(order)) return moved(order, stateOfEmptyEscrow(order));
  if (isReleaseBlocked(order) || !isPositiveMoney(releasableOf(order))) {
    return noted(order, 'A share stays in escrow.');
  }
  const asked = askRelease({ ...order, release: nextAttempt(order.release) }, now);
  return noted(asked.order, 'The rest is released.', asked.requests);
};

/** A release was settled. */
export const decideReleased: Rule<'escrow_released'> = (order, event, now) => {
  const isMilestone = milestoneSettled(order, event.releaseId) !== order;
  const next = withFigures(milestoneSettled(order, event.releaseId), event.figures);
  if (isMilestone && isForward(order.state)) return noted(next, 'A milestone was released.');
  const isOwn = event.releaseId === releaseIdOf(order);
  if (order.state === 'releasing' && (isOwn || !isMoneyHeld(next))) return goOnReleasing(next, now);
  const isOver = order.state === 'parked' || order.state === 'refunding';
  if (isOver && !isMoneyHeld(next)) return moved(next, 'closed', 'A release under way was settled.');
  return noted(next, 'A release was settled.');
};

const goOnRefunding = (order: Order, now: Instant): Outcome => {
  if (!isMoneyHeld(order)) return moved(order, 'refunded');
  const asked = askRefund({ ...order, refund: nextAttempt(order.refund) }, 'rest of the refund', now);
  return noted(asked.order, 'More had been paid in; it goes back as well.', asked.requests);
};

const noteOf = (source: string | undefined): string => {
  if (source === undefined) return 'A refund was made.';
  return source === lateDelivery
    ? 'Damages for late delivery went back.'
    : 'The refund of the dispute was made.';
};

/** Money went back to the buyer: all of it, the share of a dispute, or damages for late delivery. */
export const decideRefunded: Rule<'escrow_refunded'> = (order, event, now) => {
  const figures = withFigures(order, event.figures);
  const share = figures.pendingRefunds.find((pending) => shareRefundIdOf(order, pending) === event.refundId);
  const isShare = share !== undefined;
  const next: Order = share ? replacePending(figures, share, undefined) : figures;
  const note = noteOf(share?.source);
  if (order.state === 'refunding') return goOnRefunding(next, now);
  if (order.state === 'releasing') return goOnReleasing(next, now);
  if (acceptedStates.has(order.state) && isShare) {
    if (!isMoneyHeld(next)) return moved(next, stateOfEmptyEscrow(next), note);
    if (isReleaseBlocked(next)) return noted(next, note);
    return startRelease(next, now, note);
  }
  if (order.state === 'parked' && !isMoneyHeld(next) && isPositiveMoney(next.funded)) {
    return moved(next, isPositiveMoney(next.released) ? 'closed' : 'refunded', note);
  }
  return noted(next, note);
};

const refuseAsk = (order: Order, which: 'release' | 'refund', why: string, now: Instant): Outcome => {
  const ask = order[which];
  if (ask.tries >= askTriesMax) return moved(parkedOrder(order, why), 'parked', why);
  return noted(
    { ...order, [which]: nextAttempt(ask), checkAt: addDuration(now, refusalCheck) },
    `${why} It is asked again.`,
  );
};

/** Escrow said no: asked again a little later under a new id, and at last parked. */
export const decideRefused: Rule<'escrow_refused'> = (order, event, now) => {
  const why = `Escrow refused (${event.code}): ${event.detail}`;
  if (order.state === 'releasing' && event.requestId === releaseIdOf(order)) {
    return refuseAsk(order, 'release', why, now);
  }
  if (order.state === 'refunding' && event.requestId === refundIdOf(order)) {
    return refuseAsk(order, 'refund', why, now);
  }
  const pending = order.pendingRefunds.find((one) => shareRefundIdOf(order, one) === event.requestId);
  if (pending) return noted(replacePending(order, pending, { ...pending, ...nextAttempt(pending) }), why);
  const milestone = milestoneRefused(order, event.requestId, now);
  if (milestone) return noted(milestone, why);
  if (order.disputes.some(({ disputeId }) => disputeId === event.requestId)) {
    return noted(withFreezeHold(order, why, now), why);
  }
  return ignored('The refusal is about nothing that is still wanted.');
};

const withFreezeHold = (order: Order, detail: string, now: Instant): Order => ({
  ...order,
  holds: [
    ...order.holds,
    {
      reason: 'freeze_refused',
      detail,
      owner: 'operator',
      placedAt: now,
      nextCheckAt: addDuration(now, { days: 7 }),
    },
  ],
});

/** The machine's step "Release escrow". */
export const decideRelease: Rule<'release'> = (order, _event, now) => {
  if (isReleaseBlocked(order)) return ignored('A hold or a refund comes first.');
  if (acceptedStates.has(order.state)) {
    return startRelease(order, now);
  }
  if (order.state !== 'releasing' || order.release.tries > 0)
    return ignored('There is no release to ask for.');
  const started = startRelease(order, now);
  return started.kind === 'change' ? { ...started, to: order.state } : started;
};

/** The machine's step "Refund escrow", and the undo of "Open escrow" for a cancelled order. */
export const decideRefund: Rule<'refund'> = (order, _event, now) => {
  const isWanted = order.state === 'refunding' || order.state === 'cancelled';
  if (!isWanted || order.refund.tries > 0) return ignored('There is no refund to ask for.');
  const asked = askRefund(order, `order ${order.state}`, now);
  return noted(asked.order, undefined, asked.requests);
};

/** The dispute's step "Refund the share", asked again by the dispute's deadline until escrow has made it. */
export const decideRefundShare: Rule<'refund_share'> = (order, event) => {
  const pending = order.pendingRefunds.find(({ source }) => source === event.disputeId);
  if (!pending) return ignored('This share has been refunded.');
  if (isTerminal(order.state)) return ignored('The order is over.');
  if (pending.tries < askTriesMax) {
    const asked = askShareRefund(order, pending);
    return noted(asked.order, undefined, asked.requests);
  }
  const why = `The refund of the dispute ${pending.source} was not made after ${askTriesMax} tries.`;
  return order.state === 'parked' ? ignored(why) : moved(parkedOrder(order, why), 'parked', why);
};
