import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { apiEnv } from './env.ts';
import { operations } from './operations.ts';
import { registryHandlers } from './registry/handlers.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);

/** The twins' HTTP function: each twin brings its handlers. */
export const handler = createApi({
  context: 'sandbox',
  operations,
  store,
  handlers: { ...registryHandlers(store) },
});
