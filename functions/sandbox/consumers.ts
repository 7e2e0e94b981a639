import { readEnv } from '../../shared/env.ts';
import { secretOfParty, signWebhook } from '../../shared/http/webhook-signature.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { createConsumer, on } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { createSecrets } from '../../shared/secrets.ts';
import { type AnsweringPartner, answerKey, plannedAnswer } from './answers.ts';
import { answerDue, sandboxDeadlineReached } from './contract.ts';
import { consumersEnv } from './env.ts';

const answerTimeoutMs = 8_000;

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const secrets = createSecrets(systemClock);

const secretNames: Readonly<Record<AnsweringPartner, string>> = {
  psp: env.PSP_SECRET_NAME,
  bank: env.BANK_SECRET_NAME,
  customs: env.CUSTOMS_SECRET_NAME,
  carrier: env.CARRIER_SECRET_NAME,
  tax_office: env.TAX_OFFICE_SECRET_NAME,
  lender: env.LENDER_SECRET_NAME,
  registry: env.REGISTRY_SECRET_NAME,
  fund: env.FUND_SECRET_NAME,
};

/** Sends a planned answer, signed; a 4xx is final (the receiver refused it), anything else is tried again by the queue. */
const sendAnswer = async (answerId: string, correlationId: string): Promise<void> => {
  const planned = await store.get(answerKey(answerId), (data) => plannedAnswer.parse(data));
  if (!planned) throw new Error(`There is no planned answer ${answerId}`);
  const { url, body, contentType, webhookId, partner, party } = planned.data;
  const shared = await secrets.read(secretNames[partner]);
  const secret = party === undefined ? shared : secretOfParty(shared, party);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': contentType,
      'entrepot-correlation-id': correlationId,
      ...signWebhook([secret], { id: webhookId, now: systemClock.now(), body }),
    },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  if (response.status >= 500 || response.status === 429)
    throw new Error(`The receiver answered ${response.status}`);
};

/** Sends the answers of the twins when they are due. */
export const handler = createConsumer({
  context: 'sandbox',
  store,
  reactions: [
    on(answerDue, async (event, { correlationId }) => {
      await sendAnswer(event.data.answerId, correlationId);
      return {};
    }),
    on(sandboxDeadlineReached, async (event, { correlationId }) => {
      await sendAnswer(event.data.subject, correlationId);
      return {};
    }),
  ],
});
