import type { z } from 'zod';
import { type BusinessDate, daysBetween, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { type Money, parseMoney } from '../../../shared/kernel/money.ts';
import { compareRates, parseRate } from '../../../shared/kernel/rate.ts';
import type { matchingAsked } from '../../sourcing/contract.ts';
import { priceQuantity } from '../domain/price-tiers.ts';
import { holdsCertificates, tiersOf } from '../product-rules.ts';
import type { Product } from '../repository.ts';
import { foldText } from '../search/fold-text.ts';
import type { MatchFilters } from '../search/match-filters.ts';
import { foldCategory } from '../search/product-facts.ts';
import { matchingRulesOn } from './rules.ts';
import type { SupplierRecord } from './trade-record.ts';

/** What a request for quotation asks of the catalogue. */
export type MatchingRequest = z.output<typeof matchingAsked.schema>;

/** Digits that all countries share; what comes behind them is national. */
const headingDigits = 6;
/** Rules whose named place lies on the seller's side, so that a seller can say beforehand where it delivers. */
const sellersPlace: ReadonlySet<string> = new Set(['EXW', 'FCA', 'FAS', 'FOB']);
const whole = 10_000;

const isInReach = (unitPrice: Money, target: Money, negotiableBps: number): boolean =>
  unitPrice.currency === target.currency &&
  unitPrice.amountMinor * BigInt(whole) <= target.amountMinor * BigInt(whole + negotiableBps);

const sameName = (one: string, other: string): boolean => foldText(one).trim() === foldText(other).trim();

/** Conditions of a request, asked on that day, that the index can hold by itself. */
export const filtersOf = (request: MatchingRequest, today: BusinessDate): MatchFilters => ({
  hsCode: request.hsCode === undefined ? undefined : [request.hsCode.slice(0, headingDigits)],
  category: request.category,
  quantity: Math.min(Number(request.quantity.value), 1e9),
  targetPrice:
    request.targetUnitPrice === undefined
      ? undefined
      : {
          currency: request.targetUnitPrice.currency,
          amount: Math.min(
            Number(request.targetUnitPrice.amount) * (1 + matchingRulesOn(today).negotiableBps / whole),
            1e9,
          ),
        },
  origin: request.originCountries === undefined ? undefined : [...request.originCountries],
  certificates: request.certifications === undefined ? undefined : [...request.certifications],
  excludedSupplierId: [request.buyerId, ...request.invitedSupplierIds],
});

/** Days that making so many takes. */
export function leadTimeOf(product: Product, quantity: string): number {
  const reached = (product.leadTimes ?? []).filter(
    ({ minQuantity }) => compareRates(parseRate(minQuantity), parseRate(quantity)) <= 0,
  );
  return reached.at(-1)?.days ?? product.leadTimeDays;
}

/** A supplier that named its terms holds to them; one that named none can still be asked. */
function deliversSo(product: Product, { deliveryTerm }: MatchingRequest): boolean {
  const terms = product.deliveryTerms?.filter(({ incoterm }) => incoterm === deliveryTerm.incoterm);
  if (terms === undefined) return true;
  const isSellersPlace = sellersPlace.has(deliveryTerm.incoterm);
  return terms.some(({ place }) => !isSellersPlace || sameName(place, deliveryTerm.place));
}

/** Why a product is no candidate of a request. */
export type Misfit =
  | 'not_listed'
  | 'self_dealing'
  | 'already_invited'
  | 'sanctions'
  | 'unit'
  | 'minimum_order'
  | 'target_price'
  | 'heading'
  | 'category'
  | 'origin'
  | 'certificates'
  | 'delivery_term'
  | 'lead_time';

/** Days from the day of matching to the last day of shipment, or undefined when the request names none. */
const windowDays = (request: MatchingRequest, today: BusinessDate): number | undefined =>
  request.latestShipOn === undefined
    ? undefined
    : daysBetween(today, parseBusinessDate(request.latestShipOn));

/**
 * The first condition of a request that a product does not meet, as the product is now, or undefined. The index has looked
 * already; this holds whatever changed since, and what the index cannot see.
 */
export function misfitOf(
  product: Product,
  supplier: SupplierRecord,
  request: MatchingRequest,
  today: BusinessDate,
): Misfit | undefined {
  const { quantity, hsCode, category, originCountries, certifications = [], targetUnitPrice } = request;
  if (!product.isListed) return 'not_listed';
  if (product.supplierId === request.buyerId) return 'self_dealing';
  if (request.invitedSupplierIds.includes(product.supplierId)) return 'already_invited';
  if (supplier.screening === 'hit' || supplier.screening === 'potential') return 'sanctions';
  if (product.unit !== quantity.unit) return 'unit';
  const pricing = priceQuantity(tiersOf(product), quantity.value, product.unit);
  if (pricing.kind === 'below_minimum') return 'minimum_order';
  const { negotiableBps } = matchingRulesOn(today);
  if (targetUnitPrice && !isInReach(pricing.tier.unitPrice, parseMoney(targetUnitPrice), negotiableBps))
    return 'target_price';
  const heading = hsCode?.slice(0, headingDigits);
  if (heading !== undefined && !product.hsCode.startsWith(heading)) return 'heading';
  if (category !== undefined && !foldCategory(product.categoryPath).startsWith(foldCategory(category)))
    return 'category';
  if (originCountries !== undefined && !originCountries.includes(product.originCountry)) return 'origin';
  if (!holdsCertificates(product, certifications, today)) return 'certificates';
  if (!deliversSo(product, request)) return 'delivery_term';
  const window = windowDays(request, today);
  return window !== undefined && leadTimeOf(product, quantity.value) > window ? 'lead_time' : undefined;
}

/**
 * How well a product meets what was written, in basis points: half by how near its words come to the best answer's, half by the
 * items of the specification, of which an equal one counts whole, one that says nothing half, and one that says otherwise nothing.
 */
export function specFitBps(product: Product, request: MatchingRequest, wordShare: number): number {
  const words = Math.min(1, Math.max(0, wordShare));
  if (request.specification.length === 0) return Math.round(words * whole);
  const met = request.specification.reduce((sum, asked) => {
    const said = product.specification.find(({ name }) => sameName(name, asked.name));
    return sum + (said === undefined ? 0.5 : sameName(said.value, asked.value) ? 1 : 0);
  }, 0);
  return Math.round((words / 2 + met / request.specification.length / 2) * whole);
}
