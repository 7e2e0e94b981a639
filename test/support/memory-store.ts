import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isInstant } from '../../shared/kernel/instant.ts';
import { decodeFromRow } from '../../shared/persistence/codec.ts';
import { createStore, type Entity, type RowKey, type Store } from '../../shared/persistence/store.ts';
import type { MemoryRows } from './memory-rows.ts';

/** Small numbers as the document client gives them; amounts are tagged text by then. */
const withNumbers = (value: unknown): unknown => {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(withNumbers);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withNumbers(member)]));
};

/** A store whose reads look into rows in memory; its writes are the real ones, for `MemoryRows.commit`. */
export const memoryStore = (rows: MemoryRows, tableName: string): Store => {
  const neverCalled = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' }));
  const entityOf = <Data>(row: Record<string, unknown>, read: (data: unknown) => Data): Entity<Data> => {
    const [createdAt, updatedAt] = [String(row.createdAt), String(row.updatedAt)];
    if (!isInstant(createdAt) || !isInstant(updatedAt)) throw new Error('A row without its instants');
    return {
      pk: String(row.pk),
      sk: String(row.sk),
      kind: String(row.kind),
      version: Number(row.version),
      data: read(decodeFromRow(withNumbers(row.data))),
      createdAt,
      updatedAt,
    };
  };
  return {
    ...createStore(neverCalled, tableName),
    get: async <Data>(key: RowKey, read: (data: unknown) => Data) => {
      const row = rows.get(tableName, key);
      return row && entityOf(row, read);
    },
    queryOwned: async <Data>(ownerPk: string, read: (data: unknown) => Data) => ({
      items: [...rows.rows.entries()]
        .filter(([key, row]) => key.startsWith(`${tableName}|`) && row.gsi1pk === ownerPk)
        .sort(([, a], [, b]) => (String(a.gsi1sk) < String(b.gsi1sk) ? 1 : -1))
        .map(([, row]) => entityOf(row, read)),
    }),
    queryParts: async <Data>(
      pk: string,
      skPrefix: string,
      read: (data: unknown) => Data,
      options: { limit?: number; descending?: boolean; from?: Record<string, unknown> | undefined } = {},
    ) => {
      const { limit, descending = false, from } = options;
      const inOrder = [...rows.rows.entries()]
        .filter(([key]) => key.startsWith(`${tableName}|${pk}|${skPrefix}`))
        .sort(([a], [b]) => (a < b ? -1 : 1));
      if (descending) inOrder.reverse();
      const start = from ? inOrder.findIndex(([, row]) => row.sk === from.sk) + 1 : 0;
      const page = inOrder.slice(start, limit === undefined ? undefined : start + limit);
      const last = page.at(-1)?.[1];
      const isMore = limit !== undefined && page.length === limit;
      return {
        items: page.map(([, row]) => entityOf(row, read)),
        ...(isMore && last ? { next: { pk: last.pk, sk: last.sk } } : {}),
      };
    },
  };
};
