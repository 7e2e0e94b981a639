import { readEnv } from '../../shared/env.ts';
import { createConsumer } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { consumersEnv } from './env.ts';
import { chargebackReactions } from './react-chargeback.ts';
import { freezeReactions } from './react-freeze.ts';
import { fundingReactions } from './react-funding.ts';
import { holdReactions } from './react-hold.ts';
import { lenderReactions } from './react-lenders.ts';
import { refundReactions } from './react-refund.ts';
import { releaseReactions } from './react-release.ts';
import { createEscrowRepository } from './repository.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const escrows = createEscrowRepository(store);

/** The queue function of escrow. */
export const handler = createConsumer({
  context: 'escrow',
  store,
  reactions: [
    ...fundingReactions(escrows, env.LEDGER_TABLE_NAME),
    ...releaseReactions(escrows, env.LEDGER_TABLE_NAME),
    ...refundReactions(escrows, env.LEDGER_TABLE_NAME),
    ...freezeReactions(escrows),
    ...chargebackReactions(escrows, env.LEDGER_TABLE_NAME),
    ...holdReactions(escrows),
    ...lenderReactions(escrows),
  ],
});
