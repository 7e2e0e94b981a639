import { describe, expect, test } from 'vitest';
import type { House } from '../support/houses.ts';
import { at, listAt, referenced, textAt } from '../support/template.ts';

/** Over the templates of a house: data. */
export const checkData = ({ of, contexts }: House): void => {
  describe('data', () => {
    const tables = of('AWS::DynamoDB::Table');

    test('every table can be restored, streams both images and forgets by TTL', () => {
      for (const { id, properties } of tables) {
        expect(at(properties, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled'), id).toBe(
          true,
        );
        expect(at(properties, 'StreamSpecification', 'StreamViewType'), id).toBe('NEW_AND_OLD_IMAGES');
        expect(at(properties, 'TimeToLiveSpecification'), id).toEqual({
          AttributeName: 'expiresAtEpochSeconds',
          Enabled: true,
        });
        expect(at(properties, 'BillingMode'), id).toBe('PAY_PER_REQUEST');
      }
    });

    test('every table has the keys and the two indexes that the store expects', () => {
      const key = (hash: string, range: string) => [
        { AttributeName: hash, KeyType: 'HASH' },
        { AttributeName: range, KeyType: 'RANGE' },
      ];
      for (const { id, properties } of tables) {
        expect(at(properties, 'KeySchema'), id).toEqual(key('pk', 'sk'));
        expect(at(properties, 'GlobalSecondaryIndexes'), id).toEqual([
          { IndexName: 'byOwner', KeySchema: key('gsi1pk', 'gsi1sk'), Projection: { ProjectionType: 'ALL' } },
          { IndexName: 'work', KeySchema: key('workPk', 'workSk'), Projection: { ProjectionType: 'ALL' } },
        ]);
      }
    });

    test('every table is encrypted; a regulated one by our own key, and it cannot be deleted', () => {
      for (const { stack, id, properties } of tables) {
        expect(at(properties, 'SSESpecification', 'SSEEnabled'), id).toBe(true);
        if (stack !== 'regulated') continue;
        expect(referenced(at(properties, 'SSESpecification', 'KMSMasterKeyId')), id).toMatch(/^Key/);
        expect(at(properties, 'DeletionProtectionEnabled'), id).toBe(true);
      }
    });

    test('every table says which context it belongs to', () => {
      for (const { id, properties } of tables) {
        const tags = listAt(properties, 'Tags');
        const owner = tags.find((tag) => at(tag, 'Key') === 'entrepot:context');
        expect(textAt(properties, 'TableName'), id).toBe(`entrepot-test-${textAt(owner, 'Value')}`);
      }
    });

    test('every bucket is encrypted, closed to the public, refuses plain HTTP and forgets', () => {
      const policies = of('AWS::S3::BucketPolicy');
      for (const { id, stack, properties } of of('AWS::S3::Bucket')) {
        expect(at(properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration', 0), id).toEqual({
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
        });
        expect(at(properties, 'PublicAccessBlockConfiguration'), id).toEqual({
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        });
        const policy = policies.find(
          (one) => one.stack === stack && referenced(at(one.properties, 'Bucket')) === id,
        );
        expect(JSON.stringify(policy?.properties), id).toContain('"aws:SecureTransport":"false"');
        expect(listAt(properties, 'LifecycleConfiguration', 'Rules').length, id).toBeGreaterThan(0);
        const isLogged = at(properties, 'LoggingConfiguration') !== undefined;
        expect(isLogged, id).toBe(!textAt(properties, 'BucketName').includes('-access-logs-'));
        if (isLogged) expect(at(properties, 'VersioningConfiguration', 'Status'), id).toBe('Enabled');
      }
    });

    test('web pages of named origins may use signed addresses of the buckets that clients upload to, and of no other', () => {
      const rules = of('AWS::S3::Bucket').flatMap(({ properties }) =>
        listAt(properties, 'CorsConfiguration', 'CorsRules'),
      );
      const open = contexts.filter(({ folders = {} }) =>
        Object.values(folders).some(({ isOpenToPages }) => isOpenToPages),
      );
      expect(rules).toEqual(
        open.map(() => ({
          AllowedMethods: ['PUT', 'GET'],
          AllowedOrigins: ['https://console.test.entrepot.example'],
          AllowedHeaders: ['content-type'],
          MaxAge: 3_600,
        })),
      );
    });

    test('keys are turned every year', () => {
      for (const { id, properties } of of('AWS::KMS::Key')) {
        expect(at(properties, 'EnableKeyRotation'), id).toBe(true);
      }
    });

    test('alarms are told over an encrypted topic that refuses plain HTTP', () => {
      for (const { id, stack, properties } of of('AWS::SNS::Topic')) {
        expect(referenced(at(properties, 'KmsMasterKeyId')), id).toMatch(/^Key/);
        const policy = of('AWS::SNS::TopicPolicy').find((one) => one.stack === stack);
        expect(JSON.stringify(policy?.properties), id).toContain('"aws:SecureTransport":"false"');
      }
    });

    test('no secret has its value in the template', () => {
      for (const { id, properties } of of('AWS::SecretsManager::Secret')) {
        expect(at(properties, 'SecretString'), id).toBeUndefined();
        expect(at(properties, 'GenerateSecretString'), id).toBeDefined();
      }
    });
  });
};
