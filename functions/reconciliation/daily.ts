import { z } from 'zod';
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

const repository = createReconciliationRepository(createStore(client, env.TABLE_NAME));

const run = createReconciliationRun({
  repository,
  ledger: createLedgerReader(client, env.LEDGER_TABLE_NAME),
  source: createStatementSource({ bank: env.BANK_URL, psp: env.PSP_URL }),
  newId: createIdFactory(systemClock, systemRandom),
});

const question = z.object({ read: z.literal('states') });

/** What trades say of their money, amounts as text: JSON has no bigint. */
const readStates = async (): Promise<readonly unknown[]> =>
  (await repository.activeStated()).map(({ statedMinor, fundedMinor, ...rest }) => ({
    ...rest,
    statedMinor: statedMinor.toString(),
    ...(fundedMinor === undefined ? {} : { fundedMinor: fundedMinor.toString() }),
  }));

/** Proves the books three ways, each night and when `entrepot reconcile` asks. There is no route to it. */
export const handler = async (event: unknown): Promise<Report | readonly unknown[]> =>
  question.safeParse(event).success ? readStates() : run(systemClock.now());
