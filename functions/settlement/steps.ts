import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { createSteps } from '../../shared/workflow/steps.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import { createLedgerReader } from '../ledger/posting.ts';
import { stepsEnv } from './env.ts';
import { retryDeadline, settlementSteps } from './leg.ts';
import { createSettlementRepository } from './repository.ts';

const env = readEnv(stepsEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const settlements = createSettlementRepository(store);
const waits = createWaits(store, new SFNClient({}));

/** The steps function of settlement. */
export const handler = createSteps({
  context: 'settlement',
  store,
  steps: {
    ...settlementSteps({
      settlements,
      ledger: createLedgerReader(store.client, env.LEDGER_TABLE_NAME),
      ledgerTableName: env.LEDGER_TABLE_NAME,
    }),

    /** Parks the token of a parked settlement until its next try. */
    awaitRetry: async ({ subject, execution, taskToken = '', now }) => {
      await waits.park({ subject, name: retryDeadline, taskToken, execution, now }, async () => {
        const found = await settlements.find(subject);
        return found?.data.state === 'parked' ? undefined : { state: 'retry' };
      });
      return { output: {} };
    },
  },
});
