import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { createIdFactory } from '../../shared/kernel/ids.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import { systemRandom } from '../../shared/kernel/random.ts';
import { log } from '../../shared/observability/logger.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { commitEffect, type Effect, untilFresh } from '../../shared/persistence/unit-of-work.ts';
import { createLedgerReader } from '../ledger/posting.ts';
import { fundDailyEnv } from './env.ts';
import { createFund } from './fund.ts';
import { createLookAtFund, isAlarming } from './look-at-fund.ts';
import { createIdleBalancesRepository } from './repository.ts';

/** Most publications that one run stores in one currency: what was missed while the fund could not be reached. */
const publicationsMax = 12;

const env = readEnv(fundDailyEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const look = createLookAtFund({
  idle: createIdleBalancesRepository(store),
  ledger: createLedgerReader(store.client, env.LEDGER_TABLE_NAME),
  fund: createFund(env.FUND_URL, env.API_BASE_URL),
});
const newId = createIdFactory(systemClock, systemRandom);

const commit = async (effect: Effect, correlationId: string): Promise<boolean> => {
  if ((effect.writes ?? []).length === 0) return false;
  await commitEffect(store, undefined, effect, {
    context: 'idle-balances',
    now: systemClock.now(),
    newId,
    correlationId,
    causationId: 'schedule/fund-daily',
  });
  return true;
};

/**
 * Runs each hour: stores what the fund has published, then compares our books, its report and the sellers' units. A difference that
 * lasts a day makes the run fail, which is the alarm; a fund that cannot be reached or believed does so at once.
 */
export const handler = async (): Promise<{ readonly publications: number; readonly isTied: boolean }> => {
  let publications = 0;
  let isTied = true;
  for (const currency of await look.currenciesOn(systemClock.now())) {
    for (let count = 0; count < publicationsMax; count += 1) {
      const isNew = await untilFresh(async () => {
        const effect = await look.importNext(currency, systemClock.now());
        return commit(effect, `publication-${currency}`);
      });
      if (!isNew) break;
      publications += 1;
    }
    const result = await untilFresh(async () => {
      const made = await look.tieDay(currency, systemClock.now());
      await commit(made.effect, `tie-${currency}`);
      return made.result;
    });
    if (!result || result.isTied) continue;
    isTied = false;
    const detail = result.breaks.map((one) => `${one.code}: ${one.detail}`).join('; ');
    invariant(!isAlarming(result, systemClock.now()), 'idle_balances.books_do_not_tie', { currency, detail });
    log.warn('Books, fund and sellers’ units differ; they are compared again', {
      subject: currency,
      reason: detail,
    });
  }
  return { publications, isTied };
};
