import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { apiEnv } from './env.ts';
import { createHandlers } from './handlers.ts';
import { operations } from './operations.ts';
import { createReconciliationRepository } from './repository.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);

/** The HTTP function of reconciliation. */
export const handler = createApi({
  context: 'reconciliation',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: createHandlers(createReconciliationRepository(store)),
});
