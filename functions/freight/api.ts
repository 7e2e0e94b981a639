import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { createSecrets } from '../../shared/secrets.ts';
import { createAccess } from './access.ts';
import { createCarrier } from './carrier/carrier.ts';
import { carrierHandlers } from './carrier/handlers.ts';
import { createSchedules } from './carrier/schedules.ts';
import { chargeHandlers } from './charges/handlers.ts';
import { consignmentHandlers } from './consignments/handlers.ts';
import { consolidatedHandlers } from './consolidated/handlers.ts';
import { deliveryHandlers } from './delivery/handlers.ts';
import { departureHandlers } from './departures/handlers.ts';
import { apiEnv } from './env.ts';
import { operations } from './operations.ts';
import { paperHandlers } from './papers/handlers.ts';
import { createPapers } from './papers/issue-papers.ts';
import { poolHandlers } from './pools/handlers.ts';
import { createFreightRepository } from './repository.ts';
import { trackingHandlers } from './tracking/handlers.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const freight = createFreightRepository(store);
const carrier = createCarrier(env.CARRIER_URL, env.API_BASE_URL);
const papers = createPapers(store, freight);
const schedules = createSchedules(freight, carrier);
const secrets = createSecrets(systemClock);
const access = createAccess(freight);

/** Departures, consignments and pools; what the carrier reports moves them on. */
export const handler = createApi({
  context: 'freight',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    ...departureHandlers({ freight, schedules }, access),
    ...consignmentHandlers({ store, freight, schedules }, access),
    ...chargeHandlers(freight, access),
    ...trackingHandlers(freight, access),
    ...consolidatedHandlers(freight, access),
    ...paperHandlers(papers.repository, access),
    ...deliveryHandlers({ store, freight, papers }, access),
    ...poolHandlers({ store, freight, carrier, papers }, access),
    ...carrierHandlers({ store, freight, papers, secret: () => secrets.read(env.CARRIER_SECRET_NAME) }),
  },
});
