import type { CurrencyCode } from '../../../shared/kernel/currency.ts';
import { convertMoney, type Money } from '../../../shared/kernel/money.ts';
import { divideRates, parseRate, type Rate, rate } from '../../../shared/kernel/rate.ts';

/** One day's reference rates as fx told them: units of each currency for one euro. For showing, never for dealing. */
export interface ReferenceRates {
  readonly source: string;
  readonly publishedOn: string;
  readonly perEuro: Readonly<Record<string, string>>;
}

const perEuro = ({ perEuro: rates }: ReferenceRates, currency: CurrencyCode): Rate | undefined => {
  if (currency === 'EUR') return rate(1n);
  const text = rates[currency];
  return text === undefined ? undefined : parseRate(text);
};

/** An amount in another currency by the cross rate, half up once; undefined when the source lacks one of the two. */
export function convertByReference(
  value: Money,
  to: CurrencyCode,
  rates: ReferenceRates | undefined,
): Money | undefined {
  if (value.currency === to) return value;
  const from = rates && perEuro(rates, value.currency);
  const target = rates && perEuro(rates, to);
  return from && target ? convertMoney(value, divideRates(target, from), to, 'halfUp') : undefined;
}
