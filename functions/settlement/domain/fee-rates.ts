import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { applyRate, compareMoney, type Money, parseMoney } from '../../../shared/kernel/money.ts';
import { percent, type Rate } from '../../../shared/kernel/rate.ts';

/** Kinds of deal that pay different fees: an order is from stock when its terms give no time for production. */
export const dealKinds = ['made_to_order', 'from_stock', 'sample'] as const;
export type DealKind = (typeof dealKinds)[number];

interface Shares {
  readonly share: Rate;
  /** Where the goods travel in a pool of the house; left out = the same. */
  readonly withHouseCarriage?: Rate;
}

/** Orders above this total pay another share. */
interface FeeBand extends Shares {
  readonly above: Money;
}

/** Seller fee of one kind of deal: a plain share, and other shares for large deals in the currencies that name a band. */
interface FeeRule extends Shares {
  readonly bands: readonly FeeBand[];
}

export type FeeSchedule = Readonly<Record<DealKind, FeeRule>>;

/** 100,000 US dollars and about as much in other currencies. */
const largeDeals = [
  ['USD', '100000.00'],
  ['EUR', '100000.00'],
  ['GBP', '80000.00'],
  ['CNY', '700000.00'],
] as const;

const above = (shares: Shares): readonly FeeBand[] =>
  largeDeals.map(([currency, amount]) => ({ ...shares, above: parseMoney({ currency, amount }) }));

/**
 * Seller fees by kind of deal, size, carriage and date: 2 % of what is released; of orders above about 100,000 US dollars
 * 1.5 %, and 1.25 % of those made to order that travel in a pool of the house; samples free.
 *
 * A house rule inside the published range: Alibaba.com Trade Assurance asked 1 % (with platform logistics) or 2 % (without) of
 * custom orders and 5 % of wholesale ones up to 5,000 US dollars, and no fee above if the export ran through its own service
 * (fee FAQ 2018–19). A fee is earned when money is released, never when it is paid in.
 */
export const feeSchedules: readonly EffectiveDated<FeeSchedule>[] = [
  {
    value: {
      made_to_order: {
        share: percent('2'),
        bands: above({ share: percent('1.5'), withHouseCarriage: percent('1.25') }),
      },
      from_stock: { share: percent('2'), bands: above({ share: percent('1.5') }) },
      sample: { share: percent('0'), bands: [] },
    },
    validFrom: parseBusinessDate('2026-01-01'),
    source: 'House fee schedule 2026',
    dateBasis: 'release_approved_date',
  },
];
assertNoOverlap(feeSchedules);

/** What decides the fee on a release. */
export interface FeeBasis {
  readonly kind: DealKind;
  /** Total of the deal, which decides the band. */
  readonly total: Money;
  readonly released: Money;
  /** The goods travel in a pool of the house. */
  readonly isHouseCarriage: boolean;
  /** Day on which the release was approved. */
  readonly on: BusinessDate;
}

/**
 * The fee on a release before tax, rounded half-up to the minor unit, with the schedule it follows.
 * DomainError `rates.none_in_force` before the first schedule.
 */
export const sellerFee = (
  basis: FeeBasis,
  schedules: readonly EffectiveDated<FeeSchedule>[] = feeSchedules,
): { readonly fee: Money; readonly share: Rate; readonly source: string } => {
  const { value, source } = effectiveOn(schedules, basis.on);
  const rule = value[basis.kind];
  const reached = rule.bands.filter(
    (band) => band.above.currency === basis.total.currency && compareMoney(basis.total, band.above) > 0,
  );
  const shares: Shares = reached.at(-1) ?? rule;
  const share = (basis.isHouseCarriage ? shares.withHouseCarriage : undefined) ?? shares.share;
  return { fee: applyRate(basis.released, share, 'halfUp'), share, source };
};
