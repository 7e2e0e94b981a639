import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import { idSchema, instantSchema } from '../../shared/http/schemas.ts';
import { attemptFailures } from './domain/delivery.ts';
import { eventFilterForm, wantsEvent } from './domain/event-filter.ts';
import { eventFiltersMax } from './domain/limits.ts';
import { deliveryStates } from './domain/transitions.ts';
import { publicEvents } from './subscriptions.ts';

const eventId = z
  .string()
  .regex(/^evt_[0-9A-Z]{26}$/, 'An event id like evt_01J…, 26 characters after the underscore')
  .meta({ example: 'evt_01K9Z3V5T8QW2M4N6P8R0S1T3V' });

const eventFilter = z
  .string()
  .max(120)
  .regex(eventFilterForm, 'An event type, or all of a context as entrepot.escrow.*')
  .refine(
    (filter) => publicEvents.some((event) => wantsEvent([filter], event.type)),
    'No public event has that type; the event catalogue lists them',
  )
  .meta({ example: 'entrepot.escrow.*' });

const endpoint = z
  .object({
    endpointId: idSchema('whe'),
    url: z.string(),
    eventTypes: z.array(z.string()).optional().meta({ description: 'Left out: every event you may see.' }),
    state: z
      .enum(['active', 'disabled'])
      .meta({ description: 'Disabled by your answer 410; delete it and create another.' }),
    createdAt: instantSchema,
    disabledAt: instantSchema.optional(),
  })
  .meta({ id: 'WebhookEndpoint' });

const newEndpoint = endpoint
  .extend({
    secret: z.string().meta({
      description:
        'Verifies signatures (Standard Webhooks). Shown once; only a repeat with the same Idempotency-Key shows it again.',
    }),
  })
  .meta({ id: 'NewWebhookEndpoint' });

const cloudEvent = z
  .object({
    specversion: z.literal('1.0'),
    id: z.string(),
    type: z.string(),
    source: z.string(),
    subject: z.string(),
    time: z.string(),
    datacontenttype: z.literal('application/json'),
    sequence: z.number().int(),
    correlationid: z.string().meta({ description: 'The trade that the event belongs to.' }),
    causationid: z.string(),
    data: z.record(z.string(), z.unknown()).meta({ description: 'By type, as the event catalogue says.' }),
  })
  .meta({ id: 'CloudEvent', description: 'CloudEvents 1.0; also the body of a webhook.' });

const delivery = z
  .object({
    deliveryId: idSchema('dlv'),
    eventId: z.string().meta({ description: 'The webhook-id header of every attempt, replays included.' }),
    eventType: z.string(),
    endpointId: idSchema('whe'),
    state: z.enum(deliveryStates),
    isReplay: z.boolean(),
    attempts: z.number().int(),
    lastAttemptAt: instantSchema.optional(),
    lastStatus: z.number().int().optional().meta({ description: 'HTTP status of your last answer.' }),
    lastFailure: z.enum(attemptFailures).optional().meta({ description: 'Why there was no answer.' }),
    nextAttemptAt: instantSchema.optional(),
    createdAt: instantSchema,
  })
  .meta({ id: 'WebhookDelivery' });

const ulid = '01K9Z3V5T8QW2M4N6P8R0S1T3V';
const exampleEndpoint = {
  endpointId: `whe_${ulid}`,
  url: 'https://erp.vermeerlicht.example/hooks/entrepot',
  eventTypes: ['entrepot.escrow.*', 'entrepot.orders.order_moved.v1'],
  state: 'active',
  createdAt: '2026-11-22T08:00:00.000Z',
};
const exampleSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const exampleEvent = {
  specversion: '1.0',
  id: `evt_${ulid}`,
  type: 'entrepot.parties.company_verified.v1',
  source: 'entrepot/parties',
  subject: `com_${ulid}`,
  time: '2026-11-22T08:00:00.000Z',
  datacontenttype: 'application/json',
  sequence: 2,
  correlationid: 'order-4711',
  causationid: 'req_1',
  data: { companyId: `com_${ulid}`, level: 'verified' },
};
const exampleDelivery = {
  deliveryId: `dlv_${ulid}`,
  eventId: exampleEvent.id,
  eventType: exampleEvent.type,
  endpointId: exampleEndpoint.endpointId,
  state: 'pending',
  isReplay: false,
  attempts: 1,
  lastAttemptAt: '2026-11-22T08:00:01.000Z',
  lastStatus: 503,
  nextAttemptAt: '2026-11-22T08:00:06.000Z',
  createdAt: '2026-11-22T08:00:00.000Z',
};

const endpointParams = z.strictObject({ endpointId: idSchema('whe') });

/** HTTP operations of notifications. */
export const operations = defineOperations({
  createWebhookEndpoint: {
    method: 'POST',
    path: '/v1/webhook-endpoints',
    summary: 'Have events sent to a URL of yours',
    description:
      'Signed as Standard Webhooks 1.0.0 says; the body is a CloudEvent. Answer 2xx within ten seconds. Redirects are failures. Failed deliveries are repeated for three days with the same webhook-id; 410 ends the endpoint.',
    auth: 'key',
    scope: 'notifications:write',
    body: z
      .strictObject({
        url: z.string().max(2000).meta({ example: exampleEndpoint.url }),
        eventTypes: z.array(eventFilter).min(1).max(eventFiltersMax).optional(),
      })
      .meta({ id: 'WebhookEndpointRequest' }),
    idempotent: true,
    responses: { 201: { description: 'Created; keep the secret', schema: newEndpoint } },
    problems: [
      'notifications.bad_endpoint_url',
      'notifications.too_many_endpoints',
      'http.idempotency_key_missing',
    ],
    example: {
      body: { url: exampleEndpoint.url, eventTypes: exampleEndpoint.eventTypes },
      response: { ...exampleEndpoint, secret: exampleSecret },
    },
  },
  listWebhookEndpoints: {
    method: 'GET',
    path: '/v1/webhook-endpoints',
    summary: 'List your webhook endpoints, without their secrets',
    auth: 'key',
    scope: 'notifications:read',
    idempotent: false,
    responses: { 200: { description: 'Endpoints', schema: z.object({ items: z.array(endpoint) }) } },
    problems: [],
    example: { response: { items: [exampleEndpoint] } },
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/v1/webhook-endpoints/{endpointId}/secret',
    summary: 'Get a new signing secret; the old one signs too for 24 hours',
    auth: 'key',
    scope: 'notifications:write',
    params: endpointParams,
    body: z.strictObject({}).meta({ id: 'WebhookSecretRotation' }),
    idempotent: true,
    responses: { 200: { description: 'Rotated; keep the secret', schema: newEndpoint } },
    problems: ['http.not_found'],
    example: { body: {}, response: { ...exampleEndpoint, secret: exampleSecret } },
  },
  deleteWebhookEndpoint: {
    method: 'DELETE',
    path: '/v1/webhook-endpoints/{endpointId}',
    summary: 'Stop sending to a URL; what was still to be sent there is cancelled',
    auth: 'key',
    scope: 'notifications:write',
    params: endpointParams,
    idempotent: false,
    responses: { 204: { description: 'Deleted' } },
    problems: ['http.not_found'],
  },
  listEvents: {
    method: 'GET',
    path: '/v1/events',
    summary: 'Your feed: every event that you may see',
    description:
      'By the time of the event, newest first unless order is asc. A page may be short while next says that there is more.',
    auth: 'key',
    scope: 'notifications:read',
    query: pageQuery.extend({
      correlationId: z.string().min(1).max(80).optional(),
      type: z
        .string()
        .max(120)
        .regex(/^[a-z_.0-9]+$/, 'The beginning of an event type, such as entrepot.escrow.')
        .optional(),
      order: z.enum(['asc', 'desc']).optional(),
    }),
    idempotent: false,
    responses: {
      200: {
        description: 'Events',
        schema: z.object({ items: z.array(cloudEvent), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleEvent] } },
  },
  replayEvent: {
    method: 'POST',
    path: '/v1/events/{eventId}/replay',
    summary: 'Send an event again, to all your active endpoints or to one',
    description: 'A new delivery with the same webhook-id, whatever the endpoint filters.',
    auth: 'key',
    scope: 'notifications:write',
    params: z.strictObject({ eventId }),
    body: z.strictObject({ endpointId: idSchema('whe').optional() }).meta({ id: 'EventReplay' }),
    idempotent: true,
    responses: {
      202: { description: 'On its way', schema: z.object({ deliveries: z.array(delivery) }) },
    },
    problems: ['http.not_found', 'notifications.no_endpoint'],
    example: {
      body: {},
      response: {
        deliveries: [
          {
            ...exampleDelivery,
            isReplay: true,
            attempts: 0,
            lastAttemptAt: undefined,
            lastStatus: undefined,
            nextAttemptAt: undefined,
          },
        ],
      },
    },
  },
  listDeliveries: {
    method: 'GET',
    path: '/v1/webhook-deliveries',
    summary: 'What was sent to your endpoints, and how it went',
    description: 'Newest first; kept for 90 days. A page may be short while next says that there is more.',
    auth: 'key',
    scope: 'notifications:read',
    query: pageQuery.extend({
      endpointId: idSchema('whe').optional(),
      eventId: eventId.optional(),
      state: z.enum(deliveryStates).optional(),
    }),
    idempotent: false,
    responses: {
      200: {
        description: 'Deliveries',
        schema: z.object({ items: z.array(delivery), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleDelivery] } },
  },
});
