import { z } from 'zod';
import type { Instant } from '../../shared/kernel/instant.ts';
import { formatMoney, type Money, money } from '../../shared/kernel/money.ts';
import { encodeForRow } from '../../shared/persistence/codec.ts';
import type { Entity, RowKey, Store } from '../../shared/persistence/store.ts';
import { Stale } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { OpenDeal } from './domain/positions.ts';
import { type Conversion, decideUse, type Quote } from './domain/quote.ts';
import type { ReferenceRates } from './domain/reference-rates.ts';
import { fxErrors } from './errors.ts';
import {
  conversionRow,
  type KnownOrder,
  openDealRow,
  orderRow,
  quoteRow,
  ratesRow,
  storedExposure,
  storedUse,
} from './rows.ts';

const ratesPk = 'RATES#ECB';
const dayPrefix = 'DAY#';
const quoteKey = (quoteId: string): RowKey => ({ pk: `QUOTE#${quoteId}`, sk: 'QUOTE' });
const conversionKey = (id: string): RowKey => ({ pk: `CONVERSION#${id}`, sk: 'CONVERSION' });
const conversionsOf = (companyId: string): string => `COMPANY#${companyId}#CONVERSION`;
const exposureKey = (companyId: string): RowKey => ({ pk: `COMPANY#${companyId}`, sk: 'EXPOSURE' });
const orderKey = (orderId: string): RowKey => ({ pk: `ORDER#${orderId}`, sk: 'ORDER' });
const boundQuote = (orderId: string, quoteId: string): RowKey => ({
  pk: `ORDER#${orderId}`,
  sk: `QUOTE#${quoteId}`,
});
const openKey = (kind: 'LOCK' | 'DEAL', id: string): RowKey => ({ pk: `OPEN#${kind}`, sk: id });

const boundRow = z.object({ quoteId: z.string() });

/** Locks bound to one order: the limit of open locks keeps them fewer. */
const boundQuotesMax = 40;
/** Open rows that the report of positions reads at a time. */
const openPerPage = 500;

/** Why a quote could not be used, from the row that stood there. */
const refusalOfUse =
  (now: Instant) =>
  (oldRow: Record<string, unknown> | undefined): Error => {
    const stored = storedUse.safeParse(oldRow);
    const use = stored.success ? decideUse(stored.data.data, now) : undefined;
    if (use?.kind === 'refused') return fxErrors[use.code]('The quote cannot be used any more.');
    return new Stale('The quote changed while it was used');
  };

const exposureRefusal =
  (added: Money, max: Money, countMax: number) =>
  (oldRow: Record<string, unknown> | undefined): Error => {
    const stored = storedExposure.safeParse(oldRow);
    if (!stored.success) return new Stale('The exposure changed while a quote was locked');
    const { openMinor, openCount } = stored.data;
    if (openCount >= countMax)
      return fxErrors.too_many_locks(`${openCount} locks are open, ${countMax} are the most.`);
    const open = formatMoney(money(max.currency, openMinor)).amount;
    return fxErrors.exposure_exceeded(
      `Open locks are worth EUR ${open}, this one EUR ${formatMoney(added).amount}; EUR ${formatMoney(max).amount} is the most.`,
    );
  };

/** What a company has in open locks, as one counter that the writes themselves keep within its limit. */
const createExposure = (store: Store) => ({
  hasExposure: async (companyId: string): Promise<boolean> =>
    (await store.get(exposureKey(companyId), () => true)) !== undefined,

  /** Adds a lock if there is room; `isNew` = there is no counter yet. Errors: fx.exposure_exceeded, fx.too_many_locks. */
  addExposure: (
    companyId: string,
    added: Money,
    limits: { readonly max: Money; readonly countMax: number; readonly isNew: boolean },
    now: Instant,
  ): Write => {
    const { max, countMax, isNew } = limits;
    const refuse = exposureRefusal(added, max, countMax);
    const key = exposureKey(companyId);
    if (added.amountMinor > max.amountMinor) throw refuse({ openMinor: 0n, openCount: 0 });
    if (isNew) {
      const item = { ...key, kind: 'exposure', version: 1, data: {}, createdAt: now, updatedAt: now };
      return {
        kind: 'put',
        tableName: store.tableName,
        item: { ...item, openMinor: added.amountMinor, openCount: 1 },
        condition: 'attribute_not_exists(pk)',
      };
    }
    return {
      kind: 'update',
      tableName: store.tableName,
      key: { ...key },
      update: 'SET updatedAt = :now ADD openMinor :added, openCount :one',
      condition: 'openMinor <= :room AND openCount < :countMax',
      values: {
        ':now': now,
        ':added': added.amountMinor,
        ':one': 1n,
        ':room': max.amountMinor - added.amountMinor,
        ':countMax': BigInt(countMax),
      },
      refuse,
    };
  },

  /** Takes locks off that were used, ran out or were let go: one write a company. */
  dropExposure: (quotes: readonly Quote[], now: Instant): readonly Write[] => {
    const companyIds = [...new Set(quotes.map(({ companyId }) => companyId))];
    return companyIds.map((companyId) => {
      const own = quotes.filter((quote) => quote.companyId === companyId);
      const taken = own.reduce((sum, { exposure }) => sum + exposure.amountMinor, 0n);
      return {
        kind: 'update',
        tableName: store.tableName,
        key: { ...exposureKey(companyId) },
        update: 'SET updatedAt = :now ADD openMinor :taken, openCount :count',
        values: { ':now': now, ':taken': -taken, ':count': -BigInt(own.length) },
      };
    });
  },
});

/** Rates, newest publication first in reading. */
const createRates = (store: Store) => ({
  /** The newest publication, or that of one day. */
  findRates: async (on?: string): Promise<ReferenceRates | undefined> => {
    const found = await store.queryParts(ratesPk, `${dayPrefix}${on ?? ''}`, (data) => ratesRow.parse(data), {
      descending: true,
      limit: 1,
    });
    return found.items[0]?.data;
  },
  /** Days that are stored, of the last `limit` publications. */
  listRateDays: async (limit: number): Promise<ReadonlySet<string>> => {
    const found = await store.queryParts(ratesPk, dayPrefix, (data) => ratesRow.parse(data), {
      descending: true,
      limit,
    });
    return new Set(found.items.map(({ data }) => data.publishedOn));
  },
  insertRates: (rates: ReferenceRates, now: Instant): Write =>
    store.insertIfAbsent({ pk: ratesPk, sk: `${dayPrefix}${rates.publishedOn}` }, 'rates', rates, now),
});

const readOpen = async (store: Store, kind: 'LOCK' | 'DEAL'): Promise<readonly OpenDeal[]> => {
  const deals: OpenDeal[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await store.queryParts(openKey(kind, '').pk, '', (data) => openDealRow.parse(data), {
      limit: openPerPage,
      ...(from === undefined ? {} : { from }),
    });
    deals.push(...page.items.map(({ data }) => data));
    from = page.next;
  } while (from !== undefined);
  return deals;
};

/**
 * Rows: RATES#ECB/DAY#date, QUOTE#id/QUOTE, CONVERSION#id/CONVERSION, COMPANY#id/EXPOSURE (counter of open locks),
 * ORDER#id/ORDER and ORDER#id/QUOTE#id (locks bound to an order), OPEN#LOCK and OPEN#DEAL (what the report of positions adds up).
 */
export const createFxRepository = (store: Store) => ({
  ...createRates(store),
  ...createExposure(store),

  findQuote: (quoteId: string) => store.get(quoteKey(quoteId), (data) => quoteRow.parse(data)),
  insertQuote: (quote: Quote, now: Instant): readonly Write[] => {
    const { quoteId, orderId, sold, bought } = quote;
    return [
      store.insertIfAbsent(quoteKey(quoteId), 'quote', quote, now),
      store.insertIfAbsent(openKey('LOCK', quoteId), 'open-lock', { sold, bought }, now),
      ...(orderId === undefined
        ? []
        : [store.insertIfAbsent(boundQuote(orderId, quoteId), 'bound-quote', { quoteId }, now)]),
    ];
  },
  /** Ends locks that were not used; their exposure goes with them, in one write a company. */
  endQuotes: (
    entities: readonly Entity<Quote>[],
    state: 'expired' | 'unwound',
    now: Instant,
  ): readonly Write[] => [
    ...entities.flatMap((entity) => [
      store.updateIfVersion(entity, { ...entity.data, state }, now),
      store.remove(openKey('LOCK', entity.data.quoteId)),
    ]),
    ...createExposure(store).dropExposure(
      entities.map(({ data }) => data),
      now,
    ),
  ],

  /** Uses a quote once and only before it expires; the condition is the guard. Errors: fx.quote_used, fx.quote_expired, fx.quote_unwound. */
  useQuoteIfLocked: (entity: Entity<Quote>, conversionId: string, now: Instant): readonly Write[] => [
    {
      kind: 'update',
      tableName: store.tableName,
      key: { pk: entity.pk, sk: entity.sk },
      update: 'SET #data = :data, #version = :next, updatedAt = :now',
      condition: '#version = :expected AND #data.#state = :locked AND #data.expiresAt > :now',
      names: { '#data': 'data', '#version': 'version', '#state': 'state' },
      values: {
        ':data': encodeForRow({ ...entity.data, state: 'executed', conversionId }),
        ':next': entity.version + 1,
        ':expected': entity.version,
        ':locked': 'locked',
        ':now': now,
      },
      refuse: refusalOfUse(now),
    },
    store.remove(openKey('LOCK', entity.data.quoteId)),
    ...createExposure(store).dropExposure([entity.data], now),
  ],

  findConversion: (conversionId: string) =>
    store.get(conversionKey(conversionId), (data) => conversionRow.parse(data)),
  listConversions: (
    companyId: string,
    page: { readonly limit: number; readonly from: Record<string, unknown> | undefined },
  ) => store.queryOwned(conversionsOf(companyId), (data) => conversionRow.parse(data), page),
  insertConversion: (conversion: Conversion, now: Instant): readonly Write[] => {
    const { conversionId, companyId, sold, bought } = conversion;
    return [
      store.insertIfAbsent(conversionKey(conversionId), 'conversion', conversion, now, {
        owner: { pk: conversionsOf(companyId), sk: `${now}#${conversionId}` },
      }),
      store.insertIfAbsent(openKey('DEAL', conversionId), 'open-deal', { sold, bought }, now),
    ];
  },
  /** Settles or takes a conversion back; either way nothing of it is open any more. */
  endConversion: (entity: Entity<Conversion>, conversion: Conversion, now: Instant): readonly Write[] => [
    store.updateIfVersion(entity, conversion, now),
    store.remove(openKey('DEAL', conversion.conversionId)),
  ],

  findOrder: (orderId: string) => store.get(orderKey(orderId), (data) => orderRow.parse(data)),
  /** The last news of an order wins by its sequence. */
  putOrder: (orderId: string, order: KnownOrder, sequence: number, now: Instant): Write =>
    store.putProjection(orderKey(orderId), 'order', order, now, sequence),
  /** Locks bound to an order, used or not. */
  listBoundQuotes: async (orderId: string): Promise<readonly string[]> => {
    const found = await store.queryParts(`ORDER#${orderId}`, 'QUOTE#', (data) => boundRow.parse(data), {
      limit: boundQuotesMax,
    });
    return found.items.map(({ data }) => data.quoteId);
  },

  openLocks: () => readOpen(store, 'LOCK'),
  openDeals: () => readOpen(store, 'DEAL'),
});
export type FxRepository = ReturnType<typeof createFxRepository>;
