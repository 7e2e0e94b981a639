import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { Journal } from '../ledger/contract.ts';
import { createLedgerReader, journalWrites, type LedgerReader, type PostedAt } from '../ledger/posting.ts';
import { createEcb, type Ecb } from './ecb.ts';
import { createFxRepository, type FxRepository } from './repository.ts';

/** What the HTTP function of fx works with. */
export interface Parts {
  readonly store: Store;
  readonly repository: FxRepository;
  readonly ledger: Pick<LedgerReader, 'balanceOf' | 'trialBalance'>;
  readonly ecb: Ecb;
  /** The writes of journals, for the transaction of the state change that they belong to. */
  readonly post: (journals: readonly Journal[], at: PostedAt) => readonly Write[];
}

/** Wires the parts to the tables and the source of this stage. */
export const createParts = (env: {
  readonly TABLE_NAME: string;
  readonly LEDGER_TABLE_NAME: string;
  readonly ECB_URL: string;
}): Parts => {
  const client = createDocumentClient();
  const store = createStore(client, env.TABLE_NAME);
  return {
    store,
    repository: createFxRepository(store),
    ledger: createLedgerReader(client, env.LEDGER_TABLE_NAME),
    ecb: createEcb(env.ECB_URL),
    post: (journals, at) => journalWrites(env.LEDGER_TABLE_NAME, journals, at),
  };
};
