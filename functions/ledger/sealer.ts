import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { log } from '../../shared/observability/logger.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createSealer } from './chain/seal-journals.ts';
import { sealerEnv } from './env.ts';

const env = readEnv(sealerEnv);
const sealer = createSealer(createDocumentClient(), env.TABLE_NAME, systemClock);

const journalIn = ({ dynamodb }: DynamoDBRecord): readonly { readonly journalId: string }[] => {
  const pk = dynamodb?.Keys?.pk?.S;
  return pk?.startsWith('JOURNAL#') ? [{ journalId: pk.slice('JOURNAL#'.length) }] : [];
};

/**
 * Seals the journals of a batch of the table's stream, in the order in which they came. The stream only says which: what is
 * sealed is read from the table. At least once: what has its place already is left alone, so that a batch which failed
 * anywhere begins anew.
 */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  try {
    await sealer.seal(event.Records.flatMap(journalIn));
    return { batchItemFailures: [] };
  } catch (error) {
    log.error('Could not seal', error, { count: event.Records.length });
    return { batchItemFailures: [{ itemIdentifier: event.Records[0]?.dynamodb?.SequenceNumber ?? '' }] };
  }
};
