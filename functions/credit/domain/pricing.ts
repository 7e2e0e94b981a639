import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import {
  addMoney,
  applyRate,
  type Money,
  parseMoney,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import {
  divideRates,
  formatRate,
  multiplyRates,
  parseRate,
  type Rate,
  rate,
} from '../../../shared/kernel/rate.ts';

/** Days of the year that rates refer to: ACT/365 throughout. */
const yearDays = 365n;

/** amount × rate × days / 365, half-up to the minor unit. */
export const simpleInterest = (amount: Money, annualRate: Rate, days: number): Money =>
  applyRate(amount, multiplyRates(annualRate, rate(BigInt(days), yearDays)), 'halfUp');

/** What a loan costs its borrower, all of it. */
export interface LoanCost {
  readonly interest: Money;
  readonly fee: Money;
  /** Interest + fee. */
  readonly cost: Money;
  /** Principal + interest + fee: what is repaid. */
  readonly total: Money;
  /** cost / principal × 365 / days, four decimals. */
  readonly apr: string;
}

/** Cost of an offer: interest runs for the tenor from shipment on; between draw and shipment there is none. */
export const costOf = (offer: {
  readonly principal: Money;
  readonly annualRate: string;
  readonly fee: Money;
  readonly tenorDays: number;
}): LoanCost => {
  const { principal, fee, tenorDays } = offer;
  const interest = simpleInterest(principal, parseRate(offer.annualRate), tenorDays);
  const cost = addMoney(interest, fee);
  const yearly = divideRates(
    rate(cost.amountMinor * yearDays),
    rate(principal.amountMinor * BigInt(tenorDays)),
  );
  return { interest, fee, cost, total: addMoney(principal, cost), apr: formatRate(yearly, { decimals: 4 }) };
};

/** Terms for paying late: a yearly rate, and a flat sum for recovery where the law or contract has one. */
export interface LateTerms {
  readonly annualRate: string;
  readonly flat: Readonly<Record<string, string>>;
}

const lateTerms: readonly EffectiveDated<LateTerms>[] = [
  {
    validFrom: parseBusinessDate('2025-07-01'),
    source:
      'Directive 2011/7/EU: ECB reference rate 2.15 % + 8 points, EUR 40 an invoice; by contract in every currency',
    dateBasis: 'due_date',
    value: { annualRate: '0.1015', flat: { EUR: '40.00' } },
  },
];

/** The late terms in force at that instant. */
export const lateTermsAt = (at: Instant): LateTerms =>
  effectiveOn(lateTerms, parseBusinessDate(at.slice(0, 10))).value;

/** One part of an amount with its own lateness: the part under dispute is late for fewer days. */
export interface LatePart {
  readonly amount: Money;
  readonly days: number;
}

/** Late interest on each part plus the flat sum, once; zero when no part is late. */
export const lateCharges = (parts: readonly LatePart[], terms: LateTerms, currency: string): Money => {
  const late = parts.filter(({ days, amount }) => days > 0 && amount.amountMinor > 0n);
  const flat = terms.flat[currency];
  const start =
    late.length > 0 && flat !== undefined ? parseMoney({ currency, amount: flat }) : zeroMoney(currency);
  return late.reduce(
    (sum, { amount, days }) => addMoney(sum, simpleInterest(amount, parseRate(terms.annualRate), days)),
    start,
  );
};

/** Factoring of an invoice: share paid at once, fee for each started 30 days, rest when the debtor pays. */
export const factorInvoice = (invoice: {
  readonly amount: Money;
  readonly advanceShare: string;
  readonly feePer30Days: string;
  readonly paidOnDay: number;
}): { readonly advance: Money; readonly fee: Money; readonly rebate: Money } => {
  const { amount } = invoice;
  const advance = applyRate(amount, parseRate(invoice.advanceShare), 'down');
  const periods = rate(BigInt(Math.ceil(invoice.paidOnDay / 30)));
  const fee = applyRate(amount, multiplyRates(parseRate(invoice.feePer30Days), periods), 'halfUp');
  return { advance, fee, rebate: subtractMoney(subtractMoney(amount, advance), fee) };
};

/** Expected loss: probability of default × loss given default × exposure. */
export const expectedLoss = (exposure: Money, probability: string, lossGivenDefault: string): Money =>
  applyRate(exposure, multiplyRates(parseRate(probability), parseRate(lossGivenDefault)), 'halfUp');
