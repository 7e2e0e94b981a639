import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { bankHandlers } from './bank/handlers.ts';
import { carrierHandlers } from './carrier/handlers.ts';
import { customsHandlers } from './customs/handlers.ts';
import { ecbHandlers } from './ecb/handlers.ts';
import { apiEnv } from './env.ts';
import { fundHandlers } from './fund/handlers.ts';
import { lenderHandlers } from './lender/handlers.ts';
import { mailHandlers } from './mail/handlers.ts';
import { operations } from './operations.ts';
import { pspHandlers } from './psp/handlers.ts';
import { registryHandlers } from './registry/handlers.ts';
import { taxOfficeHandlers } from './tax-office/handlers.ts';
import { translatorHandlers } from './translator/handlers.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);

/** Where the product takes what this partner tells it. */
const inbound = (partner: string): string => `${env.REGULATED_API_URL}/v1/inbound/${partner}`;

/** The twins' HTTP function: each twin brings its handlers. */
export const handler = createApi({
  context: 'sandbox',
  operations,
  store,
  handlers: {
    ...bankHandlers(store, inbound('bank')),
    ...carrierHandlers(store),
    ...customsHandlers(store),
    ...ecbHandlers(),
    ...fundHandlers(store, inbound('bank')),
    ...lenderHandlers(store, inbound('bank')),
    ...mailHandlers(store),
    ...pspHandlers(store, inbound('psp')),
    ...registryHandlers(store),
    ...taxOfficeHandlers(store, inbound('bank')),
    ...translatorHandlers(),
  },
});
