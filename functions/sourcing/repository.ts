import { createCompanyRows } from '../../shared/persistence/company-rows.ts';
import type { Store } from '../../shared/persistence/store.ts';
import { createActivityRows } from './activity-rows.ts';
import { createMessageRows } from './messages/rows.ts';
import { createQuoteRows } from './quotes/rows.ts';
import { createSampleRows } from './quotes/sample-rows.ts';
import { createRfqRows } from './rfqs/rows.ts';

/** Rows of requests, quotes, messages, sealed samples, companies and what they did; each subject's file says its keys. */
export const createSourcingRepository = (store: Store) => ({
  ...createRfqRows(store),
  ...createQuoteRows(store),
  ...createMessageRows(store),
  ...createSampleRows(store),
  ...createActivityRows(store),
  ...createCompanyRows(store),
});
/** See {@link createSourcingRepository}. */
export type SourcingRepository = ReturnType<typeof createSourcingRepository>;
