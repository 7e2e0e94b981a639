import { RemovalPolicy } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import type { Naming } from '../naming.ts';
import type { StackName } from '../stages/stage.ts';

/** The stack's own key, turned every year: it encrypts alarms, and in the regulated stack every table. */
export const stackKey = (scope: Construct, naming: Naming, stack: StackName): Key => {
  const key = new Key(scope, 'Key', {
    alias: `alias/${naming.named(stack)}`,
    description: `Encrypts what the ${stack} stack keeps.`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsMayPublish',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
    }),
  );
  return key;
};

/** Where the stack's alarms are told; whoever is on call subscribes to it. */
export const alarmTopic = (scope: Construct, naming: Naming, stack: StackName, key: Key): Topic =>
  new Topic(scope, 'Alarms', { topicName: naming.named(stack, 'alarms'), masterKey: key, enforceSSL: true });

/** The actions of tracing and log delivery, which have no resource to name: here and nowhere else. */
export const tracingPolicy = (scope: Construct, naming: Naming, stack: StackName): ManagedPolicy => {
  const policy = new ManagedPolicy(scope, 'Tracing', {
    managedPolicyName: naming.named(stack, 'tracing'),
    description: 'Traces and log deliveries, whose actions have no resource to name.',
    statements: [
      new PolicyStatement({
        sid: 'Trace',
        actions: [
          'xray:GetSamplingRules',
          'xray:GetSamplingTargets',
          'xray:PutTelemetryRecords',
          'xray:PutTraceSegments',
        ],
        resources: ['*'],
      }),
      new PolicyStatement({
        sid: 'DeliverLogs',
        actions: [
          'logs:CreateLogDelivery',
          'logs:DeleteLogDelivery',
          'logs:DescribeLogGroups',
          'logs:DescribeResourcePolicies',
          'logs:GetLogDelivery',
          'logs:ListLogDeliveries',
          'logs:PutResourcePolicy',
          'logs:UpdateLogDelivery',
        ],
        resources: ['*'],
      }),
      new PolicyStatement({ sid: 'FindStreams', actions: ['dynamodb:ListStreams'], resources: ['*'] }),
    ],
  });
  acknowledge(policy, 'noResourceToName');
  return policy;
};
