import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { applyRate, compareMoney, type Money, parseMoney } from '../../../shared/kernel/money.ts';
import { percent, type Rate } from '../../../shared/kernel/rate.ts';

/** Orders above this total pay another share. */
export interface FeeBand {
  readonly above: Money;
  readonly share: Rate;
}

/** Seller fee of one kind of deal: a plain share, and other shares for large deals in the currencies that name a band. */
export interface FeeRule {
  readonly share: Rate;
  readonly bands: readonly FeeBand[];
}

export type FeeSchedule = Readonly<Record<'order' | 'sample', FeeRule>>;

const above = (currency: string, amount: string, share: string): FeeBand => ({
  above: parseMoney({ currency, amount }),
  share: percent(share),
});

/**
 * Seller fees: 2 % of what is released, 1.5 % of orders above about 100,000 US dollars, samples free.
 *
 * A house rule inside the published range: Alibaba.com Trade Assurance asked 1 or 2 % of custom orders and 5 % of wholesale
 * ones up to 5,000 US dollars (fee FAQ 2018–19). A fee is earned when money is released, never when it is paid in.
 */
export const feeSchedules: readonly EffectiveDated<FeeSchedule>[] = [
  {
    value: {
      order: {
        share: percent('2'),
        bands: [
          above('USD', '100000.00', '1.5'),
          above('EUR', '100000.00', '1.5'),
          above('GBP', '80000.00', '1.5'),
          above('CNY', '700000.00', '1.5'),
        ],
      },
      sample: { share: percent('0'), bands: [] },
    },
    validFrom: parseBusinessDate('2026-01-01'),
    source: 'House fee schedule 2026',
    dateBasis: 'release_approved_date',
  },
];
assertNoOverlap(feeSchedules);

/**
 * The fee on a release: a share by kind and size of the deal, rounded half-up to the minor unit.
 * DomainError `rates.none_in_force` before the first schedule.
 */
export const sellerFee = (deal: {
  readonly kind: 'order' | 'sample';
  readonly total: Money;
  readonly released: Money;
  readonly on: BusinessDate;
}): Money => {
  const rule = effectiveOn(feeSchedules, deal.on).value[deal.kind];
  const reached = rule.bands.filter(
    (band) => band.above.currency === deal.total.currency && compareMoney(deal.total, band.above) > 0,
  );
  return applyRate(deal.released, reached.at(-1)?.share ?? rule.share, 'halfUp');
};
