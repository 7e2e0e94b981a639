import { setTimeout as sleep } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { DependencyError } from '../kernel/errors.ts';
import { invariant } from '../kernel/invariant.ts';
import { systemRandom } from '../kernel/random.ts';
import { exactNumber } from './client.ts';
import type { Write } from './write.ts';

/** Most actions that one transaction may hold (DynamoDB's own limit); more must be split into a saga. */
export const transactionActionsMax = 100;

const attemptsMax = 12;
const backoffMsBase = 8;
const backoffMsMax = 400;

/** A condition of the transaction failed: nothing was written. `index` names the write, `oldRow` is what stood there. */
export class WriteRefused extends Error {
  override readonly name = 'WriteRefused';
  readonly index: number;
  readonly oldRow: Record<string, unknown> | undefined;

  constructor(index: number, oldRow: Record<string, unknown> | undefined) {
    super(`The condition of write ${index} failed`);
    this.index = index;
    this.oldRow = oldRow;
  }
}

const toTransactItem = (write: Write) => {
  const guard = {
    TableName: write.tableName,
    ...(write.names ? { ExpressionAttributeNames: { ...write.names } } : {}),
    ...(write.values ? { ExpressionAttributeValues: { ...write.values } } : {}),
    ...(write.condition ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const } : {}),
  };
  const condition = write.condition ? { ConditionExpression: write.condition } : {};
  switch (write.kind) {
    case 'put':
      return { Put: { ...guard, ...condition, Item: { ...write.item } } };
    case 'update':
      return { Update: { ...guard, ...condition, Key: { ...write.key }, UpdateExpression: write.update } };
    case 'delete':
      return { Delete: { ...guard, ...condition, Key: { ...write.key } } };
    case 'check':
      return { ConditionCheck: { ...guard, ConditionExpression: write.condition, Key: { ...write.key } } };
  }
};

const retryableReasons = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);
const retryableErrors = new Set([
  'TransactionInProgressException',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalServerError',
]);

/** Full jitter: anything between nothing and the exponential ceiling, so that colliding writers spread out. */
const backoffMs = (attempt: number): number => {
  const ceiling = Math.min(backoffMsMax, backoffMsBase * 2 ** attempt);
  const [byte = 0] = systemRandom.bytes(1);
  return (ceiling * byte) / 255;
};

const shouldRetry = (error: unknown): boolean => {
  if (error instanceof TransactionCanceledException) {
    const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
    return codes.some((code) => retryableReasons.has(code)) && !codes.includes('ConditionalCheckFailed');
  }
  return error instanceof Error && retryableErrors.has(error.name);
};

const refusalIn = (error: unknown): WriteRefused | undefined => {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const reasons = error.CancellationReasons ?? [];
  const index = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed');
  if (index < 0) return undefined;
  const item = reasons[index]?.Item;
  return new WriteRefused(index, item ? unmarshall(item, { wrapNumbers: exactNumber }) : undefined);
};

/**
 * Commits all writes or none. Conflicts and throttling are retried with full jitter; a failed condition is a business
 * answer and comes back as {@link WriteRefused}. Errors: `DependencyError` persistence.busy when the retries are used up.
 */
export const commitTransaction = async (
  client: DynamoDBDocumentClient,
  writes: readonly Write[],
): Promise<void> => {
  if (writes.length === 0) return;
  invariant(writes.length <= transactionActionsMax, 'persistence.transaction_too_large', {
    count: writes.length,
  });
  const TransactItems = writes.map(toTransactItem);
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems }));
      return;
    } catch (error) {
      const refused = refusalIn(error);
      if (refused) throw refused;
      if (!shouldRetry(error)) throw error;
      await sleep(backoffMs(attempt));
    }
  }
  throw new DependencyError({
    code: 'persistence.busy',
    detail: 'The records are busy; nothing was changed.',
    retryAfterSeconds: 1,
  });
};
