import type { AccessNeed } from './iam.ts';
import { isObject, type Json, type JsonObject, listOf, objectOf, textOf, textOr } from './json.ts';
import { arn } from './resource-identity.ts';

/** Name of the partition key by table or by `table/index`, for `dynamodb:LeadingKeys`. */
export type PartitionKeys = ReadonlyMap<string, string>;

const TRANSACT_ACTIONS: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/** A table's plain name, whether the request gave the name or the ARN. */
export function tableNameOf(value: Json | undefined): string {
  const text = textOr(value, '');
  return text.startsWith('arn:') ? (text.split('/')[1] ?? '') : text;
}

/** Permissions that a DynamoDB call needs; a transaction needs the own action of each of its items. */
export function dynamoDbNeeds(
  operation: string,
  body: JsonObject,
  partitionKeys: PartitionKeys,
): AccessNeed[] {
  switch (operation) {
    case 'TransactWriteItems':
    case 'TransactGetItems':
      return listOf(body.TransactItems).flatMap((entry) =>
        Object.entries(objectOf(entry)).map(([kind, item]) =>
          itemNeed(TRANSACT_ACTIONS[kind] ?? kind, objectOf(item), partitionKeys, operation),
        ),
      );
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(objectOf(body.RequestItems)).map((table) => ({
        action: `dynamodb:${operation}`,
        resource: arn('dynamodb', `table/${tableNameOf(table)}`),
      }));
    case 'ListTables':
      return [{ action: 'dynamodb:ListTables', resource: '*' }];
    default:
      return [itemNeed(operation, body, partitionKeys)];
  }
}

function itemNeed(
  operation: string,
  body: JsonObject,
  partitionKeys: PartitionKeys,
  enclosing?: string,
): AccessNeed {
  const table = tableNameOf(body.TableName);
  const index = textOf(body.IndexName);
  const path = index === undefined ? table : `${table}/index/${index}`;
  const leading = leadingKey(body, partitionKeys.get(path));
  return {
    action: `dynamodb:${operation}`,
    resource: arn('dynamodb', `table/${path}`),
    keys: {
      ...(leading === undefined ? {} : { 'dynamodb:LeadingKeys': [leading] }),
      ...(enclosing === undefined ? {} : { 'dynamodb:EnclosingOperation': [enclosing] }),
    },
  };
}

function leadingKey(body: JsonObject, partitionKey: string | undefined): string | undefined {
  if (partitionKey === undefined) return undefined;
  const source = isObject(body.Item) ? body.Item : objectOf(body.Key);
  const direct = scalar(source[partitionKey]);
  if (direct !== undefined) return direct;
  const expression = textOr(body.KeyConditionExpression, '');
  for (const [, name, placeholder] of expression.matchAll(/([#\w.]+)\s*=\s*(:\w+)/g)) {
    const resolved = textOr(objectOf(body.ExpressionAttributeNames)[name ?? ''], name ?? '');
    if (resolved === partitionKey) return scalar(objectOf(body.ExpressionAttributeValues)[placeholder ?? '']);
  }
  return undefined;
}

function scalar(value: Json | undefined): string | undefined {
  const typed = objectOf(value);
  return textOf(typed.S) ?? textOf(typed.N) ?? textOf(typed.B);
}

/** Permissions for a DynamoDB Streams call. */
export function streamNeeds(operation: string, body: JsonObject): AccessNeed[] {
  const resource = textOf(body.StreamArn) ?? arn('dynamodb', 'table/*/stream/*');
  return [{ action: `dynamodb:${operation}`, resource }];
}

/** Permissions for an SQS call; the batch forms need the permission of the single call. */
export function sqsNeeds(operation: string, body: JsonObject): AccessNeed[] {
  const name = textOf(body.QueueName) ?? textOr(body.QueueUrl, '').split('/').at(-1) ?? '';
  const resource = operation === 'ListQueues' ? '*' : arn('sqs', name);
  return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource }];
}

/** Permissions for a path-style S3 request. */
export function s3Needs(
  method: string,
  url: URL,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): AccessNeed[] {
  const [, bucket = '', ...rest] = decodeURIComponent(url.pathname).split('/');
  const key = rest.join('/');
  const bucketArn = `arn:aws:s3:::${bucket}`;
  if (bucket === '') return [{ action: 's3:ListAllMyBuckets', resource: '*' }];
  if (key === '') {
    if (method === 'POST') return [{ action: 's3:DeleteObject', resource: `${bucketArn}/*` }];
    if (method === 'PUT') return [{ action: 's3:CreateBucket', resource: bucketArn }];
    if (method === 'DELETE') return [{ action: 's3:DeleteBucket', resource: bucketArn }];
    return [{ action: 's3:ListBucket', resource: bucketArn }];
  }
  const resource = `${bucketArn}/${key}`;
  if (method === 'GET' || method === 'HEAD') return [{ action: 's3:GetObject', resource }];
  if (method === 'DELETE') {
    return [
      { action: url.searchParams.has('uploadId') ? 's3:AbortMultipartUpload' : 's3:DeleteObject', resource },
    ];
  }
  const needs: AccessNeed[] = [{ action: 's3:PutObject', resource }];
  if (headers['x-amz-object-lock-mode'] !== undefined)
    needs.push({ action: 's3:PutObjectRetention', resource });
  const source = headers['x-amz-copy-source'];
  if (typeof source === 'string') {
    needs.push({
      action: 's3:GetObject',
      resource: `arn:aws:s3:::${decodeURIComponent(source).replace(/^\//, '')}`,
    });
  }
  return needs;
}
