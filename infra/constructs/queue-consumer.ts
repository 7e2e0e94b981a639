import { Duration } from 'aws-cdk-lib';
import { AccountPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import { placeOf, type StackName } from '../stages/stage.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { alarmPeriod, impactAlarm } from './impact-alarm.ts';
import type { Setting } from './setting.ts';

/** A message is hidden at least this many times the consumer's timeout (AWS's own advice). */
const visibilityFactor = 6;

const receivesMax = 5;
const batchSize = 10;
const ageAlarmSeconds = 3600;

interface ContextQueueProps {
  readonly setting: Setting;
  readonly context: string;
  readonly impact: string;
  /** Timeout of the function that will consume it. */
  readonly consumerTimeoutSeconds: number;
  /** Stacks whose relay may send to it. */
  readonly senders: readonly StackName[];
}

/** The queue of events that a context subscribes to, with its dead-letter queue and its alarms. */
export class ContextQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: ContextQueueProps) {
    super(scope, id);
    const { setting, context } = props;
    const queueName = setting.naming.named(context);
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      setting,
      name: `${queueName}-dlq`,
      impact: props.impact,
    });
    this.queue = new Queue(this, 'Queue', {
      queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(props.consumerTimeoutSeconds * visibilityFactor),
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: receivesMax },
      removalPolicy: setting.whenRemoved,
    });
    for (const sender of props.senders) this.queue.addToResourcePolicy(this.relayOf(sender, setting));
    impactAlarm(this, 'TooOld', setting, {
      name: `${queueName}-too-old`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: alarmPeriod, statistic: 'max' }),
      threshold: ageAlarmSeconds,
      what: `An event has waited for ${context} for more than an hour.`,
      impact: props.impact,
    });
  }

  /** The relay's role is named in a condition, so that this stack can be deployed before that role exists. */
  private relayOf(sender: StackName, setting: Setting): PolicyStatement {
    return new PolicyStatement({
      sid: `RelayOf${sender}`,
      effect: Effect.ALLOW,
      principals: [new AccountPrincipal(placeOf(setting.stage, sender).account)],
      actions: ['sqs:SendMessage'],
      resources: [this.queue.queueArn],
      conditions: { ArnEquals: { 'aws:PrincipalArn': setting.naming.roleArn(sender, sender, 'relay') } },
    });
  }
}

/** Feeds a queue to its consumer, ten messages at a time; only those that failed come back. */
export const consume = (
  scope: Construct,
  props: { readonly queue: Queue; readonly consumer: IFunction; readonly concurrency: number },
): CfnEventSourceMapping => {
  const mapping = new CfnEventSourceMapping(scope, 'Source', {
    eventSourceArn: props.queue.queueArn,
    functionName: props.consumer.functionName,
    batchSize,
    functionResponseTypes: ['ReportBatchItemFailures'],
    scalingConfig: { maximumConcurrency: props.concurrency },
  });
  acknowledge(mapping, 'queueRedrivesInstead');
  return mapping;
};
