import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * One document client per execution environment. Amounts in table attributes (the ledger's balances) are read through
 * `NumberValue`-free text: every DynamoDB number that is not a safe integer comes back as bigint.
 */
export const createDocumentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 4 }), {
    marshallOptions: { removeUndefinedValues: true },
    unmarshallOptions: {
      wrapNumbers: (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text)),
    },
  });
