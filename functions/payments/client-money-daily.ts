import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { createIdFactory } from '../../shared/kernel/ids.ts';
import { systemRandom } from '../../shared/kernel/random.ts';
import { log } from '../../shared/observability/logger.ts';
import { commitEffect } from '../../shared/persistence/unit-of-work.ts';
import { createClientMoney } from './client-money.ts';
import { clientMoneyEnv } from './env.ts';
import { createParts } from './parts.ts';

const parts = createParts(readEnv(clientMoneyEnv));
const clientMoney = createClientMoney(parts);
const newId = createIdFactory(systemClock, systemRandom);

/** Runs each day before the books are reconciled: sweeps what is earned, tops up what is missing. */
export const handler = async (): Promise<{ moved: readonly string[] }> => {
  const now = systemClock.now();
  const correlationId = `client-money-${now.slice(0, 10)}`;
  const moved: string[] = [];
  for (const { currency, effect } of await clientMoney.settle({ now, correlationId })) {
    if ((effect.writes ?? []).length === 0) continue;
    const from = { context: 'payments', now, newId, correlationId, causationId: 'schedule/client-money' };
    await commitEffect(parts.store, undefined, effect, from);
    moved.push(currency);
  }
  if (moved.length > 0) log.info('Own money moved', { count: moved.length });
  return { moved };
};
