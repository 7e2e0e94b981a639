import type { Duration } from '../../../shared/kernel/instant.ts';

/**
 * How long after the attempt before it each attempt is made: the schedule that Standard Webhooks 1.0.0 recommends. The first
 * is immediate; the tenth failure, 75 hours and 35 minutes later, ends the delivery.
 */
export const retrySchedule: readonly Duration[] = [
  { seconds: 0 },
  { seconds: 5 },
  { minutes: 5 },
  { minutes: 30 },
  { hours: 2 },
  { hours: 5 },
  { hours: 10 },
  { hours: 14 },
  { hours: 20 },
  { hours: 24 },
];
