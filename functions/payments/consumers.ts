import { readEnv } from '../../shared/env.ts';
import { createConsumer } from '../../shared/messaging/consumer.ts';
import { createBank } from './bank/bank.ts';
import { createPsp } from './cards/psp.ts';
import { consumersEnv } from './env.ts';
import { createParts } from './parts.ts';
import { paymentsReactions } from './reactions.ts';

const env = readEnv(consumersEnv);
const parts = createParts(env);

/** Collects, matches and pays out. */
export const handler = createConsumer({
  context: 'payments',
  store: parts.store,
  reactions: paymentsReactions(parts, createPsp(env.PSP_URL), createBank(env.BANK_URL)),
});
