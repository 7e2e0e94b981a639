import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { type Money, parseMoney } from '../../../shared/kernel/money.ts';

/** For how long a rate may be locked. */
export const validities = ['15m', '30m', '1h', '4h', '8h', '24h'] as const;
export type Validity = (typeof validities)[number];

/** Seconds of each validity. */
export const lockSeconds: Readonly<Record<Validity, number>> = {
  '15m': 900,
  '30m': 1_800,
  '1h': 3_600,
  '4h': 14_400,
  '8h': 28_800,
  '24h': 86_400,
};

/** How far a company is known; the less, the less it may lock. */
export type Standing = 'unverified' | 'basic' | 'verified';

interface Terms {
  /** Under the mid, for the shortest lock. */
  readonly baseBps: number;
  /** On top of it: whoever holds a rate for longer has an option that is worth more. */
  readonly markupBps: Readonly<Record<Validity, number>>;
  /** Most that a company may have locked and not used, in euros at mid, and in how many quotes. */
  readonly exposureMax: Readonly<Record<Standing, string>>;
  readonly openLocksMax: number;
}

const terms: readonly EffectiveDated<Terms>[] = [
  {
    value: {
      baseBps: 50,
      markupBps: { '15m': 0, '30m': 2, '1h': 4, '4h': 10, '8h': 15, '24h': 25 },
      exposureMax: { unverified: '100000.00', basic: '250000.00', verified: '1000000.00' },
      openLocksMax: 20,
    },
    validFrom: parseBusinessDate('2026-01-01'),
    source:
      'Entrepôt price list 2026: conversions 50 basis points under the reference mid; validities as the market offers them (Airwallex LockFX), a longer lock costs more (as Nium has it); limits: Entrepôt market-risk policy 2026',
    dateBasis: 'trade_date',
  },
];

/** The house's spread for a lock of that length, in basis points. */
export const spreadBpsOn = (tradeDate: BusinessDate, validity: Validity = '15m'): number => {
  const { baseBps, markupBps } = effectiveOn(terms, tradeDate).value;
  return baseBps + markupBps[validity];
};

/** Most that a company may have in open locks, in euros at mid. */
export const exposureMaxOn = (tradeDate: BusinessDate, standing: Standing): Money =>
  parseMoney({ currency: 'EUR', amount: effectiveOn(terms, tradeDate).value.exposureMax[standing] });

/** Most open locks of a company. */
export const openLocksMaxOn = (tradeDate: BusinessDate): number =>
  effectiveOn(terms, tradeDate).value.openLocksMax;

interface Staleness {
  readonly businessDaysMax: number;
  readonly byCurrency: Readonly<Record<string, number>>;
}

const staleness: readonly EffectiveDated<Staleness>[] = [
  {
    value: { businessDaysMax: 4, byCurrency: { TRY: 2 } },
    validFrom: parseBusinessDate('2026-01-01'),
    source:
      'Entrepôt market-risk policy 2026: four business days of the ECB, two for currencies that move by more than 1 % a day',
    dateBasis: 'trade_date',
  },
];

/** Business days of the source that a publication may be old to quote that currency. */
export const rateAgeMaxOn = (tradeDate: BusinessDate, currency: string): number => {
  const { businessDaysMax, byCurrency } = effectiveOn(staleness, tradeDate).value;
  return byCurrency[currency] ?? businessDaysMax;
};
