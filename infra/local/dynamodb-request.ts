import { tableNameOf } from './iam-needs.ts';
import { type JsonObject, listOf, objectOf } from './json.ts';

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'];

/** Asks for the consumed capacity that the bill needs; a caller that did not ask gets one field more. */
export function withCapacity(operation: string, text: string): string {
  const isMetered =
    /^(?:Get|Put|Update|Delete|BatchGet|BatchWrite|TransactGet|TransactWrite)Items?$|^Query$|^Scan$/;
  if (!isMetered.test(operation) || text.includes('"ReturnConsumedCapacity"')) return text;
  return text.replace('{', '{"ReturnConsumedCapacity":"TOTAL",');
}

/** DynamoDB takes a table's ARN for its name, dynoxide does not. */
export function withPlainTables(text: string): string {
  if (!text.includes('"arn:aws:dynamodb:')) return text;
  return text.replace(/("TableName"\s*:\s*)"arn:aws:dynamodb:[^"/]*:table\/([^"/]+)"/g, '$1"$2"');
}

/** Tables that a call wrote. */
export function writtenTables(operation: string, body: JsonObject): Set<string> {
  if (!WRITES.includes(operation)) return new Set();
  if (operation === 'BatchWriteItem')
    return new Set(Object.keys(objectOf(body.RequestItems)).map(tableNameOf));
  if (operation !== 'TransactWriteItems') return new Set([tableNameOf(body.TableName)]);
  const items = listOf(body.TransactItems).flatMap((entry) => Object.values(objectOf(entry)));
  return new Set(items.map((item) => tableNameOf(objectOf(item).TableName)));
}
