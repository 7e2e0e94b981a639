import { readEnv } from '../../shared/env.ts';
import { createConsumer } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { createBank } from './bank.ts';
import { consumersEnv } from './env.ts';
import { fxReactions } from './reactions.ts';
import { createFxRepository } from './repository.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);

/** Lets quotes run out or go with their orders, settles conversions, and covers them at the bank. */
export const handler = createConsumer({
  context: 'fx',
  store,
  reactions: fxReactions(store, createFxRepository(store), createBank(env.BANK_URL)),
});
