import { readEnv } from '../../shared/env.ts';
import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import { createConsumer, on } from '../../shared/messaging/consumer.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { coolOffDeadline } from './bank-account-effects.ts';
import { createBankAccountReactions } from './bank-account-reactions.ts';
import { companyRegistered, companyScreened, partiesDeadlineReached } from './contract.ts';
import { screenName } from './domain/screening.ts';
import { consumersEnv } from './env.ts';
import { createMailer } from './mailer.ts';
import { createRegistry } from './registry.ts';
import { createPartiesRepository } from './repository.ts';

/** How soon a screening that found no list is tried again. */
const rescreenAfterHours = 1;

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const parties = createPartiesRepository(store);
const registry = createRegistry(env.REGISTRY_URL);
const bankAccounts = createBankAccountReactions(store, parties, createMailer(env.MAIL_URL));

const screen = async (
  companyId: string,
  context: { now: Instant; correlationId: string },
): Promise<Effect> => {
  const company = await parties.findCompany(companyId);
  if (!company) throw new Error(`There is no company ${companyId} to screen`);
  const list = await registry.sanctionsList();
  const outcome = list ? screenName(company.data.name, list.entries).outcome : 'lists_unavailable';
  const listVersion = list?.version ?? 'none';
  const retry = list
    ? []
    : [
        setDeadline(store, {
          subject: companyId,
          name: 'rescreen',
          dueAt: addDuration(context.now, { hours: rescreenAfterHours }),
          correlationId: context.correlationId,
        }),
      ];
  return {
    writes: [
      parties.updateCompany(
        company,
        { ...company.data, screening: outcome, screenedAgainst: listVersion, screenedAt: context.now },
        context.now,
      ),
      ...retry,
    ],
    events: [
      companyScreened.create({
        subject: companyId,
        sequence: company.version + 1,
        audience: [companyId],
        data: { companyId, outcome, listVersion },
      }),
    ],
  };
};

/** Screens each company when it joins, and again when the lists could not be had; puts changed bank accounts into use and tells of them. */
export const handler = createConsumer({
  context: 'parties',
  store,
  reactions: [
    on(companyRegistered, (event, context) => screen(event.data.companyId, context)),
    bankAccounts.letter,
    on(partiesDeadlineReached, ({ data }, context) =>
      data.name === coolOffDeadline
        ? bankAccounts.useCooled(data.subject, context)
        : screen(data.subject, context),
    ),
  ],
});
