import { z } from 'zod';
import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { createIdFactory } from '../../shared/kernel/ids.ts';
import { systemRandom } from '../../shared/kernel/random.ts';
import { log } from '../../shared/observability/logger.ts';
import { commitEffect, untilFresh } from '../../shared/persistence/unit-of-work.ts';
import { publicationDue } from './domain/reference-rates.ts';
import { backOfficeEnv } from './env.ts';
import { importRates, missedDays } from './import-rates.ts';
import { createParts } from './parts.ts';
import { openPositions } from './positions.ts';
import { positionView } from './views.ts';

const env = readEnv(backOfficeEnv);
const parts = createParts(env);
const newId = createIdFactory(systemClock, systemRandom);

const question = z.object({ ask: z.literal('positions') });

/** Stores the publication of the day once it is out, with the days that were missed before it; asks nobody when it is stored. */
const importDay = (): Promise<{ publishedOn: string; isNew: boolean }> =>
  untilFresh(async () => {
    const now = systemClock.now();
    const { store, repository, ecb } = parts;
    const due = publicationDue(now);
    if (await repository.findRates(due)) return { publishedOn: due, isNew: false };
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

const reportPositions = async () => {
  const now = systemClock.now();
  return { asOf: now, items: (await openPositions(parts, now)).map(positionView) };
};

/**
 * What nobody calls by HTTP: each hour the clock has rates imported; an operator (`entrepot fx positions`, by IAM) asks for the open
 * positions.
 */
export const handler = async (event: unknown) =>
  question.safeParse(event).success ? reportPositions() : importDay();
