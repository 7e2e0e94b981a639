import {
  addDuration,
  compareInstants,
  epochMs,
  type Instant,
  instantFromEpochMs,
} from '../../../shared/kernel/instant.ts';

/** The time a buyer has left before its silence counts as acceptance; it stands still during a dispute. */
export type AcceptanceClock =
  | { readonly kind: 'running'; readonly dueAt: Instant }
  | { readonly kind: 'paused'; readonly remainingMs: number };

/** The later of two instants. */
export const laterOf = (a: Instant, b: Instant): Instant => (compareInstants(a, b) < 0 ? b : a);

/**
 * A clock of so many days from the observed event, but never fewer than the notice days from now: an event that is reported
 * late must not take the buyer's time away.
 */
export const startClock = (
  from: Instant,
  days: number,
  noticeDays: number,
  now: Instant,
): AcceptanceClock => ({
  kind: 'running',
  dueAt: laterOf(addDuration(from, { days }), addDuration(now, { days: noticeDays })),
});

/** Stops a clock and keeps the time that was left, zero or more milliseconds; pausing twice changes nothing. */
export const pauseClock = (clock: AcceptanceClock, now: Instant): AcceptanceClock =>
  clock.kind === 'paused'
    ? clock
    : { kind: 'paused', remainingMs: Math.max(0, epochMs(clock.dueAt) - epochMs(now)) };

/** Lets a paused clock go on with exactly the time that was left. */
export const resumeClock = (clock: AcceptanceClock, now: Instant): AcceptanceClock =>
  clock.kind === 'running'
    ? clock
    : { kind: 'running', dueAt: instantFromEpochMs(epochMs(now) + clock.remainingMs) };
