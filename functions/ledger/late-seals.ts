import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { addDuration, epochSeconds } from '../../shared/kernel/instant.ts';
import { log } from '../../shared/observability/logger.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createSealer } from './chain/seal-journals.ts';
import { ledgerNames, sealOverdueSeconds, waitedTooLongMessage } from './contract.ts';
import { sealerEnv } from './env.ts';

const env = readEnv(sealerEnv);
const sealer = createSealer(createDocumentClient(), env.TABLE_NAME, systemClock);

/** Journals younger than this are still on their way through the stream. */
const onTheirWaySeconds = 60;

/**
 * Seals what the stream did not bring: a lost record, or a sealer that gave up. Runs each minute. That a journal had waited
 * for more than five minutes is an alarm, even though it has its place now.
 */
export const handler = async (): Promise<{ sealed: number }> => {
  const now = systemClock.now();
  const until = addDuration(now, { seconds: -onTheirWaySeconds });
  let count = 0;
  for (const ledger of ledgerNames) {
    const late = await sealer.chain.unsealed(ledger, until);
    const { sealed } = await sealer.seal(late);
    count += sealed;
    const oldest = late[0];
    if (!oldest) continue;
    const ageSeconds = epochSeconds(now) - epochSeconds(oldest.postedAt);
    const details = { subject: ledger, count: late.length, reason: `the oldest waited ${ageSeconds} s` };
    if (ageSeconds > sealOverdueSeconds) log.warn(waitedTooLongMessage, details);
    else log.info('Journals were sealed by the clock', details);
  }
  return { sealed: count };
};
