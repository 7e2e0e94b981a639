import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../shared/kernel/instant.ts';

const rowsPerPage = 100;

/** Rows of the index `work` in one partition whose sort key is at or before `until`, oldest first, one page at a time. */
export async function* workUntil(
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
