import { businessDateIn } from '../../shared/kernel/business-date.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { isStale, midRate, type ReferenceRates, sourceTimeZone } from './domain/reference-rates.ts';
import { fxErrors } from './errors.ts';
import { importRates } from './import-rates.ts';
import type { Parts } from './parts.ts';

const isUsableFor = (rates: ReferenceRates, currencies: readonly string[], now: Instant): boolean => {
  const today = businessDateIn(now, sourceTimeZone);
  return currencies.every((currency) => !isStale(rates.publishedOn, currency, today));
};

/** A mid that may be dealt on, with where it comes from and what must be stored with it. */
export interface Mid {
  readonly rates: ReferenceRates;
  readonly mid: string;
  readonly effect: Effect;
}

/**
 * The mid of a pair from rates that are not stale: the stored ones, or, when these are too old, what the source has now. Errors:
 * fx.rates_stale, fx.currency_not_quoted and those of the import.
 */
export const midToDeal = async (
  { repository, ecb }: Pick<Parts, 'repository' | 'ecb'>,
  sell: string,
  buy: string,
  now: Instant,
): Promise<Mid> => {
  const stored = await repository.findRates();
  const isFresh = stored !== undefined && isUsableFor(stored, [sell, buy], now);
  const { rates, effect } = isFresh ? { rates: stored, effect: {} } : await importRates(repository, ecb, now);
  if (!isUsableFor(rates, [sell, buy], now))
    throw fxErrors.rates_stale(`The last publication is of ${rates.publishedOn}.`);
  const mid = midRate(rates, sell, buy);
  if (mid === undefined)
    throw fxErrors.currency_not_quoted(`${rates.source} publishes no rate for ${sell} to ${buy}.`);
  return { rates, mid, effect };
};
