import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { applyRate, type Money } from '../../../shared/kernel/money.ts';
import { percent, type Rate } from '../../../shared/kernel/rate.ts';

const cardFeeRates: readonly EffectiveDated<Rate>[] = [
  {
    value: percent('2.95'),
    validFrom: parseBusinessDate('2026-01-01'),
    source: 'Entrepôt price list 2026: card payments 2.95 % on top, borne by the payer',
    dateBasis: 'payment_date',
  },
];

/** Fee that a card payment bears on top of `base`, half-up: 6,360.00 USD bears 187.62 USD. */
export const cardFeeOn = (base: Money, on: BusinessDate): Money =>
  applyRate(base, effectiveOn(cardFeeRates, on).value, 'halfUp');
