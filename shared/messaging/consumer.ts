import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { z } from 'zod';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { createIdFactory } from '../kernel/ids.ts';
import { addDuration, epochSeconds, type Instant } from '../kernel/instant.ts';
import { systemRandom } from '../kernel/random.ts';
import { log } from '../observability/logger.ts';
import type { Store } from '../persistence/store.ts';
import { AlreadyDone, commitEffect, type Effect, untilFresh } from '../persistence/unit-of-work.ts';
import {
  deadlineReachedData,
  type EventDefinition,
  type EventEnvelope,
  type EventOf,
  eventEnvelope,
} from './event.ts';

/** How long an inbox row guards against a repeat: longer than any queue, dead-letter queue or replay keeps a message. */
export const inboxRetentionDays = 60;

/** What a handler may use besides the event. */
export interface ConsumerContext {
  readonly now: Instant;
  readonly newId: (prefix: string) => string;
  readonly correlationId: string;
}

/** The message came before what it builds on: leave it in the queue, it will be tried again and at last be dead-lettered. */
export class TooEarly extends Error {
  override readonly name = 'TooEarly';
}

/** One subscription: an event type and the pure-as-possible reaction to it. */
export interface Reaction {
  readonly type: string;
  readonly react: (envelope: EventEnvelope, context: ConsumerContext) => Promise<Effect>;
}

/**
 * Reacts to one event type. The reaction returns its effect, which commits together with the inbox row of the event id;
 * calls to the outside (StartExecution, SendTaskSuccess, partners) happen inside the reaction, before the commit, and must
 * therefore be idempotent by an id that does not change between tries.
 */
export const on = <Schema extends z.ZodType>(
  definition: EventDefinition<Schema>,
  react: (event: EventOf<z.output<Schema>>, context: ConsumerContext) => Promise<Effect>,
): Reaction => ({
  type: definition.type,
  react: (envelope, context) => react({ ...envelope, data: definition.schema.parse(envelope.data) }, context),
});

export interface ConsumerOptions {
  readonly context: string;
  readonly store: Store;
  readonly reactions: readonly Reaction[];
  readonly clock?: Clock;
  /** Works on all messages of a batch at once, where a reaction may wait long for somebody outside; left out = one by one. */
  readonly isParallel?: boolean;
}

/**
 * A deadline's row is gone when its event arrives. Where this clock runs behind the sweeper's, the event waits in the queue
 * until it is due here as well; dropping it would lose the deadline.
 */
const assertDue = (envelope: EventEnvelope, now: Instant): void => {
  if (!envelope.type.endsWith('.deadline_reached.v1')) return;
  const { dueAt } = deadlineReachedData.parse(envelope.data);
  if (now < dueAt) throw new TooEarly(`The deadline falls due at ${dueAt}; here it is ${now}`);
};

const parseEnvelope = (record: SQSRecord): EventEnvelope => eventEnvelope.parse(JSON.parse(record.body));

/**
 * The queue consumer of a context: idempotent by event id, partial batch failure, one bad message never harms its
 * neighbours. A message nobody reacts to is an error (it ends in the dead-letter queue), never silence.
 */
export const createConsumer = (options: ConsumerOptions) => {
  const clock = options.clock ?? systemClock;
  const newId = createIdFactory(clock, systemRandom);
  const byType = new Map<string, Reaction[]>();
  for (const reaction of options.reactions) {
    byType.set(reaction.type, [...(byType.get(reaction.type) ?? []), reaction]);
  }
  const inboxKey = (eventId: string) => ({ pk: `INBOX#${eventId}`, sk: 'INBOX' });

  const consume = async (record: SQSRecord): Promise<void> => {
    const envelope = parseEnvelope(record);
    const reactions = byType.get(envelope.type);
    if (!reactions) throw new Error(`${options.context} has no reaction to ${envelope.type}`);
    const seen = await options.store.get(inboxKey(envelope.id), (data) => data);
    if (seen) return;
    await untilFresh(async () => {
      const now = clock.now();
      assertDue(envelope, now);
      const context = { now, newId, correlationId: envelope.correlationid };
      const effects: Effect[] = [];
      for (const reaction of reactions) effects.push(await reaction.react(envelope, context));
      const inbox = options.store.insertIfAbsent(
        inboxKey(envelope.id),
        'inbox',
        { type: envelope.type, subject: envelope.subject },
        now,
        { expiresAtEpochSeconds: epochSeconds(addDuration(now, { days: inboxRetentionDays })) },
      );
      const effect = {
        writes: effects.flatMap((one) => one.writes ?? []),
        events: effects.flatMap((one) => one.events ?? []),
      };
      await commitEffect(options.store, inbox, effect, {
        context: options.context,
        now,
        newId,
        correlationId: envelope.correlationid,
        causationId: envelope.id,
      });
      log.info('Consumed', { eventId: envelope.id, eventType: envelope.type, subject: envelope.subject });
    });
  };

  /** The id of the message when it must come back. */
  const failureOf = async (record: SQSRecord): Promise<readonly { itemIdentifier: string }[]> => {
    try {
      await consume(record);
    } catch (error) {
      if (error instanceof AlreadyDone) return [];
      const attempt = Number(record.attributes.ApproximateReceiveCount);
      if (error instanceof TooEarly)
        log.warn('Too early, will be tried again', { reason: error.message, attempt });
      else log.error('Could not consume', error, { attempt });
      return [{ itemIdentifier: record.messageId }];
    }
    return [];
  };

  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    if (options.isParallel)
      return { batchItemFailures: (await Promise.all(event.Records.map(failureOf))).flat() };
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of event.Records) batchItemFailures.push(...(await failureOf(record)));
    return { batchItemFailures };
  };
};
