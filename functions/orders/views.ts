import type { z } from 'zod';
import { addDays, parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import { formatMoney, isPositiveMoney, type Money, sumMoney } from '../../shared/kernel/money.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { OrderSnapshot } from './contract.ts';
import type { disputeShape } from './dispute-shapes.ts';
import { escalationFrom } from './domain/decide-dispute.ts';
import { type Dispute, disputeWords, isEnded } from './domain/dispute.ts';
import { lateDamagesOf } from './domain/late-damages.ts';
import { satisfiedMilestonesOf } from './domain/milestone-release.ts';
import { nextActionOf } from './domain/next-action.ts';
import {
  depositPaidAtOf,
  frozenOf,
  heldOf,
  lateDelivery,
  type Order,
  type OrderInstalment,
  paidAtOf,
  payableOf,
} from './domain/order.ts';
import { orderIdOf } from './domain/place-order.ts';
import { claimUntilOf, isPortToPort, isTerminal } from './domain/progress.ts';
import { deadlineWords, stateWords } from './domain/words.ts';
import type { ConsolidatedOrder, Contract } from './rows.ts';
import type { consolidatedOrderShape, contractShape, orderShape, orderSummaryShape } from './shapes.ts';

/** The snapshot that other contexts follow an order by. */
export const toSnapshot = (order: Order): OrderSnapshot => ({
  orderId: order.orderId,
  consolidatedOrderId: order.consolidatedOrderId,
  terms: order.terms,
  state: order.state,
  escrowId: order.escrowId,
  deposit: formatMoney(order.deposit),
  balance: formatMoney(order.balance),
  sampleCredit: formatMoney(order.sampleCredit),
  shippedAt: order.onBoard?.occurredAt,
  deliveredAt: order.deliveredAt ?? (isPortToPort(order.terms) ? order.arrivedAt : undefined),
  isDisputed: order.disputes.length > 0,
});

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const toParties = ({ terms }: Order) => ({
  buyer: { companyId: terms.buyerId, name: terms.buyerName, country: terms.buyerCountry },
  supplier: { companyId: terms.supplierId, name: terms.supplierName, country: terms.supplierCountry },
});

const instalmentOf = (order: Order, which: 'deposit' | 'balance'): OrderInstalment | undefined =>
  order.instalments.find(({ name }) => name === which || (which === 'deposit' && name === 'full'));

const payableIdOf = (order: Order, which: 'deposit' | 'balance'): string | undefined => {
  const instalment = instalmentOf(order, which);
  return instalment && payableOf(order, instalment);
};

const isPaid = (order: Order, which: 'deposit' | 'balance'): boolean => {
  const instalment = instalmentOf(order, which);
  return instalment !== undefined && paidAtOf(order, instalment) !== undefined;
};

const toInstalment = (order: Order, instalment: OrderInstalment) => {
  const depositAt = depositPaidAtOf(order);
  const { name, amount, daysAfterDeposit } = instalment;
  return {
    name,
    payableId: payableOf(order, instalment),
    amount: formatMoney(amount),
    dueAt:
      depositAt !== undefined && daysAfterDeposit !== undefined
        ? addDuration(depositAt, { days: daysAfterDeposit })
        : undefined,
    paidAt: paidAtOf(order, instalment),
  };
};

const toMoney = (order: Order) => ({
  goodsTotal: order.terms.goodsTotal,
  sampleCredit: formatMoney(order.sampleCredit),
  deposit: formatMoney(order.deposit),
  balance: formatMoney(order.balance),
  escrowId: order.escrowId,
  depositPayableId: payableIdOf(order, 'deposit'),
  balancePayableId: payableIdOf(order, 'balance'),
  isDepositPaid: isPaid(order, 'deposit'),
  isBalancePaid: isPaid(order, 'balance'),
  funded: formatMoney(order.funded),
  held: formatMoney(heldOf(order)),
  frozen: formatMoney(frozenOf(order)),
  released: formatMoney(order.released),
  refunded: formatMoney(order.refunded),
  chargedBack: formatMoney(order.chargedBack),
  instalments: order.instalments.map((instalment) => toInstalment(order, instalment)),
});

/** An order in a listing. */
export const toOrderSummary = ({
  data: order,
  version,
}: Entity<Order>): z.input<typeof orderSummaryShape> => ({
  orderId: order.orderId,
  consolidatedOrderId: order.consolidatedOrderId,
  contractId: order.terms.contractId,
  version,
  state: order.state,
  stateText: sentence(stateWords[order.state]),
  ...toParties(order),
  productName: order.terms.productName,
  quantity: order.terms.quantity,
  money: toMoney(order),
  nextAction: nextActionOf(order),
  isDisputed: order.disputes.length > 0,
  isHeld: order.holds.length > 0,
  placedAt: order.placedAt,
});

const readyByOf = (order: Order): string | undefined => {
  const depositAt = depositPaidAtOf(order);
  return depositAt && addDays(parseBusinessDate(depositAt.slice(0, 10)), order.terms.productionLeadDays);
};

const toLateDelivery = (order: Order) => {
  const late = order.lateDamages ?? lateDamagesOf(order);
  if (!late || !isPositiveMoney(late.amount)) return undefined;
  const isAsked = order.lateDamages !== undefined;
  const isMade = !order.pendingRefunds.some(({ source }) => source === lateDelivery);
  return { days: late.days, amount: formatMoney(late.amount), isNetted: isAsked && isMade };
};

const toMilestones = (order: Order) => {
  const satisfied = new Set(satisfiedMilestonesOf(order));
  const isAccepted = order.acceptedAt !== undefined;
  return order.milestones.map((milestone) => ({
    trigger: milestone.trigger,
    amount: formatMoney(milestone.amount),
    isSatisfied: satisfied.has(milestone) || (milestone.trigger === 'accepted' && isAccepted),
  }));
};

const toDeadlines = (order: Order) => {
  const until = isTerminal(order.state) ? undefined : claimUntilOf(order);
  return [
    ...(order.deadline
      ? [{ ...order.deadline, what: deadlineWords[order.deadline.name], isPaused: false }]
      : []),
    ...(order.clock?.kind === 'paused'
      ? [
          {
            name: 'acceptance',
            what: deadlineWords.acceptance,
            isPaused: true,
            remainingSeconds: Math.floor(order.clock.remainingMs / 1000),
          },
        ]
      : []),
    ...(until ? [{ name: 'claim', dueAt: until, what: 'The last moment of a claim.', isPaused: false }] : []),
  ];
};

/** An order in full. */
export const toOrder = (entity: Entity<Order>): z.input<typeof orderShape> => {
  const order = entity.data;
  return {
    ...toOrderSummary(entity),
    terms: order.terms,
    readyByExpected: readyByOf(order),
    inspection: order.inspection,
    confirmedAt: order.confirmedAt,
    readyAt: order.readyAt,
    shippedAt: order.onBoard?.occurredAt,
    vesselOrFlight: order.onBoard?.vesselOrFlight,
    arrivedAt: order.arrivedAt,
    deliveredAt: order.deliveredAt,
    acceptedAt: order.acceptedAt,
    holds: order.holds.map((hold) => ({ ...hold })),
    disputeId: order.disputes[0]?.disputeId,
    openDisputeIds: order.disputes.map(({ disputeId }) => disputeId),
    milestones: toMilestones(order),
    conditions: order.conditions.map((one) => ({ ...one })),
    production: order.production,
    lateDelivery: toLateDelivery(order),
    shipmentExtendedTo: order.shipmentExtendedTo,
    acceptanceExtensions: order.acceptanceExtensions,
    disputeIds: [...order.disputeIds],
    parkReason: order.state === 'parked' ? order.parkReason : undefined,
    deadlines: toDeadlines(order),
    timeline: order.timeline.map((entry) => ({ ...entry })),
  };
};

const totalsOf = (orders: readonly Order[], amountOf: (order: Order) => Money) => {
  const currencies = [...new Set(orders.map((order) => order.deposit.currency))].sort();
  return currencies.map((currency) =>
    formatMoney(
      sumMoney(currency, orders.filter((order) => order.deposit.currency === currency).map(amountOf)),
    ),
  );
};

const isDue = (order: Order, which: 'deposit' | 'balance'): boolean =>
  instalmentOf(order, which) !== undefined &&
  !isPaid(order, which) &&
  !isTerminal(order.state) &&
  order.state !== 'refunding';

/** A consolidated order with its orders and the payables that pay them at once. */
export const toConsolidatedOrder = (
  consolidated: ConsolidatedOrder,
  entities: readonly Entity<Order>[],
): z.input<typeof consolidatedOrderShape> => {
  const orders = entities.map((entity) => entity.data);
  const deposits = orders.filter((order) => isDue(order, 'deposit'));
  const balances = orders.filter((order) => isDue(order, 'balance'));
  return {
    consolidatedOrderId: consolidated.consolidatedOrderId,
    buyerId: consolidated.buyerId,
    placedAt: consolidated.placedAt,
    orders: entities.map(toOrderSummary),
    deposits: {
      payableIds: deposits.flatMap((order) => payableIdOf(order, 'deposit') ?? []),
      totals: totalsOf(deposits, (order) => order.deposit),
    },
    balances: {
      payableIds: balances.flatMap((order) => payableIdOf(order, 'balance') ?? []),
      totals: totalsOf(balances, (order) => order.balance),
    },
  };
};

/** A frozen contract; `orderId` is the order it has become or would become. */
export const toContract = (contract: Contract, isOrdered: boolean): z.input<typeof contractShape> => ({
  ...contract.terms,
  isOrdered,
  ...(isOrdered ? { orderId: orderIdOf(contract.terms.contractId) } : {}),
});

const optionalMoney = (amount: Money | undefined) => (amount ? formatMoney(amount) : undefined);

const openTo = (dispute: Dispute, now: Instant): string[] => {
  if (isEnded(dispute.state)) return [];
  const canEscalate = dispute.state !== 'escalated' && now >= escalationFrom(dispute);
  return [
    'answerDispute',
    'addDisputeEvidence',
    'withdrawDispute',
    ...(dispute.offer ? ['acceptDisputeOffer'] : []),
    ...(canEscalate ? ['escalateDispute'] : []),
    ...(dispute.state === 'escalated' ? ['determineDispute'] : []),
  ];
};

/** A dispute in full. */
export const toDispute = (
  { data: dispute, version }: Entity<Dispute>,
  now: Instant,
): z.input<typeof disputeShape> => ({
  disputeId: dispute.disputeId,
  orderId: dispute.orderId,
  version,
  buyerId: dispute.buyerId,
  supplierId: dispute.supplierId,
  state: dispute.state,
  stateText: sentence(disputeWords[dispute.state]),
  reason: dispute.reason,
  description: dispute.description,
  claimed: formatMoney(dispute.claimed),
  freight: optionalMoney(dispute.freight),
  atFault: dispute.atFault,
  share: dispute.share,
  offer: optionalMoney(dispute.offer),
  offerNote: dispute.offerNote,
  refund: optionalMoney(dispute.refund),
  determinedBy: dispute.determinedBy,
  reasons: dispute.reasons,
  evidence: dispute.evidence.map((one) => ({ ...one })),
  openedAt: dispute.openedAt,
  escalationOpenFrom: escalationFrom(dispute),
  dueAt: dispute.deadline?.dueAt,
  openOperations: openTo(dispute, now),
  timeline: dispute.timeline.map((entry) => ({ ...entry })),
});
