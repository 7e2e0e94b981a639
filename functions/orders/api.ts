import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { createAccess } from './api-access.ts';
import { createDisputeHandlers } from './api-disputes.ts';
import { createOrderHandlers } from './api-orders.ts';
import { createBillHandlers } from './bill/handlers.ts';
import { createEffects } from './effects.ts';
import { apiEnv } from './env.ts';
import { operations } from './operations.ts';
import { createRepository } from './repository.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const repository = createRepository(store);
const parts = { repository, access: createAccess(repository), effects: createEffects(repository) };

/** The API function of orders. */
export const handler = createApi({
  context: env.CONTEXT,
  operations,
  handlers: { ...createOrderHandlers(parts), ...createDisputeHandlers(parts), ...createBillHandlers(parts) },
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
});
