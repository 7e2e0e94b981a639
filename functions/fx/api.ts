import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import type { Call } from '../../shared/http/call.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { businessDateIn, parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../shared/kernel/money.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { journalWrites } from '../ledger/posting.ts';
import { conversionExecuted, quoteMoved } from './contract.ts';
import { conversionJournals } from './domain/journals.ts';
import { clientRateOf, type FixedSide, priceConversion, spreadBpsOn } from './domain/pricing.ts';
import { type Conversion, decideUse, lockSeconds, type Quote } from './domain/quote.ts';
import { isStale, midRate, pivotCurrency, type ReferenceRates } from './domain/reference-rates.ts';
import { valueDateOf } from './domain/value-date.ts';
import { createEcb } from './ecb.ts';
import { apiEnv } from './env.ts';
import { fxErrors } from './errors.ts';
import { importRates, sourceTimeZone } from './import-rates.ts';
import { operations } from './operations.ts';
import { quoteExpiryDeadline } from './quote-expiry.ts';
import { createFxRepository } from './repository.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const repository = createFxRepository(store);
const ecb = createEcb(env.ECB_URL);

const ownQuote = async (quoteId: string, companyId: string): Promise<Entity<Quote>> => {
  const found = await repository.findQuote(quoteId);
  if (found?.data.companyId !== companyId) throw httpErrors.not_found('No such quote.');
  return found;
};

const priceView = (priced: Quote | Conversion) => ({
  ...priced,
  sell: formatMoney(priced.sold),
  buy: formatMoney(priced.bought),
  margin: formatMoney(priced.margin),
});

const isUsableFor = (rates: ReferenceRates, currencies: readonly string[], now: Instant): boolean => {
  const today = businessDateIn(now, sourceTimeZone);
  return currencies.every((currency) => !isStale(rates.publishedOn, currency, today));
};

/** Rates that may be quoted from: the stored ones, or, when these are stale, what the source has now. Never a stale rate. */
const ratesToQuote = async (
  currencies: readonly string[],
  now: Instant,
): Promise<{ readonly rates: ReferenceRates; readonly effect: Effect }> => {
  const stored = await repository.findRates();
  if (stored && isUsableFor(stored, currencies, now)) return { rates: stored, effect: {} };
  const { rates, effect } = await importRates(repository, ecb, now);
  if (!isUsableFor(rates, currencies, now))
    throw fxErrors.rates_stale(`The last publication is of ${rates.publishedOn}.`);
  return { rates, effect };
};

const fixedSideOf = (body: Call<(typeof operations)['lockQuote']>['body']): FixedSide =>
  'sell' in body
    ? { side: 'sell', amount: parseMoney(body.sell), otherCurrency: body.buyCurrency }
    : { side: 'buy', amount: parseMoney(body.buy), otherCurrency: body.sellCurrency };

const lockQuote = async (call: Call<(typeof operations)['lockQuote']>) => {
  const { body, principal, now, newId, correlationId } = call;
  const fixed = fixedSideOf(body);
  const { currency } = fixed.amount;
  const [sell, buy] =
    fixed.side === 'sell' ? [currency, fixed.otherCurrency] : [fixed.otherCurrency, currency];
  if (sell === buy) throw fxErrors.same_currency(`Both are ${sell}.`);
  const { rates, effect } = await ratesToQuote([sell, buy], now);
  const mid = midRate(rates, sell, buy);
  if (mid === undefined)
    throw fxErrors.currency_not_quoted(`${rates.source} publishes no rate for ${sell} to ${buy}.`);
  const tradeDate = businessDateIn(now, sourceTimeZone);
  const spreadBps = spreadBpsOn(tradeDate);
  const clientRate = clientRateOf(mid, spreadBps);
  const price = priceConversion(fixed, mid, clientRate);
  if (!price) throw fxErrors.amount_too_small(`It converts to less than one minor unit.`);
  const expiresAt = addDuration(now, { seconds: lockSeconds[body.validFor] });
  const quote: Quote = {
    quoteId: newId('fxq'),
    companyId: principal.companyId,
    fixedSide: fixed.side,
    ...price,
    mid,
    clientRate,
    spreadBps,
    source: rates.source,
    publishedOn: parseBusinessDate(rates.publishedOn),
    valueDate: valueDateOf(tradeDate, sell, buy),
    lockedAt: now,
    expiresAt,
    state: 'locked',
  };
  const { quoteId, companyId } = quote;
  const deadline = { subject: quoteId, name: quoteExpiryDeadline, dueAt: expiresAt, correlationId };
  return {
    status: 201,
    body: priceView(quote),
    location: `/v1/fx/quotes/${quoteId}`,
    version: 1,
    writes: [repository.insertQuote(quote, now), setDeadline(store, deadline), ...(effect.writes ?? [])],
    events: [
      quoteMoved.create({
        subject: quoteId,
        sequence: 1,
        audience: [companyId],
        data: { quoteId, companyId, state: 'locked' },
      }),
      ...(effect.events ?? []),
    ],
  };
};

const convert = async (call: Call<(typeof operations)['convert']>) => {
  const { body, principal, now, correlationId } = call;
  const found = await ownQuote(body.quoteId, principal.companyId);
  const use = decideUse(found.data, now);
  if (use.kind === 'refused') throw fxErrors[use.code](`The quote ran until ${found.data.expiresAt}.`);
  const { fixedSide, lockedAt, expiresAt, state, spreadBps, ...terms } = found.data;
  const { quoteId, companyId, sold, bought, margin, clientRate } = terms;
  const conversionId = deterministicId('fxc', quoteId);
  const journals = conversionJournals({ ...terms, conversionId });
  const journalIds = journals.map((journal) => journal.journalId);
  const conversion: Conversion = { ...terms, conversionId, executedAt: now, journalIds };
  return {
    status: 201,
    body: priceView(conversion),
    location: `/v1/fx/conversions/${conversionId}`,
    writes: [
      repository.useQuoteIfLocked(found, conversionId, now),
      repository.insertConversion(conversion, now),
      ...journals.flatMap((journal) => journalWrites(env.LEDGER_TABLE_NAME, journal, { now, correlationId })),
    ],
    events: [
      quoteMoved.create({
        subject: quoteId,
        sequence: found.version + 1,
        audience: [companyId],
        data: { quoteId, companyId, state: 'executed' },
      }),
      conversionExecuted.create({
        subject: conversionId,
        sequence: 1,
        audience: [companyId],
        data: {
          conversionId,
          quoteId,
          companyId,
          sold: formatMoney(sold),
          bought: formatMoney(bought),
          clientRate,
          margin: formatMoney(margin),
          executedAt: now,
        },
      }),
    ],
  };
};

const listRates = async ({ query }: Call<(typeof operations)['listRates']>) => {
  const rates = await repository.findRates(query.on);
  if (!rates) throw fxErrors.rates_missing(query.on ? `None for ${query.on}.` : 'None are stored.');
  const { base } = query;
  if (base !== pivotCurrency && rates.rates[base] === undefined)
    throw fxErrors.currency_not_quoted(`${rates.source} publishes no rate for ${base}.`);
  const currencies = [pivotCurrency, ...Object.keys(rates.rates)].filter((one) => one !== base).sort();
  const list = currencies.flatMap((currency) => {
    const rate = midRate(rates, base, currency);
    return rate === undefined ? [] : [{ currency, rate }];
  });
  const { source, publishedOn } = rates;
  return { status: 200, body: { source, publishedOn, base, rates: list } };
};

/** The HTTP function of fx. */
export const handler = createApi({
  context: 'fx',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    listRates,
    lockQuote,

    getFxQuote: async ({ params, principal }) => {
      const found = await ownQuote(params.quoteId, principal.companyId);
      return { status: 200, body: priceView(found.data), version: found.version };
    },

    convert,

    listConversions: async ({ principal, page }) => {
      const found = await repository.listConversions(principal.companyId, page);
      const items = found.items.map((entity) => priceView(entity.data));
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    getConversion: async ({ params, principal }) => {
      const found = await repository.findConversion(params.conversionId);
      if (found?.data.companyId !== principal.companyId) throw httpErrors.not_found('No such conversion.');
      return { status: 200, body: priceView(found.data) };
    },

    importRates: async ({ now }) => {
      const { rates, isNew, effect } = await importRates(repository, ecb, now);
      const { source, publishedOn } = rates;
      return { status: 200, body: { source, publishedOn, isNew }, ...effect };
    },
  },
});
