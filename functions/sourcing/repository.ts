import type { Store } from '../../shared/persistence/store.ts';
import { createActivityRows } from './activity-rows.ts';
import { createMessageRows } from './messages/rows.ts';
import { createOwnerRows } from './owner-rows.ts';
import { createQuoteRows } from './quotes/rows.ts';
import { createSampleRows } from './quotes/sample-rows.ts';
import { createRfqRows } from './rfqs/rows.ts';

/** Rows of requests, quotes, messages, sealed samples, owners and what companies did; each subject's file says its keys. */
export const createSourcingRepository = (store: Store) => ({
  ...createRfqRows(store),
  ...createQuoteRows(store),
  ...createMessageRows(store),
  ...createSampleRows(store),
  ...createActivityRows(store),
  ...createOwnerRows(store),
});
/** See {@link createSourcingRepository}. */
export type SourcingRepository = ReturnType<typeof createSourcingRepository>;
