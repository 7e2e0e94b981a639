import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import {
  applyRate,
  compareMoney,
  type Money,
  maxMoney,
  minMoney,
  parseMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { percent } from '../../../shared/kernel/rate.ts';

/** How much a transfer may arrive short before the payer is asked for more. */
export interface ToleranceRule {
  /** Share of the amount due. */
  readonly share: ReturnType<typeof percent>;
  /** What 30 and 50 US dollars are in each currency, rounded to what people say. */
  readonly byCurrency: Readonly<Record<string, { readonly least: string; readonly most: string }>>;
}

const rules: readonly EffectiveDated<ToleranceRule>[] = [
  {
    value: {
      share: percent('0.5'),
      byCurrency: {
        USD: { least: '30.00', most: '50.00' },
        EUR: { least: '28.00', most: '46.00' },
        GBP: { least: '23.00', most: '39.00' },
        CHF: { least: '26.00', most: '43.00' },
        CNY: { least: '215.00', most: '355.00' },
        HKD: { least: '235.00', most: '390.00' },
        KRW: { least: '42000', most: '70000' },
        JPY: { least: '4500', most: '7500' },
        VND: { least: '780000', most: '1300000' },
        SGD: { least: '39.00', most: '65.00' },
        KWD: { least: '9.000', most: '15.000' },
      },
    },
    validFrom: parseBusinessDate('2026-01-01'),
    source: 'Entrepôt payment terms: short by at most the larger of 30 USD and 0.5 %, never over 50 USD',
    dateBasis: 'booking_date',
  },
];

/**
 * Most that a transfer for `due` may be short and still pay it: min(max(30 USD, 0.5 %), 50 USD) in its currency; nothing in a
 * currency without data; and always less than half of what is due, so that no token transfer pays a small amount.
 */
export const toleranceFor = (due: Money, on: BusinessDate): Money => {
  const { share, byCurrency } = effectiveOn(rules, on).value;
  const limits = byCurrency[due.currency];
  if (limits === undefined) return zeroMoney(due.currency);
  const of = (amount: string): Money => parseMoney({ currency: due.currency, amount });
  const tolerance = minMoney(maxMoney(of(limits.least), applyRate(due, share, 'down')), of(limits.most));
  const half: Money = { currency: due.currency, amountMinor: due.amountMinor / 2n };
  return compareMoney(tolerance, half) <= 0 ? tolerance : half;
};
