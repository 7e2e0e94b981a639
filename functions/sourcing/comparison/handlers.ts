import type { Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import { currencyOf } from '../../../shared/kernel/currency.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { type Comparable, type Compared, compareQuotes } from '../domain/compare-quotes.ts';
import { landedCostOf } from '../domain/landed-cost.ts';
import { goodsTotalOf } from '../domain/offer.ts';
import type { Quote, QuoteVersion } from '../domain/quote.ts';
import { noRecord } from '../domain/supplier-record.ts';
import { isLiveQuote } from '../domain/transitions.ts';
import { estimatedVersion } from '../quotes/access.ts';
import type { SourcingRepository } from '../repository.ts';
import type { StoredRfq } from '../rfqs/rows.ts';
import { askFreight, comparisonDay, landedBasisOf } from './estimates.ts';
import type { comparisonOperations } from './operations.ts';
import type { ComparisonRows } from './rows.ts';

const notice =
  'Only the quoted price binds. Carriage, insurance, duty, fees and tax are estimates by the sources that are named.';

interface Offered {
  readonly quote: Quote;
  readonly version: QuoteVersion;
}

const itemOf = ({ quote, version }: Offered, comparable: Comparable, compared: Compared) => {
  const { offer } = version;
  const { lines, missing, total } = comparable.landed;
  const { supplierId, supplierName, supplierCountry } = quote;
  const { unitPrice, quantity, deliveryTerm, depositShare, productionLeadDays, latestShipOn, validUntil } =
    offer;
  return {
    supplierId,
    supplierName,
    supplierCountry,
    version: version.version,
    raw: {
      unitPrice,
      quantity,
      goodsTotal: formatMoney(goodsTotalOf(offer)),
      deliveryTerm,
      depositShare,
      productionLeadDays,
      latestShipOn,
      validUntil,
    },
    ...compared,
    ...(total ? { landedTotal: formatMoney(total) } : {}),
    lines,
    missing,
    isPaidPlacement: comparable.isPaidPlacement,
  };
};

/** Handlers of the comparison. */
export const createComparisonHandlers = (
  sourcing: SourcingRepository,
  rows: ComparisonRows,
): Handlers<typeof comparisonOperations> => {
  const ownRfq = async (rfqId: string, companyId: string): Promise<StoredRfq> => {
    const found = await sourcing.findRfq(rfqId);
    if (found?.data.buyerId !== companyId) throw httpErrors.not_found('No such request of yours.');
    return found.data;
  };

  /** What the supplier offered last: a counter-offer of the buyer is a wish, not an offer. */
  const offeredOf = async (quote: Quote): Promise<Offered> => {
    const versions = await sourcing.versionsOf(quote.quoteId);
    const version = versions.findLast(({ author }) => author === 'supplier');
    invariant(version, 'sourcing.version_missing', { quoteId: quote.quoteId });
    return { quote, version };
  };

  const liveOffers = async (rfqId: string): Promise<readonly Offered[]> => {
    const quotes = (await sourcing.quotesOf(rfqId)).map(({ data }) => data);
    return Promise.all(quotes.filter(({ state }) => isLiveQuote(state)).map(offeredOf));
  };

  const compare = async (rfq: StoredRfq, now: Instant) => {
    const [offered, rates, matchings] = await Promise.all([
      liveOffers(rfq.rfqId),
      rows.findRates(),
      sourcing.matchingsOf(rfq.rfqId),
    ]);
    const day = comparisonDay(now);
    const basis = landedBasisOf(rfq.currency, rates, day);
    const paid = new Set(
      matchings.flatMap(({ candidates }) =>
        candidates.flatMap((one) => (one.isPaidPlacement ? [one.supplierId] : [])),
      ),
    );
    const comparables = await Promise.all(
      offered.map(async ({ quote, version }): Promise<Comparable> => {
        const [estimates, record] = await Promise.all([
          rows.findEstimates(quote.quoteId, version.version),
          rows.findRecord(quote.supplierId),
        ]);
        return {
          quoteId: quote.quoteId,
          supplierId: quote.supplierId,
          offer: version.offer,
          landed: landedCostOf(version.offer, estimates?.data ?? {}, basis),
          record: record?.data ?? noRecord,
          isPaidPlacement: paid.has(quote.supplierId),
        };
      }),
    );
    const { exponent } = currencyOf(rfq.currency);
    const items = compareQuotes(rfq, comparables, { on: day, exponent }).flatMap((compared) => {
      const one = offered.find(({ quote }) => quote.quoteId === compared.quoteId);
      const comparable = comparables.find(({ quoteId }) => quoteId === compared.quoteId);
      return one && comparable ? [itemOf(one, comparable, compared)] : [];
    });
    const { rfqId, currency, destinationCountry } = rfq;
    return {
      offered,
      body: {
        rfqId,
        currency,
        destinationCountry,
        comparedAt: now,
        ...(rates ? { referenceRates: { source: rates.source, publishedOn: rates.publishedOn } } : {}),
        items,
        notice,
      },
    };
  };

  return {
    compareQuotes: async ({ principal, params, now }) => {
      const rfq = await ownRfq(params.rfqId, principal.companyId);
      return { status: 200, body: (await compare(rfq, now)).body };
    },

    estimateAgain: async ({ principal, params, now }) => {
      const rfq = await ownRfq(params.rfqId, principal.companyId);
      const { body, offered } = await compare(rfq, now);
      const events = offered.map(({ quote, version }) =>
        askFreight(estimatedVersion(rfq, quote, version), now),
      );
      return { status: 202, body, events };
    },
  };
};
