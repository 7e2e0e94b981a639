import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { createLedgerReader } from '../ledger/posting.ts';
import { positionReportEnv } from './env.ts';
import { openPositions } from './positions.ts';
import { createFxRepository } from './repository.ts';
import { positionView } from './views.ts';

const env = readEnv(positionReportEnv);
const client = createDocumentClient();
const parts = {
  repository: createFxRepository(createStore(client, env.TABLE_NAME)),
  ledger: createLedgerReader(client, env.LEDGER_TABLE_NAME),
};

/** The report of open positions, for `entrepot fx positions`; who may invoke it is decided by IAM. */
export const handler = async () => {
  const now = systemClock.now();
  return { asOf: now, items: (await openPositions(parts, now)).map(positionView) };
};
