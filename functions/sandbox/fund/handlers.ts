import type { Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import { type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, type MoneyWire, money, parseMoney } from '../../../shared/kernel/money.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { planAnswer } from '../answers.ts';
import { receiveTransfer } from '../bank/transfers.ts';
import {
  accountRow,
  behaviourRow,
  dayBefore,
  daysApart,
  type FundAccount,
  type FundBehaviour,
  type FundOrder,
  holdingAt,
  nextWeekday,
  orderRow,
  publishedRate,
} from './book.ts';
import type { fundOperations } from './operations.ts';

const day = 86_400;
/** Days of orders that a report still names. */
const reportDays = 10;
const accountsMax = 1_000;

const orderKey = (orderId: string) => ({ pk: `FUND#ORDER#${orderId}`, sk: 'ORDER' });
const accountKey = (account: string, currency: string) => ({
  pk: `FUND#ACCOUNT#${account}#${currency}`,
  sk: 'ACCOUNT',
});
const behaviourKey = (account: string) => ({ pk: `FUND#BEHAVIOUR#${account}`, sk: 'BEHAVIOUR' });

interface At {
  readonly now: Instant;
  readonly correlationId: string;
}

/** An order as it is taken, with the first thing that is told of it. */
const begun = (
  kind: FundOrder['kind'],
  {
    orderId,
    account,
    amount,
    callbackUrl,
    paymentReference,
  }: Pick<FundOrder, 'orderId' | 'account' | 'callbackUrl' | 'paymentReference'> & {
    readonly amount: MoneyWire;
  },
  message: Readonly<Record<string, unknown>>,
): FundOrder => {
  const { currency, amountMinor: minor } = parseMoney(amount);
  return {
    orderId,
    account,
    kind,
    currency,
    minor,
    callbackUrl,
    paymentReference,
    messages: [{ orderId, ...message }],
  };
};

/** The twin of the partner fund; it pays redemptions through the bank twin, whose notices go to `bankInboundUrl`. */
export const fundHandlers = (store: Store, bankInboundUrl: string): Handlers<typeof fundOperations> => {
  const behaviourOf = async (account: string): Promise<FundBehaviour> =>
    (await store.get(behaviourKey(account), (data) => behaviourRow.parse(data)))?.data.behaviour ?? 'normal';

  /** Tells one thing of an order, keeps it for whoever asks, and answers by the account's behaviour. */
  const tell = (
    order: FundOrder,
    message: Readonly<Record<string, unknown>>,
    behaviour: FundBehaviour,
    at: At,
  ): Effect => {
    const id = `fund-${order.orderId}-${String(message.type)}`;
    const copies = behaviour === 'silent' ? [] : behaviour === 'twice' ? ['', '-again'] : [''];
    const answers = copies.map((copy) =>
      planAnswer(
        store,
        {
          answerId: `${id}${copy}`,
          partner: 'fund',
          url: order.callbackUrl,
          contentType: 'application/json',
          body: JSON.stringify({ orderId: order.orderId, ...message }),
          webhookId: id,
          delaySeconds: behaviour === 'late' ? 2 * day : 0,
          correlationId: at.correlationId,
        },
        at.now,
      ),
    );
    return {
      writes: answers.flatMap((one) => one.writes ?? []),
      events: answers.flatMap((one) => one.events ?? []),
    };
  };

  const withUnits = async (order: FundOrder, on: string, minor: bigint, now: Instant): Promise<Write> => {
    const { account, currency, orderId } = order;
    const found = await store.get(accountKey(account, currency), (data) => accountRow.parse(data));
    const change = { orderId, on, minor };
    if (!found) {
      return store.insertIfAbsent(
        accountKey(account, currency),
        'fund-account',
        { account, currency, changes: [change] },
        now,
        { owner: { pk: `FUND#${currency}`, sk: account } },
      );
    }
    return store.updateIfVersion(found, { ...found.data, changes: [...found.data.changes, change] }, now);
  };

  const findOrder = (orderId: string) => store.get(orderKey(orderId), (data) => orderRow.parse(data));

  return {
    sandboxSubscribe: async ({ body, now, correlationId }) => {
      const { orderId, account } = body;
      if (await findOrder(orderId)) return { status: 202 };
      const behaviour = await behaviourOf(account);
      const paymentReference = `SUB ${orderId}`;
      const message =
        behaviour === 'declines'
          ? { type: 'declined', reason: 'The fund takes no more subscriptions today.' }
          : { type: 'subscription_accepted', paymentReference };
      const order = begun('subscription', { ...body, paymentReference }, message);
      const told = tell(order, message, behaviour, { now, correlationId });
      return {
        status: 202,
        writes: [store.insertIfAbsent(orderKey(orderId), 'fund-order', order, now), ...(told.writes ?? [])],
        events: told.events,
      };
    },

    sandboxAdvisePayment: async ({ params, body, now, correlationId }) => {
      const found = await findOrder(params.orderId);
      if (!found) throw httpErrors.not_found('The fund knows no such order.');
      const order = found.data;
      const isConfirmed = order.messages.some(({ type }) => type === 'subscription_confirmed');
      const paid = parseMoney(body.amount);
      if (isConfirmed || paid.amountMinor !== order.minor || body.paymentReference !== order.paymentReference)
        return { status: 202 };
      const behaviour = await behaviourOf(order.account);
      const units = behaviour === 'wrong_units' ? order.minor - 1n : order.minor;
      const valueOn = now.slice(0, 10);
      const message = {
        type: 'subscription_confirmed',
        units: formatMoney(money(order.currency, units)),
        valueOn,
      };
      const after = { ...order, messages: [...order.messages, { orderId: order.orderId, ...message }] };
      const told = tell(order, message, behaviour, { now, correlationId });
      return {
        status: 202,
        writes: [
          store.updateIfVersion(found, after, now),
          await withUnits(order, valueOn, order.minor, now),
          ...(told.writes ?? []),
        ],
        events: told.events,
      };
    },

    sandboxRedeem: async ({ body, now, correlationId }) => {
      const { orderId, account, paymentReference, valueOn, settlement } = body;
      if (await findOrder(orderId)) return { status: 202 };
      const behaviour = await behaviourOf(account);
      const today = now.slice(0, 10);
      const payOn = settlement === 'same_day' ? today : nextWeekday(today);
      const isDeclined = behaviour === 'declines';
      const message = isDeclined
        ? { type: 'declined', reason: 'Redemptions are suspended.' }
        : { type: 'redemption_accepted', payOn };
      const order = begun('redemption', body, message);
      const told = tell(order, message, behaviour, { now, correlationId });
      const isPaid = !isDeclined && behaviour !== 'never_pays';
      const transfer = isPaid
        ? await receiveTransfer(
            store,
            bankInboundUrl,
            {
              transferId: `fund-${orderId}`,
              amount: body.amount,
              reference: paymentReference,
              debtorName: 'Sandbox Liquidity Fund',
              delaySeconds: daysApart(today, payOn) * day + (behaviour === 'late' ? 2 * day : 60),
              copies: behaviour === 'twice' ? 2 : 1,
              correlationId,
            },
            now,
          )
        : {};
      return {
        status: 202,
        writes: [
          store.insertIfAbsent(orderKey(orderId), 'fund-order', order, now),
          ...(isDeclined ? [] : [await withUnits(order, valueOn, -order.minor, now)]),
          ...(told.writes ?? []),
          ...(transfer.writes ?? []),
        ],
        events: [...(told.events ?? []), ...(transfer.events ?? [])],
      };
    },

    sandboxFundOrder: async ({ params }) => {
      const found = await findOrder(params.orderId);
      if (!found) throw httpErrors.not_found('The fund knows no such order.');
      return { status: 200, body: { messages: found.data.messages } };
    },

    sandboxFundPublication: async ({ params, now }) => {
      const { currency, on } = params;
      // Published at one in the morning of the next day.
      const publishedAt = parseInstant(`${on}T23:59:59.000Z`);
      if (now <= publishedAt) throw httpErrors.not_found('That day is not published yet.');
      return { status: 200, body: { currency, on, annualRate: publishedRate(currency, on), nav: '1.0000' } };
    },

    sandboxFundReport: async ({ params, now }) => {
      const { currency } = params;
      const through = dayBefore(now.slice(0, 10));
      const page = await store.queryOwned(`FUND#${currency}`, (data) => accountRow.parse(data), {
        limit: accountsMax,
        ascending: true,
      });
      const all: readonly FundAccount[] = page.items.map(({ data }) => data);
      const accounts = all.map((one) => {
        const { units, income } = holdingAt(one, through);
        return {
          account: one.account,
          unitsMinor: units.toString(),
          incomeMinor: income.toString(),
          accruedThrough: through,
        };
      });
      const orders = all.flatMap(({ changes }) =>
        changes
          .filter(({ on }) => daysApart(on, now.slice(0, 10)) <= reportDays)
          .map(({ orderId, minor }) => ({ orderId, unitsMinor: minor.toString() })),
      );
      const sum = accounts.reduce((total, { unitsMinor }) => total + BigInt(unitsMinor), 0n);
      return { status: 200, body: { currency, unitsMinor: sum.toString(), accounts, orders } };
    },

    sandboxSetFundBehaviour: async ({ params, body, now }) => {
      const found = await store.get(behaviourKey(params.account), (data) => behaviourRow.parse(data));
      const write = found
        ? store.updateIfVersion(found, body, now)
        : store.insertIfAbsent(behaviourKey(params.account), 'fund-behaviour', body, now);
      return { status: 200, body, writes: [write] };
    },
  };
};
