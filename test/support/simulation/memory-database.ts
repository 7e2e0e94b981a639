import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  QueryCommand as LowQueryCommand,
  PutItemCommand,
  TransactionCanceledException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { exactNumber } from '../../../shared/persistence/client.ts';
import {
  compareValues,
  holds,
  type StoredItem,
  type Terms,
  updated,
  ValidationException,
} from './expressions.ts';

type Rows = ReadonlyMap<string, StoredItem>;

/** Name of a context's table. */
export const tableOf = (context: string): string => `${context}-table`;

/** All rows of all tables at one moment. */
export type DatabaseSnapshot = ReadonlyMap<string, Rows>;

interface Action {
  readonly TableName?: string | undefined;
  readonly Item?: Record<string, unknown> | undefined;
  readonly Key?: Record<string, unknown> | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
}

interface Query extends Action {
  readonly IndexName?: string | undefined;
  readonly KeyConditionExpression?: string | undefined;
  readonly FilterExpression?: string | undefined;
  readonly ScanIndexForward?: boolean | undefined;
  readonly Limit?: number | undefined;
  readonly ExclusiveStartKey?: Record<string, unknown> | undefined;
}

/** One action of a transaction, ready to be applied. */
interface Prepared {
  readonly tableName: string;
  readonly key: string;
  readonly before: StoredItem | undefined;
  readonly isAllowed: boolean;
  readonly after: () => StoredItem | undefined;
}

const actionsMax = 100;
const marshallOptions = { removeUndefinedValues: true };

const indexes: Readonly<Record<string, readonly [hash: string, range: string]>> = {
  byOwner: ['gsi1pk', 'gsi1sk'],
  work: ['workPk', 'workSk'],
};

const textOf = (value: AttributeValue | undefined): string => {
  if (value?.S === undefined || value.S === '')
    throw new ValidationException('A key part is missing or empty');
  return value.S;
};

const keyOf = (item: StoredItem): string => `${textOf(item.pk)}\u0000${textOf(item.sk)}`;

const termsOf = (action: Action, isLow: boolean): Terms => ({
  names: action.ExpressionAttributeNames ?? {},
  values: toItem(action.ExpressionAttributeValues ?? {}, isLow),
  used: new Set(),
});

// Low-level commands come with typed values, those of the document client with plain ones.
const toItem = (value: Record<string, unknown>, isLow: boolean): Record<string, AttributeValue> =>
  isLow ? (value as Record<string, AttributeValue>) : marshall(value, marshallOptions);

const assertAllUsed = ({ names, values, used }: Terms): void => {
  const unused = [...Object.keys(names), ...Object.keys(values)].filter((name) => !used.has(name));
  if (unused.length > 0) throw new ValidationException(`Unused in expressions: ${unused.join(', ')}`);
};

/**
 * A database in memory that answers the commands which the product sends, as DynamoDB does: conditions, updates, transactions
 * that commit whole or not at all, the two indexes of every table. What it does not know it refuses aloud.
 * test/integration/engine/memory-database.test.ts holds it against the real local engine.
 */
export class MemoryDatabase {
  private tables = new Map<string, Map<string, StoredItem>>();
  /** Called with each row that was put anew, in commit order: the stream. */
  onInsert: (tableName: string, row: Readonly<Record<string, unknown>>, stored: StoredItem) => void =
    () => {};

  snapshot(): DatabaseSnapshot {
    return new Map([...this.tables].map(([name, rows]) => [name, new Map(rows)]));
  }

  restore(snapshot: DatabaseSnapshot): void {
    this.tables = new Map([...snapshot].map(([name, rows]) => [name, new Map(rows)]));
  }

  /** Rows of a table in the order in which they first came into being. */
  rowsInOrder(tableName: string): readonly Readonly<Record<string, unknown>>[] {
    return [...this.table(tableName).values()].map(toPlain);
  }

  /** The earliest sort key in a partition of the index `work`, over all tables. */
  earliestWork(workPk: string): string | undefined {
    let earliest: string | undefined;
    for (const rows of this.tables.values()) {
      for (const row of rows.values()) {
        const at = row.workPk?.S === workPk ? row.workSk?.S : undefined;
        if (at !== undefined && (earliest === undefined || at < earliest)) earliest = at;
      }
    }
    return earliest;
  }

  /** Rows of a table in key order, as the document client gives them. */
  rows(tableName: string): readonly Readonly<Record<string, unknown>>[] {
    return [...this.table(tableName)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => toPlain(row));
  }

  /** Whether something stands at a key. */
  has(tableName: string, { pk, sk }: { readonly pk: string; readonly sk: string }): boolean {
    return this.table(tableName).has(`${pk}\u0000${sk}`);
  }

  /** Makes a table hold these rows and no others; the new ones go into the stream, oldest first. */
  takeOver(tableName: string, rows: readonly Readonly<Record<string, unknown>>[]): void {
    const before = this.table(tableName);
    const after = new Map(
      rows.map((row) => marshall(row, marshallOptions)).map((row) => [keyOf(row), row] as const),
    );
    this.tables.set(tableName, after);
    const fresh = [...after].filter(([key]) => !before.has(key)).map(([, row]) => row);
    const bornAt = (row: StoredItem): string => row.createdAt?.S ?? row.workSk?.S ?? '';
    fresh.sort((one, other) => (bornAt(one) < bornAt(other) ? -1 : 1));
    for (const row of fresh) this.onInsert(tableName, toPlain(row), row);
  }

  /** Takes rows away, as TTL does. */
  expire(isOver: (row: Readonly<Record<string, unknown>>) => boolean): void {
    for (const rows of this.tables.values()) {
      for (const [key, row] of rows) if (isOver(toPlain(row))) rows.delete(key);
    }
  }

  get tableNames(): readonly string[] {
    return [...this.tables.keys()].sort();
  }

  private table(name: string): Map<string, StoredItem> {
    const found = this.tables.get(name) ?? new Map<string, StoredItem>();
    this.tables.set(name, found);
    return found;
  }

  /** Told of every command and what came of it. */
  onAnswer: (command: unknown, answer: { readonly value: unknown } | { readonly error: unknown }) => void =
    () => {};

  /** Runs one command of the low-level or of the document client. */
  send(command: unknown): unknown {
    try {
      const value = this.perform(command);
      this.onAnswer(command, { value });
      return value;
    } catch (error) {
      this.onAnswer(command, { error });
      throw error;
    }
  }

  private perform(command: unknown): unknown {
    if (command instanceof TransactWriteCommand) return this.transact(command.input.TransactItems ?? []);
    if (command instanceof GetCommand) return { Item: plainOr(this.read(command.input, false)) };
    if (command instanceof GetItemCommand) return { Item: this.read(command.input, true) };
    if (command instanceof QueryCommand) return this.queryPlain(command.input);
    if (command instanceof LowQueryCommand) return this.query(command.input, true);
    if (command instanceof BatchGetCommand) return this.batchGet(command.input.RequestItems ?? {}, false);
    if (command instanceof BatchGetItemCommand) return this.batchGet(command.input.RequestItems ?? {}, true);
    if (command instanceof PutCommand || command instanceof UpdateCommand || command instanceof DeleteCommand)
      return this.single(command.input, false);
    if (
      command instanceof PutItemCommand ||
      command instanceof UpdateItemCommand ||
      command instanceof DeleteItemCommand
    )
      return this.single(command.input, true);
    if (command instanceof TransactGetCommand) {
      const items = (command.input.TransactItems ?? []).map(({ Get = {} }) => plainOr(this.read(Get, false)));
      return { Responses: items.map((Item) => ({ Item })) };
    }
    throw new ValidationException(
      `The database in memory knows no ${String(Object(command).constructor?.name)}`,
    );
  }

  private read(action: Action, isLow: boolean): StoredItem | undefined {
    return this.table(action.TableName ?? '').get(keyOf(toItem(action.Key ?? {}, isLow)));
  }

  private batchGet(
    requests: Record<string, { readonly Keys?: Record<string, unknown>[] | undefined }>,
    isLow: boolean,
  ) {
    const found = (TableName: string, Keys: readonly Record<string, unknown>[]): readonly StoredItem[] =>
      Keys.flatMap((Key) => {
        const row = this.read({ TableName, Key }, isLow);
        return row ? [row] : [];
      });
    const Responses = Object.fromEntries(
      Object.entries(requests).map(([TableName, { Keys = [] }]) => {
        const rows = found(TableName, Keys);
        return [TableName, isLow ? rows : rows.map(toPlain)];
      }),
    );
    return { Responses, UnprocessedKeys: {} };
  }

  private prepare(action: Action, isLow: boolean): Prepared {
    const terms = termsOf(action, isLow);
    const tableName = action.TableName ?? '';
    const item = action.Item && toItem(action.Item, isLow);
    const keys = item ?? toItem(action.Key ?? {}, isLow);
    const key = keyOf(keys);
    const before = this.table(tableName).get(key);
    const isAllowed =
      action.ConditionExpression === undefined || holds(action.ConditionExpression, before, terms);
    // Evaluated once beforehand, so that what an update names counts as used even when the condition fails.
    const update = action.UpdateExpression;
    const changed = update === undefined ? undefined : updated(update, before ?? keys, terms);
    assertAllUsed(terms);
    return { tableName, key, before, isAllowed, after: () => item ?? changed };
  }

  private apply({ tableName, key, before, after }: Prepared): void {
    const row = after();
    if (row === undefined) this.table(tableName).delete(key);
    else {
      this.table(tableName).set(key, row);
      if (before === undefined) this.onInsert(tableName, toPlain(row), row);
    }
  }

  private single(action: Action, isLow: boolean): unknown {
    const prepared = this.prepare(action, isLow);
    if (!prepared.isAllowed) {
      throw new ConditionalCheckFailedException({
        message: 'The conditional request failed',
        $metadata: {},
        ...(prepared.before ? { Item: { ...prepared.before } } : {}),
      });
    }
    this.apply(prepared);
    return {};
  }

  private transact(
    items: readonly { Put?: Action; Update?: Action; Delete?: Action; ConditionCheck?: Action }[],
  ): unknown {
    if (items.length > actionsMax) throw new ValidationException(`More than ${actionsMax} actions`);
    const prepared = items.map(({ Put, Update, Delete, ConditionCheck }) => ({
      isCheck: ConditionCheck !== undefined,
      ...this.prepare(Put ?? Update ?? Delete ?? ConditionCheck ?? {}, false),
    }));
    const keys = prepared.map(({ tableName, key }) => `${tableName}\u0000${key}`);
    if (new Set(keys).size !== keys.length)
      throw new ValidationException('Transaction request cannot include multiple operations on one item');
    if (prepared.some(({ isAllowed }) => !isAllowed)) {
      throw new TransactionCanceledException({
        message: 'Transaction cancelled, please refer cancellation reasons for specific reasons',
        $metadata: {},
        CancellationReasons: prepared.map(({ isAllowed, before }) => ({
          Code: isAllowed ? 'None' : 'ConditionalCheckFailed',
          ...(isAllowed || !before ? {} : { Item: { ...before } }),
        })),
      });
    }
    for (const one of prepared) if (!one.isCheck) this.apply(one);
    return {};
  }

  private queryPlain(query: Query): unknown {
    const { Items, LastEvaluatedKey } = this.query(query, false);
    return {
      Items: Items.map(toPlain),
      ...(LastEvaluatedKey ? { LastEvaluatedKey: toPlain(LastEvaluatedKey) } : {}),
    };
  }

  private query(query: Query, isLow: boolean) {
    const terms = termsOf(query, isLow);
    const [, range] = indexes[query.IndexName ?? ''] ?? ['pk', 'sk'];
    const [hash] = indexes[query.IndexName ?? ''] ?? ['pk'];
    const condition = query.KeyConditionExpression ?? '';
    // The hash key is always asked for by equality and stands first: looking at it alone spares most rows the rest.
    const wanted = terms.values[/^#?\w+ = (:\w+)/.exec(condition)?.[1] ?? '']?.S;
    const found = [...this.table(query.TableName ?? '').values()].filter(
      (row) => row[hash]?.S === wanted && holds(condition, row, terms),
    );
    const direction = query.ScanIndexForward === false ? -1 : 1;
    const order = (left: StoredItem, right: StoredItem): number =>
      direction *
      ((compareValues(left[range], right[range]) ?? 0) ||
        Number(keyOf(left) > keyOf(right)) - Number(keyOf(left) < keyOf(right)));
    found.sort(order);
    const from = query.ExclusiveStartKey && toItem(query.ExclusiveStartKey, isLow);
    const after = from ? found.filter((row) => order(from, row) < 0) : found;
    const page = query.Limit === undefined ? after : after.slice(0, query.Limit);
    const Items =
      query.FilterExpression === undefined
        ? page
        : page.filter((row) => holds(query.FilterExpression ?? '', row, terms));
    const last = page.at(-1);
    const isMore = query.Limit !== undefined && after.length >= query.Limit && last !== undefined;
    if (found.length > 0) assertAllUsed(terms);
    return { Items, ...(isMore ? { LastEvaluatedKey: keysOf(last, hash, range) } : {}) };
  }
}

const keysOf = (row: StoredItem, hash: string, range: string): StoredItem =>
  Object.fromEntries(
    [...new Set(['pk', 'sk', hash, range])].flatMap((name) => {
      const value = row[name];
      return value ? [[name, value] as const] : [];
    }),
  );

const toPlain = (item: StoredItem): Record<string, unknown> =>
  unmarshall({ ...item }, { wrapNumbers: exactNumber });
const plainOr = (item: StoredItem | undefined): Record<string, unknown> | undefined => item && toPlain(item);
