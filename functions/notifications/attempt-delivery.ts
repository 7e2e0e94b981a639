import { signWebhook } from '../../shared/http/webhook-signature.ts';
import { type Instant, isBefore } from '../../shared/kernel/instant.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import type { EventEnvelope } from '../../shared/messaging/event.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { toCloudEvent } from './cloud-event.ts';
import { type AttemptResult, bookAttempt, cancelDelivery, type Delivery } from './domain/delivery.ts';
import { type Endpoint, signingSecrets } from './domain/endpoint.ts';
import { judgeEndpointUrl, type UrlRule } from './domain/endpoint-url.ts';
import type { EndpointBook, NotificationsRepository } from './repository.ts';
import type { WebhookSender } from './send-webhook.ts';

/** What an attempt works with. */
export interface Courier {
  readonly notifications: NotificationsRepository;
  readonly send: WebhookSender;
  readonly rule: UrlRule;
}

/** Signs and sends one event. Headers by Standard Webhooks 1.0.0, body a CloudEvent 1.0 in structured mode. */
const sendEvent = async (
  { send, rule }: Courier,
  endpoint: Endpoint,
  event: EventEnvelope,
  now: Instant,
): Promise<AttemptResult> => {
  const verdict = judgeEndpointUrl(endpoint.url, rule);
  if (verdict.kind === 'refused') return { kind: 'failed', failure: 'address_refused' };
  const body = JSON.stringify(toCloudEvent(event));
  const signature = signWebhook(signingSecrets(endpoint, now), { id: event.id, now, body });
  return send({
    url: verdict.url,
    headers: {
      ...signature,
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'Entrepot-Webhooks/1',
    },
    body,
  });
};

const disabled = (book: Entity<EndpointBook>, endpointId: string, now: Instant): readonly Endpoint[] =>
  book.data.endpoints.map((one) =>
    one.endpointId === endpointId ? { ...one, state: 'disabled', disabledAt: now } : one,
  );

/**
 * Makes the attempt that is due. The webhook goes out before the commit, so that a crash in between sends it again: the
 * receiver knows a repeat by its webhook id. A wake-up that is not the delivery's own next one does nothing.
 */
export const attemptDelivery = async (
  courier: Courier,
  deliveryId: string,
  isItsTurn: (delivery: Delivery) => boolean,
  now: Instant,
): Promise<Effect> => {
  const { notifications } = courier;
  const found = await notifications.findDelivery(deliveryId);
  invariant(found !== undefined, 'notifications.delivery_missing', { deliveryId });
  const delivery = found.data;
  if (delivery.state !== 'pending' || !isItsTurn(delivery)) return {};
  const book = await notifications.findBook(delivery.companyId);
  const endpoint = book?.data.endpoints.find((one) => one.endpointId === delivery.endpointId);
  if (!book || endpoint?.state !== 'active')
    return { writes: notifications.updateDeliveryIfVersion(found, cancelDelivery(delivery), now) };
  const pause = await notifications.findPause(endpoint.endpointId);
  if (pause && isBefore(now, pause.data.until)) {
    // Not an attempt: the endpoint let the last one run out of time, and waiting for it again would cost others their turn.
    const postponed = { ...delivery, nextAttemptAt: pause.data.until };
    return { writes: notifications.updateDeliveryIfVersion(found, postponed, now) };
  }
  const envelope = await notifications.findEnvelope(delivery.eventId);
  invariant(envelope !== undefined, 'notifications.envelope_missing', { eventId: delivery.eventId });
  const result = await sendEvent(courier, endpoint, envelope.data, now);
  const decision = bookAttempt(delivery, result, now);
  return {
    writes: [
      ...notifications.updateDeliveryIfVersion(found, decision.delivery, now),
      ...(decision.shouldDisableEndpoint
        ? [notifications.saveBook(delivery.companyId, book, disabled(book, endpoint.endpointId, now), now)]
        : []),
      ...(decision.pausedUntil
        ? [notifications.pauseEndpoint(endpoint.endpointId, decision.pausedUntil, now)]
        : []),
    ],
  };
};
