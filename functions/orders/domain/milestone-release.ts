import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import {
  addMoney,
  isPositiveMoney,
  type Money,
  minMoney,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { ignored, noted, type OrderRequest, type Outcome } from './decision.ts';
import {
  answerCheck,
  askLateDamages,
  askShareRefund,
  askTriesMax,
  endedDisputesOf,
  nextAttempt,
  notAsked,
  refusalCheck,
} from './escrow-asks.ts';
import {
  type Condition,
  isReleaseBlocked,
  lateDelivery,
  type Milestone,
  type MilestoneRelease,
  milestoneDeadlineName,
  type Order,
  releasableOf,
} from './order.ts';
import { isForward, isReceived, isShipped } from './progress.ts';
import { timeLimitsAt } from './time-limits.ts';

const has = (order: Order, trigger: Condition['trigger']): boolean =>
  order.conditions.some((condition) => condition.trigger === trigger);

const isOnBoard = (order: Order): boolean => isShipped(order) && order.onBoard?.isRetracted !== true;

/** Whether the event of a milestone has come true, and still is; acceptance releases whatever is left by itself. */
const isSatisfied = (order: Order, { trigger }: Milestone): boolean => {
  switch (trigger) {
    case 'production_started':
    case 'inspection_passed':
      return has(order, trigger);
    case 'on_board':
      return isOnBoard(order);
    case 'documents_presented':
      return has(order, trigger) && isOnBoard(order);
    case 'delivered':
      return isReceived(order);
    case 'accepted':
      return false;
  }
};

/** Milestones whose event has come true, in the order of the contract. */
export const satisfiedMilestonesOf = (order: Order): readonly Milestone[] =>
  order.milestones.filter((milestone) => isSatisfied(order, milestone));

/** What milestones have made due and was not released yet; never what a dispute, a refund or a chargeback lays claim to. */
export const dueByMilestones = (order: Order): Money => {
  const none = zeroMoney(order.funded.currency);
  const due = satisfiedMilestonesOf(order)
    .map(({ amount }) => amount)
    .reduce(addMoney, none);
  const missing = minMoney(subtractMoney(due, order.released), releasableOf(order));
  return isPositiveMoney(missing) ? missing : none;
};

/** Id of the release of milestones that is being asked for: the same until escrow refuses it. */
export const milestoneReleaseIdOf = (order: Order, release: MilestoneRelease): string =>
  deterministicId(
    'rel',
    order.orderId,
    'milestone',
    String(order.milestoneReleases),
    String(release.attempt),
  );

const requestOf = (order: Order, release: MilestoneRelease): OrderRequest => ({
  kind: 'release',
  releaseId: milestoneReleaseIdOf(order, release),
  amount: release.amount,
  trigger: release.trigger,
  conditions: release.conditions,
  sequence: release.sequence,
  endedDisputeIds: endedDisputesOf(order),
});

const checkedAt = (order: Order, dueAt: Instant): Order => ({
  ...order,
  milestoneDeadline: { name: milestoneDeadlineName, dueAt },
});

const withoutCheck = ({ milestoneRelease: _, milestoneDeadline: __, ...order }: Order): Order => order;

/** Conditions that milestones may rest on, without those of the acceptance. */
const groundsOf = (order: Order): readonly Condition[] =>
  order.conditions.filter(({ trigger }) => trigger !== 'accepted' && trigger !== 'auto_accepted');

/**
 * Asks for what milestones have made due, one release at a time, while the order is under way and nothing keeps its money back;
 * damages for late delivery go first. Undefined when there is nothing to ask.
 */
export const askMilestones = (
  order: Order,
  now: Instant,
): { readonly order: Order; readonly requests: readonly OrderRequest[] } | undefined => {
  const isOpen = isForward(order.state) && order.isEscrowOpen && !order.milestoneRelease;
  if (!isOpen || isReleaseBlocked(order)) return undefined;
  const amount = dueByMilestones(order);
  if (!isPositiveMoney(amount)) return undefined;
  const damages = askLateDamages(order);
  if (damages) return { ...damages, order: checkedAt(damages.order, addDuration(now, answerCheck)) };
  const conditions = groundsOf(order);
  const trigger = satisfiedMilestonesOf(order).at(-1)?.trigger;
  if (conditions.length === 0 || trigger === undefined) return undefined;
  const sequence = order.entries + 1;
  const release: MilestoneRelease = { ...notAsked, tries: 1, amount, trigger, conditions, sequence };
  const asked = checkedAt(
    {
      ...order,
      entries: sequence,
      milestoneRelease: release,
      milestoneReleases: order.milestoneReleases + 1,
    },
    addDuration(now, answerCheck),
  );
  return { order: asked, requests: [requestOf(asked, release)] };
};

/** The release of milestones was settled: the next one may be asked for. */
export const milestoneSettled = (order: Order, releaseId: string): Order =>
  order.milestoneRelease && milestoneReleaseIdOf(order, order.milestoneRelease) === releaseId
    ? withoutCheck(order)
    : order;

/** Escrow refused it: what is due then is asked for a little later, under the next id. */
export const milestoneRefused = (order: Order, requestId: string, now: Instant): Order | undefined => {
  const release = order.milestoneRelease;
  if (!release || milestoneReleaseIdOf(order, release) !== requestId) return undefined;
  return checkedAt(
    { ...order, milestoneRelease: { ...release, ...nextAttempt(release) } },
    addDuration(now, refusalCheck),
  );
};

const stuck = (order: Order, now: Instant): Outcome => {
  const detail = 'Escrow has not made the release of a milestone; what is left is released at acceptance.';
  const nextCheckAt = addDuration(now, { days: timeLimitsAt(order.placedAt).holdCheckDays });
  const hold = { reason: 'release_stuck', detail, owner: 'operator', placedAt: now, nextCheckAt } as const;
  return noted({ ...withoutCheck(order), holds: [...order.holds, hold] }, detail);
};

/** The second deadline: a release of milestones, or damages before it, that escrow has not answered is asked for again. */
export const checkMilestoneRelease = (order: Order, dueAt: string, now: Instant): Outcome => {
  const own = order.milestoneDeadline;
  if (own?.dueAt !== dueAt || now < own.dueAt) return ignored('The deadline is not in force.');
  const later = checkedAt(order, addDuration(now, answerCheck));
  const pending = order.pendingRefunds.find(({ source }) => source === lateDelivery);
  if (!isForward(order.state)) return noted(withoutCheck(order));
  if (pending) {
    if (pending.tries >= askTriesMax) return stuck(order, now);
    const asked = askShareRefund(later, pending);
    return noted(asked.order, 'The damages for late delivery are asked for again.', asked.requests);
  }
  const release = order.milestoneRelease;
  if (!release) return noted(withoutCheck(order));
  if (release.tries >= askTriesMax) return stuck(order, now);
  // What has changed since, a dispute above all, changes what may be asked for; an id that was asked with stays as it was.
  const isNew = release.attempt > 1;
  const amount = isNew ? dueByMilestones(order) : release.amount;
  if (!isPositiveMoney(amount)) return noted(withoutCheck(order), 'Nothing is due by milestones any more.');
  const again: MilestoneRelease = { ...release, amount, tries: release.tries + 1 };
  return noted({ ...later, milestoneRelease: again }, 'The release of a milestone is asked for again.', [
    requestOf(later, again),
  ]);
};
