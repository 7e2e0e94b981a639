import { Duration } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CorsRule,
  HttpMethods,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ContextPlan } from '../contexts/context.ts';
import type { Setting } from './setting.ts';

/** Days that an overwritten or deleted object can be brought back. */
const restorableDays = 30;
const accessLogDays = 90;
/** How long a browser keeps the answer that it may upload. */
const preflightSeconds = 3_600;

interface ContextBucketProps {
  readonly setting: Setting;
  readonly context: string;
  readonly folders: NonNullable<ContextPlan['folders']>;
}

/**
 * The bucket of a context: encrypted, over TLS only, closed to the public, with versions for a month and a log of who read and
 * wrote what in a bucket of its own. What a folder forgets, and whether web pages may use signed addresses of it, is said in the
 * context's plan.
 */
export class ContextBucket extends Construct {
  constructor(scope: Construct, id: string, { setting, context, folders }: ContextBucketProps) {
    super(scope, id);
    const closed = {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: setting.whenRemoved,
    };
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...closed,
      bucketName: setting.naming.bucket(setting.stack, `${context}-access-logs`),
      lifecycleRules: [{ expiration: Duration.days(accessLogDays) }],
    });
    const expiring = Object.entries(folders).flatMap(([folder, { expireAfterDays }]): LifecycleRule[] =>
      expireAfterDays === undefined
        ? []
        : [{ prefix: `${folder}/`, expiration: Duration.days(expireAfterDays) }],
    );
    const { uploadOrigins } = setting.stage;
    const isOpenToPages = Object.values(folders).some((folder) => folder.isOpenToPages);
    const cors: CorsRule[] =
      isOpenToPages && uploadOrigins.length > 0
        ? [
            {
              allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
              allowedOrigins: [...uploadOrigins],
              allowedHeaders: ['content-type'],
              maxAge: preflightSeconds,
            },
          ]
        : [];
    new Bucket(this, 'Bucket', {
      ...closed,
      bucketName: setting.naming.bucket(setting.stack, context),
      versioned: true,
      cors,
      lifecycleRules: [
        {
          noncurrentVersionExpiration: Duration.days(restorableDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
        ...expiring,
      ],
      serverAccessLogsBucket: accessLogs,
    });
  }
}
