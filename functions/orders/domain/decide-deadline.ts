import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { parkedOrder } from './decide-commands.ts';
import { ignored, moved, noted, type Outcome, type Rule } from './decision.ts';
import { answerCheck, askRefund, askRelease, askShareRefund, askTriesMax } from './escrow-asks.ts';
import { checkMilestoneRelease } from './milestone-release.ts';
import {
  type DeadlineName,
  isMoneyHeld,
  isReleaseBlocked,
  lateDelivery,
  milestoneDeadlineName,
  type Order,
} from './order.ts';
import { isShipped, stateOfEmptyEscrow, stateOfLeaving } from './progress.ts';
import { startRelease } from './start-release.ts';

const park = (order: Order, why: string): Outcome => moved(parkedOrder(order, why), 'parked', why);

/** Damages for late delivery that escrow has not answered are asked for again; a dispute looks after its own refund. */
const askDamagesAgain = (order: Order, now: Instant): Outcome | undefined => {
  const pending = order.pendingRefunds.find(({ source }) => source === lateDelivery);
  if (!pending) return undefined;
  if (pending.tries >= askTriesMax) return park(order, 'Escrow has not made the refund for late delivery.');
  const asked = askShareRefund({ ...order, checkAt: addDuration(now, answerCheck) }, pending);
  return noted(asked.order, 'The damages for late delivery are asked for again.', asked.requests);
};

const checkRelease = (order: Order, now: Instant): Outcome => {
  if (isReleaseBlocked(order)) {
    return (
      askDamagesAgain(order, now) ??
      noted({ ...order, checkAt: addDuration(now, answerCheck) }, 'The release still waits.')
    );
  }
  return startRelease(order, now);
};

const checkSettlement = (order: Order, now: Instant): Outcome => {
  if (!isMoneyHeld(order)) return moved(order, stateOfEmptyEscrow(order));
  const damages = askDamagesAgain(order, now);
  if (damages) return damages;
  if (order.disputes.length > 0 || order.pendingRefunds.length > 0) {
    return noted({ ...order, checkAt: addDuration(now, answerCheck) }, 'A disputed share stays in escrow.');
  }
  if (order.holds.length > 0) return park(order, `A hold keeps the rest back: ${order.holds[0]?.reason}.`);
  if (order.release.tries >= askTriesMax) return park(order, 'Escrow has not answered the release.');
  const asked = askRelease(order, now);
  return noted(asked.order, 'Escrow has not answered; the release is asked for again.', asked.requests);
};

const checkRefund = (order: Order, now: Instant): Outcome => {
  if (order.refund.tries >= askTriesMax) return park(order, 'Escrow has not answered the refund.');
  const asked = askRefund(order, 'asked again', now);
  return noted(asked.order, 'Escrow has not answered; the refund is asked for again.', asked.requests);
};

const endParking = (order: Order): Outcome => {
  const why = 'No operator decided in time; what is held goes back to the buyer.';
  const free: Order = {
    ...order,
    holds: [],
    refund: { attempt: order.refund.attempt + 1, tries: 0 },
  };
  return moved(free, isMoneyHeld(order) ? 'refunding' : stateOfEmptyEscrow(order), why);
};

/** What each deadline means when it falls due. */
const rules: { readonly [Name in DeadlineName]: (order: Order, now: Instant) => Outcome } = {
  supplier_confirmation: (order) =>
    moved(order, stateOfLeaving(order), 'The supplier did not confirm in time.'),
  deposit: (order) =>
    isShipped(order)
      ? park(order, 'The goods are under way, and the deposit was taken back and not paid again in time.')
      : moved(order, stateOfLeaving(order), 'The deposit was not paid in time.'),
  interim: (order) => park(order, 'An interim payment was not made in time.'),
  shipment: (order) =>
    moved(
      order,
      'refunding',
      'Not shipped by the last day and its grace: refunded in full, nobody need ask.',
    ),
  balance: (order) => park(order, 'The goods are ready, the balance was not paid in time.'),
  untracked: (order, now) =>
    moved(
      { ...order, acceptedAt: now },
      'auto_accepted',
      'Nothing more was observed, and the buyer was silent.',
    ),
  acceptance: (order, now) =>
    moved({ ...order, acceptedAt: now }, 'auto_accepted', 'The buyer was silent to the end of its time.'),
  hold_check: (order) => park(order, `The hold was not lifted in time: ${order.holds[0]?.reason}.`),
  release: checkRelease,
  settlement: checkSettlement,
  refund: checkRefund,
  operator: endParking,
};

/** A deadline fired. It counts only while it is still the order's own: one that was moved or replaced means nothing. */
export const decideDeadline: Rule<'deadline'> = (order, event, now) => {
  if (event.name === milestoneDeadlineName) return checkMilestoneRelease(order, event.dueAt, now);
  const own = order.deadline;
  if (own?.name !== event.name || own.dueAt !== event.dueAt) return ignored('The deadline is not in force.');
  if (now < own.dueAt) return ignored('The deadline has not fallen due.');
  return rules[own.name](order, now);
};
