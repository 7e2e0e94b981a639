import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { createIdFactory } from '../../shared/kernel/ids.ts';
import { systemRandom } from '../../shared/kernel/random.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { createLedgerReader } from '../ledger/posting.ts';
import { dailyEnv } from './env.ts';
import type { Report } from './report.ts';
import { createReconciliationRepository } from './repository.ts';
import { createReconciliationRun } from './run.ts';
import { createStatementSource } from './statements.ts';

const env = readEnv(dailyEnv);
const client = createDocumentClient();

const run = createReconciliationRun({
  repository: createReconciliationRepository(createStore(client, env.TABLE_NAME)),
  ledger: createLedgerReader(client, env.LEDGER_TABLE_NAME),
  source: createStatementSource({ bank: env.BANK_URL, psp: env.PSP_URL }),
  newId: createIdFactory(systemClock, systemRandom),
});

/** Proves the books three ways, each night and when `entrepot reconcile` asks. There is no route to it. */
export const handler = async (): Promise<Report> => run(systemClock.now());
