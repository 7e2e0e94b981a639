import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import { systemRandom } from '../../shared/kernel/random.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { toCloudEvent } from './cloud-event.ts';
import type { Delivery } from './domain/delivery.ts';
import { createSigningSecret, type Endpoint } from './domain/endpoint.ts';
import { judgeEndpointUrl, urlRuleOf } from './domain/endpoint-url.ts';
import { companiesOf } from './domain/fan-out.ts';
import { endpointsMax, secretOverlapHours } from './domain/limits.ts';
import { apiEnv } from './env.ts';
import { notificationsErrors } from './errors.ts';
import { newDelivery, startDelivery } from './fan-out.ts';
import { operations } from './operations.ts';
import { createNotificationsRepository, type EndpointBook } from './repository.ts';
import { resolvesToClosedAddress } from './send-webhook.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const notifications = createNotificationsRepository(store);
const rule = urlRuleOf(env.STAGE);

const assertUrl = async (text: string): Promise<string> => {
  const verdict = judgeEndpointUrl(text, rule);
  const at = { pointer: '/url' };
  if (verdict.kind === 'refused') throw notificationsErrors.bad_endpoint_url(verdict.why, at);
  if (await resolvesToClosedAddress(verdict.url, rule))
    throw notificationsErrors.bad_endpoint_url('Its host leads to an address that is not public.', at);
  return verdict.url.href;
};

const ownEndpoint = async (
  companyId: string,
  endpointId: string,
): Promise<{ book: Entity<EndpointBook>; endpoint: Endpoint }> => {
  const book = await notifications.findBook(companyId);
  const endpoint = book?.data.endpoints.find((one) => one.endpointId === endpointId);
  if (!book || !endpoint) throw httpErrors.not_found('No such webhook endpoint.');
  return { book, endpoint };
};

const toDelivery = (delivery: Delivery, createdAt: Instant) => {
  const last = delivery.attempts.at(-1);
  return {
    ...delivery,
    attempts: delivery.attempts.length,
    lastAttemptAt: last?.at,
    lastStatus: last?.status,
    lastFailure: last?.failure,
    createdAt,
  };
};

/** The HTTP function of notifications. The response schemas keep the stored secrets in. */
export const handler = createApi({
  context: 'notifications',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    createWebhookEndpoint: async ({ principal, body, now, newId }) => {
      const url = await assertUrl(body.url);
      const book = await notifications.findBook(principal.companyId);
      const others = book?.data.endpoints ?? [];
      if (others.length >= endpointsMax)
        throw notificationsErrors.too_many_endpoints(`A company may have ${endpointsMax} endpoints.`);
      const endpoint: Endpoint = {
        endpointId: newId('whe'),
        url,
        eventTypes: body.eventTypes,
        state: 'active',
        createdAt: now,
        secret: createSigningSecret(systemRandom),
      };
      return {
        status: 201,
        body: endpoint,
        isSecret: true,
        writes: [notifications.saveBook(principal.companyId, book, [...others, endpoint], now)],
      };
    },

    listWebhookEndpoints: async ({ principal }) => {
      const book = await notifications.findBook(principal.companyId);
      return { status: 200, body: { items: book?.data.endpoints ?? [] } };
    },

    rotateWebhookSecret: async ({ principal, params, now }) => {
      const { book, endpoint } = await ownEndpoint(principal.companyId, params.endpointId);
      const rotated: Endpoint = {
        ...endpoint,
        secret: createSigningSecret(systemRandom),
        previousSecret: {
          secret: endpoint.secret,
          validUntil: addDuration(now, { hours: secretOverlapHours }),
        },
      };
      const all = book.data.endpoints.map((one) => (one.endpointId === endpoint.endpointId ? rotated : one));
      return {
        status: 200,
        body: rotated,
        isSecret: true,
        writes: [notifications.saveBook(principal.companyId, book, all, now)],
      };
    },

    deleteWebhookEndpoint: async ({ principal, params, now }) => {
      const { book, endpoint } = await ownEndpoint(principal.companyId, params.endpointId);
      const others = book.data.endpoints.filter((one) => one.endpointId !== endpoint.endpointId);
      return { status: 204, writes: [notifications.saveBook(principal.companyId, book, others, now)] };
    },

    listEvents: async ({ principal, query, page }) => {
      const filter = {
        correlationId: query.correlationId,
        typePrefix: query.type,
        isAscending: query.order === 'asc',
      };
      const found = await notifications.listFeed(principal.companyId, filter, page);
      return { status: 200, body: { items: found.items.map(toCloudEvent), next: page.next(found.next) } };
    },

    replayEvent: async ({ principal, params, body, now, newId }) => {
      const { companyId } = principal;
      const found = await notifications.findEnvelope(params.eventId);
      if (!found || !companiesOf(found.data.audience).includes(companyId))
        throw httpErrors.not_found('No such event.');
      const book = await notifications.findBook(companyId);
      const endpoints = (book?.data.endpoints ?? []).filter(
        (one) =>
          one.state === 'active' && (body.endpointId === undefined || one.endpointId === body.endpointId),
      );
      if (endpoints.length === 0)
        throw notificationsErrors.no_endpoint('Nothing active to send the event to.');
      const deliveries = endpoints.map(({ endpointId }) =>
        newDelivery(found.data, { deliveryId: newId('dlv'), companyId, endpointId }, true),
      );
      return {
        status: 202,
        body: { deliveries: deliveries.map((delivery) => toDelivery(delivery, now)) },
        writes: deliveries.map((delivery) => notifications.insertDeliveryIfAbsent(delivery, now)),
        events: deliveries.map(startDelivery),
      };
    },

    listDeliveries: async ({ principal, query, page }) => {
      const found = await notifications.listDeliveries(principal.companyId, query, page);
      const items = found.items.map(({ data, createdAt }) => toDelivery(data, createdAt));
      return { status: 200, body: { items, next: page.next(found.next) } };
    },
  },
});
