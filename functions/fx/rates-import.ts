import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { createIdFactory } from '../../shared/kernel/ids.ts';
import { systemRandom } from '../../shared/kernel/random.ts';
import { log } from '../../shared/observability/logger.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { commitEffect, untilFresh } from '../../shared/persistence/unit-of-work.ts';
import { createEcb } from './ecb.ts';
import { importerEnv } from './env.ts';
import { importRates, missedDays } from './import-rates.ts';
import { createFxRepository } from './repository.ts';

const env = readEnv(importerEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const repository = createFxRepository(store);
const ecb = createEcb(env.ECB_URL);
const newId = createIdFactory(systemClock, systemRandom);

/** Runs each hour: stores the publication of the day once it is out, with the days that were missed before it; nothing when it is stored. */
export const handler = async (): Promise<{ publishedOn: string; isNew: boolean }> =>
  untilFresh(async () => {
    const now = systemClock.now();
    const { rates, isNew, effect } = await importRates(repository, ecb, now);
    const subject = `fx-rates-${rates.publishedOn}`;
    if (isNew) {
      const missed = await missedDays(repository, ecb, rates, now);
      const whole = { ...effect, writes: [...(effect.writes ?? []), ...missed] };
      await commitEffect(store, undefined, whole, {
        context: 'fx',
        now,
        newId,
        correlationId: subject,
        causationId: 'schedule/rates-import',
      });
      log.info('Rates stored', { subject });
    }
    return { publishedOn: rates.publishedOn, isNew };
  });
