import { businessDateIn, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

/** How long an import waits, and what it takes. */
interface ImportLimits {
  /** From its announcement to its start; the uploaded file is kept for longer than that. */
  readonly startWithinDays: number;
  /** A step that has not come further by then has failed: it is tried again. */
  readonly stepMinutes: number;
  /** Steps in a row that may fail before the import is given up. */
  readonly failedStepsMax: number;
}

const limits: readonly EffectiveDated<ImportLimits>[] = [
  {
    value: { startWithinDays: 7, stepMinutes: 15, failedStepsMax: 4 },
    validFrom: parseBusinessDate('2025-01-01'),
    source: 'House rules of 2026: a step takes seconds, and its message is tried five times within minutes',
    dateBasis: 'step_date',
  },
];
assertNoOverlap(limits);

/** The limits of that moment (UTC day). DomainError `rates.none_in_force`. */
export const importLimitsAt = (at: Instant): ImportLimits =>
  effectiveOn(limits, businessDateIn(at, 'UTC')).value;
