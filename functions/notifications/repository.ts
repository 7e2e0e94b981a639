import { z } from 'zod';
import { addDuration, epochSeconds, type Instant, isInstant } from '../../shared/kernel/instant.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import { type EventEnvelope, eventEnvelope } from '../../shared/messaging/event.ts';
import type { Entity, Page, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { attemptFailures, type Delivery } from './domain/delivery.ts';
import type { Endpoint } from './domain/endpoint.ts';
import { deliveryRetentionDays, feedRetentionDays } from './domain/limits.ts';
import { deliveryStates } from './domain/transitions.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));

const endpointsRow = z.object({
  endpoints: z.array(
    z.object({
      endpointId: z.string(),
      url: z.string(),
      eventTypes: z.array(z.string()).optional(),
      state: z.enum(['active', 'disabled']),
      createdAt: instant,
      disabledAt: instant.optional(),
      secret: z.string(),
      previousSecret: z.object({ secret: z.string(), validUntil: instant }).optional(),
    }),
  ),
});
/** All endpoints of one company: one row, so that their number has a guard and a fan-out reads each company once. */
export type EndpointBook = z.output<typeof endpointsRow>;

const deliveryRow: z.ZodType<Delivery> = z.object({
  deliveryId: z.string(),
  eventId: z.string(),
  eventType: z.string(),
  companyId: z.string(),
  endpointId: z.string(),
  correlationId: z.string(),
  isReplay: z.boolean(),
  state: z.enum(deliveryStates),
  attempts: z.array(
    z.object({ at: instant, status: z.int().optional(), failure: z.enum(attemptFailures).optional() }),
  ),
  nextAttemptAt: instant.optional(),
});

const feedRow = z.object({ eventId: z.string(), type: z.string() });
const envelopeRow = z.object({ envelope: z.string() });
const pauseRow = z.object({ until: instant });

/** What part of a feed is asked for. */
export interface FeedFilter {
  readonly correlationId?: string | undefined;
  readonly typePrefix?: string | undefined;
  readonly isAscending: boolean;
}

/** What part of the deliveries is asked for. */
export interface DeliveryFilter {
  readonly endpointId?: string | undefined;
  readonly eventId?: string | undefined;
  readonly state?: Delivery['state'] | undefined;
}

interface PageRequest {
  readonly limit: number;
  readonly from: Record<string, unknown> | undefined;
}

/** Queries that one filtered listing may make; the cursor goes on from there. */
const queriesMax = 10;

const envelopeKey = (eventId: string) => ({ pk: `FEED#${eventId}`, sk: 'EVENT' });
const deliveryKey = (deliveryId: string) => ({ pk: `DELIVERY#${deliveryId}`, sk: 'DELIVERY' });
const bookKey = (companyId: string) => ({ pk: `COMPANY#${companyId}`, sk: 'ENDPOINTS' });
const pauseKey = (endpointId: string) => ({ pk: `ENDPOINT#${endpointId}`, sk: 'PAUSE' });
const tradePk = (companyId: string, correlationId: string): string =>
  `COMPANY#${companyId}#TRADE#${correlationId}`;

/** The deadline that wakes a delivery for its next attempt. */
export const deliveryDeadline = 'delivery';

const expiry = (now: Instant, days: number) => ({
  expiresAtEpochSeconds: epochSeconds(addDuration(now, { days })),
});

const readEnvelope = (data: unknown): EventEnvelope =>
  eventEnvelope.parse(JSON.parse(envelopeRow.parse(data).envelope));
const readDelivery = (data: unknown): Delivery => deliveryRow.parse(data);
const readBook = (data: unknown): EndpointBook => endpointsRow.parse(data);

/** Collects rows that pass until the page is full, the partition ends or the queries are used up. */
const collect = async <Data>(
  page: PageRequest,
  passes: (data: Data) => boolean,
  query: (page: PageRequest) => Promise<Page<Entity<Data>>>,
): Promise<Page<Entity<Data>>> => {
  const items: Entity<Data>[] = [];
  let next = page.from;
  for (let queries = 0; queries < queriesMax && items.length < page.limit; queries += 1) {
    const found = await query({ limit: page.limit - items.length, from: next });
    items.push(...found.items.filter(({ data }) => passes(data)));
    next = found.next;
    if (next === undefined) break;
  }
  return { items, next };
};

/**
 * Rows: FEED#event/EVENT the envelope, once; COMPANY#c#TRADE#correlation/EVENT#time#id what one company's feed shows of it;
 * COMPANY#c/ENDPOINTS its webhook endpoints; DELIVERY#id/DELIVERY; ENDPOINT#id/PAUSE until when an endpoint is left alone.
 */
export const createNotificationsRepository = (store: Store) => ({
  store,

  findEnvelope: (eventId: string) => store.get(envelopeKey(eventId), readEnvelope),

  /** Written by the first part of a fan-out only. */
  insertEnvelopeIfAbsent: (envelope: EventEnvelope, now: Instant): Write =>
    store.insertIfAbsent(
      envelopeKey(envelope.id),
      'feed_event',
      { envelope: JSON.stringify(envelope) },
      now,
      expiry(now, feedRetentionDays),
    ),

  insertFeedRowIfAbsent: (companyId: string, envelope: EventEnvelope, now: Instant): Write => {
    const position = `${envelope.time}#${envelope.id}`;
    return store.insertIfAbsent(
      { pk: tradePk(companyId, envelope.correlationid), sk: `EVENT#${position}` },
      'feed',
      { eventId: envelope.id, type: envelope.type },
      now,
      { owner: { pk: `COMPANY#${companyId}#EVENT`, sk: position }, ...expiry(now, feedRetentionDays) },
    );
  },

  /** A page of a company's feed by event time; it may be short while there is more. */
  listFeed: async (
    companyId: string,
    filter: FeedFilter,
    page: PageRequest,
  ): Promise<Page<EventEnvelope>> => {
    const read = (data: unknown) => feedRow.parse(data);
    const { correlationId, typePrefix, isAscending } = filter;
    const rows = await collect<z.output<typeof feedRow>>(
      page,
      ({ type }) => typePrefix === undefined || type.startsWith(typePrefix),
      (part) =>
        correlationId === undefined
          ? store.queryOwned(`COMPANY#${companyId}#EVENT`, read, { ...part, ascending: isAscending })
          : store.queryParts(tradePk(companyId, correlationId), 'EVENT#', read, {
              ...part,
              descending: !isAscending,
            }),
    );
    const events = await store.getMany(
      rows.items.map(({ data }) => envelopeKey(data.eventId)),
      readEnvelope,
    );
    return { items: events.map(({ data }) => data), next: rows.next };
  },

  findBook: (companyId: string) => store.get(bookKey(companyId), readBook),

  /** The endpoints of many companies, by company; at most 100. */
  findBooks: async (companyIds: readonly string[]): Promise<ReadonlyMap<string, readonly Endpoint[]>> => {
    const books = await store.getMany(companyIds.map(bookKey), readBook);
    return new Map(books.map(({ pk, data }) => [pk.slice('COMPANY#'.length), data.endpoints]));
  },

  /** The first endpoint makes the book, later changes cite its version. */
  saveBook: (
    companyId: string,
    found: Entity<EndpointBook> | undefined,
    endpoints: readonly Endpoint[],
    now: Instant,
  ): Write =>
    found
      ? store.updateIfVersion(found, { endpoints }, now)
      : store.insertIfAbsent(bookKey(companyId), 'endpoints', { endpoints }, now),

  findDelivery: (deliveryId: string) => store.get(deliveryKey(deliveryId), readDelivery),

  insertDeliveryIfAbsent: (delivery: Delivery, now: Instant): Write =>
    store.insertIfAbsent(deliveryKey(delivery.deliveryId), 'delivery', delivery, now, {
      owner: { pk: `COMPANY#${delivery.companyId}#DELIVERY`, sk: `${now}#${delivery.deliveryId}` },
      ...expiry(now, deliveryRetentionDays),
    }),

  /** The delivery with what its last attempt changed, and the deadline of the next one if there is one. */
  updateDeliveryIfVersion: (found: Entity<Delivery>, delivery: Delivery, now: Instant): readonly Write[] => [
    store.updateIfVersion(found, delivery, now),
    delivery.nextAttemptAt === undefined
      ? clearDeadline(store, delivery.deliveryId, deliveryDeadline)
      : setDeadline(store, {
          subject: delivery.deliveryId,
          name: deliveryDeadline,
          dueAt: delivery.nextAttemptAt,
          correlationId: delivery.correlationId,
        }),
  ],

  /** A company's deliveries, newest first; a page may be short while there is more. */
  listDeliveries: (companyId: string, filter: DeliveryFilter, page: PageRequest) =>
    collect(
      page,
      (delivery: Delivery) =>
        (filter.endpointId === undefined || delivery.endpointId === filter.endpointId) &&
        (filter.eventId === undefined || delivery.eventId === filter.eventId) &&
        (filter.state === undefined || delivery.state === filter.state),
      (part) => store.queryOwned(`COMPANY#${companyId}#DELIVERY`, readDelivery, part),
    ),

  findPause: (endpointId: string) => store.get(pauseKey(endpointId), (data) => pauseRow.parse(data)),

  /** Whoever met the slow endpoint last says how long to leave it alone; nothing depends on the exact moment. */
  pauseEndpoint: (endpointId: string, until: Instant, now: Instant): Write => ({
    kind: 'put',
    tableName: store.tableName,
    item: {
      ...pauseKey(endpointId),
      kind: 'pause',
      version: 1,
      data: { until },
      createdAt: now,
      updatedAt: now,
      expiresAtEpochSeconds: epochSeconds(until),
    },
  }),
});
export type NotificationsRepository = ReturnType<typeof createNotificationsRepository>;
