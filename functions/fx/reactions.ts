import { compareInstants } from '../../shared/kernel/instant.ts';
import { addMoney, formatMoney, parseMoney } from '../../shared/kernel/money.ts';
import { type ConsumerContext, on, type Reaction } from '../../shared/messaging/consumer.ts';
import { clearDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Store } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { orderMoved } from '../orders/contract.ts';
import type { Bank } from './bank.ts';
import {
  boundLocksDue,
  conversionExecuted,
  conversionMoved,
  fxDeadlineReached,
  quoteMoved,
} from './contract.ts';
import { quoteExpiryDeadline, settlementDeadline } from './deadlines.ts';
import { conversionAfter, type Quote } from './domain/quote.ts';
import type { FxRepository } from './repository.ts';
import { announceSettled } from './unwinding.ts';

/** States in which an order ends without its money being settled. */
export const endedStates: ReadonlySet<string> = new Set(['cancelled', 'refunding', 'refunded']);

/** Locks that one message lets go: each takes four actions of the transaction. */
const locksPerMessage = 15;

const announceLocksDue = (orderId: string): OutgoingEvent =>
  boundLocksDue.create({ subject: orderId, data: { orderId } });

const announceQuote = (
  { quoteId, companyId }: Quote,
  state: 'expired' | 'unwound',
  sequence: number,
): OutgoingEvent =>
  quoteMoved.create({
    subject: quoteId,
    sequence,
    audience: [companyId],
    data: { quoteId, companyId, state },
  });

/** What fx does about its deadlines, its own conversions and the orders that locks are bound to. */
export const fxReactions = (store: Store, repository: FxRepository, bank: Bank): readonly Reaction[] => {
  /** Marks a quote that ran out unused; a used one is left alone. */
  const runOut = async (quoteId: string, { now }: ConsumerContext): Promise<Effect> => {
    const found = await repository.findQuote(quoteId);
    if (found?.data.state !== 'locked' || compareInstants(now, found.data.expiresAt) < 0) return {};
    return {
      writes: repository.endQuotes([found], 'expired', now),
      events: [announceQuote(found.data, 'expired', found.version + 1)],
    };
  };

  /** A conversion reached its value date: both amounts have changed hands. */
  const settle = async (conversionId: string, { now }: ConsumerContext): Promise<Effect> => {
    const found = await repository.findConversion(conversionId);
    const state = found && conversionAfter(found.data.state, 'value_date_came');
    if (!found || state === undefined) return {};
    const conversion = { ...found.data, state };
    return {
      writes: repository.endConversion(found, conversion, now),
      events: [announceSettled(conversion, found.version + 1)],
    };
  };

  /** Lets the locks go that were made for an order which has ended. They cost nobody anything: nothing was dealt on them. */
  const letGo = async (orderId: string, { now }: ConsumerContext): Promise<Effect> => {
    const quoteIds = await repository.listBoundQuotes(orderId);
    const found = await Promise.all(quoteIds.map((quoteId) => repository.findQuote(quoteId)));
    const locked = found.flatMap((quote) => (quote?.data.state === 'locked' ? [quote] : []));
    const some = locked.slice(0, locksPerMessage);
    return {
      writes: [
        ...repository.endQuotes(some, 'unwound', now),
        ...some.map(({ data }) => clearDeadline(store, data.quoteId, quoteExpiryDeadline)),
      ],
      events: [
        ...some.map(({ data, version }) => announceQuote(data, 'unwound', version + 1)),
        ...(locked.length > some.length ? [announceLocksDue(orderId)] : []),
      ],
    };
  };

  return [
    on(fxDeadlineReached, async ({ data }, context) => {
      if (data.name === quoteExpiryDeadline) return runOut(data.subject, context);
      if (data.name === settlementDeadline) return settle(data.subject, context);
      throw new Error(`Fx has no deadline ${data.name}`);
    }),

    on(orderMoved, async ({ data, sequence }, context) => {
      const { orderId, terms, state } = data.order;
      const known = await repository.findOrder(orderId);
      if (known && known.version >= sequence) return {};
      const order = { buyerId: terms.buyerId, supplierId: terms.supplierId, state };
      const kept = repository.putOrder(orderId, order, sequence, context.now);
      if (!endedStates.has(state)) return { writes: [kept] };
      return { writes: [kept], events: [announceLocksDue(orderId)] };
    }),

    on(boundLocksDue, ({ data }, context) => letGo(data.orderId, context)),

    on(conversionExecuted, async ({ data }, { correlationId }) => {
      const bought = addMoney(parseMoney(data.bought), parseMoney(data.margin, { allowZero: true }));
      await bank.deal(
        { dealId: data.conversionId, sold: data.sold, bought: formatMoney(bought) },
        correlationId,
      );
      return {};
    }),

    on(conversionMoved, async ({ data }, { correlationId }) => {
      const { unwinding, sold } = data;
      if (unwinding)
        await bank.deal({ dealId: unwinding.unwindingId, sold: unwinding.cost, bought: sold }, correlationId);
      return {};
    }),
  ];
};
