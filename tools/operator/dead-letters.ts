import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { House } from './house.ts';

type Queued = House['queued'][number];

const deadLetterUrl = (house: House, { stack, name }: Queued): string => `${house.queueUrl(stack, name)}-dlq`;

/** How many messages lie in the dead-letter queue of each context. */
export const countDeadLetters = async (house: House): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  for (const context of house.queued) {
    const found = await house.sqs(context.stack).send(
      new GetQueueAttributesCommand({
        QueueUrl: deadLetterUrl(house, context),
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    );
    counts.set(context.name, Number(found.Attributes?.ApproximateNumberOfMessages ?? 0));
  }
  return counts;
};

/**
 * Moves the dead letters of one context back to its queue; returns how many. A message is sent before it is deleted, so a
 * crash in between sends it twice, which consumers know by its event id.
 */
export const redrive = async (house: House, context: Queued): Promise<number> => {
  const sqs = house.sqs(context.stack);
  const from = deadLetterUrl(house, context);
  const to = house.queueUrl(context.stack, context.name);
  for (let moved = 0; ; ) {
    const batch = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
    );
    if (!batch.Messages?.length) return moved;
    for (const message of batch.Messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody: message.Body ?? '' }));
      await sqs.send(
        new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle: message.ReceiptHandle ?? '' }),
      );
      moved += 1;
    }
  }
};
