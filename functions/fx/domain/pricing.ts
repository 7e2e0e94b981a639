import type { CurrencyCode } from '../../../shared/kernel/currency.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { convertMoney, isPositiveMoney, type Money, subtractMoney } from '../../../shared/kernel/money.ts';
import {
  basisPoints,
  formatRate,
  invertRate,
  multiplyRates,
  parseRate,
  rate,
  subtractRates,
} from '../../../shared/kernel/rate.ts';
import { rateDigits } from './reference-rates.ts';

/** mid × (1 − spread), twelve significant digits: 7.1 less 50 basis points is 7.0645. */
export const clientRateOf = (mid: string, spreadBps: number): string =>
  formatRate(multiplyRates(parseRate(mid), subtractRates(rate(1n), basisPoints(spreadBps))), rateDigits);

/** Which amount the client fixed; the other one follows. Never both. */
export type FixedSide =
  | { readonly side: 'sell'; readonly amount: Money; readonly otherCurrency: CurrencyCode }
  | { readonly side: 'buy'; readonly amount: Money; readonly otherCurrency: CurrencyCode };

/** What changes hands at a rate. `cover` is what the house gets for the sold amount at mid; `margin` is what it keeps. */
export interface Price {
  readonly sold: Money;
  readonly bought: Money;
  readonly cover: Money;
  readonly margin: Money;
}

/**
 * Prices a conversion at the very client rate that is shown. Rounding favours the liquidity account: what the client gets is
 * rounded down, what it gives is rounded up, so margin is never below zero and no minor unit is created.
 * Undefined when one side would be nothing. InvariantViolation `fx.negative_margin`.
 */
export const priceConversion = (fixed: FixedSide, mid: string, clientRate: string): Price | undefined => {
  const client = parseRate(clientRate);
  const sold =
    fixed.side === 'sell'
      ? fixed.amount
      : convertMoney(fixed.amount, invertRate(client), fixed.otherCurrency, 'ceiling');
  const bought =
    fixed.side === 'buy' ? fixed.amount : convertMoney(fixed.amount, client, fixed.otherCurrency, 'floor');
  if (!isPositiveMoney(sold) || !isPositiveMoney(bought)) return undefined;
  const cover = convertMoney(sold, parseRate(mid), bought.currency, 'halfUp');
  const margin = subtractMoney(cover, bought);
  invariant(margin.amountMinor >= 0n, 'fx.negative_margin', { mid, clientRate });
  return { sold, bought, cover, margin };
};
