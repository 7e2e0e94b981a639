import { describe, expect, it } from 'vitest';
import { Policies } from '../../../infra/local/iam.ts';
import { dynamoDbNeeds, s3Needs, sqsNeeds } from '../../../infra/local/iam-needs.ts';
import type { Json, JsonObject } from '../../../infra/local/json.ts';
import type { Assembly, TemplateResource } from '../../../infra/local/templates.ts';

const ROLE = 'arn:aws:iam::000000000000:role/r';
const TABLE = 'arn:aws:dynamodb:eu-central-1:000000000000:table/t';

function policies(...statements: Json[]): Policies {
  const role: TemplateResource = {
    ...{ stack: 'S', logicalId: 'R', type: 'AWS::IAM::Role', name: 'r', ref: 'r', arn: ROLE, attributes: {} },
    properties: { Policies: [{ PolicyDocument: { Statement: statements } }] },
  };
  const assembly: Assembly = {
    resources: [role],
    ofType: (...types) => (types.includes(role.type) ? [role] : []),
    assetPath: () => '',
  };
  return new Policies(assembly);
}

const allow = (Action: Json, Resource: Json, extras: JsonObject = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...extras,
});
const can = (house: Policies, action: string, resource: string, keys = {}) =>
  house.isAllowed(ROLE, { action, resource, keys });

describe('Policies', () => {
  it('allows by action and resource with wildcards, and nothing else', () => {
    const house = policies(allow(['dynamodb:Get*', 'dynamodb:Query'], [TABLE, `${TABLE}/index/*`]));
    expect(can(house, 'dynamodb:GetItem', TABLE)).toBe(true);
    expect(can(house, 'dynamodb:Query', `${TABLE}/index/byOwner`)).toBe(true);
    expect(can(house, 'dynamodb:PutItem', TABLE)).toBe(false);
    expect(can(house, 'dynamodb:GetItem', `${TABLE}2`)).toBe(false);
  });

  it('lets a deny win', () => {
    const house = policies(allow('dynamodb:*', '*'), {
      Effect: 'Deny',
      Action: 'dynamodb:DeleteItem',
      Resource: '*',
    });
    expect(can(house, 'dynamodb:PutItem', TABLE)).toBe(true);
    expect(can(house, 'dynamodb:DeleteItem', TABLE)).toBe(false);
  });

  it('holds leading keys against the condition', () => {
    const Condition = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['TENANT#1*'] } };
    const house = policies(allow('dynamodb:GetItem', TABLE, { Condition }));
    expect(can(house, 'dynamodb:GetItem', TABLE, { 'dynamodb:LeadingKeys': ['TENANT#12'] })).toBe(true);
    expect(can(house, 'dynamodb:GetItem', TABLE, { 'dynamodb:LeadingKeys': ['TENANT#2'] })).toBe(false);
  });

  it('evaluates the deny of unencrypted transport as AWS does for TLS', () => {
    const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
    const house = policies(allow('s3:*', '*'), { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition });
    expect(can(house, 's3:GetObject', 'arn:aws:s3:::b/k')).toBe(true);
  });

  it.each([
    [allow('sqs:*', '*', { Condition: { DateGreaterThan: { 'aws:CurrentTime': 'x' } } }), /aws:CurrentTime/],
    [allow('sqs:*', '*', { Condition: { NumericEquals: { 'aws:SourceAccount': '1' } } }), /NumericEquals/],
    [{ Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' }, /NotAction/],
  ])('refuses a statement that it cannot evaluate', (statement, message) => {
    expect(() => policies(statement)).toThrow(message);
  });

  it('leaves statements about services that it does not run alone', () => {
    expect(() =>
      policies(
        allow('cloudwatch:PutMetricData', '*', {
          Condition: { StringEquals: { 'cloudwatch:namespace': 'x' } },
        }),
      ),
    ).not.toThrow();
  });

  it('says no in the words of AWS and remembers it', () => {
    const house = policies();
    const refusal = house.refusal({ name: 'fn', roleArn: ROLE }, [
      { action: 'sqs:SendMessage', resource: 'arn:q' },
    ]);
    expect(refusal).toBe(
      'User: arn:aws:sts::000000000000:assumed-role/r/fn is not authorized to perform: sqs:SendMessage on resource: arn:q because no identity-based policy allows the sqs:SendMessage action',
    );
    expect(house.denied).toHaveLength(1);
  });
});

describe('needs of a call', () => {
  it('asks for the own action of each item of a transaction', () => {
    const item = { TableName: 't' };
    const items: JsonObject[] = [{ Put: item }, { Update: item }, { Delete: item }, { ConditionCheck: item }];
    const body = { TransactItems: items };
    expect(
      dynamoDbNeeds('TransactWriteItems', body, new Map()).map(({ action, resource }) => [action, resource]),
    ).toEqual([
      ['dynamodb:PutItem', TABLE],
      ['dynamodb:UpdateItem', TABLE],
      ['dynamodb:DeleteItem', TABLE],
      ['dynamodb:ConditionCheckItem', TABLE],
    ]);
  });

  it('names the index of a query, and the partition that it reads', () => {
    const body = {
      TableName: TABLE,
      IndexName: 'byOwner',
      KeyConditionExpression: '#owner = :owner AND gsi1sk > :from',
      ExpressionAttributeNames: { '#owner': 'gsi1pk' },
      ExpressionAttributeValues: { ':owner': { S: 'ada' }, ':from': { S: '0' } },
    };
    expect(dynamoDbNeeds('Query', body, new Map([['t/index/byOwner', 'gsi1pk']]))).toEqual([
      {
        action: 'dynamodb:Query',
        resource: `${TABLE}/index/byOwner`,
        keys: { 'dynamodb:LeadingKeys': ['ada'] },
      },
    ]);
  });

  it('needs the single action for a batch to a queue', () => {
    expect(sqsNeeds('SendMessageBatch', { QueueUrl: 'http://x/000000000000/q' })).toEqual([
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-central-1:000000000000:q' },
    ]);
  });

  it.each([
    ['GET', '/b/a/k', {}, ['s3:GetObject arn:aws:s3:::b/a/k']],
    [
      'PUT',
      '/b/k',
      { 'x-amz-object-lock-mode': 'COMPLIANCE' },
      ['s3:PutObject arn:aws:s3:::b/k', 's3:PutObjectRetention arn:aws:s3:::b/k'],
    ],
    [
      'PUT',
      '/b/k',
      { 'x-amz-copy-source': '/c/j' },
      ['s3:PutObject arn:aws:s3:::b/k', 's3:GetObject arn:aws:s3:::c/j'],
    ],
    ['GET', '/b?list-type=2', {}, ['s3:ListBucket arn:aws:s3:::b']],
    ['DELETE', '/b/k', {}, ['s3:DeleteObject arn:aws:s3:::b/k']],
  ])('S3 %s %s', (method, path, headers, expected) => {
    const needs = s3Needs(method, new URL(path, 'http://x'), headers);
    expect(needs.map(({ action, resource }) => `${action} ${resource}`)).toEqual(expected);
  });
});
