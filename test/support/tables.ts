import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynoxide } from '../../infra/local/dynoxide.ts';
import { exactNumber } from '../../shared/persistence/client.ts';

const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];

const createTable = (client: DynamoDBClient, TableName: string) =>
  client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk', 'workPk', 'workSk'].map(text),
      KeySchema: keys('pk', 'sk'),
      GlobalSecondaryIndexes: [
        { IndexName: 'byOwner', KeySchema: keys('gsi1pk', 'gsi1sk'), Projection: { ProjectionType: 'ALL' } },
        { IndexName: 'work', KeySchema: keys('workPk', 'workSk'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
  );

/** A real database with tables of the shape that every context has, and nothing else of the house. */
export interface TestTables {
  readonly client: DynamoDBDocumentClient;
  stop(): Promise<void>;
}

/** Starts an empty database in memory with these tables. */
export const startTables = async (names: readonly string[]): Promise<TestTables> => {
  const database = await startDynoxide(undefined);
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${database.port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  for (const name of names) await createTable(client, name);
  return {
    client: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
      unmarshallOptions: { wrapNumbers: exactNumber },
    }),
    stop: async () => {
      client.destroy();
      await database.stop();
    },
  };
};
