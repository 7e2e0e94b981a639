import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A row as DynamoDB keeps it. */
export type StoredItem = Readonly<Record<string, AttributeValue>>;

type Names = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, AttributeValue>>;

/** What an expression may refer to, and what of it has been referred to: DynamoDB refuses what is left over. */
export interface Terms {
  readonly names: Names;
  readonly values: Values;
  readonly used: Set<string>;
}

/** DynamoDB would not take this request at all. */
export class ValidationException extends Error {
  override readonly name = 'ValidationException';
}

const tokenPattern = /\s*(<=|>=|<>|[=<>(),+.[\]-]|[#:]?\w+)/y;

const tokenCache = new Map<string, readonly string[]>();

const tokensOf = (text: string): readonly string[] => {
  const cached = tokenCache.get(text);
  if (cached) return cached;
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.trimEnd().length) {
    const found = tokenPattern.exec(text);
    if (!found?.[1]) throw new ValidationException(`Invalid expression: ${text}`);
    tokens.push(found[1]);
  }
  tokenCache.set(text, tokens);
  return tokens;
};

type Path = readonly (string | number)[];
type Value = AttributeValue | undefined;

const typeOf = (value: AttributeValue): string => Object.keys(value)[0] ?? '';

const memberOf = (value: Value, step: string | number): Value =>
  typeof step === 'number' ? value?.L?.[step] : value?.M?.[step];

const at = (item: StoredItem | undefined, [first = '', ...rest]: Path): Value =>
  rest.reduce<Value>(memberOf, item?.[String(first)]);

const isWhole = (text: string): boolean => /^-?\d+$/.test(text);

const compareNumbers = (left: string, right: string): number => {
  if (isWhole(left) && isWhole(right)) {
    const difference = BigInt(left) - BigInt(right);
    return difference < 0n ? -1 : Number(difference > 0n);
  }
  return Math.sign(Number(left) - Number(right));
};

/** −1, 0 or 1 between two values of one ordered type, else undefined. */
export const compareValues = (left: Value, right: Value): number | undefined => {
  if (left?.N !== undefined && right?.N !== undefined) return compareNumbers(left.N, right.N);
  if (left?.S !== undefined && right?.S !== undefined) {
    return Buffer.compare(Buffer.from(left.S), Buffer.from(right.S));
  }
  return undefined;
};

const equals = (left: Value, right: Value): boolean => {
  if (!left || !right || typeOf(left) !== typeOf(right)) return false;
  return (compareValues(left, right) ?? (JSON.stringify(left) === JSON.stringify(right) ? 0 : 1)) === 0;
};

/** Reads the tokens of one expression from left to right. */
class Reader {
  private next = 0;
  private readonly tokens: readonly string[];
  private readonly terms: Terms;

  constructor(text: string, terms: Terms) {
    this.tokens = tokensOf(text);
    this.terms = terms;
  }

  get isOver(): boolean {
    return this.next >= this.tokens.length;
  }

  peek(): string {
    return this.tokens[this.next] ?? '';
  }

  take(): string {
    const token = this.peek();
    this.next += 1;
    return token;
  }

  /** Takes the token if it stands next, whatever its case. */
  takes(token: string): boolean {
    if (this.peek().toUpperCase() !== token) return false;
    this.next += 1;
    return true;
  }

  need(token: string): void {
    if (!this.takes(token)) throw new ValidationException(`Expected ${token}, found ${this.peek()}`);
  }

  private name(): string {
    const token = this.take();
    if (!token.startsWith('#')) return token;
    const name = this.terms.names[token];
    if (name === undefined) throw new ValidationException(`The name ${token} is not defined`);
    this.terms.used.add(token);
    return name;
  }

  path(): Path {
    const steps: (string | number)[] = [this.name()];
    for (;;) {
      if (this.takes('.')) steps.push(this.name());
      else if (this.takes('[')) {
        steps.push(Number(this.take()));
        this.need(']');
      } else return steps;
    }
  }

  value(): AttributeValue {
    const token = this.take();
    const value = this.terms.values[token];
    if (value === undefined) throw new ValidationException(`The value ${token} is not defined`);
    this.terms.used.add(token);
    return value;
  }
}

const sizeOf = (value: Value): Value => {
  if (!value) return undefined;
  const [held] = Object.values(value);
  const size = typeof held === 'string' ? Buffer.byteLength(held) : Object.keys(Object(held)).length;
  return { N: String(size) };
};

const operand = (reader: Reader, item: StoredItem | undefined): Value => {
  if (reader.peek().startsWith(':')) return reader.value();
  if (reader.takes('SIZE')) {
    reader.need('(');
    const size = sizeOf(at(item, reader.path()));
    reader.need(')');
    return size;
  }
  return at(item, reader.path());
};

const functions: Readonly<Record<string, (reader: Reader, item: StoredItem | undefined) => boolean>> = {
  ATTRIBUTE_EXISTS: (reader, item) => at(item, reader.path()) !== undefined,
  ATTRIBUTE_NOT_EXISTS: (reader, item) => at(item, reader.path()) === undefined,
  BEGINS_WITH: (reader, item) => {
    const held = at(item, reader.path());
    reader.need(',');
    const start = reader.value().S;
    return start !== undefined && held?.S?.startsWith(start) === true;
  },
  CONTAINS: (reader, item) => {
    const held = at(item, reader.path());
    reader.need(',');
    const part = operand(reader, item);
    if (held?.S !== undefined) return part?.S !== undefined && held.S.includes(part.S);
    if (held?.SS) return part?.S !== undefined && held.SS.includes(part.S);
    return held?.L?.some((one) => equals(one, part)) ?? false;
  },
};

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const comparison = (reader: Reader, item: StoredItem | undefined): boolean => {
  const left = operand(reader, item);
  if (reader.takes('BETWEEN')) {
    const from = operand(reader, item);
    reader.need('AND');
    const until = operand(reader, item);
    return (compareValues(left, from) ?? -1) >= 0 && (compareValues(left, until) ?? 1) <= 0;
  }
  if (reader.takes('IN')) {
    reader.need('(');
    let isIn = false;
    do isIn = equals(left, operand(reader, item)) || isIn;
    while (reader.takes(','));
    reader.need(')');
    return isIn;
  }
  const operator = reader.take();
  const right = operand(reader, item);
  if (operator === '=') return equals(left, right);
  if (operator === '<>') return !equals(left, right);
  const holds = comparisons[operator];
  if (!holds) throw new ValidationException(`Unknown operator ${operator}`);
  const order = compareValues(left, right);
  return order !== undefined && holds(order);
};

const primary = (reader: Reader, item: StoredItem | undefined): boolean => {
  if (reader.takes('NOT')) return !primary(reader, item);
  if (reader.takes('(')) {
    const holds = either(reader, item);
    reader.need(')');
    return holds;
  }
  const run = functions[reader.peek().toUpperCase()];
  if (!run) return comparison(reader, item);
  reader.take();
  reader.need('(');
  const holds = run(reader, item);
  reader.need(')');
  return holds;
};

// Both sides are always read: an unread side would leave its tokens behind.
const both = (reader: Reader, item: StoredItem | undefined): boolean => {
  let holds = primary(reader, item);
  while (reader.takes('AND')) holds = primary(reader, item) && holds;
  return holds;
};

const either = (reader: Reader, item: StoredItem | undefined): boolean => {
  let holds = both(reader, item);
  while (reader.takes('OR')) holds = both(reader, item) || holds;
  return holds;
};

/** Whether a condition, key condition or filter holds for an item (undefined = nothing stands there). */
export const holds = (text: string, item: StoredItem | undefined, terms: Terms): boolean => {
  const reader = new Reader(text, terms);
  const result = either(reader, item);
  if (!reader.isOver) throw new ValidationException(`Left over in ${text}: ${reader.peek()}`);
  return result;
};

const written = (
  item: Record<string, AttributeValue>,
  [first = '', ...rest]: Path,
  value: Value,
): Record<string, AttributeValue> => {
  const name = String(first);
  if (rest.length === 0) {
    const { [name]: _old, ...others } = item;
    return value === undefined ? others : { ...others, [name]: value };
  }
  const members = item[name]?.M;
  if (!members) throw new ValidationException('The document path provided in the update is invalid');
  return { ...item, [name]: { M: written(members, rest, value) } };
};

const sum = (left: AttributeValue, right: AttributeValue, sign: 1n | -1n): AttributeValue => {
  if (left.N === undefined || right.N === undefined)
    throw new ValidationException('An operand in the update expression has an incorrect data type');
  if (isWhole(left.N) && isWhole(right.N)) return { N: String(BigInt(left.N) + sign * BigInt(right.N)) };
  return { N: String(Number(left.N) + Number(sign) * Number(right.N)) };
};

const setOperand = (reader: Reader, item: StoredItem): AttributeValue => {
  const name = reader.peek().toUpperCase();
  if (name === 'IF_NOT_EXISTS' || name === 'LIST_APPEND') {
    reader.take();
    reader.need('(');
    const left = name === 'IF_NOT_EXISTS' ? at(item, reader.path()) : setOperand(reader, item);
    reader.need(',');
    const right = setOperand(reader, item);
    reader.need(')');
    if (name === 'IF_NOT_EXISTS') return left ?? right;
    return { L: [...(left?.L ?? []), ...(right.L ?? [])] };
  }
  if (name.startsWith(':')) return reader.value();
  const value = at(item, reader.path());
  if (!value)
    throw new ValidationException('The provided expression refers to an attribute that is not there');
  return value;
};

const setValue = (reader: Reader, item: StoredItem): AttributeValue => {
  const left = setOperand(reader, item);
  if (reader.takes('+')) return sum(left, setOperand(reader, item), 1n);
  if (reader.takes('-')) return sum(left, setOperand(reader, item), -1n);
  return left;
};

/** The item after an update; every right side sees the item as it was before. */
export const updated = (text: string, before: StoredItem, terms: Terms): StoredItem => {
  const reader = new Reader(text, terms);
  let after: Record<string, AttributeValue> = { ...before };
  while (!reader.isOver) {
    const clause = reader.take().toUpperCase();
    do {
      const path = reader.path();
      if (clause === 'SET') {
        reader.need('=');
        after = written(after, path, setValue(reader, before));
      } else if (clause === 'REMOVE') after = written(after, path, undefined);
      else if (clause === 'ADD') {
        const value = reader.value();
        after = written(after, path, sum(at(before, path) ?? { N: '0' }, value, 1n));
      } else throw new ValidationException(`Unknown clause ${clause}`);
    } while (reader.takes(','));
  }
  return after;
};
