import { invariant } from '../../../shared/kernel/invariant.ts';
import { applyRate, compareMoney, type Money } from '../../../shared/kernel/money.ts';
import { unitOf } from '../../../shared/kernel/quantity.ts';
import { compareRates, formatRate, parseRate, type Rate } from '../../../shared/kernel/rate.ts';

/** From `minQuantity` on, every unit of the order costs `unitPrice` (tier mode `whole_order`). */
export interface PriceTier {
  /** Decimal text in the product's unit. */
  readonly minQuantity: string;
  readonly unitPrice: Money;
}

/** Why a list of tiers is refused; `tier` is the position of the one at fault. */
export type TierFault = {
  readonly fault: 'mixed_currencies' | 'tiers_not_rising' | 'tiers_not_falling';
  readonly tier: number;
};

/** A cheaper way to order: buying `quantity` costs `total`, which is `saves` less than what was asked for. */
export interface CheaperQuantity {
  readonly quantity: string;
  readonly total: Money;
  readonly saves: Money;
  /** Smallest quantity of the same tier from which this advice holds. */
  readonly fromQuantity: string;
}

/** The price of a quantity, or the minimum that it misses. */
export type Pricing =
  | {
      readonly kind: 'priced';
      readonly tier: PriceTier;
      readonly total: Money;
      readonly cheaper: CheaperQuantity | undefined;
    }
  | { readonly kind: 'below_minimum'; readonly minimum: string };

/** The first fault of a list of tiers, or undefined: one currency, quantities rise, unit prices fall. */
export function findTierFault(tiers: readonly PriceTier[]): TierFault | undefined {
  for (const [tier, current] of tiers.entries()) {
    const before = tiers[tier - 1];
    if (before === undefined) continue;
    if (before.unitPrice.currency !== current.unitPrice.currency) return { fault: 'mixed_currencies', tier };
    if (compareRates(parseRate(before.minQuantity), parseRate(current.minQuantity)) >= 0) {
      return { fault: 'tiers_not_rising', tier };
    }
    if (compareMoney(before.unitPrice, current.unitPrice) <= 0) return { fault: 'tiers_not_falling', tier };
  }
  return undefined;
}

/** Quantity × unit price, rounded half up once; exact for goods that are counted. */
export function goodsTotal(unitPrice: Money, quantity: string): Money {
  return applyRate(unitPrice, parseRate(quantity), 'halfUp');
}

/**
 * Prices a quantity by the tier that it reaches. Whole-order tiers make totals non-monotonic: just below a tier the order
 * costs more than the tier's own minimum, and then the cheapest later minimum is named (golden vector PT-1).
 * `tiers` must be free of faults; `unit` is a Recommendation 20 code.
 */
export function priceQuantity(tiers: readonly PriceTier[], quantity: string, unit: string): Pricing {
  const asked = parseRate(quantity);
  const [first] = tiers;
  invariant(first !== undefined, 'catalog.no_tiers');
  const reached = tiers.filter((tier) => compareRates(parseRate(tier.minQuantity), asked) <= 0);
  const tier = reached.at(-1);
  if (tier === undefined) return { kind: 'below_minimum', minimum: first.minQuantity };
  const total = goodsTotal(tier.unitPrice, quantity);
  const later = tiers.slice(reached.length);
  return { kind: 'priced', tier, total, cheaper: cheapestBelow(total, tier, later, unit) };
}

function cheapestBelow(
  total: Money,
  tier: PriceTier,
  later: readonly PriceTier[],
  unit: string,
): CheaperQuantity | undefined {
  const cheaper = later
    .map((next) => ({ quantity: next.minQuantity, total: goodsTotal(next.unitPrice, next.minQuantity) }))
    .filter((offer) => compareMoney(offer.total, total) < 0)
    .sort((a, b) => compareMoney(a.total, b.total))[0];
  if (cheaper === undefined) return undefined;
  const saves = { currency: total.currency, amountMinor: total.amountMinor - cheaper.total.amountMinor };
  return { ...cheaper, saves, fromQuantity: firstAbove(cheaper.total, tier, unit) };
}

// The smallest quantity q of the tier whose rounded total passes `total`: q × price ≥ total + ½ minor unit.
function firstAbove(total: Money, tier: PriceTier, unit: string): string {
  const { decimals } = unitOf(unit);
  const steps = 10n ** BigInt(decimals);
  const numerator = (2n * total.amountMinor + 1n) * steps;
  const denominator = 2n * tier.unitPrice.amountMinor;
  const passed: Rate = { numerator: (numerator + denominator - 1n) / denominator, denominator: steps };
  const minimum = parseRate(tier.minQuantity);
  const from = compareRates(passed, minimum) < 0 ? minimum : passed;
  return withoutTrailingZeros(formatRate(from, { decimals }));
}

function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
