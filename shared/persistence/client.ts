import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** How a DynamoDB number is read: small ones as number, every other as bigint, so that none loses a digit. */
export const exactNumber = (text: string): number | bigint =>
  Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);

/**
 * One document client per execution environment. Amounts in table attributes (the ledger's balances) are read through
 * `NumberValue`-free text: every DynamoDB number that is not a safe integer comes back as bigint.
 */
export const createDocumentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 4 }), {
    marshallOptions: { removeUndefinedValues: true },
    unmarshallOptions: { wrapNumbers: exactNumber },
  });
