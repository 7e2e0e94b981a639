import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { offerPriorsOn } from '../../../shared/kernel/offer-priors.ts';
import { compareRates, formatRate, parseRate, type Rate, rate } from '../../../shared/kernel/rate.ts';
import { divideRounded } from '../../../shared/kernel/rounding.ts';
import {
  type OfferScore,
  scoreOffer,
  type ToldPart,
  tellParts,
  type VerificationLevel,
} from '../../../shared/kernel/score-offer.ts';
import type { LandedCost } from './landed-cost.ts';
import type { Offer } from './offer.ts';
import type { Rfq } from './rfq.ts';
import { itemsNotMet } from './specification.ts';

/** What the house has seen of a supplier. */
export interface SupplierRecord {
  readonly orders: number;
  readonly lateOrders: number;
  readonly disputedOrders: number;
  /** Messages and counter-offers of buyers that were answered, and those answered in time. */
  readonly messages: number;
  readonly messagesAnsweredInTime: number;
  readonly verification: VerificationLevel;
}

/** A quote on the landed basis, ready to be put beside others. */
export interface Comparable {
  readonly quoteId: string;
  readonly supplierId: string;
  readonly offer: Offer;
  readonly landed: LandedCost;
  readonly record: SupplierRecord;
  readonly isPaidPlacement: boolean;
}

/** The place of a quote by both prices, and its score with the parts that add up to it. */
export interface Compared {
  readonly quoteId: string;
  /** Landed cost of one unit, six decimals, in the currency of the request; absent where something is missing. */
  readonly landedUnitCost?: string | undefined;
  /** 1 = cheapest by the bare unit price. */
  readonly rawRank: number;
  /** 1 = cheapest at the door; absent where something is missing. */
  readonly landedRank?: number | undefined;
  readonly score?:
    | {
        readonly version: string;
        readonly score: number;
        readonly parts: readonly ToldPart[];
      }
    | undefined;
}

const unitDecimals = 6;
/** Unit costs are scored in millionths of the minor unit, so that cheap goods differ. */
const scorePrecision = 1_000_000n;
const whole = 10_000;

const unitCostOf = ({ landed, offer }: Comparable): Rate | undefined => {
  if (!landed.total) return undefined;
  const { numerator, denominator } = parseRate(offer.quantity.value);
  return rate(landed.total.amountMinor * denominator, numerator);
};

const rawPrice = ({ offer }: Comparable): Rate => rate(parseMoney(offer.unitPrice).amountMinor);

const byPrice =
  (priceOf: (one: Comparable) => Rate) =>
  (a: Comparable, b: Comparable): number =>
    compareRates(priceOf(a), priceOf(b)) || (a.quoteId < b.quoteId ? -1 : 1);

/** The lower median: the price on which all are judged, itself one of them. */
const medianOf = (prices: readonly Rate[]): Rate | undefined =>
  [...prices].sort(compareRates)[Math.floor((prices.length - 1) / 2)];

const scaled = (price: Rate): bigint =>
  divideRounded(price.numerator * scorePrecision, price.denominator, 'halfUp');

const scoreOf = (
  one: Comparable,
  unitCost: Rate,
  reference: Rate,
  rfq: Pick<Rfq, 'quantity' | 'specification'>,
  on: BusinessDate,
): OfferScore => {
  const asked = rfq.specification.length;
  const missed = itemsNotMet(rfq.specification, one.offer.specification).length;
  const { verification, ...record } = one.record;
  return scoreOffer(
    {
      supplierId: one.supplierId,
      specFitBps: asked === 0 ? whole : Math.floor(((asked - missed) * whole) / asked),
      unitPriceMinor: scaled(unitCost),
      ...record,
      capacity: Number(one.offer.quantity.value),
      quantity: Number(rfq.quantity.value),
      verification,
      isPaidPlacement: one.isPaidPlacement,
    },
    scaled(reference),
    offerPriorsOn(on),
  );
};

/** Minor units as a decimal of major units with six decimals. */
const majorText = (unitCost: Rate, exponent: number): string =>
  formatRate(rate(unitCost.numerator, unitCost.denominator * 10n ** BigInt(exponent)), {
    decimals: unitDecimals,
  });

/**
 * Puts quotes beside each other: the cheapest at the door first, those with something missing last by their bare price. The score
 * judges the landed unit cost against the lower median of all that are whole; payment for placement is no part of it.
 */
export function compareQuotes(
  rfq: Pick<Rfq, 'quantity' | 'specification'>,
  quotes: readonly Comparable[],
  at: { readonly on: BusinessDate; readonly exponent: number },
): readonly Compared[] {
  const unitCosts = new Map(
    quotes.flatMap((one) => {
      const cost = unitCostOf(one);
      return cost ? [[one.quoteId, cost] as const] : [];
    }),
  );
  const costOf = ({ quoteId }: Comparable): Rate => {
    const cost = unitCosts.get(quoteId);
    invariant(cost !== undefined, 'sourcing.no_landed_cost', { quoteId });
    return cost;
  };
  const byRaw = [...quotes].sort(byPrice(rawPrice));
  const complete = quotes.filter(({ quoteId }) => unitCosts.has(quoteId)).sort(byPrice(costOf));
  const incomplete = byRaw.filter(({ quoteId }) => !unitCosts.has(quoteId));
  const reference = medianOf([...unitCosts.values()]);
  return [...complete, ...incomplete].map((one) => {
    const rawRank = byRaw.indexOf(one) + 1;
    const cost = unitCosts.get(one.quoteId);
    if (!cost || !reference) return { quoteId: one.quoteId, rawRank };
    const scored = scoreOf(one, cost, reference, rfq, at.on);
    const { version, score } = scored;
    return {
      quoteId: one.quoteId,
      rawRank,
      landedRank: complete.indexOf(one) + 1,
      landedUnitCost: majorText(cost, at.exponent),
      score: { version, score, parts: tellParts(scored) },
    };
  });
}
