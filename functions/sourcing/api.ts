import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { createComparisonHandlers } from './comparison/handlers.ts';
import { createComparisonRows } from './comparison/rows.ts';
import { apiEnv } from './env.ts';
import { createGroupHandlers } from './group-buys/handlers.ts';
import { createGroupRows } from './group-buys/rows.ts';
import { createMessageHandlers } from './messages/handlers.ts';
import { operations } from './operations.ts';
import { createQuoteHandlers } from './quotes/handlers.ts';
import { createSourcingRepository } from './repository.ts';
import { createRfqHandlers } from './rfqs/handlers.ts';
import { createTranslationHandlers } from './translations/handlers.ts';
import { createTranslationRows } from './translations/rows.ts';
import { createTranslator } from './translations/translator.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const sourcing = createSourcingRepository(store);
const rows = createComparisonRows(store);

/** The HTTP function of sourcing. */
export const handler = createApi({
  context: 'sourcing',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    ...createRfqHandlers(sourcing, store),
    ...createQuoteHandlers(sourcing, rows, store),
    ...createMessageHandlers(sourcing, rows, store),
    ...createComparisonHandlers(sourcing, rows),
    ...createGroupHandlers(createGroupRows(store), sourcing, store),
    ...createTranslationHandlers(
      sourcing,
      createTranslationRows(store),
      createTranslator(env.TRANSLATOR_URL),
    ),
  },
});
