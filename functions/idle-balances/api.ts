import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { createSecrets } from '../../shared/secrets.ts';
import { createLedgerReader } from '../ledger/posting.ts';
import { apiEnv } from './env.ts';
import { idleBalancesHandlers } from './handlers.ts';
import { operations } from './operations.ts';
import { createIdleBalancesRepository } from './repository.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const secrets = createSecrets(systemClock);

/** The HTTP function of idle balances. */
export const handler = createApi({
  context: 'idle-balances',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: idleBalancesHandlers({
    idle: createIdleBalancesRepository(store),
    ledger: createLedgerReader(store.client, env.LEDGER_TABLE_NAME),
    ledgerTableName: env.LEDGER_TABLE_NAME,
    fundSecret: () => secrets.read(env.FUND_SECRET_NAME),
  }),
});
