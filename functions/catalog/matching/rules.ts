import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';

/** What matching takes for granted, none of which a buyer or supplier says. */
export interface MatchingRules {
  /**
   * How far above the buyer's target a listed price may lie, in basis points of the target: a target opens a negotiation, and the
   * price position of the score judges what is left. Beyond it, asking would waste the time of both.
   */
  readonly negotiableBps: number;
  /** Hours in which an invitation counts as answered. */
  readonly answerHours: number;
  /** Fewer observed orders than this make a new supplier, for which places are kept. */
  readonly newSupplierOrdersMax: number;
}

const rules: readonly EffectiveDated<MatchingRules>[] = [
  {
    value: { negotiableBps: 2_500, answerHours: 24, newSupplierOrdersMax: 5 },
    validFrom: parseBusinessDate('2025-01-01'),
    source:
      'An answer within 24 hours: Alibaba, Understanding the Buyers. A quarter above the target and five orders: house rules of 2026',
    dateBasis: 'matching_date',
  },
];
assertNoOverlap(rules);

/** The rules in force on a day (UTC). DomainError `rates.none_in_force`. */
export const matchingRulesOn = (date: BusinessDate): MatchingRules => effectiveOn(rules, date).value;
