import { convertMoney, type Money } from '../../../shared/kernel/money.ts';
import { crossRate, pivotCurrency, type ReferenceRates } from './reference-rates.ts';

/**
 * What a lock on an amount counts against the limit: its value in euros at mid, rounded up so that nothing is too small to count.
 * Undefined when the source has no rate for the currency.
 */
export const exposureOf = (rates: ReferenceRates, sold: Money): Money | undefined => {
  const toEuro = crossRate(rates, sold.currency, pivotCurrency);
  return toEuro && convertMoney(sold, toEuro, pivotCurrency, 'ceiling');
};
