import {
  addDays,
  businessDateIn,
  daysBetween,
  parseBusinessDate,
} from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { applyRate, type Money, minMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { multiplyRates, parseRate, rate } from '../../../shared/kernel/rate.ts';
import { lastPaidAtOf, type Order } from './order.ts';
import { isPortToPort } from './progress.ts';

/** What a delay costs the supplier. */
export interface LateDamages {
  /** Whole days that count. */
  readonly days: number;
  readonly amount: Money;
}

/** When what the contract measures was observed; undefined while it was not, or when it was taken back. */
const observedAt = (order: Order): Instant | undefined => {
  if (order.terms.lateDelivery?.measuredAt === 'shipment') {
    return order.onBoard && !order.onBoard.isRetracted ? order.onBoard.occurredAt : undefined;
  }
  return order.deliveredAt ?? (isPortToPort(order.terms) ? order.arrivedAt : undefined);
};

/** Days by which the buyer itself kept the goods waiting: from readiness to its last payment. */
const buyerDaysOf = (order: Order): number => {
  const paidAt = lastPaidAtOf(order);
  if (paidAt === undefined || order.readyAt === undefined || paidAt <= order.readyAt) return 0;
  return daysBetween(businessDateIn(order.readyAt, 'UTC'), businessDateIn(paidAt, 'UTC'));
};

/**
 * Damages for late delivery as the contract agrees them: for each whole day (UTC) after the last day in time and the free days a
 * share of the goods total, half up, at most the cap. An extension that the buyer granted and the days that it kept the goods
 * waiting do not count. Undefined while nothing was observed, or where nothing was agreed or late.
 */
export const lateDamagesOf = (order: Order): LateDamages | undefined => {
  const { lateDelivery, latestShipOn } = order.terms;
  const observed = observedAt(order);
  if (!lateDelivery || observed === undefined) return undefined;
  const agreed = lateDelivery.dueOn ?? latestShipOn;
  const extended = order.shipmentExtendedTo;
  const isExtended = lateDelivery.measuredAt === 'shipment' && extended !== undefined && extended > agreed;
  const dueOn = addDays(
    parseBusinessDate(isExtended ? extended : agreed),
    lateDelivery.freeDays + buyerDaysOf(order),
  );
  const days = daysBetween(dueOn, businessDateIn(observed, 'UTC'));
  if (days <= 0) return undefined;
  const total = parseMoney(order.terms.goodsTotal);
  const daily = multiplyRates(parseRate(lateDelivery.sharePerDay), rate(BigInt(days)));
  const cap = applyRate(total, parseRate(lateDelivery.capShare), 'halfUp');
  return { days, amount: minMoney(applyRate(total, daily, 'halfUp'), cap) };
};
