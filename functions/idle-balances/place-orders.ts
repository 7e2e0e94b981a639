import { type BusinessDate, businessDateIn } from '../../shared/kernel/business-date.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import { formatMoney, isPositiveMoney, type Money } from '../../shared/kernel/money.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { Journal } from '../ledger/contract.ts';
import { payableRequested } from '../payments/contract.ts';
import { orderMoved } from './contract.ts';
import { changeUnits } from './domain/accrual.ts';
import type { CurrencyTerms } from './domain/fund-terms.ts';
import type { Order, OrderState } from './domain/order.ts';
import { type Position, splitRedemption } from './domain/position.ts';
import { redeemingJournal, sweepJournal } from './journals.ts';
import type { IdleBalancesRepository } from './repository.ts';

/** Name of the deadline at which the fund is asked what became of an order. */
export const statusDeadline = 'order_status';
/** Hours after which the fund is asked. */
export const statusAfterHours = 6;

export interface Moment {
  readonly now: Instant;
  readonly correlationId: string;
}

/** What an order changes: its own rows, the books, the position after it, and what must be told. */
export interface Placed {
  readonly position: Position;
  readonly orders: readonly Order[];
  readonly writes: readonly Write[];
  /** To be posted in one call with whatever else the transaction posts: they may meet on one account. */
  readonly journals: readonly Journal[];
  readonly events: readonly OutgoingEvent[];
}

/** Id of the payable by which the fund pays a redemption. */
export const redemptionPayableId = (orderId: string): string => deterministicId('pay', orderId, 'redemption');

/** The news of an order. */
export const announceOrder = (order: Order, from: OrderState | null, now: Instant): OutgoingEvent => ({
  ...orderMoved.create({
    subject: order.orderId,
    audience: [order.companyId],
    data: {
      orderId: order.orderId,
      companyId: order.companyId,
      kind: order.kind,
      from,
      to: order.state,
      amount: formatMoney(order.amount),
      reason: order.reason,
      at: now,
    },
  }),
  correlationId: order.correlationId,
});

/** Asks the fund about an order later. */
export const askLater = (idle: IdleBalancesRepository, order: Order, now: Instant): Write =>
  setDeadline(idle.store, {
    subject: order.orderId,
    name: statusDeadline,
    dueAt: addDuration(now, { hours: statusAfterHours }),
    correlationId: order.correlationId,
  });

/** Places orders at the fund. The position is returned changed; whoever asks saves it in the same transaction. */
export const createPlaceOrders = (idle: IdleBalancesRepository) => {
  const placed = (position: Position, order: Order, journal: Journal, at: Moment): Placed => ({
    position: { ...position, openOrders: position.openOrders + 1 },
    orders: [order],
    writes: [...idle.insertOrder(order, at.now), askLater(idle, order, at.now)],
    journals: [journal],
    events: [announceOrder(order, null, at.now)],
  });

  const redemption = (
    position: Position,
    order: Omit<Order, 'kind' | 'state' | 'asked' | 'companyId' | 'correlationId'>,
    at: Moment,
  ): Placed => {
    const { orderId, amount, valueOn } = order;
    const whole: Order = {
      ...order,
      companyId: position.companyId,
      kind: 'redemption',
      state: 'ordered',
      asked: 0,
      correlationId: at.correlationId,
    };
    const on = valueOn ?? businessDateIn(at.now, 'UTC');
    // Units that go today are before no day that is booked, so that no publication is needed.
    const after = {
      ...position,
      ...changeUnits(position, { on, deltaMinor: -amount.amountMinor }, new Map(), 360),
    };
    const payableId = redemptionPayableId(orderId);
    const result = placed(after, whole, redeemingJournal(whole), at);
    return {
      ...result,
      events: [
        ...result.events,
        payableRequested.create({
          subject: payableId,
          data: {
            payableId,
            kind: 'fund_redemption',
            subject: orderId,
            name: 'redemption',
            debtorId: 'partner:fund',
            description: `Redemption ${orderId}`,
            amount: formatMoney(amount),
            creditCode: '2150',
            creditOwner: orderId,
          },
        }),
      ],
    };
  };

  return {
    /** A subscription of idle money; the same company, currency and day make the same order. */
    sweep: (position: Position, amount: Money, on: BusinessDate, at: Moment): Placed => {
      const { companyId, currency } = position;
      const order: Order = {
        orderId: deterministicId('ido', companyId, currency, 'sweep', on),
        companyId,
        kind: 'subscription',
        state: 'ordered',
        amount,
        settlement: 'same_day',
        asked: 0,
        correlationId: at.correlationId,
      };
      return placed(position, order, sweepJournal(order), at);
    },

    /**
     * A redemption, in one order or two: up to what is left of the day's limit the same day, the rest on the next business day. The
     * caller has made sure that there are as many units.
     */
    redeem: (
      position: Position,
      amount: Money,
      options: {
        readonly terms: CurrencyTerms;
        readonly newId: (prefix: string) => string;
        readonly payoutId?: string | undefined;
      },
      at: Moment,
    ): Placed => {
      const on = businessDateIn(at.now, 'UTC');
      const { sameDay, nextDay } = splitRedemption(position, amount, on, options.terms.sameDayMax);
      const used = position.sameDay.on === on ? position.sameDay.usedMinor : 0n;
      let result: Placed = {
        position: { ...position, sameDay: { on, usedMinor: used + sameDay.amountMinor } },
        orders: [],
        writes: [],
        journals: [],
        events: [],
      };
      const parts = [
        ['same_day', sameDay],
        ['next_day', nextDay],
      ] as const;
      for (const [settlement, part] of parts.filter(([, money]) => isPositiveMoney(money))) {
        const payoutId = options.payoutId === undefined ? {} : { payoutId: options.payoutId };
        const order = { orderId: options.newId('ido'), amount: part, settlement, valueOn: on, ...payoutId };
        const one = redemption(result.position, order, at);
        result = {
          position: one.position,
          orders: [...result.orders, ...one.orders],
          writes: [...result.writes, ...one.writes],
          journals: [...result.journals, ...one.journals],
          events: [...result.events, ...one.events],
        };
      }
      return result;
    },
  };
};
export type PlaceOrders = ReturnType<typeof createPlaceOrders>;
