import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { percent, type Rate } from '../../../shared/kernel/rate.ts';

/**
 * Share of what is left after this order's own lender that other overdue facilities of the same seller may take, all of them
 * together: so much that a loan elsewhere is not forgotten, so little that the next production is not starved.
 */
export const otherLendersCaps: readonly EffectiveDated<Rate>[] = [
  {
    value: percent('50'),
    validFrom: parseBusinessDate('2026-01-01'),
    source: 'House rule on cross-collateral 2026: half of the remainder',
    dateBasis: 'release_approved_date',
  },
];
assertNoOverlap(otherLendersCaps);

/** The cap in force on that day. DomainError `rates.none_in_force`. */
export const otherLendersCapOn = (on: BusinessDate): Rate => effectiveOn(otherLendersCaps, on).value;
