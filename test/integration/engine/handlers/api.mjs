import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const dynamo = new DynamoDBClient({});
const sqs = new SQSClient({});
const TableName = process.env.TABLE;

export const handler = async (event) => {
  const { id } = event.pathParameters ?? {};
  switch (event.routeKey) {
    case 'GET /v1/items/{id}': {
      const { Item } = await dynamo.send(
        new GetItemCommand({ TableName, Key: { pk: { S: id }, sk: { S: 'item' } } }),
      );
      return Item === undefined
        ? { statusCode: 404, body: '{}' }
        : { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(Item) };
    }
    case 'PUT /v1/items/{id}': {
      const put = (sk) => ({
        Put: { TableName, Item: { pk: { S: id }, sk: { S: sk }, body: { S: event.body ?? '' } } },
      });
      await dynamo.send(new TransactWriteItemsCommand({ TransactItems: [put('item'), put('event')] }));
      return { statusCode: 201, cookies: ['a=1', 'b=2'], body: 'created' };
    }
    case 'POST /v1/messages':
      await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: event.body }));
      return { accepted: true };
    case 'GET /v1/now':
      return { now: Date.now(), date: new Date().toISOString(), isDate: new Date() instanceof Date };
    case 'GET /v1/forbidden':
      await dynamo.send(
        new PutItemCommand({ TableName: process.env.OTHER_TABLE, Item: { pk: { S: 'x' }, sk: { S: 'y' } } }),
      );
      return { wrote: true };
    case 'GET /v1/environment':
      return { environment: process.env, who: event.requestContext.authorizer?.lambda ?? null };
    case 'GET /v1/crash':
      setTimeout(() => {
        throw new Error('uncaught');
      }, 1);
      return new Promise(() => {});
    default:
      return { echo: event };
  }
};

export const authorize = async (event) => ({
  isAuthorized: event.identitySource[0] === 'let-me-in',
  context: { name: 'ada' },
});
