import { businessDateIn } from '../../shared/kernel/business-date.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { log } from '../../shared/observability/logger.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { ratesPublished } from './contract.ts';
import {
  implausibleMoves,
  publicationDayBefore,
  type ReferenceRates,
  referenceRates,
  sourceTimeZone,
} from './domain/reference-rates.ts';
import type { Ecb } from './ecb.ts';
import { fxErrors } from './errors.ts';
import type { FxRepository } from './repository.ts';

/** Publications that the 90-day file may hold at most; one transaction stores them all. */
const historyDaysMax = 70;

/** Rates after an import, and the effect that stores them; empty when they were there. */
export interface Imported {
  readonly rates: ReferenceRates;
  readonly isNew: boolean;
  readonly effect: Effect;
}

/**
 * Fetches the last publication and stores it, one row a day, never overwritten. Errors: fx.rates_implausible,
 * fx.unreadable_rates and those of the source.
 */
export const importRates = async (repository: FxRepository, ecb: Ecb, now: Instant): Promise<Imported> => {
  const rates = referenceRates(await ecb.fetchDailyRates());
  if (rates.publishedOn > businessDateIn(now, sourceTimeZone))
    throw fxErrors.unreadable_rates(`The publication is dated ${rates.publishedOn}, in the future.`);
  const stored = await repository.findRates(rates.publishedOn);
  if (stored) return { rates: stored, isNew: false, effect: {} };
  const latest = await repository.findRates();
  const jumps = latest ? implausibleMoves(latest, rates) : [];
  if (jumps.length > 0) {
    log.error('The published rates are not believed', new Error(jumps.join(' ')), { count: jumps.length });
    throw fxErrors.rates_implausible(
      `Moved by more than a fifth since ${latest?.publishedOn}: ${jumps.join(', ')}.`,
    );
  }
  const published = ratesPublished.create({
    subject: `${rates.source}-${rates.publishedOn}`,
    data: {
      source: rates.source,
      publishedOn: rates.publishedOn,
      currencies: Object.keys(rates.rates).length,
      perEuro: { ...rates.rates },
    },
  });
  return {
    rates,
    isNew: true,
    effect: { writes: [repository.insertRates(rates, now)], events: [published] },
  };
};

/** Days of a history that are not stored and are believed, seen from the publication that is new; oldest first. */
const believable = (
  history: readonly ReferenceRates[],
  known: ReadonlySet<string>,
  newest: ReferenceRates,
): readonly ReferenceRates[] => {
  const byDay = [...history].sort((a, b) => (a.publishedOn < b.publishedOn ? 1 : -1));
  const missing: ReferenceRates[] = [];
  let later = newest;
  for (const rates of byDay) {
    if (rates.publishedOn >= newest.publishedOn) continue;
    // A day that cannot be told from the next one by a believable move says nothing of the days before it either.
    if (implausibleMoves(rates, later).length > 0) break;
    later = rates;
    if (!known.has(rates.publishedOn)) missing.push(rates);
  }
  return missing.reverse();
};

/**
 * The writes that fill the days before a new publication which were missed, out of the source's 90-day file. None when the day
 * before is stored. A failing file keeps nothing back: rates of the past are for listings, never for quotes.
 */
export const missedDays = async (
  repository: FxRepository,
  ecb: Ecb,
  newest: ReferenceRates,
  now: Instant,
): Promise<readonly Write[]> => {
  if (await repository.findRates(publicationDayBefore(newest.publishedOn))) return [];
  try {
    const history = await ecb.fetchHistory();
    const known = await repository.listRateDays(historyDaysMax * 2);
    return believable(history, known, newest)
      .slice(-historyDaysMax)
      .map((rates) => repository.insertRates(referenceRates(rates), now));
  } catch (error) {
    log.error('The 90-day file could not be used', error, { subject: newest.publishedOn });
    return [];
  }
};
