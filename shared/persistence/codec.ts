/** JSON as a row keeps it: a bigint travels as `{ "$n": "123" }`, so that no amount ever passes through a JavaScript number. */
export type RowValue =
  | null
  | boolean
  | number
  | string
  | readonly RowValue[]
  | { readonly [key: string]: RowValue };

const isTaggedBigint = (value: object): value is { $n: string } =>
  '$n' in value && typeof value.$n === 'string' && Object.keys(value).length === 1;

/** Turns a domain value into what a row may hold; `undefined` members are left out. Throws TypeError on functions and symbols. */
export const encodeForRow = (value: unknown): RowValue => {
  if (
    value === null ||
    typeof value === 'boolean' ||
    typeof value === 'string' ||
    typeof value === 'number'
  ) {
    return value;
  }
  if (typeof value === 'bigint') return { $n: value.toString() };
  if (Array.isArray(value)) return value.map(encodeForRow);
  if (typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(members.map(([key, member]) => [key, encodeForRow(member)]));
  }
  throw new TypeError(`A row cannot hold a value of type ${typeof value}`);
};

/** The reverse of {@link encodeForRow}: tagged bigints become bigints again, everything else stays as it was. */
export const decodeFromRow = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(decodeFromRow);
  if (value !== null && typeof value === 'object') {
    if (isTaggedBigint(value)) return BigInt(value.$n);
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, decodeFromRow(member)]));
  }
  return value;
};
