import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import type { CurrencyCode } from '../../../shared/kernel/currency.ts';
import { type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { type Money, parseMoney } from '../../../shared/kernel/money.ts';

/** What the house lets lenders be asked for; data, so that a change has a date and an author. */
export interface CreditPolicy {
  /** Most that one company may owe, by currency; a currency that is not here is not lent in. */
  readonly caps: Readonly<Record<string, { readonly product: string; readonly starter: string }>>;
  /** Times the median month. */
  readonly multiplier: string;
  /** Share of the limit by score, highest first; below the last there is no limit. */
  readonly bands: readonly { readonly scoreMin: number; readonly share: string }[];
  /** Starter line: grows with each loan repaid on time, for companies without much behind them. */
  readonly starter: {
    readonly growthPerLoan: string;
    readonly loansCounted: number;
    /** Largest share of refunds or disputes with which the line is still given. */
    readonly badShareMax: string;
    /** Smallest share of the order that the buyer has paid itself. */
    readonly depositShareMin: string;
    /** Closed orders from which a record speaks for itself. */
    readonly thinBelowOrders: number;
  };
  /** Days past due from which nothing new is drawn. */
  readonly blockAtDaysPastDue: number;
  readonly tenorsDays: readonly number[];
}

const policies: readonly EffectiveDated<CreditPolicy>[] = [
  {
    validFrom: parseBusinessDate('2026-01-01'),
    source: 'House credit policy 1',
    dateBasis: 'decision_date',
    value: {
      caps: {
        USD: { product: '50000.00', starter: '25000.00' },
        EUR: { product: '46000.00', starter: '23000.00' },
        GBP: { product: '40000.00', starter: '20000.00' },
        CNY: { product: '350000.00', starter: '175000.00' },
        KRW: { product: '70000000', starter: '35000000' },
        JPY: { product: '7500000', starter: '3700000' },
      },
      multiplier: '1.5',
      bands: [
        { scoreMin: 660, share: '1' },
        { scoreMin: 640, share: '0.9' },
        { scoreMin: 620, share: '0.8' },
        { scoreMin: 600, share: '0.65' },
        { scoreMin: 580, share: '0.5' },
        { scoreMin: 560, share: '0.35' },
      ],
      starter: {
        growthPerLoan: '0.25',
        loansCounted: 4,
        badShareMax: '0.1',
        depositShareMin: '0.2',
        thinBelowOrders: 3,
      },
      blockAtDaysPastDue: 8,
      tenorsDays: [30, 60],
    },
  },
];

/** The policy in force at that instant. DomainError `rates.none_in_force` before 2026. */
export const policyAt = (now: Instant): CreditPolicy =>
  effectiveOn(policies, parseBusinessDate(now.slice(0, 10))).value;

/** Caps of a currency, or undefined where nothing is lent. */
export const capsOf = (
  policy: CreditPolicy,
  currency: CurrencyCode,
): { readonly product: Money; readonly starter: Money } | undefined => {
  const caps = policy.caps[currency];
  return (
    caps && {
      product: parseMoney({ currency, amount: caps.product }),
      starter: parseMoney({ currency, amount: caps.starter }),
    }
  );
};
