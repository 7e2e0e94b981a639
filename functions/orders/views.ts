import type { z } from 'zod';
import { addDays, parseBusinessDate } from '../../shared/kernel/business-date.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { formatMoney, isPositiveMoney, type Money, sumMoney } from '../../shared/kernel/money.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { OrderSnapshot } from './contract.ts';
import { escalationFrom } from './domain/decide-dispute.ts';
import { type Dispute, disputeWords, isEnded } from './domain/dispute.ts';
import { nextActionOf } from './domain/next-action.ts';
import { heldOf, type Order } from './domain/order.ts';
import { orderIdOf } from './domain/place-order.ts';
import { claimUntilOf, isPortToPort, isTerminal } from './domain/progress.ts';
import { deadlineWords, stateWords } from './domain/words.ts';
import type { ConsolidatedOrder, Contract } from './rows.ts';
import type {
  consolidatedOrderShape,
  contractShape,
  disputeShape,
  orderShape,
  orderSummaryShape,
} from './shapes.ts';

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
  isDisputed: order.dispute !== undefined,
});

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const toParties = ({ terms }: Order) => ({
  buyer: { companyId: terms.buyerId, name: terms.buyerName, country: terms.buyerCountry },
  supplier: { companyId: terms.supplierId, name: terms.supplierName, country: terms.supplierCountry },
});

const toMoney = (order: Order) => ({
  goodsTotal: order.terms.goodsTotal,
  sampleCredit: formatMoney(order.sampleCredit),
  deposit: formatMoney(order.deposit),
  balance: formatMoney(order.balance),
  escrowId: order.escrowId,
  depositPayableId: isPositiveMoney(order.deposit) ? order.depositPayableId : undefined,
  balancePayableId: isPositiveMoney(order.balance) ? order.balancePayableId : undefined,
  isDepositPaid: order.depositPaidAt !== undefined,
  isBalancePaid: order.balancePaidAt !== undefined,
  funded: formatMoney(order.funded),
  held: formatMoney(heldOf(order)),
  frozen: order.dispute
    ? formatMoney(order.dispute.claimed)
    : formatMoney({ ...order.funded, amountMinor: 0n }),
  released: formatMoney(order.released),
  refunded: formatMoney(order.refunded),
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
  isDisputed: order.dispute !== undefined,
  isHeld: order.holds.length > 0,
  placedAt: order.placedAt,
});

const readyByOf = (order: Order): string | undefined =>
  order.depositPaidAt === undefined
    ? undefined
    : addDays(parseBusinessDate(order.depositPaidAt.slice(0, 10)), order.terms.productionLeadDays);

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
    disputeId: order.dispute?.disputeId,
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
  isPositiveMoney(order[which]) &&
  (which === 'deposit' ? order.depositPaidAt : order.balancePaidAt) === undefined &&
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
      payableIds: deposits.map((order) => order.depositPayableId),
      totals: totalsOf(deposits, (order) => order.deposit),
    },
    balances: {
      payableIds: balances.map((order) => order.balancePayableId),
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
