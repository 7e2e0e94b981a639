import { readEnv } from '../../shared/env.ts';
import { createConsumer } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { consumersEnv } from './env.ts';
import { reconciliationReactions } from './reactions.ts';
import { createReconciliationRepository } from './repository.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);

/** Keeps what trades say of their money, to be compared with the ledger. */
export const handler = createConsumer({
  context: 'reconciliation',
  store,
  reactions: reconciliationReactions(createReconciliationRepository(store)),
});
