import {
  type AttributeValue,
  BatchGetItemCommand,
  GetItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { invariant } from '../../shared/kernel/invariant.ts';

type Row = Record<string, unknown>;

/** A key of the table. */
export interface LedgerKey {
  readonly pk: string;
  readonly sk: string;
}

/** A stretch of one partition, of the table or of one of its indexes. */
export interface Stretch {
  readonly pk: string;
  /** Sort keys from here, inclusive. */
  readonly start?: string;
  /** Sort keys to here, inclusive. */
  readonly end?: string;
  readonly descending?: boolean;
  readonly limit?: number;
  readonly from?: Row | undefined;
  /** An index is read as it is, which may be moments behind the table. */
  readonly index?: 'byOwner' | 'work';
}

/** DynamoDB's own limit on the keys of one batch of reads. */
const batchMax = 100;
/** Tries to get all of a batch; DynamoDB may leave some for the next. */
const batchRoundsMax = 20;
/** Most pages of one walk through a partition; a longer one is a job for an export. */
const pagesMax = 5_000;

const indexKeys = {
  table: ['pk', 'sk'],
  byOwner: ['gsi1pk', 'gsi1sk'],
  work: ['workPk', 'workSk'],
} as const;

/** Rows with every number as bigint: no amount of a row passes through a JavaScript number. */
const exactly = (item: Record<string, AttributeValue>): Row =>
  unmarshall(item, { wrapNumbers: (text: string) => BigInt(text) });

/** Reads of the ledger's table, strongly consistent except from an index, with every number as bigint. */
export const openLedgerTable = (client: DynamoDBDocumentClient, tableName: string) => {
  const batch = async (keys: readonly LedgerKey[]): Promise<readonly Row[]> => {
    let wanted = keys.map(({ pk, sk }) => marshall({ pk, sk }));
    const rows: Row[] = [];
    for (let round = 0; wanted.length > 0; round += 1) {
      invariant(round < batchRoundsMax, 'ledger.batch_unfinished', { left: wanted.length });
      const found = await client.send(
        new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: wanted, ConsistentRead: true } } }),
      );
      rows.push(...(found.Responses?.[tableName] ?? []).map(exactly));
      wanted = found.UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
    return rows;
  };

  const page = async (stretch: Stretch): Promise<{ readonly rows: readonly Row[]; readonly next?: Row }> => {
    const { pk, start, end, index, limit, from } = stretch;
    const [hash, range] = indexKeys[index ?? 'table'];
    const sort =
      start !== undefined && end !== undefined
        ? ' AND #sk BETWEEN :start AND :end'
        : `${start === undefined ? '' : ' AND #sk >= :start'}${end === undefined ? '' : ' AND #sk <= :end'}`;
    const found = await client.send(
      new QueryCommand({
        TableName: tableName,
        ...(index ? { IndexName: index } : { ConsistentRead: true }),
        KeyConditionExpression: `#pk = :pk${sort}`,
        ExpressionAttributeNames: { '#pk': hash, ...(sort === '' ? {} : { '#sk': range }) },
        ExpressionAttributeValues: marshall({
          ':pk': pk,
          ...(start === undefined ? {} : { ':start': start }),
          ...(end === undefined ? {} : { ':end': end }),
        }),
        ScanIndexForward: !stretch.descending,
        ...(limit === undefined ? {} : { Limit: limit }),
        ...(from ? { ExclusiveStartKey: marshall(from) } : {}),
      }),
    );
    const rows = (found.Items ?? []).map(exactly);
    return found.LastEvaluatedKey ? { rows, next: exactly(found.LastEvaluatedKey) } : { rows };
  };

  return {
    /** The row at this key, or undefined. */
    get: async ({ pk, sk }: LedgerKey): Promise<Row | undefined> => {
      const found = await client.send(
        new GetItemCommand({ TableName: tableName, Key: marshall({ pk, sk }), ConsistentRead: true }),
      );
      return found.Item ? exactly(found.Item) : undefined;
    },

    /** The rows at these keys, however many, in no order; the missing are left out. */
    getMany: async (keys: readonly LedgerKey[]): Promise<readonly Row[]> => {
      const rows: Row[] = [];
      for (let start = 0; start < keys.length; start += batchMax)
        rows.push(...(await batch(keys.slice(start, start + batchMax))));
      return rows;
    },

    /** One page of a stretch. */
    page,

    /** Every row of a stretch, a page at a time. InvariantViolation `ledger.too_large_to_walk`. */
    walk: async function* (stretch: Stretch): AsyncGenerator<Row> {
      let from: Row | undefined = stretch.from;
      for (let pages = 0; ; pages += 1) {
        invariant(pages < pagesMax, 'ledger.too_large_to_walk', { pk: stretch.pk, pages });
        const found = await page({ ...stretch, from });
        yield* found.rows;
        if (!found.next) return;
        from = found.next;
      }
    },
  };
};
export type LedgerTable = ReturnType<typeof openLedgerTable>;
