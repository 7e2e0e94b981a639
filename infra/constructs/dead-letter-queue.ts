import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import { alarmPeriod, impactAlarm } from './impact-alarm.ts';
import type { Setting } from './setting.ts';

interface DeadLetterQueueProps {
  readonly setting: Setting;
  readonly name: string;
  readonly impact: string;
}

/** Where undeliverable work waits, for 14 days, until a person has mended its cause; the first message raises an alarm. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      queueName: props.name,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: props.setting.whenRemoved,
    });
    acknowledge(this.queue, 'deadLetterQueueEndsHere');
    impactAlarm(this, 'NotEmpty', props.setting, {
      name: `${props.name}-not-empty`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: 'max' }),
      threshold: 0,
      what: `Work that failed for good lies in ${props.name}.`,
      impact: props.impact,
    });
  }
}
