import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';

/** What a comparison assumes where nothing was agreed or observed. */
export interface ComparisonBasis {
  /** Premium rate of cargo insurance, on 110 % of goods and carriage. */
  readonly insuranceRate: string;
}

const table: readonly EffectiveDated<ComparisonBasis>[] = [
  {
    value: { insuranceRate: '0.003' },
    validFrom: parseBusinessDate('2025-01-01'),
    source: 'House default: open-cover premium 0.3 %',
    dateBasis: 'comparison_date',
  },
];
assertNoOverlap(table);

/** The basis in force on that day, with its source. DomainError `rates.none_in_force`. */
export const comparisonBasisOn = (on: BusinessDate): EffectiveDated<ComparisonBasis> =>
  effectiveOn(table, on);
