import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import { epochMs, type Instant } from '../../shared/kernel/instant.ts';
import type { Entity, RowKey, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { daysFrom, type Publication } from './domain/accrual.ts';
import { isOpen, type Order } from './domain/order.ts';
import type { Position } from './domain/position.ts';
import { idleBalancesErrors } from './errors.ts';
import {
  type Draw,
  drawRow,
  linkRow,
  orderLinkRow,
  orderRow,
  positionRow,
  publicationRow,
  screeningRow,
  type TieResult,
  tieRow,
} from './rows.ts';

const positionKey = (companyId: string, currency: string): RowKey => ({
  pk: `POSITION#${companyId}#${currency}`,
  sk: 'POSITION',
});
const listedKey = (companyId: string, currency: string): RowKey => ({
  pk: `POSITION#${companyId}#${currency}`,
  sk: 'LISTED',
});
const orderKey = (orderId: string): RowKey => ({ pk: `ORDER#${orderId}`, sk: 'ORDER' });
const openKey = (orderId: string): RowKey => ({ pk: `ORDER#${orderId}`, sk: 'OPEN' });
const payableKey = (payableId: string): RowKey => ({ pk: `PAYABLE#${payableId}`, sk: 'PAYABLE' });
const drawKey = (payoutId: string): RowKey => ({ pk: `DRAW#${payoutId}`, sk: 'DRAW' });
const publicationKey = (currency: string, on: BusinessDate): RowKey => ({
  pk: `PUBLICATION#${currency}#${on}`,
  sk: 'PUBLICATION',
});
const tieKey = (currency: string): RowKey => ({ pk: `TIE#${currency}`, sk: 'TIE' });
const screeningKey = (companyId: string): RowKey => ({ pk: `COMPANY#${companyId}`, sk: 'SCREENING' });
const webhookKey = (id: string): RowKey => ({ pk: `WEBHOOK#${id}`, sk: 'WEBHOOK' });

const owned = (companyId: string, what: string): string => `COMPANY#${companyId}#${what}`;
const listed = (currency: string): string => `LISTED#${currency}`;
const openOf = (currency: string): string => `OPEN#${currency}`;
/** Most rows that one look at all positions or all open orders reads. */
const pageMax = 100;

interface PageAsked {
  readonly limit: number;
  readonly from: Record<string, unknown> | undefined;
}

const readPosition = (data: unknown): Position => positionRow.parse(data);
const readOrder = (data: unknown): Order => orderRow.parse(data);

/**
 * Rows: POSITION#company#currency/POSITION the holding, …/LISTED where all of a currency are found; ORDER#id/ORDER an order at the
 * fund, …/OPEN while anything is to come; PAYABLE#id the order that a payable pays; DRAW#payout a payout that waits for
 * redemptions; PUBLICATION#currency#day what the fund told; TIE#currency the last comparison; COMPANY#id/SCREENING; WEBHOOK#id.
 */
export const createIdleBalancesRepository = (store: Store) => {
  const allOf = async <Data>(partition: string, read: (data: unknown) => Data): Promise<readonly Data[]> => {
    const all: Data[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await store.queryOwned(partition, read, { limit: pageMax, ascending: true, from });
      all.push(...page.items.map(({ data }) => data));
      from = page.next;
    } while (from !== undefined);
    return all;
  };

  return {
    store,

    findPosition: (companyId: string, currency: string) =>
      store.get(positionKey(companyId, currency), readPosition),
    insertPosition: (position: Position, now: Instant): readonly Write[] => {
      const { companyId, currency } = position;
      return [
        store.insertIfAbsent(positionKey(companyId, currency), 'position', position, now, {
          owner: { pk: owned(companyId, 'POSITION'), sk: currency },
          refuse: () => idleBalancesErrors.already_in(`There is a position in ${currency}.`),
        }),
        store.insertIfAbsent(listedKey(companyId, currency), 'listed', { companyId, currency }, now, {
          owner: { pk: listed(currency), sk: companyId },
        }),
      ];
    },
    updatePosition: (found: Entity<Position>, position: Position, now: Instant): Write =>
      store.updateIfVersion(found, position, now),
    listPositions: async (companyId: string) =>
      (await store.queryOwned(owned(companyId, 'POSITION'), readPosition, { limit: pageMax })).items,

    /** Every position of a currency, read anew by its key: the list itself may lag, what it leads to does not. */
    positionsIn: async (currency: string): Promise<readonly Position[]> => {
      const links = await allOf(listed(currency), (data) => linkRow.parse(data));
      const positions: Position[] = [];
      for (let start = 0; start < links.length; start += pageMax) {
        const keys = links
          .slice(start, start + pageMax)
          .map(({ companyId, currency: own }) => positionKey(companyId, own));
        positions.push(...(await store.getMany(keys, readPosition)).map(({ data }) => data));
      }
      return positions;
    },

    hasPositionsIn: async (currency: string): Promise<boolean> =>
      (await store.queryOwned(listed(currency), (data) => linkRow.parse(data), { limit: 1 })).items.length >
      0,

    findOrder: (orderId: string) => store.get(orderKey(orderId), readOrder),
    insertOrder: (order: Order, now: Instant): readonly Write[] => [
      store.insertIfAbsent(orderKey(order.orderId), 'order', order, now, {
        owner: { pk: owned(order.companyId, 'ORDER'), sk: `${now}#${order.orderId}` },
      }),
      store.putProjection(openKey(order.orderId), 'open', { orderId: order.orderId }, now, epochMs(now), {
        owner: { pk: openOf(order.amount.currency), sk: `${now}#${order.orderId}` },
      }),
    ],
    /** The order as it is now; one that is over leaves the list of open ones. */
    updateOrder: (found: Entity<Order>, order: Order, now: Instant): readonly Write[] => [
      store.updateIfVersion(found, order, now),
      ...(isOpen(found.data) && !isOpen(order) ? [store.remove(openKey(order.orderId))] : []),
    ],
    listOrders: (companyId: string, page: PageAsked) =>
      store.queryOwned(owned(companyId, 'ORDER'), readOrder, page),
    openOrders: async (currency: string): Promise<readonly Order[]> => {
      const links = await allOf(openOf(currency), (data) => orderLinkRow.parse(data));
      const orders: Order[] = [];
      for (let start = 0; start < links.length; start += pageMax) {
        const keys = links.slice(start, start + pageMax).map(({ orderId }) => orderKey(orderId));
        orders.push(...(await store.getMany(keys, readOrder)).map(({ data }) => data));
      }
      return orders;
    },

    findOrderOfPayable: async (payableId: string): Promise<string | undefined> =>
      (await store.get(payableKey(payableId), (data) => orderLinkRow.parse(data)))?.data.orderId,
    linkPayable: (payableId: string, orderId: string, now: Instant): Write =>
      store.insertIfAbsent(payableKey(payableId), 'payable', { orderId }, now),

    findDraw: (payoutId: string) => store.get(drawKey(payoutId), (data) => drawRow.parse(data)),
    insertDraw: (draw: Draw, now: Instant): Write =>
      store.insertIfAbsent(drawKey(draw.payoutId), 'draw', draw, now),
    updateDraw: (found: Entity<Draw>, draw: Draw, now: Instant): Write =>
      store.updateIfVersion(found, draw, now),

    findPublication: (currency: string, on: BusinessDate) =>
      store.get(publicationKey(currency, on), (data) => publicationRow.parse(data)),
    insertPublication: (currency: string, publication: Publication, now: Instant): Write =>
      store.insertIfAbsent(publicationKey(currency, publication.on), 'publication', publication, now),
    /** The publications of a stretch of days that are there, by day. */
    publicationsBetween: async (
      currency: string,
      first: BusinessDate,
      last: BusinessDate,
    ): Promise<ReadonlyMap<BusinessDate, Publication>> => {
      const keys = daysFrom(first, last).map((on) => publicationKey(currency, on));
      const found: Publication[] = [];
      for (let start = 0; start < keys.length; start += pageMax) {
        const page = await store.getMany(keys.slice(start, start + pageMax), (data) =>
          publicationRow.parse(data),
        );
        found.push(...page.map(({ data }) => data));
      }
      return new Map(found.map((one) => [one.on, one]));
    },

    findTie: (currency: string) => store.get(tieKey(currency), (data) => tieRow.parse(data)),
    saveTie: (found: Entity<TieResult> | undefined, tie: TieResult, now: Instant): Write =>
      found
        ? store.updateIfVersion(found, tie, now)
        : store.insertIfAbsent(tieKey(tie.currency), 'tie', tie, now),

    isClear: async (companyId: string): Promise<boolean | undefined> =>
      (await store.get(screeningKey(companyId), (data) => screeningRow.parse(data)))?.data.isClear,
    findScreening: (companyId: string) =>
      store.get(screeningKey(companyId), (data) => screeningRow.parse(data)),
    putScreening: (companyId: string, isClear: boolean, sequence: number, now: Instant): Write =>
      store.putProjection(screeningKey(companyId), 'screening', { isClear }, now, sequence),

    findWebhook: (id: string) => store.get(webhookKey(id), (data) => data),
    takeWebhook: (id: string, now: Instant): Write =>
      store.insertIfAbsent(webhookKey(id), 'webhook', {}, now),
  };
};
export type IdleBalancesRepository = ReturnType<typeof createIdleBalancesRepository>;
