import { tableNameOf } from './iam-needs.ts';
import { type JsonObject, listOf, numberOr, objectOf, parseJson } from './json.ts';
import type { Meter } from './prices.ts';

const READS = ['GetItem', 'BatchGetItem', 'TransactGetItems', 'Query', 'Scan'];

/**
 * Request units of a DynamoDB call, per table, from the consumed capacity in its answer: a transaction costs two
 * units a kilobyte written, a plain call one, an index its own share on top.
 */
export function dynamoDbBill(
  operation: string,
  body: JsonObject,
  answer: Buffer,
): { table: string; meter: Meter; units: number }[] {
  const meter: Meter = READS.includes(operation) ? 'dynamodb.readRequestUnits' : 'dynamodb.writeRequestUnits';
  const consumed = listOf(objectOf(parseJson(answer.toString('utf8'))).ConsumedCapacity);
  return consumed.map((entry) => {
    const { TableName, CapacityUnits } = objectOf(entry);
    return { table: tableNameOf(TableName ?? body.TableName), meter, units: numberOr(CapacityUnits, 0) };
  });
}
