import { readEnv } from '../../shared/env.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import { createConsumer, on, type Reaction } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { attemptDelivery } from './attempt-delivery.ts';
import { deliveryDue, fanOutContinued, notificationsDeadlineReached } from './contract.ts';
import { urlRuleOf } from './domain/endpoint-url.ts';
import { companiesOf } from './domain/fan-out.ts';
import { attemptTimeoutSeconds } from './domain/limits.ts';
import { consumersEnv } from './env.ts';
import { fanOut } from './fan-out.ts';
import { createNotificationsRepository } from './repository.ts';
import { createWebhookSender } from './send-webhook.ts';
import { publicEvents } from './subscriptions.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const notifications = createNotificationsRepository(store);
const rule = urlRuleOf(env.STAGE);
const courier = { notifications, rule, send: createWebhookSender(rule, attemptTimeoutSeconds * 1000) };

/** An event is passed on as its producer's schema let it out; nothing here looks inside. */
const passOn = (type: string): Reaction => ({
  type,
  react: async (envelope, { now }) => {
    const companyIds = companiesOf(envelope.audience);
    if (companyIds.length === 0) return {};
    const told = await fanOut(notifications, envelope, companyIds, now);
    return {
      writes: [notifications.insertEnvelopeIfAbsent(envelope, now), ...(told.writes ?? [])],
      events: told.events,
    };
  },
});

/** The queue function of notifications: feeds, and webhooks with their retries. */
export const handler = createConsumer({
  context: 'notifications',
  store,
  isParallel: true,
  reactions: [
    ...publicEvents.map((event) => passOn(event.type)),
    on(fanOutContinued, async ({ data }, { now }) => {
      const envelope = await notifications.findEnvelope(data.eventId);
      invariant(envelope !== undefined, 'notifications.envelope_missing', { eventId: data.eventId });
      return fanOut(notifications, envelope.data, data.companyIds, now);
    }),
    on(deliveryDue, ({ data }, { now }) =>
      attemptDelivery(
        courier,
        data.deliveryId,
        // Once a retry is set, its deadline alone wakes the delivery.
        (delivery) => delivery.attempts.length === 0 && delivery.nextAttemptAt === undefined,
        now,
      ),
    ),
    on(notificationsDeadlineReached, ({ data }, { now }) =>
      attemptDelivery(courier, data.subject, (delivery) => delivery.nextAttemptAt === data.dueAt, now),
    ),
  ],
});
