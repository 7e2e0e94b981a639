import { listOf, objectOf, textOf, textOr } from './json.ts';
import { type Queues, queueNameOf, redrivePolicy } from './queues.ts';
import type { Assembly } from './templates.ts';

/** A dead-letter queue with what lies in it. */
export interface DeadLetterQueue {
  readonly queue: string;
  /** Queue that its messages came from; absent for failure destinations, whose messages are reports. */
  readonly source?: string;
  readonly messages: readonly { messageId: string; body: string; sentAt: number; receiveCount: number }[];
}

/** All dead-letter queues of the assembly. */
export class DeadLetters {
  /** Dead-letter queue → the queues that redrive into it. */
  readonly #sources = new Map<string, string[]>();
  readonly #queues: Queues;

  constructor(assembly: Assembly, queues: Queues) {
    this.#queues = queues;
    for (const { name, properties } of assembly.ofType('AWS::SQS::Queue')) {
      const policy = redrivePolicy(properties.RedrivePolicy);
      if (policy === undefined) continue;
      const target = queueNameOf(policy.deadLetterTargetArn);
      this.#sources.set(target, [...(this.#sources.get(target) ?? []), name]);
    }
    for (const { properties } of assembly.ofType(
      'AWS::Lambda::EventSourceMapping',
      'AWS::Lambda::EventInvokeConfig',
    )) {
      const target = textOf(objectOf(objectOf(properties.DestinationConfig).OnFailure).Destination);
      if (target !== undefined && !this.#sources.has(queueNameOf(target)))
        this.#sources.set(queueNameOf(target), []);
    }
    for (const { properties } of assembly.ofType('AWS::Lambda::Function')) {
      const target = textOf(objectOf(properties.DeadLetterConfig).TargetArn);
      if (target !== undefined && !this.#sources.has(queueNameOf(target)))
        this.#sources.set(queueNameOf(target), []);
    }
  }

  /** Every dead-letter queue that holds something. */
  read(): DeadLetterQueue[] {
    return [...this.#sources].flatMap(([queue, sources]) => {
      const messages = this.#queues.peek(queue);
      if (messages.length === 0) return [];
      return [{ queue, ...(sources[0] === undefined ? {} : { source: sources[0] }), messages }];
    });
  }

  /**
   * Moves messages back to the queue that they came from, of one dead-letter queue or of all; returns how many.
   * A dead-letter queue with several sources is left alone, for a message does not say where it came from.
   */
  async redrive(only: string | undefined, sent: (queue: string) => void): Promise<number> {
    let moved = 0;
    for (const [queue, sources] of this.#sources) {
      const [source] = sources;
      if (source === undefined || sources.length > 1 || (only !== undefined && only !== queue)) continue;
      moved += await this.#move(queue, source);
      sent(source);
    }
    return moved;
  }

  async #move(from: string, to: string): Promise<number> {
    const expected = this.#queues.peek(from).length;
    let moved = 0;
    while (moved < expected) {
      const answer = await this.#queues.call('ReceiveMessage', from, {
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
      });
      const messages = listOf(answer.Messages).map(objectOf);
      if (messages.length === 0) break;
      for (const message of messages) {
        const attributes = message.MessageAttributes;
        await this.#queues.call('SendMessage', to, {
          MessageBody: textOr(message.Body, ''),
          ...(attributes === undefined ? {} : { MessageAttributes: attributes }),
        });
        await this.#queues.call('DeleteMessage', from, { ReceiptHandle: textOr(message.ReceiptHandle, '') });
        moved += 1;
      }
    }
    return moved;
  }
}
