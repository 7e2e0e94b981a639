import { correlationsIn } from './correlation.ts';
import { compileFilters, type EventFilter } from './event-pattern.ts';
import type { Functions, LocalFunction } from './functions.ts';
import {
  isTrue,
  type Json,
  type JsonObject,
  listOf,
  numberOr,
  objectOf,
  textOf,
  textOr,
  textsOf,
} from './json.ts';
import { callJson } from './local-http.ts';
import { Poller } from './poller.ts';
import { type Queues, queueNameOf } from './queues.ts';
import { messageOf } from './refusal.ts';
import { LOCAL_REGION } from './resource-identity.ts';
import type { StateFile } from './state-file.ts';
import type { TemplateResource } from './templates.ts';
import type { Outcome } from './worker-slot.ts';

const STREAMS = 'DynamoDBStreams_20120810';
const DEFAULT_BATCH_SIZE = 100;
const SAFETY_POLL_MS = 1_000;
const BACK_OFF_MS = 100;
const BACK_OFF_MS_MAX = 2_000;

/** Feeds the records of one table's stream to one function, in order, from a checkpoint that survives a kill. */
export class StreamSource {
  readonly table: string;
  readonly #streamArn: string;
  readonly #mapping: TemplateResource;
  readonly #target: LocalFunction;
  readonly #parts: StreamParts;
  readonly #passes: EventFilter;
  readonly #poller: Poller;
  readonly #batchSize: number;
  #position: { streamArn: string; shardId: string; iterator: string } | undefined;
  #isStopped = false;

  constructor(mapping: TemplateResource, streamArn: string, target: LocalFunction, parts: StreamParts) {
    this.table = streamArn.split('/')[1] ?? '';
    this.#streamArn = streamArn;
    this.#mapping = mapping;
    this.#target = target;
    this.#parts = parts;
    this.#batchSize = numberOr(mapping.properties.BatchSize, DEFAULT_BATCH_SIZE);
    this.#passes = compileFilters(objectOf(mapping.properties.FilterCriteria));
    this.#poller = new Poller(() => this.#drain(), SAFETY_POLL_MS);
  }

  /** The table was written. */
  wake(): void {
    this.#poller.wake();
  }

  /** True when every record so far is handled. */
  isQuiet(): boolean {
    return !this.#poller.isBusy();
  }

  /** No further batches; resolves when the running one is over. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#poller.stop();
  }

  /** Fixes where LATEST begins before anything can write; called once at start. */
  async open(): Promise<void> {
    const { Streams } = await this.#call('ListStreams', { TableName: this.table });
    const streamArn = textOr(objectOf(listOf(Streams)[0]).StreamArn, '');
    const { StreamDescription } = await this.#call('DescribeStream', { StreamArn: streamArn });
    const shardId = textOr(objectOf(listOf(objectOf(StreamDescription).Shards).at(-1)).ShardId, '');
    const checkpoint = this.#parts.state.get(this.#checkpointKey);
    const { ShardIterator } = await this.#call('GetShardIterator', {
      StreamArn: streamArn,
      ShardId: shardId,
      ...(checkpoint === undefined
        ? { ShardIteratorType: textOr(this.#mapping.properties.StartingPosition, 'LATEST') }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: checkpoint }),
    });
    this.#position = { streamArn, shardId, iterator: textOr(ShardIterator, '') };
  }

  get #checkpointKey(): string {
    return `stream.${this.#mapping.stack}.${this.#mapping.logicalId}`;
  }

  async #drain(): Promise<number | undefined> {
    for (;;) {
      const position = this.#position;
      if (position === undefined || this.#isStopped) return undefined;
      const answer = await this.#call('GetRecords', {
        ShardIterator: position.iterator,
        Limit: this.#batchSize,
      });
      const records = listOf(answer.Records).map((record) => this.#lambdaRecord(objectOf(record)));
      if (records.length === 0) return undefined;
      const accepted = records.filter((record) => this.#passes(record));
      await this.#process(accepted, 0);
      if (this.#isStopped) return undefined;
      this.#checkpoint(records.at(-1));
      position.iterator = textOr(answer.NextShardIterator, '');
    }
  }

  /** Runs a batch to its end: handled, or given up after its retries. Halving does not use up a retry, as on AWS. */
  async #process(batch: readonly JsonObject[], retries: number): Promise<void> {
    if (batch.length === 0 || this.#isStopped) return;
    const { properties } = this.#mapping;
    const outcome = await this.#invoke(batch);
    if (this.#isStopped) return;
    const rest = this.#restAfter(batch, outcome);
    if (rest.length === 0) return;
    const isProgress = rest.length < batch.length;
    if (isProgress) this.#checkpoint(batch[batch.length - rest.length - 1]);
    if (isTrue(properties.BisectBatchOnFunctionError) && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      await this.#process(rest.slice(0, middle), 0);
      await this.#process(rest.slice(middle), 0);
      return;
    }
    const spent = isProgress ? 0 : retries + 1;
    const retriesMax = numberOr(properties.MaximumRetryAttempts, -1);
    if ((retriesMax >= 0 && spent > retriesMax) || this.#isTooOld(rest)) {
      await this.#giveUp(rest, outcome, spent);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(BACK_OFF_MS * 2 ** spent, BACK_OFF_MS_MAX)));
    await this.#process(rest, spent);
  }

  async #invoke(batch: readonly JsonObject[]): Promise<Outcome> {
    try {
      return await this.#parts.functions.invoke(
        this.#target.arn,
        { Records: [...batch] },
        correlationsIn([...batch]),
      );
    } catch (error) {
      return { isOk: false, error: { errorType: 'Throttled', errorMessage: messageOf(error), trace: [] } };
    }
  }

  #restAfter(batch: readonly JsonObject[], outcome: Outcome): readonly JsonObject[] {
    if (!outcome.isOk) return batch;
    const { FunctionResponseTypes } = this.#mapping.properties;
    if (!textsOf(FunctionResponseTypes).includes('ReportBatchItemFailures')) return [];
    const failures = listOf(objectOf(outcome.payload).batchItemFailures);
    if (failures.length === 0) return [];
    const identifiers = failures.map((failure) => textOf(objectOf(failure).itemIdentifier));
    // The lowest failed sequence number is where the stream goes on; an unknown one fails the whole batch.
    const first = batch.findIndex((record) => identifiers.includes(sequenceOf(record)));
    return first < 0 ? batch : batch.slice(first);
  }

  #isTooOld(batch: readonly JsonObject[]): boolean {
    const ageMax = numberOr(this.#mapping.properties.MaximumRecordAgeInSeconds, -1);
    if (ageMax < 0) return false;
    const createdAt = numberOr(objectOf(batch[0]?.dynamodb).ApproximateCreationDateTime, 0);
    return Date.now() / 1000 - createdAt > ageMax;
  }

  async #giveUp(batch: readonly JsonObject[], outcome: Outcome, attempts: number): Promise<void> {
    const destination = objectOf(objectOf(this.#mapping.properties.DestinationConfig).OnFailure).Destination;
    const first = batch[0];
    const last = batch.at(-1);
    if (destination === undefined || first === undefined || last === undefined) return;
    const created = (record: JsonObject) =>
      new Date(numberOr(objectOf(record.dynamodb).ApproximateCreationDateTime, 0) * 1000).toISOString();
    const message = {
      requestContext: {
        requestId: 'local',
        functionArn: this.#target.arn,
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: attempts,
      },
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        functionError: outcome.isOk ? null : 'Unhandled',
      },
      version: '1.0',
      timestamp: new Date().toISOString(),
      DDBStreamBatchInfo: {
        shardId: this.#position?.shardId ?? '',
        startSequenceNumber: sequenceOf(first),
        endSequenceNumber: sequenceOf(last),
        approximateArrivalOfFirstRecord: created(first),
        approximateArrivalOfLastRecord: created(last),
        batchSize: batch.length,
        streamArn: this.#streamArn,
      },
    };
    await this.#parts.sendTo(queueNameOf(textOr(destination, '')), JSON.stringify(message));
  }

  #checkpoint(record: JsonObject | undefined): void {
    if (record !== undefined) this.#parts.state.set(this.#checkpointKey, sequenceOf(record));
  }

  #lambdaRecord(record: JsonObject): JsonObject {
    return { ...record, awsRegion: LOCAL_REGION, eventSourceARN: this.#streamArn };
  }

  #call(operation: string, body: Record<string, Json>): Promise<JsonObject> {
    return callJson(this.#parts.dynoxidePort, `${STREAMS}.${operation}`, body);
  }
}

/** What a stream source works with. */
export interface StreamParts {
  readonly dynoxidePort: number;
  readonly functions: Functions;
  readonly queues: Queues;
  readonly state: StateFile;
  readonly sendTo: (queue: string, body: string) => Promise<void>;
}

function sequenceOf(record: JsonObject): string {
  return textOr(objectOf(record.dynamodb).SequenceNumber, '');
}
