import { Buffer } from 'node:buffer';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

/**
 * Bytes of a value as DynamoDB counts them: text in UTF-8, numbers two digits a byte and one more, lists and maps three bytes
 * and one an element. docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
const bytesOf = (value: AttributeValue): number => {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/[-.]/g, '').length / 2) + 1;
  if (value.L !== undefined) return 3 + value.L.reduce((sum, one) => sum + 1 + bytesOf(one), 0);
  if (value.M !== undefined)
    return (
      3 +
      Object.entries(value.M).reduce(
        (sum, [name, one]) => sum + 1 + Buffer.byteLength(name) + bytesOf(one),
        0,
      )
    );
  return 1;
};

/** Bytes of an item, names and values. */
export const itemBytes = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(marshall(item, { removeUndefinedValues: true })).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOf(value),
    0,
  );

/** Write units of one item: one a started KB, twice that in a transaction. */
export const unitsOf = (bytes: number, isTransaction: boolean): number =>
  Math.ceil(bytes / 1024) * (isTransaction ? 2 : 1);
