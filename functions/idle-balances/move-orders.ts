import { addDays, businessDateIn, parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import { formatMoney, parseMoney } from '../../shared/kernel/money.ts';
import { clearDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { Journal } from '../ledger/contract.ts';
import { journalWrites } from '../ledger/posting.ts';
import { payableCancellationRequested, payoutRequested } from '../payments/contract.ts';
import { changeUnits } from './domain/accrual.ts';
import { fundTermsOn } from './domain/fund-terms.ts';
import { isOpen, nextOrderState, type Order, type OrderMove } from './domain/order.ts';
import type { Position } from './domain/position.ts';
import { idleBalancesErrors } from './errors.ts';
import type { FundMessage } from './fund.ts';
import {
  redeemedJournals,
  redeemingUndoneJournal,
  subscribedJournals,
  sweepUndoneJournal,
} from './journals.ts';
import { announceOrder, type Moment, redemptionPayableId, statusDeadline } from './place-orders.ts';
import type { IdleBalancesRepository } from './repository.ts';

/** Id of the payout by which a subscription is paid. */
export const subscriptionPayoutId = (orderId: string): string =>
  deterministicId('pot', orderId, 'subscription');

interface Change {
  readonly order: Order;
  readonly position?: Position;
  readonly journals?: readonly Journal[];
  readonly events?: readonly OutgoingEvent[];
}

/** Moves orders by what the fund, the bank and time tell. Each move commits with its journals and the position. */
export const createMoveOrders = (idle: IdleBalancesRepository, ledgerTableName: string) => {
  const load = async (orderId: string): Promise<Entity<Order>> => {
    const found = await idle.findOrder(orderId);
    if (!found) throw idleBalancesErrors.bad_message(`There is no order ${orderId}.`);
    return found;
  };

  const positionOf = async ({ companyId, amount }: Order): Promise<Entity<Position>> => {
    const found = await idle.findPosition(companyId, amount.currency);
    invariant(found, 'idle_balances.no_position', { companyId, currency: amount.currency });
    return found;
  };

  const dayCountOf = (currency: string, at: Moment): 360 | 365 =>
    fundTermsOn(businessDateIn(at.now, 'UTC')).currencies[currency]?.dayCount ?? 360;

  /** Units that come or go by a value date, with the income of the days that are booked already. */
  const withUnits = async (
    position: Position,
    order: Order,
    sign: 1n | -1n,
    at: Moment,
  ): Promise<Position> => {
    const on = order.valueOn ?? businessDateIn(at.now, 'UTC');
    const { currency } = position;
    const told =
      on > position.accruedThrough
        ? new Map()
        : await idle.publicationsBetween(currency, on, position.accruedThrough);
    const change = { on, deltaMinor: sign * order.amount.amountMinor };
    return { ...position, ...changeUnits(position, change, told, dayCountOf(currency, at)) };
  };

  const commit = (
    found: Entity<Order>,
    before: Entity<Position> | undefined,
    change: Change,
    at: Moment,
  ): Effect => {
    const { order, position, journals = [], events = [] } = change;
    const isOver = !isOpen(order);
    const hasMoved = order.state !== found.data.state;
    const saved: Write[] = [...idle.updateOrder(found, order, at.now)];
    if (before && position) saved.push(idle.updatePosition(before, position, at.now));
    if (isOver) saved.push(clearDeadline(idle.store, order.orderId, statusDeadline));
    return {
      writes: [...saved, ...journalWrites(ledgerTableName, journals, at)],
      events: [...(hasMoved ? [announceOrder(order, found.data.state, at.now)] : []), ...events],
    };
  };

  /** The order after a move; undefined when the table has none, as for a repeat. */
  const moved = (order: Order, move: OrderMove, rest: Partial<Order> = {}): Order | undefined => {
    const state = nextOrderState(order.state, move);
    return state && { ...order, ...rest, state };
  };

  const held = (found: Entity<Order>, reason: string, at: Moment): Effect =>
    found.data.hold
      ? {}
      : {
          writes: idle.updateOrder(
            found,
            { ...found.data, hold: { reason, owner: 'operator', since: at.now } },
            at.now,
          ),
        };

  const closed = (position: Position): Position => ({ ...position, openOrders: position.openOrders - 1 });

  const accept = (found: Entity<Order>, paymentReference: string, at: Moment): Effect => {
    const order = moved(found.data, 'accept', { paymentReference });
    if (!order) return {};
    const { orderId, amount } = order;
    const payoutId = subscriptionPayoutId(orderId);
    const payout = payoutRequested.create({
      subject: payoutId,
      data: {
        payoutId,
        purpose: 'fund_subscription',
        beneficiaryId: 'partner:fund',
        amount: formatMoney(amount),
        debitCode: '2150',
        debitOwner: orderId,
        description: paymentReference,
        references: { idleOrderId: orderId },
      },
    });
    return commit(found, undefined, { order, events: [payout] }, at);
  };

  const confirm = async (
    found: Entity<Order>,
    message: Extract<FundMessage, { type: 'subscription_confirmed' }>,
    at: Moment,
  ): Promise<Effect> => {
    const { amount } = found.data;
    const units = parseMoney(message.units);
    if (units.currency !== amount.currency || units.amountMinor !== amount.amountMinor)
      return held(found, 'The fund confirms another number of units than was paid for.', at);
    const valueOn = parseBusinessDate(message.valueOn);
    if (valueOn > addDays(businessDateIn(at.now, 'UTC'), 1))
      throw idleBalancesErrors.bad_message('The value date lies in the future.');
    const order = moved(found.data, 'conclude', { valueOn });
    if (order?.kind !== 'subscription') return {};
    const before = await positionOf(order);
    const position = closed(await withUnits(before.data, order, 1n, at));
    return commit(found, before, { order, position, journals: subscribedJournals(order) }, at);
  };

  /** The fund does not take an order. Of a subscription that it had accepted, money may be on its way: an operator looks. */
  const decline = async (found: Entity<Order>, reason: string, at: Moment): Promise<Effect> => {
    const { kind, state } = found.data;
    if (kind === 'subscription' && state !== 'ordered') {
      return isOpen(found.data) ? held(found, `Declined after it was accepted: ${reason}`, at) : {};
    }
    const order = moved(found.data, 'decline', { reason });
    if (!order) return {};
    const before = await positionOf(order);
    if (kind === 'subscription') {
      const position = closed(before.data);
      return commit(found, before, { order, position, journals: [sweepUndoneJournal(order)] }, at);
    }
    const position = closed(await withUnits(before.data, order, 1n, at));
    const payableId = redemptionPayableId(order.orderId);
    const cancel = payableCancellationRequested.create({ subject: payableId, data: { payableId, reason } });
    const effect = commit(
      found,
      before,
      { order, position, journals: [redeemingUndoneJournal(order)], events: [cancel] },
      at,
    );
    return { ...effect, writes: [...(effect.writes ?? []), ...(await drawOff(order, at))] };
  };

  const drawOff = async (order: Order, at: Moment): Promise<readonly Write[]> => {
    const draw = order.payoutId === undefined ? undefined : await idle.findDraw(order.payoutId);
    return draw?.data.state === 'waiting'
      ? [idle.updateDraw(draw, { ...draw.data, state: 'off' }, at.now)]
      : [];
  };

  /** The payout that waited for this redemption is asked for when nothing else is to come. */
  const drawOn = async (order: Order, at: Moment): Promise<Effect> => {
    const draw = order.payoutId === undefined ? undefined : await idle.findDraw(order.payoutId);
    if (draw?.data.state !== 'waiting') return {};
    const waitsFor = draw.data.waitsFor.filter((orderId) => orderId !== order.orderId);
    const isReady = waitsFor.length === 0;
    const after = { ...draw.data, waitsFor, state: isReady ? ('asked' as const) : draw.data.state };
    return {
      writes: [idle.updateDraw(draw, after, at.now)],
      events: isReady ? [payoutOf(after)] : [],
    };
  };

  return {
    /** What the fund tells, by webhook or when it is asked. Errors: idle_balances.bad_message. */
    told: async (message: FundMessage, at: Moment): Promise<Effect> => {
      const found = await load(message.orderId);
      switch (message.type) {
        case 'subscription_accepted':
          return found.data.kind === 'subscription' ? accept(found, message.paymentReference, at) : {};
        case 'subscription_confirmed':
          return confirm(found, message, at);
        case 'redemption_accepted': {
          const order = found.data.kind === 'redemption' ? moved(found.data, 'accept') : undefined;
          return order ? commit(found, undefined, { order }, at) : {};
        }
        case 'declined':
          return decline(found, message.reason, at);
      }
    },

    /** Our payment for a subscription is booked at the bank. */
    paid: async (orderId: string, at: Moment): Promise<Effect> => {
      const found = await load(orderId);
      const order = moved(found.data, 'pay');
      return order ? commit(found, undefined, { order }, at) : {};
    },

    /** Our payment did not get there: the money is back and available again. */
    unpaid: async (orderId: string, reason: string, at: Moment): Promise<Effect> => {
      const found = await load(orderId);
      if (found.data.state === 'done')
        return held(found, 'The bank brought a payment back whose units the fund has confirmed.', at);
      const order = moved(found.data, 'fail', { reason });
      if (!order) return {};
      const before = await positionOf(order);
      const position = closed(before.data);
      return commit(found, before, { order, position, journals: [sweepUndoneJournal(order)] }, at);
    },

    /** The money of a redemption is in our books. */
    received: async (orderId: string, at: Moment): Promise<Effect> => {
      const found = await load(orderId);
      const order = moved(found.data, 'conclude');
      if (order?.kind !== 'redemption') return {};
      const before = await positionOf(order);
      const position = closed(before.data);
      const effect = commit(found, before, { order, position, journals: redeemedJournals(order) }, at);
      const drawn = await drawOn(order, at);
      return {
        writes: [...(effect.writes ?? []), ...(drawn.writes ?? [])],
        events: [...(effect.events ?? []), ...(drawn.events ?? [])],
      };
    },

    /** The payable of a redemption has its reference: the fund can be told where to pay. */
    payable: async (
      orderId: string,
      reference: string,
      at: Moment,
    ): Promise<{ order: Order; effect: Effect }> => {
      const found = await load(orderId);
      const order = { ...found.data, paymentReference: reference };
      if (found.data.paymentReference !== undefined) return { order, effect: {} };
      return { order, effect: commit(found, undefined, { order }, at) };
    },

    load,
    held,
  };
};

/** The payout of a company's own available money, as payments is asked for it. */
export const payoutOf = (draw: {
  readonly payoutId: string;
  readonly companyId: string;
  readonly amount: Order['amount'];
  readonly correlationId: string;
}): OutgoingEvent => ({
  ...payoutRequested.create({
    subject: draw.payoutId,
    audience: [draw.companyId],
    data: {
      payoutId: draw.payoutId,
      purpose: 'seller_payout',
      beneficiaryId: draw.companyId,
      amount: formatMoney(draw.amount),
      debitCode: '2040',
      debitOwner: draw.companyId,
      description: 'Payout with money from the fund',
      references: { drawId: draw.payoutId },
    },
  }),
  correlationId: draw.correlationId,
});
