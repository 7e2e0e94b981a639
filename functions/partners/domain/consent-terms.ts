import { businessDateIn, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { addDuration, type Instant, isBefore } from '../../../shared/kernel/instant.ts';

/** Most days that a consent lasts, which is also how long it lasts when nobody says. */
export const consentDays: readonly EffectiveDated<number>[] = [
  {
    value: 90,
    validFrom: parseBusinessDate('2026-01-01'),
    source: 'House rule, after the 90 days at which UK open banking asks a customer to confirm access again',
    dateBasis: 'day of the grant, UTC',
  },
];

/** What becomes of an asked-for expiry. */
export type ExpiryDecision =
  | { readonly kind: 'fits'; readonly expiresAt: Instant }
  | { readonly kind: 'refused'; readonly latest: Instant };

/** When a consent granted now ends: the latest allowed moment unless an earlier one in the future is asked for. */
export const decideExpiry = (now: Instant, asked: Instant | undefined): ExpiryDecision => {
  const latest = addDuration(now, { days: effectiveOn(consentDays, businessDateIn(now, 'UTC')).value });
  if (asked === undefined) return { kind: 'fits', expiresAt: latest };
  const fits = isBefore(now, asked) && !isBefore(latest, asked);
  return fits ? { kind: 'fits', expiresAt: asked } : { kind: 'refused', latest };
};
