import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { z } from 'zod';
import { reconcilerEnv, relayEnv, sweeperEnv } from '../../functions/backbone/env.ts';
import { acknowledge } from '../acknowledgements.ts';
import type { ContextPlan } from '../contexts/context.ts';
import { environmentFor } from '../environment.ts';
import { routesFrom } from '../routing.ts';
import { stacksOf } from '../stages/stage.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { HouseFunction } from './house-function.ts';
import { alarmPeriod, impactAlarm } from './impact-alarm.ts';
import { ScheduledRun } from './scheduled-run.ts';
import type { Setting } from './setting.ts';
import { queryWork, readStream, sendTo, touchRows, useTableKey } from './statements.ts';

/** A context of the stack with the table that was made for it. */
export interface Furnished {
  readonly context: ContextPlan;
  readonly table: Table;
}

export interface BackboneProps {
  readonly setting: Setting;
  readonly furnished: readonly Furnished[];
  /** All contexts of the house, for the routes. */
  readonly contexts: readonly ContextPlan[];
}

const relayTimeoutSeconds = 30;
const sweepTimeoutSeconds = 50;
const reconcileTimeoutSeconds = 240;
const memoryMb = 512;
const streamBatchSize = 100;
const streamRetriesMax = 10;
const streamAgeSecondsMax = 6 * 3600;
const iteratorAgeAlarmMs = 60_000;

/** Outbox rows only: `shared/messaging/outbox.ts` writes them under this sort key. */
const outboxInserts = JSON.stringify({
  eventName: ['INSERT'],
  dynamodb: { Keys: { sk: { S: [{ prefix: 'EVENT' }] } } },
});

const namesOf = (furnished: readonly Furnished[], setting: Setting): string =>
  JSON.stringify(
    Object.fromEntries(furnished.map(({ context }) => [context.name, setting.naming.table(context.name)])),
  );

const arnsOf = (furnished: readonly Furnished[]): readonly string[] =>
  furnished.map(({ table }) => table.tableArn);

/**
 * What carries a stack's events and deadlines: the outbox relay behind every table's stream, the sweeper of due deadlines each
 * minute, and the reconciler that every five minutes looks for events nobody delivered.
 */
export class Backbone extends Construct {
  readonly functions: readonly LambdaFunction[];
  private readonly props: BackboneProps;
  private readonly impact: string;

  constructor(scope: Construct, id: string, props: BackboneProps) {
    super(scope, id);
    this.props = props;
    this.impact = props.furnished.map(({ context }) => context.impact).join(' ');
    const withDeadlines = props.furnished.filter(({ context }) => context.deadlines);
    this.functions = [
      this.relay(),
      this.reconciler(),
      ...(withDeadlines.length > 0 ? [this.sweeper(withDeadlines)] : []),
    ];
  }

  private relay(): LambdaFunction {
    const { setting, furnished } = this.props;
    const deadLetters = this.deadLetters('relay');
    acknowledge(deadLetters.queue, 'streamFailuresEndHere');
    const streamArns = furnished.flatMap(({ table }) => table.tableStreamArn ?? []);
    const relay = this.make('relay', relayEnv, relayTimeoutSeconds, [
      readStream(streamArns),
      touchRows(arnsOf(furnished), ['UpdateItem']),
      sendTo([deadLetters.queue.queueArn]),
    ]);
    for (const { context, table } of furnished) {
      new CfnEventSourceMapping(this, `Stream-${context.name}`, {
        functionName: relay.functionName,
        ...(table.tableStreamArn ? { eventSourceArn: table.tableStreamArn } : {}),
        startingPosition: 'TRIM_HORIZON',
        batchSize: streamBatchSize,
        bisectBatchOnFunctionError: true,
        maximumRetryAttempts: streamRetriesMax,
        maximumRecordAgeInSeconds: streamAgeSecondsMax,
        functionResponseTypes: ['ReportBatchItemFailures'],
        filterCriteria: { filters: [{ pattern: outboxInserts }] },
        destinationConfig: { onFailure: { destination: deadLetters.queue.queueArn } },
      });
    }
    impactAlarm(this, 'RelayBehind', setting, {
      name: `${setting.naming.function(setting.stack, 'relay')}-behind`,
      metric: relay.metric('IteratorAge', { period: alarmPeriod, statistic: 'max' }),
      threshold: iteratorAgeAlarmMs,
      periods: 3,
      what: `Events leave the ${setting.stack} tables more than a minute late.`,
      impact: this.impact,
    });
    return relay;
  }

  private reconciler(): LambdaFunction {
    const { furnished } = this.props;
    return this.scheduled(
      'reconciler',
      reconcilerEnv,
      reconcileTimeoutSeconds,
      furnished,
      'rate(5 minutes)',
      [queryWork(arnsOf(furnished)), touchRows(arnsOf(furnished), ['UpdateItem'])],
    );
  }

  private sweeper(withDeadlines: readonly Furnished[]): LambdaFunction {
    return this.scheduled('sweeper', sweeperEnv, sweepTimeoutSeconds, withDeadlines, 'rate(1 minute)', [
      queryWork(arnsOf(withDeadlines)),
      touchRows(arnsOf(withDeadlines), ['PutItem', 'DeleteItem']),
    ]);
  }

  private scheduled(
    name: string,
    env: z.ZodObject,
    timeoutSeconds: number,
    furnished: readonly Furnished[],
    expression: string,
    statements: readonly PolicyStatement[],
  ): LambdaFunction {
    const { setting } = this.props;
    const deadLetterQueue = this.deadLetters(name).queue;
    const target = this.make(name, env, timeoutSeconds, statements, { furnished, deadLetterQueue });
    new ScheduledRun(this, `Run-${name}`, {
      setting,
      name: setting.naming.function(setting.stack, name),
      expression,
      target,
      deadLetterQueue,
    });
    return target;
  }

  private make(
    name: string,
    env: z.ZodObject,
    timeoutSeconds: number,
    statements: readonly PolicyStatement[],
    options: { furnished?: readonly Furnished[]; deadLetterQueue?: DeadLetterQueue['queue'] } = {},
  ): LambdaFunction {
    const { setting } = this.props;
    const wiring = this.wiring(options.furnished ?? this.props.furnished);
    const environment = environmentFor(`functions/backbone/env.ts (for ${name})`, env, wiring);
    const sends = 'QUEUE_BASE_URLS' in environment ? this.queueArns() : [];
    const made = new HouseFunction(this, name, {
      setting,
      owner: setting.stack,
      name,
      entry: `backbone/${name}`,
      environment,
      statements: [
        ...statements,
        ...(sends.length > 0 ? [sendTo(sends)] : []),
        ...(setting.isRegulated ? [useTableKey(setting.key)] : []),
      ],
      timeoutSeconds,
      memoryMb,
      impact: this.impact,
      ...(options.deadLetterQueue ? { deadLetterQueue: options.deadLetterQueue } : {}),
    });
    return made.function;
  }

  private deadLetters(name: string): DeadLetterQueue {
    const { setting } = this.props;
    return new DeadLetterQueue(this, `DeadLetters-${name}`, {
      setting,
      name: `${setting.naming.function(setting.stack, name)}-dlq`,
      impact: this.impact,
    });
  }

  /** Contexts that take an event which may arise in this stack. */
  private receivers(): readonly ContextPlan[] {
    const names = new Set(Object.values(routesFrom(this.props.setting.stack, this.props.contexts)).flat());
    return this.props.contexts.filter((context) => names.has(context.name));
  }

  private queueArns(): readonly string[] {
    const { naming } = this.props.setting;
    return this.receivers().map((context) => naming.queueArn(context.stack, context.name));
  }

  private wiring(furnished: readonly Furnished[]): Record<string, string> {
    const { stage, naming } = this.props.setting;
    const baseUrls = stacksOf(stage).map((stack) => [stack, naming.queueBaseUrl(stack)]);
    const stacks = this.receivers().map((context) => [context.name, context.stack]);
    return {
      STAGE: stage.name,
      TABLES: namesOf(furnished, this.props.setting),
      QUEUE_BASE_URLS: JSON.stringify(Object.fromEntries(baseUrls)),
      CONTEXT_STACKS: JSON.stringify(Object.fromEntries(stacks)),
    };
  }
}
