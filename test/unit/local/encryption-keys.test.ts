import { expect, it } from 'vitest';
import { EncryptionKeys } from '../../../infra/local/encryption-keys.ts';
import type { JsonObject } from '../../../infra/local/json.ts';
import type { Assembly, TemplateResource } from '../../../infra/local/templates.ts';

const KEY = 'arn:aws:kms:eu-central-1:000000000000:key/k';

function assemblyOf(...resources: [type: string, name: string, properties: JsonObject][]): Assembly {
  const all = resources.map(
    ([type, name, properties]): TemplateResource => ({
      ...{ stack: 'S', logicalId: name, type, name, ref: name, arn: name, attributes: {} },
      properties,
    }),
  );
  return {
    resources: all,
    ofType: (...types) => all.filter(({ type }) => types.includes(type)),
    assetPath: () => '',
  };
}

it('asks for the customer managed key of a table, a queue and a secret, and for no other', () => {
  // Given
  const keys = new EncryptionKeys(
    assemblyOf(
      ['AWS::DynamoDB::Table', 't', { SSESpecification: { KMSMasterKeyId: KEY } }],
      ['AWS::DynamoDB::Table', 'plain', { SSESpecification: { SSEEnabled: true } }],
      ['AWS::SQS::Queue', 'q', { KmsMasterKeyId: 'alias/house' }],
      ['AWS::SQS::Queue', 'managed', { KmsMasterKeyId: 'alias/aws/sqs' }],
      ['AWS::SecretsManager::Secret', 's', { KmsKeyId: 'k' }],
      ['AWS::KMS::Alias', 'alias/house', { TargetKeyId: KEY }],
    ),
  );

  // When, Then
  const via = (service: string) => ({ 'kms:ViaService': [`${service}.eu-central-1.amazonaws.com`] });
  expect(keys.table('t')).toEqual([{ action: 'kms:Decrypt', resource: KEY, keys: via('dynamodb') }]);
  expect(keys.table('plain')).toEqual([]);
  expect(keys.queue('q', 'write').map(({ action }) => action)).toEqual([
    'kms:GenerateDataKey',
    'kms:Decrypt',
  ]);
  expect(keys.queue('q', 'read')).toEqual([{ action: 'kms:Decrypt', resource: KEY, keys: via('sqs') }]);
  expect(keys.queue('managed', 'write')).toEqual([]);
  expect(keys.secret('s')).toEqual([{ action: 'kms:Decrypt', resource: KEY, keys: via('secretsmanager') }]);
});
