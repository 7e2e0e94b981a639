import type { CurrencyCode } from '../../../shared/kernel/currency.ts';
import { type Leg, legs, payerOf } from '../../../shared/kernel/incoterm.ts';
import {
  addMoney,
  applyRate,
  formatMoney,
  type Money,
  type MoneyWire,
  parseMoney,
  sumMoney,
} from '../../../shared/kernel/money.ts';
import { divideRates, multiplyRates, parseRate, rate, subtractRates } from '../../../shared/kernel/rate.ts';
import { deliveryTermOf, goodsTotalOf, type Offer } from './offer.ts';
import { convertByReference, type ReferenceRates } from './reference-rates.ts';

/** One charge of the journey, as freight estimated it. */
export interface EstimatedCharge {
  readonly code: string;
  readonly name: string;
  readonly leg: Leg;
  readonly payer: 'seller' | 'buyer';
  readonly amount: MoneyWire;
  readonly because: string;
  readonly source: string;
}

/** What freight and customs answered for one version of a quote; what is absent is not answered yet. */
export interface Estimates {
  readonly freight?:
    | {
        readonly outcome: 'estimated' | 'no_tariff';
        readonly on: string;
        readonly charges: readonly EstimatedCharge[];
      }
    | undefined;
  readonly duty?:
    | {
        readonly on: string;
        readonly unavailable?: string | undefined;
        readonly estimate?:
          | {
              readonly duty: MoneyWire;
              readonly fees: MoneyWire;
              readonly tax: MoneyWire;
              readonly customsValue: MoneyWire;
              readonly confidence: 'high' | 'low';
              readonly exchangeSource: string;
              readonly layers: readonly {
                readonly title: string;
                readonly percent: string;
                readonly source: string;
              }[];
            }
          | undefined;
      }
    | undefined;
}

/** One line of the way from the price to the buyer's door. */
export interface LandedLine {
  readonly code: string;
  readonly name: string;
  readonly leg?: Leg | undefined;
  /** Under the delivery term; what the seller pays is in the price and is not counted again. */
  readonly payer: 'seller' | 'buyer';
  /** In the currency of the request; absent where it is in the price, or cannot be converted. */
  readonly amount?: MoneyWire | undefined;
  /** As it was estimated, in its own currency. */
  readonly original?: MoneyWire | undefined;
  readonly kind: 'quoted' | 'estimate';
  /** How the amount was reached. */
  readonly basis: string;
  readonly source: string;
}

/** A quote on the landed basis. Without a total something is missing, and `missing` names it. */
export interface LandedCost {
  readonly lines: readonly LandedLine[];
  readonly total?: Money | undefined;
  readonly missing: readonly string[];
}

/** What the estimates are put together with. */
export interface LandedBasis {
  readonly currency: CurrencyCode;
  readonly rates: ReferenceRates | undefined;
  readonly insuranceRate: string;
  readonly insuranceSource: string;
}

/** Legs whose cost arises before the goods reach the border of destination, and after it. */
const beforeBorder = new Set<Leg>(legs.slice(0, legs.indexOf('mainCarriage') + 1));
const afterBorder = new Set<Leg>(['destinationTerminal', 'onCarriage']);

/** Cover of 110 %, the premium included: I = CFR · 1.1 · r / (1 − 1.1 · r). */
const premiumOn = (costAndFreight: Money, premiumRate: string): Money => {
  const share = multiplyRates(rate(110n, 100n), parseRate(premiumRate));
  return applyRate(costAndFreight, divideRates(share, subtractRates(rate(1n), share)), 'halfUp');
};

const amountOf = (wire: MoneyWire): Money => parseMoney(wire, { allowZero: true });

/** Sum of what the buyer pays on some legs, or undefined when it is not estimated or cannot be converted. */
const carriageOn = (
  wanted: ReadonlySet<Leg>,
  estimates: Estimates,
  basis: LandedBasis,
): Money | undefined => {
  if (estimates.freight?.outcome !== 'estimated') return undefined;
  const amounts = estimates.freight.charges
    .filter(({ leg, payer }) => payer === 'buyer' && wanted.has(leg))
    .map(({ amount }) => convertByReference(amountOf(amount), basis.currency, basis.rates));
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === amounts.length ? sumMoney(basis.currency, known) : undefined;
};

const premiumOf = (offer: Offer, estimates: Estimates, basis: LandedBasis): Money | undefined => {
  const carriage = carriageOn(beforeBorder, estimates, basis);
  return carriage && premiumOn(addMoney(goodsTotalOf(offer), carriage), basis.insuranceRate);
};

/** What the price leaves out and customs ask for; each is absent where the seller pays it or it is not known. */
export function chargesForCustoms(
  offer: Offer,
  estimates: Estimates,
  basis: LandedBasis,
): {
  readonly freight?: Money | undefined;
  readonly insurance?: Money | undefined;
  readonly inlandFreight?: Money | undefined;
} {
  const term = deliveryTermOf(offer);
  const isBuyers = (leg: Leg): boolean => payerOf(term, leg) === 'buyer';
  return {
    freight: isBuyers('mainCarriage') ? carriageOn(beforeBorder, estimates, basis) : undefined,
    insurance: isBuyers('insurance') ? premiumOf(offer, estimates, basis) : undefined,
    inlandFreight: isBuyers('onCarriage') ? carriageOn(afterBorder, estimates, basis) : undefined,
  };
}

const inPrice = (offer: Offer): string => `In the price under ${offer.deliveryTerm.incoterm}`;

const goodsLine = (offer: Offer): LandedLine => {
  const { quantity, unitPrice } = offer;
  return {
    code: 'GOODS',
    name: 'Goods as quoted',
    payer: 'buyer',
    amount: formatMoney(goodsTotalOf(offer)),
    kind: 'quoted',
    basis: `${quantity.value} ${quantity.unit} × ${unitPrice.currency} ${unitPrice.amount}`,
    source: `Quote, ${offer.deliveryTerm.incoterm} ${offer.deliveryTerm.place}`,
  };
};

const converted = (amount: Money, { currency, rates }: LandedBasis): { amount?: MoneyWire } => {
  const found = convertByReference(amount, currency, rates);
  return found ? { amount: formatMoney(found) } : {};
};

const freightLines = (offer: Offer, { freight }: Estimates, basis: LandedBasis): readonly LandedLine[] =>
  (freight?.charges ?? []).map(({ code, name, leg, payer, amount, because, source }) => ({
    code,
    name,
    leg,
    payer,
    ...(payer === 'buyer' ? converted(amountOf(amount), basis) : {}),
    original: amount,
    kind: 'estimate',
    basis: payer === 'buyer' ? because : inPrice(offer),
    source,
  }));

const insuranceLine = (offer: Offer, estimates: Estimates, basis: LandedBasis): LandedLine => {
  const base = { code: 'INSURANCE', name: 'Cargo insurance', leg: 'insurance', kind: 'estimate' } as const;
  if (payerOf(deliveryTermOf(offer), 'insurance') === 'seller') {
    return { ...base, payer: 'seller', basis: inPrice(offer), source: 'Incoterms 2020' };
  }
  const premium = premiumOf(offer, estimates, basis);
  return {
    ...base,
    payer: 'buyer',
    ...(premium ? { amount: formatMoney(premium) } : {}),
    basis: `${basis.insuranceRate} of 110 % of goods and carriage; nobody owes it, the buyer bears the risk`,
    source: basis.insuranceSource,
  };
};

const importLines = (offer: Offer, { duty }: Estimates, basis: LandedBasis): readonly LandedLine[] => {
  const base = { leg: 'importClearance', kind: 'estimate' } as const;
  if (payerOf(deliveryTermOf(offer), 'importClearance') === 'seller') {
    const name = 'Duty, fees and tax of import';
    return [
      { ...base, code: 'IMPORT', name, payer: 'seller', basis: inPrice(offer), source: 'Incoterms 2020' },
    ];
  }
  const found = duty?.estimate;
  if (!found) return [];
  const layers = found.layers.map(({ title, percent }) => `${title} ${percent} %`).join(', ');
  const value = `customs value ${found.customsValue.currency} ${found.customsValue.amount}`;
  const parts = [
    ['DUTY', 'Import duty', found.duty],
    ['FEES', 'Fees of the authority', found.fees],
    ['TAX', 'Import VAT', found.tax],
  ] as const;
  return parts.map(([code, name, amount]) => ({
    ...base,
    code,
    name,
    payer: 'buyer',
    ...converted(amountOf(amount), basis),
    original: amount,
    basis: `${layers}; ${value}; confidence ${found.confidence}`,
    source: [...new Set(found.layers.map(({ source }) => source)), found.exchangeSource].join('; '),
  }));
};

const missingOf = (
  offer: Offer,
  { freight, duty }: Estimates,
  lines: readonly LandedLine[],
): readonly string[] => {
  const isDutyOwn = payerOf(deliveryTermOf(offer), 'importClearance') === 'buyer';
  const unpriced = lines.filter(({ payer, amount }) => payer === 'buyer' && amount === undefined);
  const waits: readonly (string | false)[] = [
    freight === undefined && 'freight_estimate_pending',
    freight?.outcome === 'no_tariff' && 'no_freight_tariff',
    isDutyOwn && duty === undefined && 'duty_estimate_pending',
    isDutyOwn && duty?.unavailable !== undefined && `no_duty_estimate: ${duty.unavailable}`,
    unpriced.some(({ original }) => original !== undefined) && 'no_reference_rate',
  ];
  return waits.filter((wait) => wait !== false);
};

/**
 * The price with everything that the buyer pays beside it until the goods stand at its door, line by line with basis and source.
 * Nothing is guessed: what is not estimated is named in `missing`, and then there is no total.
 */
export function landedCostOf(offer: Offer, estimates: Estimates, basis: LandedBasis): LandedCost {
  const lines = [
    goodsLine(offer),
    ...freightLines(offer, estimates, basis),
    insuranceLine(offer, estimates, basis),
    ...importLines(offer, estimates, basis),
  ];
  const missing = missingOf(offer, estimates, lines);
  if (missing.length > 0) return { lines, missing };
  const counted = lines.flatMap(({ payer, amount }) =>
    payer === 'buyer' && amount ? [amountOf(amount)] : [],
  );
  return { lines, missing, total: sumMoney(basis.currency, counted) };
}
