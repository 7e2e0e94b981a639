import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ObjectAction } from '../contexts/context.ts';
import { indexNames } from './table-shape.ts';

const allow = (actions: readonly string[], resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources: [...resources] });

/** Read actions on rows; no Scan: nobody walks a whole table. */
const readActions = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const writeActions = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'];

const withIndexes = (tableArn: string): readonly string[] => [
  tableArn,
  ...indexNames.map((index) => `${tableArn}/index/${index}`),
];

/** Reading rows and listings of a table. */
export const readTable = (tableArn: string): PolicyStatement => allow(readActions, withIndexes(tableArn));

/** Writing rows of a table in transactions; `deletes` only where rows may go. */
export const writeTable = (tableArn: string, options: { readonly deletes: boolean }): PolicyStatement =>
  allow(options.deletes ? [...writeActions, 'dynamodb:DeleteItem'] : writeActions, [tableArn]);

/** Due and unfinished work of a table, by its index `work`. */
export const queryWork = (tableArns: readonly string[]): PolicyStatement =>
  allow(
    ['dynamodb:Query'],
    tableArns.map((tableArn) => `${tableArn}/index/work`),
  );

/** The given row actions on exactly these tables. */
export const touchRows = (
  tableArns: readonly string[],
  actions: readonly ('GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem')[],
): PolicyStatement =>
  allow(
    actions.map((action) => `dynamodb:${action}`),
    tableArns,
  );

/** Following a table's stream. */
export const readStream = (streamArns: readonly string[]): PolicyStatement =>
  allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], streamArns);

/** What DynamoDB does with the table's key in the caller's name; the key is of no use outside DynamoDB. */
export const useTableKey = (key: IKey): PolicyStatement =>
  new PolicyStatement({
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(key).region}.amazonaws.com` } },
  });

/** Key use for a table that may have no key of ours. */
export const useKeyOf = (table: Table): readonly PolicyStatement[] =>
  table.encryptionKey ? [useTableKey(table.encryptionKey)] : [];

/** Taking messages from a queue. */
export const consumeQueue = (queueArn: string): PolicyStatement =>
  allow(
    ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    [queueArn],
  );

/** Putting messages into exactly these queues. */
export const sendTo = (queueArns: readonly string[]): PolicyStatement =>
  allow(['sqs:SendMessage'], queueArns);

/** Calling functions and waiting for the answer. */
export const invoke = (functionArns: readonly string[]): PolicyStatement =>
  allow(['lambda:InvokeFunction'], functionArns);

/** Reading secrets. */
export const readSecrets = (secretArns: readonly string[]): PolicyStatement =>
  allow(['secretsmanager:GetSecretValue'], secretArns);

/** Starting machines and answering their waiting steps. */
export const driveMachines = (machineArns: readonly string[]): PolicyStatement =>
  allow(['states:StartExecution', 'states:SendTaskFailure', 'states:SendTaskSuccess'], machineArns);

const objectActions = { read: 's3:GetObject', write: 's3:PutObject', delete: 's3:DeleteObject' } as const;

/** The given actions on the objects of one folder of a bucket; nobody lists a bucket. */
export const touchObjects = (objectArn: string, actions: readonly ObjectAction[]): PolicyStatement =>
  allow(
    actions.map((action) => objectActions[action]),
    [objectArn],
  );

/** Writing to a log group that the template made. */
export const writeLogs = (logGroupArn: string): PolicyStatement =>
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroupArn]);
