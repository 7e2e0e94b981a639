import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { addDuration } from '../../shared/kernel/instant.ts';
import { isDeltaFull } from './domain/index-delta.ts';
import { indexEnv } from './env.ts';
import { createIndexing } from './index/indexing.ts';

const indexing = createIndexing(readEnv(indexEnv));

/** A base is written anew after so many days, long before its object expires. */
const baseDaysMax = 7;
const changesHoursMax = 24;

/** Makes one of base and changes where they are many or old; after a change of the ranking rules it builds the index anew. */
export const handler = async (): Promise<{ readonly isChanged: boolean }> => {
  const now = systemClock.now();
  if (await indexing.ensure(now, Number.POSITIVE_INFINITY)) return { isChanged: true };
  const isChanged = await indexing.writer.compactWhere((shard) => {
    if (shard.builtAt < addDuration(now, { days: -baseDaysMax })) return true;
    if (!shard.delta) return false;
    const isOld = shard.builtAt < addDuration(now, { hours: -changesHoursMax });
    return isOld || isDeltaFull(shard.baseProducts, shard.delta.changes);
  }, now);
  return { isChanged };
};
