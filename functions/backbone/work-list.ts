import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../shared/kernel/instant.ts';
import { log } from '../../shared/observability/logger.ts';

const rowsPerPage = 100;

/** Rows of the index `work` in one partition whose sort key is at or before `until`, oldest first, one page at a time. */
async function* workUntil(
  documents: DynamoDBDocumentClient,
  tableName: string,
  workPk: string,
  until: Instant,
): AsyncGenerator<Record<string, unknown>> {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: 'work',
        KeyConditionExpression: 'workPk = :pk AND workSk <= :until',
        ExpressionAttributeValues: { ':pk': workPk, ':until': until },
        Limit: rowsPerPage,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from);
}

/** One row of a work list, with the table and the context that it belongs to. */
export interface WorkItem {
  readonly context: string;
  readonly tableName: string;
  readonly row: Record<string, unknown>;
}

export interface WorkOptions {
  /** context → table */
  readonly tables: Readonly<Record<string, string>>;
  readonly workPk: string;
  readonly until: Instant;
  /** Works on one row; answers whether there was anything to do. */
  readonly work: (item: WorkItem) => Promise<boolean>;
}

/**
 * Works through the due rows of several tables: the tables at once, the rows of each in their order. A row that fails is
 * logged and does not keep back those after it; in the end the whole run fails with an AggregateError, so that an alarm
 * tells. Returns how many rows there was something to do for.
 */
export const workThrough = async (
  documents: DynamoDBDocumentClient,
  { tables, workPk, until, work }: WorkOptions,
): Promise<number> => {
  const failures: unknown[] = [];
  const through = async ([context, tableName]: readonly [string, string]): Promise<number> => {
    let done = 0;
    for await (const row of workUntil(documents, tableName, workPk, until)) {
      try {
        if (await work({ context, tableName, row })) done += 1;
      } catch (error) {
        failures.push(error);
        log.error('Could not work on a row', error, { subject: String(row.pk) });
      }
    }
    return done;
  };
  const counts = await Promise.all(Object.entries(tables).map(through));
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} rows could not be worked on`);
  return counts.reduce((sum, count) => sum + count, 0);
};
