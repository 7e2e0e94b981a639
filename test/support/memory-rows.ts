import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Write } from '../../shared/persistence/write.ts';

type Row = Record<string, unknown>;

const wrapNumbers = (text: string): bigint => BigInt(text);

/** What DynamoDB would keep: numbers come back as bigint, `undefined` members are gone. */
const stored = (row: Row): Row =>
  unmarshall(marshall(row, { removeUndefinedValues: true }), { wrapNumbers }) as Row;

const compare = (left: unknown, operator: string, right: unknown): boolean => {
  if (left === undefined || typeof left !== typeof right) return false;
  const [a, b] = [left as string | bigint, right as string | bigint];
  const outcomes: Record<string, boolean> = {
    '=': a === b,
    '<': a < b,
    '>': a > b,
    '<=': a <= b,
    '>=': a >= b,
  };
  const outcome = outcomes[operator];
  if (outcome === undefined) throw new Error(`The fake knows no ${operator}`);
  return outcome;
};

/**
 * The rows of several tables in memory, with just the expressions that the ledger and the store write: all writes of a commit
 * happen or none does. For property tests; what DynamoDB really does is tested on the engine.
 */
export class MemoryRows {
  readonly rows = new Map<string, Row>();

  private keyOf(write: Write): string {
    const key = write.kind === 'put' ? write.item : write.key;
    return `${write.tableName}|${String(key.pk)}|${String(key.sk)}`;
  }

  get(tableName: string, key: { pk: string; sk: string }): Row | undefined {
    return this.rows.get(`${tableName}|${key.pk}|${key.sk}`);
  }

  /** Rows of a kind, in key order. */
  ofKind(kind: string): readonly Row[] {
    return [...this.rows.entries()]
      .filter(([, row]) => row.kind === kind)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, row]) => row);
  }

  /** Commits all or none; throws what the first refused write says, or an Error named after its condition. */
  commit(writes: readonly Write[]): void {
    const keys = writes.map((write) => this.keyOf(write));
    if (new Set(keys).size !== keys.length) throw new Error('A transaction touches a row twice');
    if (writes.length > 100) throw new Error('A transaction holds at most 100 actions');
    for (const write of writes) {
      const old = this.rows.get(this.keyOf(write));
      if (this.passes(write, old)) continue;
      throw write.refuse?.(old) ?? new Error(`Refused: ${write.condition}`);
    }
    for (const write of writes) this.apply(write);
  }

  private passes(write: Write, old: Row | undefined): boolean {
    if (!write.condition) return true;
    const values = stored({ ...(write.values ?? {}) });
    const holds = (term: string): boolean => {
      if (term === 'attribute_not_exists(pk)') return old === undefined;
      if (term === 'attribute_exists(pk)') return old !== undefined;
      const absent = /^attribute_not_exists\((\w+)\)$/.exec(term)?.[1];
      if (absent !== undefined) return old?.[absent] === undefined;
      const [name = '', operator = '', value = ''] = term.split(' ');
      return compare(old?.[write.names?.[name] ?? name], operator, values[value]);
    };
    return write.condition.split(' OR ').some((terms) => terms.split(' AND ').every(holds));
  }

  private apply(write: Write): void {
    const key = this.keyOf(write);
    if (write.kind === 'check') return;
    if (write.kind === 'delete') {
      this.rows.delete(key);
      return;
    }
    if (write.kind === 'put') {
      this.rows.set(key, stored({ ...write.item }));
      return;
    }
    const row: Row = { ...this.rows.get(key), ...write.key };
    const values = stored({ ...(write.values ?? {}) });
    const [sets = '', adds = ''] = write.update.replace(/^SET /, '').split(' ADD ');
    for (const part of sets.split(/, (?![^(]*\))/)) {
      const [name = '', text = ''] = part.split(' = ');
      const own = write.names?.[name] ?? name;
      const fallback = /^if_not_exists\(\w+, (:\w+)\)$/.exec(text)?.[1];
      row[own] = fallback ? (row[own] ?? values[fallback]) : values[text];
    }
    for (const part of adds === '' ? [] : adds.split(', ')) {
      const [name = '', value = ''] = part.split(' ');
      row[name] = ((row[name] as bigint | undefined) ?? 0n) + (values[value] as bigint);
    }
    this.rows.set(key, row);
  }
}
