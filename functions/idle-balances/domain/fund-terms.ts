import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { type Money, parseMoney } from '../../../shared/kernel/money.ts';

/** What the fund and we have agreed for one currency. */
export interface CurrencyTerms {
  /** Days in a year of interest: the custom of the currency's money market. */
  readonly dayCount: 360 | 365;
  /** Less than this is not worth a transfer. */
  readonly sweepMin: Money;
  /** Most of one company that is paid back on the day it asks; what is above it comes on the next business day. */
  readonly sameDayMax: Money;
}

/** The terms that a company accepts. */
export interface FundTerms {
  /** Named in the consent; another version needs a new consent. */
  readonly version: string;
  readonly fund: string;
  readonly currencies: Readonly<Record<string, CurrencyTerms>>;
  /** What the company must have read, in plain words. */
  readonly summary: readonly string[];
}

const terms = (
  dayCount: 360 | 365,
  currency: string,
  sweepMin: string,
  sameDayMax: string,
): CurrencyTerms => ({
  dayCount,
  sweepMin: parseMoney({ currency, amount: sweepMin }),
  sameDayMax: parseMoney({ currency, amount: sameDayMax }),
});

/**
 * Terms of the partner fund: a public debt money market fund with constant net asset value (Regulation (EU) 2017/1131, art. 2(11)).
 * Units are worth one currency unit; income accrues daily and becomes units at the end of each month.
 */
export const fundTerms: readonly EffectiveDated<FundTerms>[] = [
  {
    value: {
      version: '2026-01',
      fund: 'Sandbox Liquidity Fund',
      currencies: {
        USD: terms(360, 'USD', '100.00', '50000.00'),
        EUR: terms(360, 'EUR', '100.00', '50000.00'),
        GBP: terms(365, 'GBP', '100.00', '40000.00'),
      },
      summary: [
        'Money that is available to you above the amount you keep buys units of the fund once a day; money in escrow or in reserve never does.',
        'Units are not a deposit and no money at a bank: the fund may lose value, and the guarantee for deposits does not cover it.',
        'Income accrues every day and becomes units on the last day of each month.',
        'You get your money back on the same day up to the limit of your currency, the rest on the next business day.',
        'You may opt out at any time: all your units are paid back to your balance.',
      ],
    },
    validFrom: parseBusinessDate('2026-01-01'),
    source: 'Distribution agreement with the fund, 2026-01',
    dateBasis: 'day of the order',
  },
];
assertNoOverlap(fundTerms);

/** The terms in force on that day. DomainError `rates.none_in_force`. */
export const fundTermsOn = (on: BusinessDate): FundTerms => effectiveOn(fundTerms, on).value;
