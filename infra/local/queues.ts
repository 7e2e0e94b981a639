import { Server } from 'node:net';
import { join } from 'node:path';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { type Json, type JsonObject, listOf, numberOr, objectOf, parseJson, textOf, textOr } from './json.ts';
import { callJson } from './local-http.ts';
import { arn, LOCAL_REGION } from './resource-identity.ts';
import type { Assembly, TemplateResource } from './templates.ts';

/** How many messages of a queue are ready, delayed and received but not deleted; `dueAt` is when the next one gets ready. */
export interface QueueDepth {
  readonly ready: number;
  readonly delayed: number;
  readonly inFlight: number;
  readonly dueAt: number | undefined;
}

/** One received message, with the attribute names that a Lambda event uses. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: JsonObject;
  readonly messageAttributes: JsonObject;
}

const QUEUE_ATTRIBUTES = [
  'VisibilityTimeout',
  'DelaySeconds',
  'MessageRetentionPeriod',
  'MaximumMessageSize',
  'ReceiveMessageWaitTimeSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
];

/** SQS, S3 and SNS of the assembly, run by fauxqs in this process. */
export class Queues {
  readonly port: number;
  readonly #server: FauxqsServer;

  constructor(server: FauxqsServer) {
    this.#server = server;
    this.port = server.port;
  }

  /** Ready, delayed and in-flight counts; expired ones count as ready. */
  depth(queue: string): QueueDepth {
    const messages = this.#server.inspectQueue(queue)?.messages;
    if (messages === undefined) return { ready: 0, delayed: 0, inFlight: 0, dueAt: undefined };
    const now = Date.now();
    const delays = messages.delayed.map((message) => message.delayUntil ?? now);
    const deadlines = messages.inflight.map((entry) => entry.visibilityDeadline);
    const due = [...delays, ...deadlines].filter((at) => at <= now).length;
    const waiting = [...delays, ...deadlines].filter((at) => at > now);
    return {
      ready: messages.ready.length + due,
      delayed: delays.filter((at) => at > now).length,
      inFlight: deadlines.filter((at) => at > now).length,
      dueAt: waiting.length === 0 ? undefined : Math.min(...waiting),
    };
  }

  /** Receives after which the redrive policy takes a message away; infinite without one. */
  receivesMax(queue: string): number {
    const policy = this.#server.inspectQueue(queue)?.attributes.RedrivePolicy;
    return policy === undefined
      ? Number.POSITIVE_INFINITY
      : (redrivePolicy(policy)?.maxReceiveCount ?? Number.POSITIVE_INFINITY);
  }

  /** Bodies of the messages of a queue, whatever their state, without receiving them. */
  peek(queue: string): { messageId: string; body: string; sentAt: number; receiveCount: number }[] {
    const messages = this.#server.inspectQueue(queue)?.messages;
    if (messages === undefined) return [];
    const all = [...messages.ready, ...messages.delayed, ...messages.inflight.map((entry) => entry.message)];
    return all.map((message) => ({
      messageId: message.messageId,
      body: message.body,
      sentAt: message.sentTimestamp,
      receiveCount: message.approximateReceiveCount,
    }));
  }

  /** Receives up to ten messages at once. */
  async receive(queue: string, count: number): Promise<ReceivedMessage[]> {
    const answer = await this.call('ReceiveMessage', queue, {
      MaxNumberOfMessages: Math.min(10, count),
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return listOf(answer.Messages).map((entry) => {
      const message = objectOf(entry);
      return {
        messageId: textOr(message.MessageId, ''),
        receiptHandle: textOr(message.ReceiptHandle, ''),
        body: textOr(message.Body, ''),
        md5OfBody: textOr(message.MD5OfBody, ''),
        attributes: objectOf(message.Attributes),
        messageAttributes: lambdaAttributes(objectOf(message.MessageAttributes)),
      };
    });
  }

  /** Sends one message. */
  async send(queue: string, body: string): Promise<void> {
    await this.call('SendMessage', queue, { MessageBody: body });
  }

  /** Deletes received messages. */
  async remove(queue: string, messages: readonly ReceivedMessage[]): Promise<void> {
    for (const { receiptHandle } of messages) {
      await this.call('DeleteMessage', queue, { ReceiptHandle: receiptHandle });
    }
  }

  /** Lets received messages come back after whole seconds (1 or more: 0 makes fauxqs drop the persisted row). */
  async comeBack(queue: string, messages: readonly ReceivedMessage[], seconds: number): Promise<void> {
    for (const { receiptHandle } of messages) {
      await this.call('ChangeMessageVisibility', queue, {
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Math.max(1, seconds),
      });
    }
  }

  /** Shortens the delays of all waiting messages, as sandbox time moved on by that much. */
  shortenDelays(queue: string, ms: number): void {
    // inspectQueue hands out the very message objects that the queue holds.
    for (const message of this.#server.inspectQueue(queue)?.messages.delayed ?? []) {
      if (message.delayUntil !== undefined) message.delayUntil -= ms;
    }
  }

  /** Messages that a killed engine had received come back within a second, not after their full timeout. */
  async recoverInFlight(queue: string): Promise<void> {
    for (const { receiptHandle } of this.#server.inspectQueue(queue)?.messages.inflight ?? []) {
      await this.call('ChangeMessageVisibility', queue, {
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: 1,
      });
    }
  }

  /** Creates the queue, or brings a kept one to the template's attributes without touching its messages. */
  async ensureQueue(resource: TemplateResource): Promise<void> {
    const attributes = attributesOf(resource);
    if (this.#server.inspectQueue(resource.name) === undefined) {
      this.#server.createQueue(resource.name, { region: LOCAL_REGION, attributes });
      return;
    }
    const { FifoQueue: _fixed, ...settable } = attributes;
    await this.call('SetQueueAttributes', resource.name, { Attributes: settable });
  }

  /** Creates the bucket unless it is kept. */
  ensureBucket(name: string): void {
    this.#server.createBucket(name);
  }

  /** Creates the topic and subscribes a queue to it. */
  ensureTopic(name: string): void {
    this.#server.createTopic(name, { region: LOCAL_REGION });
  }

  /** Subscribes a queue to a topic. */
  subscribe(topic: string, queue: string, attributes: Record<string, string>): void {
    this.#server.subscribe({ topic, queue, region: LOCAL_REGION, attributes });
  }

  /** One SQS call on a queue, past IAM. */
  call(operation: string, queue: string, body: JsonObject): Promise<JsonObject> {
    return callJson(this.port, `AmazonSQS.${operation}`, { QueueUrl: queueUrl(this.port, queue), ...body });
  }

  /** Closes the server and its database. */
  stop(): Promise<void> {
    return this.#server.stop();
  }
}

/** URL of a queue behind the given port; the path is what counts. */
export function queueUrl(port: number, queue: string): string {
  return `http://127.0.0.1:${port}/000000000000/${queue}`;
}

/** Starts fauxqs with its SQLite file in the data directory, or in memory, and creates the assembly's resources. */
export async function startQueues(dataDir: string | undefined, assembly: Assembly): Promise<Queues> {
  const server = await onLoopback(() =>
    startFauxqs({
      port: 0,
      logger: false,
      defaultRegion: LOCAL_REGION,
      ...(dataDir === undefined ? {} : { dataDir: join(dataDir, 'queues') }),
    }),
  );
  const queues = new Queues(server);
  for (const resource of assembly.ofType('AWS::SQS::Queue')) {
    await queues.ensureQueue(resource);
    await queues.recoverInFlight(resource.name);
  }
  for (const bucket of assembly.ofType('AWS::S3::Bucket')) queues.ensureBucket(bucket.name);
  for (const topic of assembly.ofType('AWS::SNS::Topic')) queues.ensureTopic(topic.name);
  for (const { properties } of assembly.ofType('AWS::SNS::Subscription')) {
    const [topic, queue] = [properties.TopicArn, properties.Endpoint].map((target) =>
      textOr(target, '').split(':').at(-1),
    );
    queues.subscribe(topic ?? '', queue ?? '', {
      ...(properties.RawMessageDelivery === undefined
        ? {}
        : { RawMessageDelivery: String(properties.RawMessageDelivery) }),
      ...(properties.FilterPolicy === undefined
        ? {}
        : { FilterPolicy: JSON.stringify(properties.FilterPolicy) }),
    });
  }
  return queues;
}

/** fauxqs listens on every interface; a laptop in a café must not, and anyone there would also bypass IAM. */
async function onLoopback<T>(start: () => Promise<T>): Promise<T> {
  const original = Server.prototype.listen;
  const patched = function (this: Server, ...given: unknown[]) {
    const [options] = given;
    if (typeof options === 'object' && options !== null && 'host' in options && options.host === '0.0.0.0') {
      given[0] = { ...options, host: '127.0.0.1' };
    }
    return Reflect.apply(original, this, given);
  };
  Reflect.set(Server.prototype, 'listen', patched);
  try {
    return await start();
  } finally {
    Reflect.set(Server.prototype, 'listen', original);
  }
}

function attributesOf({ properties }: TemplateResource): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of QUEUE_ATTRIBUTES) {
    const value = textOf(properties[name]);
    if (value !== undefined) attributes[name] = value;
  }
  const redrive = redrivePolicy(properties.RedrivePolicy);
  if (redrive !== undefined) attributes.RedrivePolicy = JSON.stringify(redrive);
  return attributes;
}

/** The redrive policy of a queue, whether the template has it as an object or as text. */
export function redrivePolicy(
  value: Json | undefined,
): { deadLetterTargetArn: string; maxReceiveCount: number } | undefined {
  const policy = objectOf(typeof value === 'string' ? parseJson(value) : value);
  const target = textOf(policy.deadLetterTargetArn);
  if (target === undefined) return undefined;
  return { deadLetterTargetArn: target, maxReceiveCount: numberOr(policy.maxReceiveCount, 10) };
}

/** Name in a queue ARN. */
export function queueNameOf(queueArn: string): string {
  return queueArn.replace(arn('sqs', ''), '').split(':').at(-1) ?? '';
}

function lambdaAttributes(attributes: JsonObject): JsonObject {
  const named: JsonObject = {};
  for (const [name, value] of Object.entries(attributes)) {
    const { DataType = 'String', StringValue, BinaryValue } = objectOf(value);
    named[name] = {
      dataType: DataType,
      ...(StringValue === undefined ? {} : { stringValue: StringValue }),
      ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
      stringListValues: [],
      binaryListValues: [],
    };
  }
  return named;
}
