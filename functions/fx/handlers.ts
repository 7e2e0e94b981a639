import type { Call, Handlers } from '../../shared/http/call.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { businessDateIn, instantAt } from '../../shared/kernel/business-date.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../shared/kernel/money.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { conversionExecuted, quoteMoved } from './contract.ts';
import { quoteExpiryDeadline, settlementDeadline } from './deadlines.ts';
import { exposureOf } from './domain/exposure.ts';
import { conversionJournals } from './domain/journals.ts';
import { clientRateOf, type FixedSide, priceConversion } from './domain/pricing.ts';
import { type Conversion, decideUse, type Quote } from './domain/quote.ts';
import { midRate, pivotCurrency, sourceTimeZone } from './domain/reference-rates.ts';
import { exposureMaxOn, lockSeconds, openLocksMaxOn, spreadBpsOn, type Validity } from './domain/terms.ts';
import { valueDateOf } from './domain/value-date.ts';
import { fxErrors } from './errors.ts';
import { importRates, missedDays } from './import-rates.ts';
import type { operations } from './operations.ts';
import type { Parts } from './parts.ts';
import { openPositions } from './positions.ts';
import { midToDeal } from './rates.ts';
import { endedStates } from './reactions.ts';
import { unwindConversion } from './unwinding.ts';
import { conversionView, positionView, priceView } from './views.ts';

type Table = typeof operations;

/** When conversions of a value date count as settled, in the zone of the source. */
const settlesAt = '08:00';

const fixedSideOf = (body: Call<Table['lockQuote']>['body']): FixedSide =>
  'sell' in body
    ? { side: 'sell', amount: parseMoney(body.sell), otherCurrency: body.buyCurrency }
    : { side: 'buy', amount: parseMoney(body.buy), otherCurrency: body.sellCurrency };

/** What the HTTP function of fx does, operation by operation. */
export const createHandlers = (parts: Parts): Handlers<Table> => {
  const { store, repository, ecb, post } = parts;

  const ownQuote = async (quoteId: string, companyId: string): Promise<Entity<Quote>> => {
    const found = await repository.findQuote(quoteId);
    if (found?.data.companyId !== companyId) throw httpErrors.not_found('No such quote.');
    return found;
  };

  /** The price of a conversion now: what an indication shows and a lock keeps. */
  const priceNow = async (fixed: FixedSide, validFor: Validity, now: Instant) => {
    const { currency } = fixed.amount;
    const [sell, buy] =
      fixed.side === 'sell' ? [currency, fixed.otherCurrency] : [fixed.otherCurrency, currency];
    if (sell === buy) throw fxErrors.same_currency(`Both are ${sell}.`);
    const { rates, mid, effect } = await midToDeal(parts, sell, buy, now);
    const tradeDate = businessDateIn(now, sourceTimeZone);
    const spreadBps = spreadBpsOn(tradeDate, validFor);
    const clientRate = clientRateOf(mid, spreadBps);
    const price = priceConversion(fixed, mid, clientRate);
    const exposure = price && exposureOf(rates, price.sold);
    if (!price || !exposure) throw fxErrors.amount_too_small(`It converts to less than one minor unit.`);
    const terms = {
      fixedSide: fixed.side,
      ...price,
      mid,
      clientRate,
      spreadBps,
      validFor,
      source: rates.source,
      publishedOn: rates.publishedOn,
      valueDate: valueDateOf(tradeDate, sell, buy),
      exposure,
    };
    return { terms, tradeDate, effect };
  };

  /** Lets a lock pass only for an order of the company that has not ended, and only while that is so. */
  const guardOfOrder = async (orderId: string | undefined, companyId: string): Promise<readonly Write[]> => {
    if (orderId === undefined) return [];
    const pointer = '/orderId';
    const order = await repository.findOrder(orderId);
    const isTheirs = order?.data.buyerId === companyId || order?.data.supplierId === companyId;
    if (!order || !isTheirs)
      throw fxErrors.order_unknown('A new order is known here a moment after it was placed.', { pointer });
    if (endedStates.has(order.data.state))
      throw fxErrors.order_ended(`The order is ${order.data.state}.`, { pointer });
    return [store.checkVersion(order)];
  };

  const lockQuote = async (call: Call<Table['lockQuote']>) => {
    const { body, principal, now, newId, correlationId } = call;
    const { companyId } = principal;
    const guard = await guardOfOrder(body.orderId, companyId);
    const { terms, tradeDate, effect } = await priceNow(fixedSideOf(body), body.validFor, now);
    const expiresAt = addDuration(now, { seconds: lockSeconds[body.validFor] });
    const quote: Quote = {
      quoteId: newId('fxq'),
      companyId,
      ...(body.orderId === undefined ? {} : { orderId: body.orderId }),
      ...terms,
      lockedAt: now,
      expiresAt,
      state: 'locked',
    };
    const { quoteId } = quote;
    const deadline = { subject: quoteId, name: quoteExpiryDeadline, dueAt: expiresAt, correlationId };
    const limits = {
      max: exposureMaxOn(tradeDate, principal.verificationLevel),
      countMax: openLocksMaxOn(tradeDate),
      isNew: !(await repository.hasExposure(companyId)),
    };
    return {
      status: 201,
      body: priceView(quote),
      location: `/v1/fx/quotes/${quoteId}`,
      version: 1,
      writes: [
        ...repository.insertQuote(quote, now),
        repository.addExposure(companyId, quote.exposure, limits, now),
        ...guard,
        setDeadline(store, deadline),
        ...(effect.writes ?? []),
      ],
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

  const convert = async (call: Call<Table['convert']>) => {
    const { body, principal, now, correlationId } = call;
    const found = await ownQuote(body.quoteId, principal.companyId);
    const use = decideUse(found.data, now);
    if (use.kind === 'refused') throw fxErrors[use.code](`The quote ran until ${found.data.expiresAt}.`);
    const { fixedSide, lockedAt, expiresAt, state, spreadBps, validFor, exposure, ...terms } = found.data;
    const { quoteId, companyId, sold, bought, margin, clientRate, valueDate } = terms;
    const conversionId = deterministicId('fxc', quoteId);
    const journals = conversionJournals({ ...terms, conversionId });
    const journalIds = journals.map((journal) => journal.journalId);
    const conversion: Conversion = { ...terms, conversionId, state: 'executed', executedAt: now, journalIds };
    const settles = {
      subject: conversionId,
      name: settlementDeadline,
      dueAt: instantAt(valueDate, settlesAt, sourceTimeZone),
      correlationId,
    };
    return {
      status: 201,
      body: conversionView(conversion),
      location: `/v1/fx/conversions/${conversionId}`,
      writes: [
        ...repository.useQuoteIfLocked(found, conversionId, now),
        ...repository.insertConversion(conversion, now),
        clearDeadline(store, quoteId, quoteExpiryDeadline),
        setDeadline(store, settles),
        ...post(journals, { now, correlationId }),
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

  const unwind = async (call: Call<Table['unwindConversion']>) => {
    const { params, body, principal, now, correlationId } = call;
    const found = await repository.findConversion(params.conversionId);
    if (!found) throw httpErrors.not_found('No such conversion.');
    const { conversion, effect } = await unwindConversion(parts, found, {
      ...body,
      by: principal.memberId,
      now,
      correlationId,
    });
    return { status: 200, body: conversionView(conversion), version: found.version + 1, ...effect };
  };

  const listRates = async ({ query }: Call<Table['listRates']>) => {
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

  return {
    listRates,
    lockQuote,

    indicateQuote: async ({ body, now }) => {
      const { terms } = await priceNow(fixedSideOf(body), body.validFor, now);
      return { status: 200, body: { ...priceView(terms), state: 'indicative' } };
    },

    getFxQuote: async ({ params, principal }) => {
      const found = await ownQuote(params.quoteId, principal.companyId);
      return { status: 200, body: priceView(found.data), version: found.version };
    },

    convert,

    listConversions: async ({ principal, page }) => {
      const found = await repository.listConversions(principal.companyId, page);
      const items = found.items.map((entity) => conversionView(entity.data));
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    getConversion: async ({ params, principal }) => {
      const found = await repository.findConversion(params.conversionId);
      const isTheirs = found?.data.companyId === principal.companyId || principal.roles.includes('operator');
      if (!found || !isTheirs) throw httpErrors.not_found('No such conversion.');
      return { status: 200, body: conversionView(found.data), version: found.version };
    },

    unwindConversion: unwind,

    getFxPositions: async ({ now }) => {
      const positions = await openPositions(parts, now);
      return { status: 200, body: { asOf: now, items: positions.map(positionView) } };
    },

    importRates: async ({ now }) => {
      const { rates, isNew, effect } = await importRates(repository, ecb, now);
      const missed = isNew ? await missedDays(repository, ecb, rates, now) : [];
      const { source, publishedOn } = rates;
      return {
        status: 200,
        body: { source, publishedOn, isNew },
        writes: [...(effect.writes ?? []), ...missed],
        events: effect.events,
      };
    },
  };
};
