import { DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

const dynamo = new DynamoDBClient({});
const TableName = process.env.SEEN_TABLE;

const seen = (kind, id) =>
  dynamo.send(
    new UpdateItemCommand({
      TableName,
      Key: { pk: { S: kind }, sk: { S: id } },
      UpdateExpression: 'ADD times :one SET seenAt = :now',
      ExpressionAttributeValues: { ':one': { N: '1' }, ':now': { N: String(Date.now()) } },
    }),
  );

/** Bodies say what happens: fail always, fail N times, or succeed. */
export const consume = async (event) => {
  const batchItemFailures = [];
  for (const record of event.Records) {
    const { id, fail = 0 } = JSON.parse(record.body);
    await seen('message', id);
    if (Number(record.attributes.ApproximateReceiveCount) <= fail) {
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};

/** Throws for the whole batch when one record is poison, so that only halving finds it. */
export const relay = async (event) => {
  const ids = event.Records.map((record) => record.dynamodb.Keys.pk.S);
  if (ids.some((id) => id.startsWith('poison'))) throw new Error(`poison among ${ids.length}`);
  for (const id of ids) await seen('stream', id);
};

export const sweep = async (event) => {
  await seen('sweep', event.kind ?? 'none');
};

export const step = async (input) => {
  await seen('step', input.name);
  return { ...input, doneAt: Date.now() };
};

export const slow = async ({ ms }) => {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return 'slept';
};

export const put = async ({ id }) => {
  await dynamo.send(new PutItemCommand({ TableName, Item: { pk: { S: 'put' }, sk: { S: id } } }));
};
