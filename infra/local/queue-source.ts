import type { BillBook } from './bill.ts';
import { correlationsIn } from './correlation.ts';
import { compileFilters, type EventFilter } from './event-pattern.ts';
import type { Functions, LocalFunction } from './functions.ts';
import {
  type Json,
  type JsonObject,
  listOf,
  numberOr,
  objectOf,
  parseJson,
  textOf,
  textsOf,
} from './json.ts';
import { Poller } from './poller.ts';
import { type Queues, queueNameOf, type ReceivedMessage } from './queues.ts';
import { LOCAL_REGION } from './resource-identity.ts';
import type { TemplateResource } from './templates.ts';
import type { Outcome } from './worker-slot.ts';

const DEFAULT_BATCH_SIZE = 10;
const SAFETY_POLL_MS = 1_000;
/** Seconds until a failed message is offered again: its number of receives, at most this. */
const BACK_OFF_SECONDS_MAX = 3;

/** Feeds the messages of one queue to one function. */
export class QueueSource {
  readonly queue: string;
  readonly #queueArn: string;
  readonly #target: LocalFunction;
  readonly #queues: Queues;
  readonly #functions: Functions;
  readonly #bill: BillBook;
  readonly #batchSize: number;
  readonly #concurrency: number;
  readonly #hasPartialFailure: boolean;
  readonly #receivesMax: number;
  readonly #passes: EventFilter;
  readonly #poller: Poller;
  #running = 0;
  #isStopped = false;

  constructor(
    mapping: TemplateResource,
    queueArn: string,
    target: LocalFunction,
    parts: { queues: Queues; functions: Functions; bill: BillBook },
  ) {
    const { properties } = mapping;
    this.queue = queueNameOf(queueArn);
    this.#queueArn = queueArn;
    this.#target = target;
    this.#queues = parts.queues;
    this.#functions = parts.functions;
    this.#bill = parts.bill;
    this.#batchSize = numberOr(properties.BatchSize, DEFAULT_BATCH_SIZE);
    this.#concurrency = Math.min(
      target.concurrencyMax,
      numberOr(objectOf(properties.ScalingConfig).MaximumConcurrency, target.concurrencyMax),
    );
    this.#hasPartialFailure = textsOf(properties.FunctionResponseTypes).includes('ReportBatchItemFailures');
    this.#receivesMax = parts.queues.receivesMax(this.queue);
    this.#passes = compileFilters(objectOf(properties.FilterCriteria));
    this.#poller = new Poller(() => this.#drain(), SAFETY_POLL_MS);
  }

  /** A message was sent to the queue. */
  wake(): void {
    this.#poller.wake();
  }

  /** True when no message waits, is in hand or is about to come back; delayed ones do not count. */
  isQuiet(): boolean {
    const { ready, inFlight } = this.#queues.depth(this.queue);
    return ready === 0 && inFlight === 0 && this.#running === 0;
  }

  /** No further batches; resolves when the poll that runs is over. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#poller.stop();
  }

  /** Looks without a request first, so that an idle queue costs nothing. */
  async #drain(): Promise<number | undefined> {
    while (
      !this.#isStopped &&
      this.#queues.depth(this.queue).ready > 0 &&
      this.#running < this.#concurrency
    ) {
      const batch = await this.#receive();
      if (batch.length === 0) break;
      this.#running += 1;
      void this.#process(batch)
        // A batch that cannot be acknowledged comes back by its visibility timeout, as on AWS.
        .catch(() => undefined)
        .finally(() => {
          this.#running -= 1;
          this.wake();
        });
    }
    const { dueAt } = this.#queues.depth(this.queue);
    return dueAt === undefined ? undefined : dueAt - Date.now();
  }

  async #receive(): Promise<ReceivedMessage[]> {
    const batch: ReceivedMessage[] = [];
    while (batch.length < this.#batchSize) {
      const received = await this.#queues.receive(this.queue, this.#batchSize - batch.length);
      this.#meter(received);
      batch.push(...received);
      if (received.length === 0) break;
    }
    return batch;
  }

  async #process(received: readonly ReceivedMessage[]): Promise<void> {
    const accepted = received.filter((message) => this.#passes(filterView(message)));
    // Lambda deletes what its filter rejects; a queue has no other reader to leave it to.
    await this.#queues.remove(
      this.queue,
      received.filter((message) => !accepted.includes(message)),
    );
    if (accepted.length === 0) return;
    const event = { Records: accepted.map((message) => this.#record(message)) };
    const correlations = [...new Set(accepted.flatMap(({ body }) => correlationsIn(body)))];
    const outcome = await this.#invoke(event, correlations);
    if (this.#isStopped) return;
    const failed = this.#failedOf(accepted, outcome);
    const done = accepted.filter((message) => !failed.includes(message));
    await this.#queues.remove(this.queue, done);
    this.#meter(done);
    await this.#returnToQueue(failed);
  }

  async #invoke(event: JsonObject, correlations: readonly string[]): Promise<Outcome> {
    try {
      return await this.#functions.invoke(this.#target.arn, event, [...correlations]);
    } catch (error) {
      return { isOk: false, error: { errorType: 'Throttled', errorMessage: String(error), trace: [] } };
    }
  }

  /**
   * On AWS a failed message stays invisible for the rest of the queue's visibility timeout, which is minutes by the
   * six-times-the-timeout rule. A laptop need not wait that long, so it comes back after a short back-off; how often
   * it comes back before the dead-letter queue takes it is the redrive policy's business, as on AWS.
   */
  async #returnToQueue(failed: readonly ReceivedMessage[]): Promise<void> {
    for (const message of failed) {
      const receives = numberOr(message.attributes.ApproximateReceiveCount, 1);
      // Nobody gains from waiting for the receive that only moves the message to the dead-letter queue.
      const isSpent = receives >= this.#receivesMax;
      await this.#queues.comeBack(
        this.queue,
        [message],
        isSpent ? 1 : Math.min(receives, BACK_OFF_SECONDS_MAX),
      );
    }
  }

  #failedOf(batch: readonly ReceivedMessage[], outcome: Outcome): readonly ReceivedMessage[] {
    if (!outcome.isOk) return batch;
    if (!this.#hasPartialFailure) return [];
    const identifiers = listOf(objectOf(outcome.payload).batchItemFailures).map((failure) =>
      textOf(objectOf(failure).itemIdentifier),
    );
    // An empty or unknown identifier fails the whole batch, as on AWS.
    const isKnown = identifiers.every((id) => batch.some(({ messageId }) => messageId === id));
    return isKnown ? batch.filter(({ messageId }) => identifiers.includes(messageId)) : batch;
  }

  #record(message: ReceivedMessage): Json {
    return { ...message, eventSource: 'aws:sqs', eventSourceARN: this.#queueArn, awsRegion: LOCAL_REGION };
  }

  /** One receive and one delete request per batch of up to ten is what Lambda's poller pays. */
  #meter(messages: readonly ReceivedMessage[]): void {
    if (messages.length === 0) return;
    const correlations = [...new Set(messages.flatMap(({ body }) => correlationsIn(body)))];
    this.#bill.add('sqs.requests', Math.ceil(messages.length / 10), this.#target.context, correlations);
  }
}

function filterView(message: ReceivedMessage): JsonObject {
  try {
    return { ...message, body: parseJson(message.body) };
  } catch {
    return { ...message };
  }
}
