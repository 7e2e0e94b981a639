import { readEnv } from '../../shared/env.ts';
import { createConsumer } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { createLedgerReader } from '../ledger/posting.ts';
import { consumersEnv } from './env.ts';
import { createFund } from './fund.ts';
import { idleBalancesReactions } from './reactions.ts';
import { createIdleBalancesRepository } from './repository.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);

/** The queue function of idle balances. */
export const handler = createConsumer({
  context: 'idle-balances',
  store,
  reactions: idleBalancesReactions({
    idle: createIdleBalancesRepository(store),
    ledger: createLedgerReader(store.client, env.LEDGER_TABLE_NAME),
    ledgerTableName: env.LEDGER_TABLE_NAME,
    fund: createFund(env.FUND_URL, env.API_BASE_URL),
  }),
});
