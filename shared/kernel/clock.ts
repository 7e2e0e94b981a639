import { type Instant, instantFromEpochMs } from './instant.ts';

/** The one source of the time, handed in so that decisions can be replayed. */
export interface Clock {
  now(): Instant;
}

/** The wall clock: the only reader of `Date.now` in product code. */
export const systemClock: Clock = { now: () => instantFromEpochMs(Date.now()) };

/** A clock that stands still, for tests and for evaluating a rule at a past moment. */
export function fixedClock(instant: Instant): Clock {
  return { now: () => instant };
}
