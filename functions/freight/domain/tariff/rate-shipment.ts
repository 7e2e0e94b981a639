import type { BusinessDate } from '../../../../shared/kernel/business-date.ts';
import { type DeliveryTerm, type Leg, payerOf } from '../../../../shared/kernel/incoterm.ts';
import { invariant } from '../../../../shared/kernel/invariant.ts';
import {
  addMoney,
  applyRate,
  formatMoney,
  type Money,
  maxMoney,
  minMoney,
  sumMoney,
} from '../../../../shared/kernel/money.ts';
import { formatRate, multiplyRates, rate } from '../../../../shared/kernel/rate.ts';
import type { CargoTotals } from '../cargo/cargo.ts';
import type { ContainerType } from '../cargo/equipment.ts';
import {
  airCharge,
  airChargeableHalfKg,
  exactRevenueTon,
  formatHalfKg,
  formatRevenueTon,
  revenueTonNano,
} from '../cargo/rating.ts';
import type { Charge, TariffCondition, TariffLine } from './tariff-line.ts';

/** What is carried under one bill, as far as tariffs ask. */
export interface Shipment {
  readonly cargo: CargoTotals;
  readonly bills: number;
  readonly containers: readonly { readonly type: ContainerType; readonly count: number }[];
  readonly conditions: ReadonlySet<TariffCondition>;
}

/** One charge with what made it. */
export interface RatedCharge {
  readonly code: string;
  readonly name: string;
  readonly leg: Leg;
  readonly terms: TariffLine['terms'];
  /** Who pays under the delivery term. */
  readonly payer: 'seller' | 'buyer';
  readonly amount: Money;
  /** How it was reached, e.g. `3.10 RT`, `100.0 kg, rated from the next break`, `at the minimum`. */
  readonly because: string;
  readonly figures: ChargeFigures;
  readonly source: string;
}

/** The numbers that a charge is recomputed from: quantity × rate, half up, then minimum and maximum. */
export interface ChargeFigures {
  readonly basis: Charge['basis'];
  /** Exact: revenue tons, kilograms as rated, bills; the base in money for a share of other charges. */
  readonly quantity?: string | undefined;
  readonly rate?: Money | undefined;
  /** For a share of other charges: `8` is eight per cent. */
  readonly percent?: string | undefined;
  readonly of?: readonly string[] | undefined;
  readonly minimum?: Money | undefined;
  readonly maximum?: Money | undefined;
  readonly validFrom: BusinessDate;
}

/** All charges of a shipment, both ends. */
export interface RatedShipment {
  readonly charges: readonly RatedCharge[];
  /** Sum by currency and payer; currencies are never added up. */
  readonly totals: readonly { readonly payer: 'seller' | 'buyer'; readonly amount: Money }[];
}

interface Reached {
  readonly amount: Money;
  readonly because: string;
  readonly figures: Pick<ChargeFigures, 'quantity' | 'rate' | 'percent' | 'of'>;
}

const nano = 1_000_000_000n;

const perRevenueTon = (
  { rate: each, roundUpTo = 1n }: Extract<Charge, { basis: 'per_revenue_ton' }>,
  { cargo }: Shipment,
): Reached => {
  const exact = revenueTonNano(cargo);
  const billed = ((exact + roundUpTo - 1n) / roundUpTo) * roundUpTo;
  return {
    amount: applyRate(each, rate(billed, nano), 'halfUp'),
    because: `${formatRevenueTon(billed)} RT`,
    figures: { quantity: exactRevenueTon(billed), rate: each },
  };
};

const perContainer = (
  { rates }: Extract<Charge, { basis: 'per_container' }>,
  { containers }: Shipment,
): Reached | undefined => {
  const parts = containers.map(({ type, count }) => {
    const found = rates.find((each) => each.type === type);
    return found && applyRate(found.rate, rate(BigInt(count)), 'halfUp');
  });
  const [first, ...others] = parts;
  if (!first || others.some((part) => part === undefined)) return undefined;
  const because = containers.map(({ type, count }) => `${count} × ${type}`).join(' + ');
  const amount = others.reduce<Money>((sum, part) => (part ? addMoney(sum, part) : sum), first);
  return { amount, because, figures: { quantity: because } };
};

const perKg = ({ breaks }: Extract<Charge, { basis: 'per_kg' }>, { cargo }: Shipment): Reached => {
  const chargeable = airChargeableHalfKg(cargo);
  const { charge, ratedHalfKg, perKg: each } = airCharge(chargeable, breaks);
  const isRaised = ratedHalfKg > chargeable;
  return {
    amount: charge,
    because: `${formatHalfKg(chargeable)} kg${isRaised ? `, rated as ${formatHalfKg(ratedHalfKg)} kg from the next break` : ''}`,
    figures: { quantity: formatHalfKg(ratedHalfKg), rate: each },
  };
};

const percentOf = (
  { percent, of }: Extract<Charge, { basis: 'percent_of' }>,
  before: ReadonlyMap<string, Money>,
  code: string,
): Reached | undefined => {
  const base = of.map((each) => before.get(each)).filter((each) => each !== undefined);
  const [first] = base;
  if (!first) return undefined;
  invariant(
    base.every(({ currency }) => currency === first.currency),
    'freight.percent_of_mixed_currencies',
    { code },
  );
  const sum = sumMoney(first.currency, base);
  return {
    amount: applyRate(sum, percent, 'halfUp'),
    because: `share of ${of.join(', ')}`,
    figures: {
      quantity: formatMoney(sum).amount,
      percent: formatRate(multiplyRates(percent, rate(100n))),
      of,
    },
  };
};

const reach = (
  { code, charge }: TariffLine,
  shipment: Shipment,
  before: ReadonlyMap<string, Money>,
): Reached | undefined => {
  switch (charge.basis) {
    case 'per_revenue_ton':
      return perRevenueTon(charge, shipment);
    case 'per_bill':
      return {
        amount: applyRate(charge.rate, rate(BigInt(shipment.bills)), 'halfUp'),
        because: shipment.bills === 1 ? '1 bill' : `${shipment.bills} bills`,
        figures: { quantity: shipment.bills.toString(), rate: charge.rate },
      };
    case 'per_container':
      return shipment.containers.length === 0 ? undefined : perContainer(charge, shipment);
    case 'per_kg':
      return perKg(charge, shipment);
    case 'percent_of':
      return percentOf(charge, before, code);
  }
};

const withinBounds = ({ minimum, maximum }: TariffLine, reached: Reached): Reached => {
  const { amount, because, figures } = reached;
  const raised = minimum ? maxMoney(amount, minimum) : amount;
  const bounded = maximum ? minMoney(raised, maximum) : raised;
  if (bounded.amountMinor === amount.amountMinor) return reached;
  const bound = bounded.amountMinor > amount.amountMinor ? 'at the minimum' : 'at the maximum';
  return { amount: bounded, because: `${because}, ${bound}`, figures };
};

const isInForce = ({ validFrom, validTo }: TariffLine, on: BusinessDate): boolean =>
  validFrom <= on && (validTo === undefined || on < validTo);

const totalsOf = (charges: readonly RatedCharge[]): RatedShipment['totals'] => {
  const sums = new Map<string, { payer: 'seller' | 'buyer'; amount: Money }>();
  for (const { payer, amount } of charges) {
    const key = `${amount.currency} ${payer}`;
    const before = sums.get(key);
    sums.set(key, { payer, amount: before ? addMoney(before.amount, amount) : amount });
  }
  return [...sums.values()];
};

/**
 * The charges of a shipment by the tariff lines in force on a day, in the order of the lines: basis, then minimum and maximum,
 * each with who pays it under the delivery term. A line whose condition is not met, or whose base is absent, is left out.
 * InvariantViolation `freight.percent_of_mixed_currencies`.
 */
export const rateShipment = (
  tariff: readonly TariffLine[],
  shipment: Shipment,
  term: DeliveryTerm,
  on: BusinessDate,
): RatedShipment => {
  const reached = new Map<string, Money>();
  const charges: RatedCharge[] = [];
  for (const line of tariff) {
    if (!isInForce(line, on)) continue;
    if (line.condition !== undefined && !shipment.conditions.has(line.condition)) continue;
    const found = reach(line, shipment, reached);
    if (!found) continue;
    const { amount, because, figures } = withinBounds(line, found);
    const { code, name, leg, terms, source, minimum, maximum, validFrom } = line;
    const before = reached.get(code);
    reached.set(code, before ? addMoney(before, amount) : amount);
    charges.push({
      code,
      name,
      leg,
      terms,
      payer: payerOf(term, leg),
      amount,
      because,
      figures: { basis: line.charge.basis, ...figures, minimum, maximum, validFrom },
      source,
    });
  }
  return { charges, totals: totalsOf(charges) };
};
