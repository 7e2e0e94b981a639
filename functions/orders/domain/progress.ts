import { addDays, instantAt, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { incotermOf } from '../../../shared/kernel/incoterm.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { isPositiveMoney } from '../../../shared/kernel/money.ts';
import type { ContractTerms } from '../../sourcing/contract.ts';
import type { OrderState } from '../contract.ts';
import { type AcceptanceClock, laterOf, pauseClock, startClock } from './acceptance-clock.ts';
import {
  type Deadline,
  depositPaidAtOf,
  isDepositFunded,
  isFullyFunded,
  isMoneyHeld,
  lastPaidAtOf,
  type Order,
  unpaidOf,
} from './order.ts';
import { timeLimitsAt } from './time-limits.ts';
import { terminalStates } from './transitions.ts';

/** States that follow from the facts alone; what comes after them is decided by somebody or by a deadline. */
export const forwardStates = [
  'awaiting_supplier_confirm',
  'awaiting_deposit',
  'in_production',
  'awaiting_balance',
  'fully_funded',
  'shipped',
  'delivered',
] as const satisfies readonly OrderState[];

const forward: ReadonlySet<OrderState> = new Set(forwardStates);
const terminal: ReadonlySet<OrderState> = new Set(terminalStates);

/** True up to delivery. */
export const isForward = (state: OrderState): boolean => forward.has(state);
/** True for a state without a way out. */
export const isTerminal = (state: OrderState): boolean => terminal.has(state);

/**
 * True when the buyer takes over at the named port or place: there the arrival is the delivery. It follows from who pays for
 * the carriage beyond it (Incoterms 2020).
 */
export const isPortToPort = (terms: ContractTerms): boolean =>
  incotermOf(terms.deliveryTerm.incoterm).payer.onCarriage === 'buyer';

/** The instant at which the contract's last day of shipment and its grace are over: midnight UTC after the last day. */
export const contractShipBy = (terms: ContractTerms): Instant =>
  instantAt(addDays(parseBusinessDate(terms.latestShipOn), terms.graceDays + 1), '00:00', 'UTC');

/** The terms with the last day of shipment as the buyer has extended it. */
const extendedTerms = ({ terms, shipmentExtendedTo }: Order): ContractTerms =>
  shipmentExtendedTo === undefined ? terms : { ...terms, latestShipOn: shipmentExtendedTo };

/**
 * The instant from which an unshipped order is refunded: the contract's, as extended by the buyer, or some days after the last
 * payment where the buyer paid so late that the supplier could not meet it.
 */
export const shipByOf = (order: Order): Instant => {
  const agreed = contractShipBy(extendedTerms(order));
  const paidAt = lastPaidAtOf(order);
  if (paidAt === undefined || order.readyAt === undefined || paidAt <= order.readyAt) return agreed;
  const afterBalance = addDuration(paidAt, {
    days: timeLimitsAt(order.placedAt).shipAfterBalanceDays,
  });
  return laterOf(afterBalance, agreed);
};

/** The goods were observed where the buyer takes over. */
export const isReceived = (order: Order): boolean =>
  order.deliveredAt !== undefined || (order.arrivedAt !== undefined && isPortToPort(order.terms));

/** Arrival and delivery prove the shipment even when the load event was lost; a late load never counts. */
export const isShipped = (order: Order): boolean =>
  order.lateOnBoardAt === undefined &&
  (order.onBoard !== undefined || order.arrivedAt !== undefined || order.deliveredAt !== undefined);

/** The state that the facts lead to, whatever order they came in. */
export const stateFromFacts = (order: Order): OrderState => {
  if (order.confirmedAt === undefined) return 'awaiting_supplier_confirm';
  if (!isDepositFunded(order)) return 'awaiting_deposit';
  if (order.readyAt === undefined && !isShipped(order)) return 'in_production';
  if (!isFullyFunded(order)) return 'awaiting_balance';
  if (!isShipped(order)) return 'fully_funded';
  return isReceived(order) ? 'delivered' : 'shipped';
};

/** Where an order goes that ends early: with money held it is given back first. */
export const stateOfLeaving = (order: Order): OrderState => (isMoneyHeld(order) ? 'refunding' : 'cancelled');

/** Where an order ends whose escrow is empty. */
export const stateOfEmptyEscrow = (order: Order): OrderState => {
  if (isPositiveMoney(order.released)) return 'closed';
  return isPositiveMoney(order.funded) ? 'refunded' : 'cancelled';
};

/** The buyer's time to look at the goods, from what was observed; paused at once while a dispute is open. */
export const acceptanceClockOf = (order: Order, now: Instant): AcceptanceClock => {
  const limits = timeLimitsAt(order.placedAt);
  const notice = limits.acceptanceNoticeDays;
  const clock = (() => {
    if (order.state === 'shipped') {
      const from = order.onBoard?.occurredAt ?? order.arrivedAt ?? now;
      return startClock(from, limits.untrackedAcceptanceDays, notice, now);
    }
    if (isPortToPort(order.terms)) {
      const from = order.arrivedAt ?? order.deliveredAt ?? now;
      return startClock(from, limits.portToPortAcceptanceDays, notice, now);
    }
    return startClock(order.deliveredAt ?? now, limits.doorToDoorAcceptanceDays, notice, now);
  })();
  return order.disputes.length > 0 ? pauseClock(clock, now) : clock;
};

/**
 * The last moment of a claim: some days after receipt, and never before the buyer's time to look at the goods is over;
 * undefined while nothing was received.
 */
export const claimUntilOf = (order: Order): Instant | undefined => {
  const received = order.deliveredAt ?? (isPortToPort(order.terms) ? order.arrivedAt : undefined);
  if (received === undefined) return undefined;
  const window = addDuration(received, { days: timeLimitsAt(order.placedAt).claimWindowDays });
  return order.clock?.kind === 'running' ? laterOf(window, order.clock.dueAt) : window;
};

/** The next interim payment that falls due while the goods are made; undefined before the deposit. */
const interimDueOf = (order: Order): Deadline | undefined => {
  const depositAt = depositPaidAtOf(order);
  const [next] = unpaidOf(order).filter(({ daysAfterDeposit }) => daysAfterDeposit !== undefined);
  return depositAt === undefined || next?.daysAfterDeposit === undefined
    ? undefined
    : { name: 'interim', dueAt: addDuration(depositAt, { days: next.daysAfterDeposit }) };
};

const holdCheckOf = (order: Order): Deadline | undefined => {
  const [first] = order.holds.map((hold) => hold.nextCheckAt).sort();
  return first === undefined ? undefined : { name: 'hold_check', dueAt: first };
};

const checkOf = (order: Order, name: Deadline['name']): Deadline | undefined =>
  order.checkAt === undefined ? undefined : { name, dueAt: order.checkAt };

/** States whose own deadline gives way to the check of a hold; before them the parties' deadlines go on. */
const holdable: ReadonlySet<OrderState> = new Set(['shipped', 'delivered', 'accepted', 'auto_accepted']);

/**
 * The one deadline that an order has, from its state and facts. Every state that is not terminal has one, save while a dispute
 * has stopped the acceptance clock: then the dispute's own deadline runs.
 */
export const deadlineOf = (order: Order): Deadline | undefined => {
  if (order.holds.length > 0 && holdable.has(order.state)) return holdCheckOf(order);
  const limits = timeLimitsAt(order.placedAt);
  const afterEntry = (days: number): Instant => addDuration(order.enteredAt, { days });
  switch (order.state) {
    case 'awaiting_supplier_confirm':
      return { name: 'supplier_confirmation', dueAt: afterEntry(limits.supplierConfirmationDays) };
    case 'awaiting_deposit':
      return { name: 'deposit', dueAt: afterEntry(limits.depositDays) };
    case 'in_production': {
      const shipment: Deadline = { name: 'shipment', dueAt: shipByOf(order) };
      const interim = interimDueOf(order);
      return interim && interim.dueAt < shipment.dueAt ? interim : shipment;
    }
    case 'fully_funded':
      return { name: 'shipment', dueAt: shipByOf(order) };
    case 'awaiting_balance':
      return { name: 'balance', dueAt: afterEntry(limits.balanceDays) };
    case 'shipped':
    case 'delivered': {
      const name = order.state === 'shipped' ? 'untracked' : 'acceptance';
      return order.clock?.kind === 'running' ? { name, dueAt: order.clock.dueAt } : undefined;
    }
    case 'accepted':
    case 'auto_accepted':
      return checkOf(order, 'release');
    case 'releasing':
      return checkOf(order, 'settlement');
    case 'refunding':
      return checkOf(order, 'refund');
    case 'parked':
      return checkOf(order, 'operator');
    case 'closed':
    case 'refunded':
    case 'cancelled':
      return undefined;
  }
};
