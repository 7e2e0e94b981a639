import type { SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { addDuration, epochSeconds, type Instant } from '../../shared/kernel/instant.ts';
import type { EventEnvelope } from '../../shared/messaging/event.ts';
import { subscribersOf } from './routes.ts';

/** How long a delivered event row is kept for replay and audit before TTL removes it, in days. */
const deliveredRetentionDays = 400;

export interface PublisherEnv {
  readonly QUEUE_BASE_URLS: Readonly<Record<string, string>>;
  readonly CONTEXT_STACKS: Readonly<Record<string, string>>;
}

/** Sends an event to the queue of every context that subscribed to its type; all sends succeed or the whole call fails. */
export const createPublisher =
  (env: PublisherEnv, send: (input: SendMessageCommandInput) => Promise<unknown>) =>
  async (envelope: EventEnvelope): Promise<void> => {
    const body = JSON.stringify(envelope);
    await Promise.all(
      subscribersOf(envelope.type).map((context) => {
        const baseUrl = env.QUEUE_BASE_URLS[env.CONTEXT_STACKS[context] ?? ''];
        if (baseUrl === undefined)
          throw new Error(`No queue is known for ${context}, which takes ${envelope.type}`);
        return send({ QueueUrl: `${baseUrl}${context}`, MessageBody: body });
      }),
    );
  };

/** Takes the event off the outbox work list, so that the reconciler no longer looks for it. */
export const markDelivered = async (
  documents: DynamoDBDocumentClient,
  tableName: string,
  eventId: string,
  now: Instant,
): Promise<void> => {
  await documents.send(
    new UpdateCommand({
      TableName: tableName,
      Key: { pk: `EVENT#${eventId}`, sk: 'EVENT' },
      UpdateExpression: 'SET deliveredAt = :now, expiresAtEpochSeconds = :expiry REMOVE workPk, workSk',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: {
        ':now': now,
        ':expiry': epochSeconds(addDuration(now, { days: deliveredRetentionDays })),
      },
    }),
  );
};
