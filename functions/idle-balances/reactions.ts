import { type ConsumerContext, on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import { log } from '../../shared/observability/logger.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { LedgerReader } from '../ledger/posting.ts';
import { companyScreened } from '../parties/contract.ts';
import { payableOpened, payablePaid, payoutMoved } from '../payments/contract.ts';
import { idleBalancesDeadlineReached, orderMoved } from './contract.ts';
import { isOpen, type Order } from './domain/order.ts';
import type { Fund } from './fund.ts';
import { createMoveOrders } from './move-orders.ts';
import { askLater, createPlaceOrders, statusDeadline } from './place-orders.ts';
import type { IdleBalancesRepository } from './repository.ts';
import { createRunDay, dailyDeadline } from './run-day.ts';

/** Times that the fund is asked about an order (every six hours, so for three days) until an operator looks at it. */
const askedMax = 12;

interface Parts {
  readonly idle: IdleBalancesRepository;
  readonly ledger: Pick<LedgerReader, 'balanceOf'>;
  readonly ledgerTableName: string;
  readonly fund: Fund;
}

/** All that idle balances react to. */
export const idleBalancesReactions = (parts: Parts): readonly Reaction[] => {
  const { idle, ledgerTableName, fund } = parts;
  const place = createPlaceOrders(idle);
  const move = createMoveOrders(idle, ledgerTableName);
  const runDay = createRunDay({ ...parts, place });

  const orderOf = async (orderId: string) => {
    const found = await idle.findOrder(orderId);
    if (!found) throw new TooEarly(`There is no order ${orderId} yet`);
    return found;
  };

  /** Says to the fund again what it has not answered; it keeps orders by their id, so that nothing happens twice. */
  const tellFund = async (order: Order): Promise<void> => {
    if (order.kind === 'redemption') {
      if (order.paymentReference !== undefined) await fund.redeem(order);
    } else if (order.state === 'ordered') await fund.subscribe(order);
    else if (order.state === 'paid') await fund.advisePayment(order);
  };

  /** No end yet: ask, take one answer that is news, and ask again later; after three days an operator looks. */
  const askStatus = async (orderId: string, context: ConsumerContext): Promise<Effect> => {
    const found = await orderOf(orderId);
    const order = found.data;
    if (!isOpen(order)) return {};
    const messages = (await fund.messagesOf(order)) ?? [];
    for (const message of messages.filter((one) => one.orderId === orderId)) {
      const effect = await move.told(message, context);
      if ((effect.writes ?? []).length > 0)
        return {
          ...effect,
          writes: [...(effect.writes ?? []), ...laterUnlessCleared(effect, order, context)],
        };
    }
    await tellFund(order);
    const asked = order.asked + 1;
    const isLong = asked >= askedMax && !order.hold;
    if (isLong)
      log.error('The fund does not answer an order', new Error('no_answer'), {
        subject: orderId,
        count: asked,
      });
    const hold = isLong
      ? {
          hold: {
            reason: 'The fund has not answered for three days.',
            owner: 'operator' as const,
            since: context.now,
          },
        }
      : {};
    return {
      writes: [
        ...idle.updateOrder(found, { ...order, asked, ...hold }, context.now),
        askLater(idle, order, context.now),
      ],
    };
  };

  /** The question comes round again unless the answer has ended the order (and with it the deadline). */
  const laterUnlessCleared = (effect: Effect, order: Order, { now }: ConsumerContext) => {
    const next = askLater(idle, order, now);
    const keyOf = (write: typeof next) => (write.kind === 'put' ? write.item : write.key);
    const key = keyOf(next);
    const isTaken = (effect.writes ?? []).some(
      (write) => keyOf(write).pk === key.pk && keyOf(write).sk === key.sk,
    );
    return isTaken ? [] : [next];
  };

  return [
    // The order stands in our books; now the fund is told. The state it had then does not matter: the fund keeps orders by id.
    on(orderMoved, async ({ data }) => {
      const { data: order } = await orderOf(data.orderId);
      if (data.kind === 'subscription' && (data.to === 'ordered' || data.to === 'paid'))
        await tellFund(order);
      return {};
    }),

    on(payableOpened, async ({ data }, context) => {
      if (data.kind !== 'fund_redemption') return {};
      const { order, effect } = await move.payable(
        (await orderOf(data.subject)).data.orderId,
        data.reference,
        context,
      );
      if (isOpen(order)) await fund.redeem(order);
      return effect;
    }),

    on(payablePaid, async ({ data }, context) => {
      if (data.kind !== 'fund_redemption') return {};
      return move.received((await orderOf(data.subject)).data.orderId, context);
    }),

    on(payoutMoved, async ({ data }, context) => {
      const orderId = data.references.idleOrderId;
      if (data.purpose !== 'fund_subscription' || orderId === undefined) return {};
      await orderOf(orderId);
      if (data.state === 'confirmed') return move.paid(orderId, context);
      if (data.state === 'returned' || data.state === 'refused')
        return move.unpaid(orderId, data.reason ?? `The payment was ${data.state}.`, context);
      return {};
    }),

    on(companyScreened, async ({ data, sequence }, { now }) => {
      const known = await idle.findScreening(data.companyId);
      if (known && known.version >= sequence) return {};
      const isClear = data.outcome === 'clear';
      return { writes: [idle.putScreening(data.companyId, isClear, sequence, now)] };
    }),

    on(idleBalancesDeadlineReached, async ({ data }, context) => {
      switch (data.name) {
        case dailyDeadline: {
          const [companyId = '', currency = ''] = data.subject.split(':');
          return runDay(companyId, currency, context);
        }
        case statusDeadline:
          return askStatus(data.subject, context);
        default:
          throw new Error(`Idle balances know no deadline ${data.name}`);
      }
    }),
  ];
};
