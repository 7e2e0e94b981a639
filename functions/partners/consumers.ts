import { readEnv } from '../../shared/env.ts';
import { isBefore } from '../../shared/kernel/instant.ts';
import { createConsumer, on } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { profileUpdated } from '../credit/contract.ts';
import { companyRegistered } from '../parties/contract.ts';
import { partnersDeadlineReached } from './contract.ts';
import { endConsent } from './domain/consent.ts';
import { isNewer } from './domain/profile.ts';
import { consumersEnv } from './env.ts';
import { createPartnersRepository } from './repository.ts';
import { announceConsent } from './snapshot.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const partners = createPartnersRepository(store);

/** Keeps who lends here and the newest credit profiles; ends consents that have run out. */
export const handler = createConsumer({
  context: 'partners',
  store,
  reactions: [
    on(companyRegistered, async ({ data }, { now }) => {
      if (!data.roles.includes('lender') || (await partners.findLender(data.companyId))) return {};
      return { writes: [partners.insertLenderIfAbsent({ companyId: data.companyId, name: data.name }, now)] };
    }),
    on(profileUpdated, async ({ data, sequence }, { now }) => {
      const news = { sequence, profile: data };
      const found = await partners.findProfile(data.companyId);
      return isNewer(news, found?.data) ? { writes: [partners.saveProfile(found, news, now)] } : {};
    }),
    on(partnersDeadlineReached, async ({ data }, { now }) => {
      const found = await partners.findConsent(data.subject);
      if (!found || isBefore(now, found.data.expiresAt)) return {};
      const ended = endConsent(found.data, 'ran_out', now);
      if (!ended) return {};
      return {
        writes: partners.endConsentIfVersion(found, ended, now),
        events: [announceConsent(ended, found.version + 1)],
      };
    }),
  ],
});
