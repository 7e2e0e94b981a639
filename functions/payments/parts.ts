import type { Instant } from '../../shared/kernel/instant.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { Journal } from '../ledger/contract.ts';
import { createLedgerReader, journalWrites, type LedgerReader } from '../ledger/posting.ts';
import { createPaymentsRepository, type PaymentsRepository } from './repository.ts';

/** Where our bank and the PSP book: their day decides which rule is in force. */
export const bankTimeZone = 'Europe/Amsterdam';

/** When something is decided and in which trade. */
export interface Moment {
  readonly now: Instant;
  readonly correlationId: string;
}

/** What every part of payments works with. */
export interface Parts {
  readonly store: Store;
  readonly payments: PaymentsRepository;
  readonly ledger: LedgerReader;
  /** The writes of journals, for the transaction of the state change that they belong to. */
  readonly post: (journals: readonly Journal[], at: Moment) => readonly Write[];
}

/** Wires the parts to the tables of this stage. */
export const createParts = (env: {
  readonly TABLE_NAME: string;
  readonly LEDGER_TABLE_NAME: string;
}): Parts => {
  const client = createDocumentClient();
  const store = createStore(client, env.TABLE_NAME);
  return {
    store,
    payments: createPaymentsRepository(store),
    ledger: createLedgerReader(client, env.LEDGER_TABLE_NAME),
    post: (journals, at) => journalWrites(env.LEDGER_TABLE_NAME, journals, at),
  };
};
