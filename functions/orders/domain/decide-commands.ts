import { addDays, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { compareMoney, isPositiveMoney } from '../../../shared/kernel/money.ts';
import { unitOf } from '../../../shared/kernel/quantity.ts';
import type { ContractTerms } from '../../sourcing/contract.ts';
import type { OrderState } from '../contract.ts';
import { pauseClock } from './acceptance-clock.ts';
import { ignored, moved, noted, type Outcome, type Rule, refused } from './decision.ts';
import { notAsked } from './escrow-asks.ts';
import { agreedAqlsOf, type InspectionReport, judgeInspection, sampleSizeNeeded } from './inspection.ts';
import { type DeadlineName, heldOf, isMoneyHeld, type Order, releasableOf, withCondition } from './order.ts';
import {
  claimUntilOf,
  isForward,
  isShipped,
  isTerminal,
  shipByOf,
  stateFromFacts,
  stateOfLeaving,
} from './progress.ts';
import { timeLimitsAt } from './time-limits.ts';
import { stateWords } from './words.ts';

const notNow = (order: Order, what: string): Outcome =>
  refused('not_now', `${what} is not possible: ${stateWords[order.state]}`);

/** At its deadline a side has lost its move, whether or not the sweeper has come by. */
const isTimeUp = (order: Order, names: readonly DeadlineName[], now: Instant): boolean =>
  order.deadline !== undefined && names.includes(order.deadline.name) && now >= order.deadline.dueAt;

/** The supplier takes the order on. A deposit that came early counts at once. */
export const decideConfirm: Rule<'confirm'> = (order, _event, now) => {
  if (order.state !== 'awaiting_supplier_confirm') return notNow(order, 'Confirming');
  if (isTimeUp(order, ['supplier_confirmation'], now)) {
    return refused('not_now', `The time to confirm ended at ${order.deadline?.dueAt}.`);
  }
  const confirmed = { ...order, confirmedAt: now };
  return moved(confirmed, stateFromFacts(confirmed));
};

/** The supplier turns the order down. */
export const decideDecline: Rule<'decline'> = (order, event) =>
  order.state === 'awaiting_supplier_confirm'
    ? moved(order, stateOfLeaving(order), event.reason)
    : notNow(order, 'Declining');

/** The buyer withdraws before anything was paid; a paid order can only be refunded. */
export const decideCancel: Rule<'cancel'> = (order, event) => {
  if (isPositiveMoney(order.funded)) {
    return refused('already_paid', `${order.funded.currency} is held in escrow for this order.`);
  }
  const isOpen = order.state === 'awaiting_supplier_confirm' || order.state === 'awaiting_deposit';
  return isOpen ? moved(order, 'cancelled', event.reason) : notNow(order, 'Cancelling');
};

/** Units in the lot of a contract, where its quantity counts units; goods by weight or volume are counted in packages. */
export const lotOf = (terms: ContractTerms): number =>
  unitOf(terms.quantity.unit).kind === 'count'
    ? Math.ceil(Number(terms.quantity.value))
    : terms.packing.reduce((sum, line) => sum + line.packages, 0);

const refuseInspection = (
  terms: ContractTerms,
  report: InspectionReport | undefined,
): Outcome | undefined => {
  const agreed = agreedAqlsOf(terms);
  if (agreed === undefined) return undefined;
  if (!report) {
    return refused('inspection_required', `The contract agrees an inspection at AQL ${agreed.major}.`);
  }
  const lot = lotOf(terms);
  if (report.lotSize < lot) {
    return refused('inspection_incomplete', `The lot has ${lot} units, the report covers ${report.lotSize}.`);
  }
  const needed = sampleSizeNeeded(report.lotSize, agreed);
  if (report.sampleSize < needed) {
    return refused(
      'inspection_incomplete',
      `At AQL ${agreed.major} a lot of ${report.lotSize} needs a sample of ${needed}; ${report.sampleSize} were inspected.`,
    );
  }
  const result = judgeInspection(report, agreed);
  return result.isPassed ? undefined : refused('inspection_failed', result.finding);
};

/** The supplier reports the goods ready; a failed inspection keeps the order in production. */
export const decideReadiness: Rule<'report_readiness'> = (order, event, now) => {
  const shippedUnready = order.state === 'awaiting_balance' && order.readyAt === undefined;
  if (order.state !== 'in_production' && !shippedUnready) return notNow(order, 'Reporting readiness');
  if (order.state === 'in_production' && now >= shipByOf(order)) {
    return refused('not_now', `The last moment of shipment was ${shipByOf(order)}; the order is refunded.`);
  }
  const refusal = refuseInspection(order.terms, event.report);
  if (refusal) return refusal;
  const inspection = event.report && judgeInspection(event.report, agreedAqlsOf(order.terms));
  const isInspected = inspection !== undefined && agreedAqlsOf(order.terms) !== undefined;
  const judged = isInspected
    ? withCondition(order, { trigger: 'inspection_passed', eventId: event.causeId, satisfiedAt: now })
    : order;
  const ready = { ...judged, readyAt: now, inspection };
  return shippedUnready
    ? noted(ready, inspection?.finding ?? 'Readiness reported after shipment.')
    : moved(ready, stateFromFacts(ready), inspection?.finding);
};

/** The buyer has the goods and takes them. */
export const decideAccept: Rule<'accept'> = (order, event, now) => {
  if (order.state !== 'shipped' && order.state !== 'delivered') return notNow(order, 'Accepting');
  const accepted = withCondition(order, { trigger: 'accepted', eventId: event.causeId, satisfiedAt: now });
  return moved({ ...accepted, acceptedAt: now }, 'accepted');
};

const hasMilestone = (order: Order, trigger: string): boolean =>
  order.milestones.some((milestone) => milestone.trigger === trigger);

/** The supplier shows that production has begun; shown again, the last evidence counts until the buyer has confirmed it. */
export const decideReportProduction: Rule<'report_production'> = (order, event, now) => {
  if (!hasMilestone(order, 'production_started')) {
    return refused('not_agreed', 'The contract releases nothing at the start of production.');
  }
  if (order.state !== 'in_production') return notNow(order, 'Reporting the start of production');
  if (order.production?.confirmedAt) return refused('not_now', 'The start of production is confirmed.');
  const { description, sha256 } = event;
  return noted(
    { ...order, production: { description, sha256, reportedAt: now } },
    'The supplier has shown that production has begun; the buyer is to confirm it.',
  );
};

/** The buyer confirms it: silence does not, because the money leaves before there are goods. */
export const decideConfirmProduction: Rule<'confirm_production'> = (order, event, now) => {
  if (!order.production) return refused('not_agreed', 'The supplier has shown no start of production.');
  if (order.production.confirmedAt) return ignored('It is confirmed.');
  if (!isForward(order.state)) return notNow(order, 'Confirming the start of production');
  const condition = { trigger: 'production_started', eventId: event.causeId, satisfiedAt: now } as const;
  return noted(
    { ...withCondition(order, condition), production: { ...order.production, confirmedAt: now } },
    'The buyer has confirmed the start of production.',
  );
};

/** The buyer gives itself more time to look at the goods. */
export const decideExtendAcceptance: Rule<'extend_acceptance'> = (order, _event, now) => {
  const { clock } = order;
  const isLooking = order.state === 'delivered' || order.state === 'shipped';
  if (!isLooking || clock?.kind !== 'running')
    return notNow(order, 'Extending the time to look at the goods');
  if (isTimeUp(order, ['acceptance', 'untracked'], now)) {
    return refused('not_now', `The goods count as accepted since ${order.deadline?.dueAt}.`);
  }
  const { acceptanceExtensionsMax, acceptanceExtensionDays } = timeLimitsAt(order.placedAt);
  if (order.acceptanceExtensions >= acceptanceExtensionsMax) {
    return refused('extension_used_up', `It was extended ${order.acceptanceExtensions} times.`);
  }
  const dueAt = addDuration(clock.dueAt, { days: acceptanceExtensionDays });
  return noted(
    { ...order, clock: { kind: 'running', dueAt }, acceptanceExtensions: order.acceptanceExtensions + 1 },
    `The buyer takes ${acceptanceExtensionDays} more days to look at the goods, until ${dueAt}.`,
  );
};

const waitsForLoad: ReadonlySet<OrderState> = new Set([
  'awaiting_supplier_confirm',
  'awaiting_deposit',
  'in_production',
  'awaiting_balance',
  'fully_funded',
]);

/** The buyer gives the supplier more time to ship; damages for late shipment count from the new day. */
export const decideExtendShipment: Rule<'extend_shipment'> = (order, event, now) => {
  if (!waitsForLoad.has(order.state) || isShipped(order)) return notNow(order, 'Extending the time to ship');
  if (isTimeUp(order, ['shipment'], now)) {
    return refused('not_now', `The last moment of shipment was ${shipByOf(order)}; the order is refunded.`);
  }
  const until = parseBusinessDate(event.latestShipOn);
  const agreed = parseBusinessDate(order.terms.latestShipOn);
  if (until <= (order.shipmentExtendedTo ?? agreed)) {
    return refused(
      'extension_not_later',
      `The last day of shipment is ${order.shipmentExtendedTo ?? agreed}.`,
    );
  }
  const last = addDays(agreed, timeLimitsAt(order.placedAt).shipmentExtensionDaysMax);
  if (until > last) return refused('extension_too_long', `It can be extended to ${last} at most.`);
  return noted(
    { ...order, shipmentExtendedTo: until },
    `The buyer has extended the last day of shipment to ${until}.`,
  );
};

/** Most disputes that may be open on one order at a time. */
export const openDisputesMax = 5;

/** The buyer disputes a share: the clock stands still, and that share stays in escrow. */
export const decideOpenDispute: Rule<'open_dispute'> = (order, event, now) => {
  if (order.state !== 'shipped' && order.state !== 'delivered') {
    return refused('not_disputable', `The order cannot be disputed now: ${stateWords[order.state]}`);
  }
  const until = claimUntilOf(order);
  if (until !== undefined && now >= until) {
    return refused('not_disputable', `The claim window ended at ${until}.`);
  }
  if (isTimeUp(order, ['acceptance', 'untracked'], now)) {
    return refused('not_disputable', `The goods count as accepted since ${order.deadline?.dueAt}.`);
  }
  if (order.disputes.some(({ disputeId }) => disputeId === event.disputeId)) {
    return refused('dispute_open', `The dispute ${event.disputeId} is open.`);
  }
  if (order.disputes.length >= openDisputesMax) {
    return refused(
      'dispute_open',
      `${order.disputes.length} disputes are open; ${openDisputesMax} are the most.`,
    );
  }
  if (event.claimed.currency !== order.deposit.currency) {
    return refused('claim_too_high', `The order is in ${order.deposit.currency}.`);
  }
  if (compareMoney(event.claimed, releasableOf(order)) > 0) {
    return refused(
      'claim_too_high',
      'Escrow holds less than the claim: refunded and claimed money counts off.',
    );
  }
  return noted(
    {
      ...order,
      disputes: [...order.disputes, { disputeId: event.disputeId, claimed: event.claimed }],
      disputeIds: [...order.disputeIds, event.disputeId],
      clock: order.clock && pauseClock(order.clock, now),
    },
    'Dispute opened; the acceptance clock stands still.',
  );
};

const stateOfResuming = (order: Order): OrderState => {
  const from = order.parkedFrom ?? 'awaiting_supplier_confirm';
  return isForward(from) ? stateFromFacts(order) : from;
};

/** An operator decides on a parked order; its holds end with the decision, which is the ground of a release. */
export const decideResolve: Rule<'resolve'> = (order, event, now) => {
  if (order.state !== 'parked') return notNow(order, 'Resolving');
  const grounded =
    event.resolution === 'release'
      ? withCondition(order, { trigger: 'operator', eventId: event.causeId, satisfiedAt: now })
      : order;
  const free: Order = {
    ...grounded,
    holds: [],
    release: notAskedAgain(order.release),
    refund: notAskedAgain(order.refund),
  };
  if (event.resolution === 'refund') return moved(free, 'refunding', event.reason);
  if (event.resolution === 'resume') return moved(free, stateOfResuming(order), event.reason);
  if (!isMoneyHeld(order)) return refused('nothing_held', `Escrow holds ${heldOf(order).amountMinor}.`);
  return moved(free, 'releasing', event.reason);
};

/** Tries start anew, ids do not: an id that was refused stays refused. */
const notAskedAgain = (ask: Order['release']): Order['release'] =>
  ask.tries === 0 ? notAsked : { attempt: ask.attempt + 1, tries: 0 };

/** Something went wrong that the machine cannot mend: money stays where it is, an operator is asked. */
export const decidePark: Rule<'park'> = (order, event) => {
  if (isTerminal(order.state) || order.state === 'parked') return ignored('There is nothing to park.');
  return moved(parkedOrder(order, event.reason), 'parked', event.reason);
};

/** The order as it is parked: where it came from, and why. */
export const parkedOrder = (order: Order, reason: string): Order => ({
  ...order,
  parkedFrom: order.state,
  parkReason: reason,
});
