import { DependencyError } from '../../../shared/kernel/errors.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { Sailing } from '../domain/sailing.ts';
import type { FreightRepository } from '../repository.ts';
import type { Schedule } from '../rows.ts';
import type { Carrier } from './carrier.ts';

/** How long a reading of the carrier's schedule is good enough, in minutes. */
const freshMinutes = 30;

/** A lane and mode whose schedule is asked for. */
export interface Lane {
  readonly from: string;
  readonly to: string;
  readonly mode: 'sea' | 'air';
}

/** Name under which the schedule of a lane is kept. */
export const laneKey = ({ from, to, mode }: Lane): string => `${from}#${to}#${mode}`;

const isFresh = (schedule: Schedule, now: Instant): boolean =>
  schedule.fetchedAt <= now && now < addDuration(schedule.fetchedAt, { minutes: freshMinutes });

/** The carrier's schedule with a cache behind it: an older reading is better than none while the carrier is away. */
export const createSchedules = (freight: FreightRepository, carrier: Carrier) => ({
  read: async (
    lane: Lane,
    now: Instant,
    correlationId: string,
  ): Promise<{ schedule: Schedule; isStale: boolean; writes: readonly Write[] }> => {
    const key = laneKey(lane);
    const cached = (await freight.findSchedule(key))?.data;
    if (cached && isFresh(cached, now)) return { schedule: cached, isStale: false, writes: [] };
    try {
      const sailings = [...(await carrier.schedule(lane, now, correlationId))];
      const schedule = { sailings, fetchedAt: now };
      return { schedule, isStale: false, writes: freight.cacheSchedule(key, schedule) };
    } catch (error) {
      if (!cached || !(error instanceof DependencyError)) throw error;
      return { schedule: cached, isStale: true, writes: [] };
    }
  },

  /** One departure by its id, or undefined when neither cache nor carrier know it. */
  sailing: async (sailingId: string, correlationId: string): Promise<Sailing | undefined> =>
    (await freight.findSailing(sailingId))?.data ?? carrier.sailing(sailingId, correlationId),
});

export type Schedules = ReturnType<typeof createSchedules>;
