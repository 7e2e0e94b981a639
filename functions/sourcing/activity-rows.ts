import { z } from 'zod';
import { addDuration, epochSeconds, type Instant } from '../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { Activity } from './domain/activity.ts';

const activityRow: z.ZodType<Activity> = z.object({
  counts: z.object({ quote: z.int(), request: z.int(), message: z.int(), translation: z.int().default(0) }),
  texts: z.record(z.string(), z.int()),
});

/** How long the row of a day is kept. */
const activityKeptDays = 7;

const activityKey = (companyId: string, day: string) => ({
  pk: `COMPANY#${companyId}#ACTIVITY`,
  sk: `DAY#${day}`,
});

/** Rows of what companies did on a day: COMPANY#id#ACTIVITY/DAY#day. */
export const createActivityRows = (store: Store) => ({
  findActivity: (companyId: string, day: string) =>
    store.get(activityKey(companyId, day), (data) => activityRow.parse(data)),
  /** What a company did on a day; refused (as stale) when it did more meanwhile. The row is gone after some days. */
  putActivity: (
    found: Entity<Activity> | undefined,
    companyId: string,
    day: string,
    activity: Activity,
    now: Instant,
  ): Write =>
    found
      ? store.updateIfVersion(found, activity, now)
      : store.insertIfAbsent(activityKey(companyId, day), 'activity', activity, now, {
          expiresAtEpochSeconds: epochSeconds(addDuration(now, { days: activityKeptDays })),
        }),
});
