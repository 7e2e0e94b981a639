import { z } from 'zod';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { encodeForRow } from '../../shared/persistence/codec.ts';
import type { Entity, RowKey, Store } from '../../shared/persistence/store.ts';
import { Stale } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { type Conversion, decideUse, type Quote } from './domain/quote.ts';
import type { ReferenceRates } from './domain/reference-rates.ts';
import { fxErrors } from './errors.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string');
const day = z.custom<BusinessDate>((value) => typeof value === 'string');
const money = z.object({ currency: z.string(), amountMinor: z.bigint() });

const ratesRow: z.ZodType<ReferenceRates> = z.object({
  source: z.literal('ECB'),
  publishedOn: day,
  rates: z.record(z.string(), z.string()),
});

const amounts = { sold: money, bought: money, cover: money, margin: money };

const quoteRow: z.ZodType<Quote> = z.object({
  quoteId: z.string(),
  companyId: z.string(),
  fixedSide: z.enum(['sell', 'buy']),
  ...amounts,
  mid: z.string(),
  clientRate: z.string(),
  spreadBps: z.int(),
  source: z.string(),
  publishedOn: day,
  valueDate: day,
  lockedAt: instant,
  expiresAt: instant,
  state: z.enum(['locked', 'executed', 'expired']),
  conversionId: z.string().optional(),
});

const conversionRow: z.ZodType<Conversion> = z.object({
  conversionId: z.string(),
  quoteId: z.string(),
  companyId: z.string(),
  ...amounts,
  mid: z.string(),
  clientRate: z.string(),
  source: z.string(),
  publishedOn: day,
  valueDate: day,
  executedAt: instant,
  journalIds: z.array(z.string()),
});

const ratesPk = 'RATES#ECB';
const dayPrefix = 'DAY#';
const quoteKey = (quoteId: string): RowKey => ({ pk: `QUOTE#${quoteId}`, sk: 'QUOTE' });
const conversionKey = (id: string): RowKey => ({ pk: `CONVERSION#${id}`, sk: 'CONVERSION' });
const conversionsOf = (companyId: string): string => `COMPANY#${companyId}#CONVERSION`;

const storedUse = z.object({
  data: z.object({ state: z.enum(['locked', 'executed', 'expired']), expiresAt: instant }),
});

/** Why a quote could not be used, from the row that stood there. */
const refusalOfUse =
  (now: Instant) =>
  (oldRow: Record<string, unknown> | undefined): Error => {
    const stored = storedUse.safeParse(oldRow);
    const use = stored.success ? decideUse(stored.data.data, now) : undefined;
    if (use?.kind === 'refused') return fxErrors[use.code]('The quote cannot be used any more.');
    return new Stale('The quote changed while it was used');
  };

/** Rows: RATES#ECB/DAY#date, QUOTE#id/QUOTE, CONVERSION#id/CONVERSION. */
export const createFxRepository = (store: Store) => ({
  /** The newest publication, or that of one day. */
  findRates: async (on?: string): Promise<ReferenceRates | undefined> => {
    const found = await store.queryParts(ratesPk, `${dayPrefix}${on ?? ''}`, (data) => ratesRow.parse(data), {
      descending: true,
      limit: 1,
    });
    return found.items[0]?.data;
  },
  insertRates: (rates: ReferenceRates, now: Instant): Write =>
    store.insertIfAbsent({ pk: ratesPk, sk: `${dayPrefix}${rates.publishedOn}` }, 'rates', rates, now),

  findQuote: (quoteId: string) => store.get(quoteKey(quoteId), (data) => quoteRow.parse(data)),
  insertQuote: (quote: Quote, now: Instant): Write =>
    store.insertIfAbsent(quoteKey(quote.quoteId), 'quote', quote, now),
  expireQuote: (entity: Entity<Quote>, now: Instant): Write =>
    store.updateIfVersion(entity, { ...entity.data, state: 'expired' }, now),

  /** Uses a quote once and only before it expires; the condition is the guard. Errors: fx.quote_used, fx.quote_expired. */
  useQuoteIfLocked: (entity: Entity<Quote>, conversionId: string, now: Instant): Write => ({
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
  }),

  findConversion: (conversionId: string) =>
    store.get(conversionKey(conversionId), (data) => conversionRow.parse(data)),
  listConversions: (
    companyId: string,
    page: { readonly limit: number; readonly from: Record<string, unknown> | undefined },
  ) => store.queryOwned(conversionsOf(companyId), (data) => conversionRow.parse(data), page),
  insertConversion: (conversion: Conversion, now: Instant): Write =>
    store.insertIfAbsent(conversionKey(conversion.conversionId), 'conversion', conversion, now, {
      owner: { pk: conversionsOf(conversion.companyId), sk: `${now}#${conversion.conversionId}` },
    }),
});
export type FxRepository = ReturnType<typeof createFxRepository>;
