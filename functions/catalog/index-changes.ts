import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { log } from '../../shared/observability/logger.ts';
import { inlineProductsMax } from './domain/index-delta.ts';
import { indexEnv } from './env.ts';
import { createIndexing } from './index/indexing.ts';

const indexing = createIndexing(readEnv(indexEnv));

const productIdOf = (pk: string | undefined): readonly string[] =>
  pk?.startsWith('PRODUCT#') ? [pk.slice('PRODUCT#'.length)] : [];

/**
 * Follows the products in the stream of the table. A record only says which product changed; what it is now is read from the
 * table, so that repeats and old records do no harm. The first record ever builds the index, if the catalogue is small.
 */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const productIds = new Set(event.Records.flatMap(({ dynamodb }) => productIdOf(dynamodb?.Keys?.pk?.S)));
  if (productIds.size === 0) return { batchItemFailures: [] };
  await indexing.ensure(systemClock.now(), inlineProductsMax);
  const changes = await indexing.read([...productIds]);
  await indexing.writer.apply(changes, systemClock.now());
  log.info('Indexed', { count: productIds.size });
  return { batchItemFailures: [] };
};
