import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { apiEnv } from './env.ts';
import { createHandlers } from './handlers.ts';
import { operations } from './operations.ts';
import { createParts } from './parts.ts';

const env = readEnv(apiEnv);
const parts = createParts(env);

/** The HTTP function of fx. */
export const handler = createApi({
  context: 'fx',
  operations,
  store: parts.store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: createHandlers(parts),
});
