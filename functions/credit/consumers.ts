import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import { createConsumer } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import { createCapacity } from './capacity.ts';
import { consumersEnv } from './env.ts';
import { createLenders } from './lender.ts';
import { createLoanMoves } from './loan-moves.ts';
import { advanceReactions } from './react-advances.ts';
import { applicationReactions } from './react-applications.ts';
import { loanReactions } from './react-loans.ts';
import { reliefReactions } from './react-relief.ts';
import { tradeReactions } from './react-trade.ts';
import { createFactBook } from './record-facts.ts';
import { createCreditRepository } from './repository.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const credit = createCreditRepository(store);
const capacity = createCapacity(store);
const book = createFactBook(credit, capacity);
const move = createLoanMoves(credit, capacity, env.LEDGER_TABLE_NAME);
const sfn = new SFNClient({});
const waits = createWaits(store, sfn);
const lenders = createLenders(env.LENDER_URL, env.API_BASE_URL);

/** The queue function of credit. */
export const handler = createConsumer({
  context: 'credit',
  store,
  reactions: [
    ...tradeReactions(credit, book),
    ...applicationReactions(credit, lenders),
    ...loanReactions({
      credit,
      book,
      move,
      ledgerTableName: env.LEDGER_TABLE_NAME,
      waits,
      sfn,
      stateMachineArn: env.STATE_MACHINE_ARN_LOAN,
    }),
    ...reliefReactions(credit, move, env.LEDGER_TABLE_NAME),
    ...advanceReactions(credit, env.LEDGER_TABLE_NAME),
  ],
});
