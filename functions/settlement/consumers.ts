import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import { createConsumer } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { consumersEnv } from './env.ts';
import { settlementReactions } from './reactions.ts';
import { createSettlementRepository } from './repository.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);

/** The queue function of settlement. */
export const handler = createConsumer({
  context: 'settlement',
  store,
  reactions: settlementReactions({
    settlements: createSettlementRepository(store),
    sfn: new SFNClient({}),
    ledgerTableName: env.LEDGER_TABLE_NAME,
    stateMachineArn: env.STATE_MACHINE_ARN_SETTLEMENT,
  }),
});
