import { Tags } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import type { ContextPlan, FunctionPlan } from '../contexts/context.ts';
import { sendersTo } from '../routing.ts';
import { ContextBucket } from './context-bucket.ts';
import { wireFunction } from './context-function.ts';
import { ContextTable } from './context-table.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { functionAlarms } from './function-alarms.ts';
import { HouseFunction } from './house-function.ts';
import { alarmPeriod, impactAlarm } from './impact-alarm.ts';
import { logAlarm } from './log-alarm.ts';
import { ContextQueue, consume } from './queue-consumer.ts';
import { ScheduledRun } from './scheduled-run.ts';
import type { Setting } from './setting.ts';
import { consumeQueue, readStream, sendTo } from './statements.ts';
import { followStream } from './stream-consumer.ts';
import { Workflow } from './workflow.ts';

interface ContextPartsProps {
  readonly setting: Setting;
  readonly context: ContextPlan;
  /** All contexts of the house: who may send to the queue follows from what they emit. */
  readonly contexts: readonly ContextPlan[];
  readonly cursorSecret: Secret;
}

/** Seconds that one invocation may take unless the plan says otherwise; a caller of the API does not wait longer than 15. */
const timeoutSecondsOf: Readonly<Record<string, number>> = {
  api: 15,
  authorizer: 5,
  consumers: 30,
  steps: 30,
};
const otherTimeoutSeconds = 60;
const defaultMemoryMb = 512;
/** How long a batch of a table's own stream may fill up, so that few invocations do much. */
const streamWindowSeconds = 1;
const iteratorAgeAlarmMs = 60_000;

const timeoutOf = (name: string, plan: FunctionPlan): number =>
  plan.timeoutSeconds ?? timeoutSecondsOf[name] ?? otherTimeoutSeconds;

/** Everything that one context brings to its stack: table, functions, queue, schedules, machines. */
export class ContextParts extends Construct {
  readonly context: ContextPlan;
  readonly table: Table;
  readonly queue: Queue | undefined;
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly machines: readonly StateMachine[];
  private readonly props: ContextPartsProps;
  private readonly logGroups: LogGroup[] = [];

  constructor(scope: Construct, id: string, props: ContextPartsProps) {
    super(scope, id);
    this.props = props;
    this.context = props.context;
    const { setting, context } = props;
    Tags.of(this).add('entrepot:context', context.name);
    this.table = new ContextTable(this, 'Table', {
      setting,
      context: context.name,
      impact: context.impact,
    }).table;
    this.queue = this.makeQueue();
    const { folders } = context;
    if (folders) new ContextBucket(this, 'Bucket', { setting, context: context.name, folders });
    this.functions = new Map(
      Object.entries(context.functions).map(([name, plan]) => [name, this.makeFunction(name, plan)]),
    );
    functionAlarms(this, {
      setting,
      owner: context.name,
      functions: [...this.functions.values()],
      impact: context.impact,
    });
    this.feedConsumer();
    this.watchInvariants();
    this.machines = Object.entries(context.workflows ?? {}).map(
      ([leg, build]) =>
        new Workflow(this, `Leg-${leg}`, {
          setting,
          leg,
          build,
          stepsContext: context.name,
          impact: context.impact,
        }).machine,
    );
  }

  private makeQueue(): Queue | undefined {
    const { setting, context, contexts } = this.props;
    const consumers = context.functions.consumers;
    if (!consumers) return undefined;
    return new ContextQueue(this, 'Events', {
      setting,
      context: context.name,
      impact: context.impact,
      consumerTimeoutSeconds: timeoutOf('consumers', consumers),
      senders: sendersTo(context, contexts),
    }).queue;
  }

  private makeFunction(name: string, plan: FunctionPlan): LambdaFunction {
    const { setting, context } = this.props;
    const around = { setting, context, table: this.table, cursorSecret: this.props.cursorSecret };
    const { environment, statements } = wireFunction(around, name, plan);
    const feeds = name === 'consumers' && this.queue ? [consumeQueue(this.queue.queueArn)] : [];
    const deadLetterQueue = plan.schedule === undefined ? undefined : this.deadLetters(name);
    const streamArn = plan.follows === undefined ? undefined : this.table.tableStreamArn;
    const lost = streamArn === undefined ? undefined : this.deadLetters(name);
    const follows = streamArn && lost ? [readStream([streamArn]), sendTo([lost.queueArn])] : [];
    const made = new HouseFunction(this, `Function-${name}`, {
      setting,
      owner: context.name,
      name,
      entry: `${context.name}/${name}`,
      environment,
      statements: [...statements, ...feeds, ...follows],
      timeoutSeconds: timeoutOf(name, plan),
      memoryMb: plan.memoryMb ?? defaultMemoryMb,
      ...(deadLetterQueue ? { deadLetterQueue } : {}),
    });
    this.logGroups.push(made.logGroup);
    if (plan.schedule !== undefined && deadLetterQueue) {
      new ScheduledRun(this, `Run-${name}`, {
        setting,
        name: setting.naming.function(context.name, name),
        expression: plan.schedule,
        target: made.function,
        deadLetterQueue,
      });
    }
    if (plan.follows !== undefined && streamArn && lost) {
      const changes = plan.followsChanges ?? false;
      this.follow(name, made.function, { sortKeyPrefix: plan.follows, changes, streamArn, lost });
    }
    if (plan.alarm) {
      logAlarm(this, `Alarm-${name}`, {
        setting,
        name: `${setting.naming.function(context.name, name)}-alarm`,
        logGroups: [made.logGroup],
        fields: ['$.message'],
        equals: plan.alarm.message,
        what: plan.alarm.what,
        impact: context.impact,
      });
    }
    return made.function;
  }

  private follow(
    name: string,
    consumer: LambdaFunction,
    source: {
      readonly sortKeyPrefix: string;
      readonly changes: boolean;
      readonly streamArn: string;
      readonly lost: Queue;
    },
  ): void {
    const { setting, context } = this.props;
    const { sortKeyPrefix, changes, streamArn, lost } = source;
    acknowledge(lost, 'streamFailuresEndHere');
    followStream(this, `Stream-${name}`, {
      consumer,
      streamArn,
      sortKeyPrefix,
      changes,
      deadLetterQueueArn: lost.queueArn,
      windowSeconds: streamWindowSeconds,
    });
    impactAlarm(this, `Behind-${name}`, setting, {
      name: `${setting.naming.function(context.name, name)}-behind`,
      metric: consumer.metric('IteratorAge', { period: alarmPeriod, statistic: 'max' }),
      threshold: iteratorAgeAlarmMs,
      periods: 3,
      what: `Rows of ${context.name} are worked on more than a minute late.`,
      impact: context.impact,
    });
  }

  private deadLetters(name: string): Queue {
    const { setting, context } = this.props;
    return new DeadLetterQueue(this, `DeadLetters-${name}`, {
      setting,
      name: `${setting.naming.function(context.name, name)}-dlq`,
      impact: context.impact,
    }).queue;
  }

  private feedConsumer(): void {
    const consumer = this.functions.get('consumers');
    if (!consumer || !this.queue) return;
    const concurrency = this.props.setting.stage.consumerConcurrency;
    consume(this, { queue: this.queue, consumer, concurrency });
  }

  /** A broken invariant is our bug or corrupt data: somebody looks at once, however rare it is. */
  private watchInvariants(): void {
    const { setting, context } = this.props;
    logAlarm(this, 'InvariantBroken', {
      setting,
      name: `${setting.naming.named(context.name)}-invariant-broken`,
      logGroups: this.logGroups,
      // Where our logger and where the runtime (for what nobody caught) write an error's name.
      fields: ['$.error.name', '$.message.errorType', '$.errorType'],
      equals: 'InvariantViolation',
      what: `An invariant of ${context.name} does not hold.`,
      impact: context.impact,
    });
  }
}
