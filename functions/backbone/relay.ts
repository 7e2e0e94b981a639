import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { type EventEnvelope, eventEnvelope } from '../../shared/messaging/event.ts';
import { log } from '../../shared/observability/logger.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { relayEnv } from './env.ts';
import { createPublisher, markDelivered } from './publish.ts';
import { createSender } from './send-message.ts';

const env = readEnv(relayEnv);
const documents = createDocumentClient();
const publish = createPublisher(env, createSender());

/** `arn:…:table/<name>/stream/…` */
const tableOf = (record: DynamoDBRecord): string => record.eventSourceARN?.split('/')[1] ?? '';

const envelopeOf = (record: DynamoDBRecord): EventEnvelope | undefined => {
  const text = record.dynamodb?.NewImage?.envelope?.S;
  return record.eventName === 'INSERT' && text !== undefined
    ? eventEnvelope.parse(JSON.parse(text))
    : undefined;
};

/**
 * Carries committed events from a table's stream to the queues of those who subscribed. At least once: a crash between the
 * send and the mark sends again, and every consumer knows the event by its id.
 */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  for (const record of event.Records) {
    try {
      const envelope = envelopeOf(record);
      if (!envelope) continue;
      await publish(envelope);
      await markDelivered(documents, tableOf(record), envelope.id, systemClock.now());
    } catch (error) {
      log.error('Could not relay', error, { reason: record.eventID });
      // The stream is ordered: it goes on from the first failure, what came before is delivered.
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
};
