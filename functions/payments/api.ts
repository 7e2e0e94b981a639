import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { createSecrets } from '../../shared/secrets.ts';
import { apiEnv } from './env.ts';
import { createHandlers } from './handlers.ts';
import { createInbound } from './inbound.ts';
import { operations } from './operations.ts';
import { createParts } from './parts.ts';

const env = readEnv(apiEnv);
const parts = createParts(env);
const inbound = createInbound(parts.payments, createSecrets(systemClock), {
  psp: env.PSP_SECRET_NAME,
  bank: env.BANK_SECRET_NAME,
});

/** The HTTP function of payments. */
export const handler = createApi({
  context: 'payments',
  operations,
  store: parts.store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: createHandlers(parts, inbound),
});
