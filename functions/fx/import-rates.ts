import { businessDateIn } from '../../shared/kernel/business-date.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { log } from '../../shared/observability/logger.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { ratesPublished } from './contract.ts';
import { implausibleMoves, type ReferenceRates, referenceRates } from './domain/reference-rates.ts';
import type { Ecb } from './ecb.ts';
import { fxErrors } from './errors.ts';
import type { FxRepository } from './repository.ts';

/** The zone in whose calendar the source publishes. */
export const sourceTimeZone = 'Europe/Berlin';

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
    },
  });
  return {
    rates,
    isNew: true,
    effect: { writes: [repository.insertRates(rates, now)], events: [published] },
  };
};
