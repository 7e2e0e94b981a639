import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { createStore, type Store } from '../../../shared/persistence/store.ts';

type Row = Record<string, unknown>;
type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const keyOf = (row: Row | undefined): string => `${row?.pk}|${row?.sk}`;
const touchedBy = (action: Action): Row | undefined =>
  action.Put?.Item ?? action.Update?.Key ?? action.Delete?.Key ?? action.ConditionCheck?.Key;
const copyOf = (row: Row): Row => structuredClone(row);

/** A table in memory behind the real store, with the two conditions that API and consumer write: absent, and same version. */
export class MemoryTable {
  readonly rows = new Map<string, Row>();
  /** Runs before each commit is judged: how a test lets somebody else be faster. */
  beforeCommit: (() => void) | undefined;
  readonly store: Store;

  constructor() {
    const real = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' }));
    const send = async (command: unknown): Promise<unknown> => this.answer(command);
    this.store = createStore(Object.assign(real, { send }), 'memory');
  }

  /** Rows whose partition key begins so, without those that only guard a repeat. */
  startingWith(prefix: string): readonly Row[] {
    return [...this.rows.values()].filter((row) => String(row.pk).startsWith(prefix));
  }

  private answer(command: unknown): unknown {
    if (command instanceof GetCommand) {
      const found = this.rows.get(keyOf(command.input.Key));
      return { Item: found && copyOf(found) };
    }
    if (command instanceof TransactWriteCommand) return this.commit(command.input.TransactItems ?? []);
    throw new Error('The table in memory does not know this command');
  }

  private commit(actions: readonly Action[]): unknown {
    this.beforeCommit?.();
    const reasons = actions.map((action) => {
      const old = this.rows.get(keyOf(touchedBy(action)));
      if (this.passes(action, old)) return { Code: 'None' };
      return { Code: 'ConditionalCheckFailed', ...(old ? { Item: marshall(old) } : {}) };
    });
    if (reasons.some((reason) => reason.Code !== 'None')) {
      throw new TransactionCanceledException({
        $metadata: {},
        message: 'cancelled',
        CancellationReasons: reasons,
      });
    }
    for (const action of actions) this.apply(action);
    return {};
  }

  private passes(action: Action, old: Row | undefined): boolean {
    const guarded = action.Put ?? action.Update ?? action.Delete ?? action.ConditionCheck;
    const condition = guarded?.ConditionExpression;
    if (condition === undefined) return true;
    if (condition === 'attribute_not_exists(pk)') return old === undefined;
    if (condition === '#version = :expected')
      return old?.version === guarded?.ExpressionAttributeValues?.[':expected'];
    throw new Error(`The table in memory does not know the condition ${condition}`);
  }

  private apply(action: Action): void {
    const key = keyOf(touchedBy(action));
    if (action.Put?.Item) this.rows.set(key, copyOf(action.Put.Item));
    if (action.Delete) this.rows.delete(key);
    const values = action.Update?.ExpressionAttributeValues;
    if (values) {
      const old = this.rows.get(key) ?? {};
      this.rows.set(key, {
        ...old,
        data: values[':data'],
        version: values[':next'],
        updatedAt: values[':now'],
      });
    }
  }
}
