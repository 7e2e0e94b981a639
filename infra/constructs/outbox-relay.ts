import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { relayEnv } from '../../functions/backbone/env.ts';
import { acknowledge } from '../acknowledgements.ts';
import { type BackboneProps, backboneFunction, impactOf, tableArnsOf } from './backbone-function.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { alarmPeriod, impactAlarm } from './impact-alarm.ts';
import { readStream, sendTo, touchRows } from './statements.ts';
import { followStream } from './stream-consumer.ts';

const timeoutSeconds = 30;
const iteratorAgeAlarmMs = 60_000;

/** Outbox rows only: `shared/messaging/outbox.ts` writes them under this sort key. */
const outboxSortKey = 'EVENT';

/** Carries committed events from the streams of a stack's tables to the queues that subscribed. One function a stack. */
export class OutboxRelay extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: BackboneProps) {
    super(scope, id);
    const { setting } = props;
    const relayName = setting.naming.function(setting.stack, 'relay');
    const impact = impactOf(props);
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      setting,
      name: `${relayName}-dlq`,
      impact,
    });
    acknowledge(deadLetters.queue, 'streamFailuresEndHere');
    const streamArns = props.furnished.flatMap(({ table }) => table.tableStreamArn ?? []);
    this.function = backboneFunction(this, {
      ...props,
      name: 'relay',
      env: relayEnv,
      timeoutSeconds,
      statements: [
        readStream(streamArns),
        touchRows(tableArnsOf(props), ['UpdateItem']),
        sendTo([deadLetters.queue.queueArn]),
      ],
    }).function;
    for (const { context, table } of props.furnished) {
      if (table.tableStreamArn === undefined) continue;
      this.follow(context.name, table.tableStreamArn, deadLetters.queue.queueArn);
    }
    impactAlarm(this, 'Behind', setting, {
      name: `${relayName}-behind`,
      metric: this.function.metric('IteratorAge', { period: alarmPeriod, statistic: 'max' }),
      threshold: iteratorAgeAlarmMs,
      periods: 3,
      what: `Events leave the ${setting.stack} tables more than a minute late.`,
      impact,
    });
  }

  private follow(context: string, streamArn: string, deadLetterQueueArn: string): void {
    followStream(this, `Stream-${context}`, {
      consumer: this.function,
      streamArn,
      sortKeyPrefix: outboxSortKey,
      deadLetterQueueArn,
    });
  }
}
