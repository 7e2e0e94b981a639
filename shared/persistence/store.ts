import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../kernel/instant.ts';
import { invariant } from '../kernel/invariant.ts';
import { decodeFromRow, encodeForRow } from './codec.ts';
import type { Refusal, Write } from './write.ts';

/** The key of a row: `pk` names the thing, `sk` the part of it. */
export interface RowKey {
  readonly pk: string;
  readonly sk: string;
}

/** A stored thing with the version that a conditional write must cite; versions count 1, 2, 3 without gaps. */
export interface Entity<Data> extends RowKey {
  readonly kind: string;
  readonly version: number;
  readonly data: Data;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** A page of a listing; `next` is the key to go on from, opaque outside this folder. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: Record<string, unknown> | undefined;
}

export interface InsertOptions {
  /** Makes the row appear in listings of one owner: partition and sort key of the index `byOwner`. */
  readonly owner?: { readonly pk: string; readonly sk: string };
  readonly expiresAtEpochSeconds?: number;
  readonly refuse?: Refusal;
}

/** Most answers over which one batch of reads may be spread. */
const batchRoundsMax = 20;

const ownerKeys = (owner: InsertOptions['owner']) => (owner ? { gsi1pk: owner.pk, gsi1sk: owner.sk } : {});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * The rows of one context's table. Writes are returned, not performed: the edge (API, consumer or step) commits them in
 * one transaction together with the events and the idempotency record.
 *
 * Data is stored as given (bigints tagged, see codec.ts); `read` turns a row's decoded data back into the domain type and
 * should parse it, so that a row from another time cannot slip in unseen.
 */
export const createStore = (client: DynamoDBDocumentClient, tableName: string) => {
  const toEntity = <Data>(item: Record<string, unknown>, read: (data: unknown) => Data): Entity<Data> => ({
    pk: String(item.pk),
    sk: String(item.sk),
    kind: String(item.kind),
    version: Number(item.version),
    data: read(decodeFromRow(item.data)),
    createdAt: item.createdAt as Instant,
    updatedAt: item.updatedAt as Instant,
  });

  return {
    client,
    tableName,

    /** The thing at this key, by a strongly consistent read, or undefined. */
    get: async <Data>(key: RowKey, read: (data: unknown) => Data): Promise<Entity<Data> | undefined> => {
      const found = await client.send(
        new GetCommand({ TableName: tableName, Key: { pk: key.pk, sk: key.sk }, ConsistentRead: true }),
      );
      return found.Item ? toEntity(found.Item, read) : undefined;
    },

    /** All parts of one thing whose sort key begins with `skPrefix`, strongly consistent, in key order (at most `limit`). */
    queryParts: async <Data>(
      pk: string,
      skPrefix: string,
      read: (data: unknown) => Data,
      options: { limit?: number; descending?: boolean; from?: Record<string, unknown> | undefined } = {},
    ): Promise<Page<Entity<Data>>> => {
      const found = await client.send(
        new QueryCommand({
          TableName: tableName,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': pk, ':sk': skPrefix },
          ScanIndexForward: !options.descending,
          ...(options.limit ? { Limit: options.limit } : {}),
          ...(options.from ? { ExclusiveStartKey: options.from } : {}),
        }),
      );
      return { items: (found.Items ?? []).map((item) => toEntity(item, read)), next: found.LastEvaluatedKey };
    },

    /** What one owner has in the index `byOwner`, newest first. Eventually consistent: for listings, never for decisions. */
    queryOwned: async <Data>(
      ownerPk: string,
      read: (data: unknown) => Data,
      options: {
        limit?: number;
        skPrefix?: string;
        ascending?: boolean;
        from?: Record<string, unknown> | undefined;
      } = {},
    ): Promise<Page<Entity<Data>>> => {
      const found = await client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: 'byOwner',
          KeyConditionExpression: options.skPrefix
            ? 'gsi1pk = :pk AND begins_with(gsi1sk, :sk)'
            : 'gsi1pk = :pk',
          ExpressionAttributeValues: {
            ':pk': ownerPk,
            ...(options.skPrefix ? { ':sk': options.skPrefix } : {}),
          },
          ScanIndexForward: options.ascending ?? false,
          Limit: options.limit ?? 50,
          ...(options.from ? { ExclusiveStartKey: options.from } : {}),
        }),
      );
      return { items: (found.Items ?? []).map((item) => toEntity(item, read)), next: found.LastEvaluatedKey };
    },

    /** Up to 100 things by key, strongly consistent, in the order asked; the missing are left out. */
    getMany: async <Data>(
      keys: readonly RowKey[],
      read: (data: unknown) => Data,
    ): Promise<Entity<Data>[]> => {
      if (keys.length === 0) return [];
      const byKey = new Map<string, Record<string, unknown>>();
      let wanted: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
      // A large or throttled batch comes in parts: what is left out of one answer is not missing.
      for (let round = 0; wanted.length > 0; round += 1) {
        invariant(round < batchRoundsMax, 'persistence.batch_unfinished', { left: wanted.length });
        const found = await client.send(
          new BatchGetCommand({ RequestItems: { [tableName]: { Keys: wanted, ConsistentRead: true } } }),
        );
        for (const item of found.Responses?.[tableName] ?? []) byKey.set(`${item.pk}|${item.sk}`, item);
        wanted = found.UnprocessedKeys?.[tableName]?.Keys ?? [];
      }
      return keys.flatMap((key) => {
        const item = byKey.get(`${key.pk}|${key.sk}`);
        return isObject(item) ? [toEntity(item, read)] : [];
      });
    },

    /** A new thing, refused if its key is taken. */
    insertIfAbsent: (
      key: RowKey,
      kind: string,
      data: unknown,
      now: Instant,
      options: InsertOptions = {},
    ): Write => ({
      kind: 'put',
      tableName,
      item: {
        pk: key.pk,
        sk: key.sk,
        kind,
        version: 1,
        data: encodeForRow(data),
        createdAt: now,
        updatedAt: now,
        ...ownerKeys(options.owner),
        ...(options.expiresAtEpochSeconds ? { expiresAtEpochSeconds: options.expiresAtEpochSeconds } : {}),
      },
      condition: 'attribute_not_exists(pk)',
      ...(options.refuse ? { refuse: options.refuse } : {}),
    }),

    /** The next version of a thing, refused (as stale) unless the stored version is still the one that was read. */
    updateIfVersion: (entity: Entity<unknown>, data: unknown, now: Instant, refuse?: Refusal): Write => ({
      kind: 'update',
      tableName,
      key: { pk: entity.pk, sk: entity.sk },
      update: 'SET #data = :data, #version = :next, updatedAt = :now',
      condition: '#version = :expected',
      names: { '#data': 'data', '#version': 'version' },
      values: {
        ':data': encodeForRow(data),
        ':next': entity.version + 1,
        ':expected': entity.version,
        ':now': now,
      },
      ...(refuse ? { refuse } : {}),
    }),

    /** Writes a row whatever stood there: only for projections that carry their own version guard in `condition`. */
    putProjection: (
      key: RowKey,
      kind: string,
      data: unknown,
      now: Instant,
      sequence: number,
      options: InsertOptions = {},
    ): Write => ({
      kind: 'put',
      tableName,
      item: {
        pk: key.pk,
        sk: key.sk,
        kind,
        version: sequence,
        data: encodeForRow(data),
        createdAt: now,
        updatedAt: now,
        ...ownerKeys(options.owner),
      },
      condition: 'attribute_not_exists(pk) OR #version < :sequence',
      names: { '#version': 'version' },
      values: { ':sequence': sequence },
      ...(options.refuse ? { refuse: options.refuse } : {}),
    }),

    /** Removes a row if it is there; deleting what is gone is no error. */
    remove: (key: RowKey): Write => ({ kind: 'delete', tableName, key: { pk: key.pk, sk: key.sk } }),

    /** Lets the transaction pass only while nothing stands at this key: the guard of a decision taken because nothing did. */
    checkAbsent: (key: RowKey): Write => ({
      kind: 'check',
      tableName,
      key: { pk: key.pk, sk: key.sk },
      condition: 'attribute_not_exists(pk)',
    }),

    /** Lets the transaction pass only while the thing still has the version that was read. */
    checkVersion: (entity: Entity<unknown>): Write => ({
      kind: 'check',
      tableName,
      key: { pk: entity.pk, sk: entity.sk },
      condition: '#version = :expected',
      names: { '#version': 'version' },
      values: { ':expected': entity.version },
    }),
  };
};

export type Store = ReturnType<typeof createStore>;
