import type { Effect } from '../../shared/persistence/unit-of-work.ts';

/** Several effects as one. */
export const allOf = (effects: readonly Effect[]): Effect => ({
  writes: effects.flatMap((one) => one.writes ?? []),
  events: effects.flatMap((one) => one.events ?? []),
});
