import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { z } from 'zod';
import { reconcilerEnv, sweeperEnv } from '../../functions/backbone/env.ts';
import { type BackboneProps, backboneFunction, impactOf, tableArnsOf } from './backbone-function.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { HouseFunction } from './house-function.ts';
import { logAlarm } from './log-alarm.ts';
import { ScheduledRun } from './scheduled-run.ts';
import { queryWork, touchRows } from './statements.ts';

interface Watch {
  readonly name: 'sweeper' | 'reconciler';
  readonly env: z.ZodObject;
  readonly expression: string;
  readonly timeoutSeconds: number;
  readonly statements: readonly PolicyStatement[];
}

/** Runs a backbone function by the clock, with one dead-letter queue for the schedule and the function. */
const watchTables = (scope: Construct, props: BackboneProps, watch: Watch): HouseFunction => {
  const { setting } = props;
  const name = setting.naming.function(setting.stack, watch.name);
  const deadLetterQueue = new DeadLetterQueue(scope, 'DeadLetters', {
    setting,
    name: `${name}-dlq`,
    impact: impactOf(props),
  }).queue;
  const made = backboneFunction(scope, { ...props, ...watch, deadLetterQueue });
  new ScheduledRun(scope, 'Run', {
    setting,
    name,
    expression: watch.expression,
    target: made.function,
    deadLetterQueue,
  });
  return made;
};

/** Fires due deadlines of a stack's contexts, each minute: the row goes and its event comes, in one transaction. */
export class DeadlineSweeper extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: BackboneProps) {
    super(scope, id);
    const tableArns = tableArnsOf(props);
    this.function = watchTables(this, props, {
      name: 'sweeper',
      env: sweeperEnv,
      expression: 'rate(1 minute)',
      timeoutSeconds: 50,
      statements: [queryWork(tableArns), touchRows(tableArns, ['PutItem', 'DeleteItem'])],
    }).function;
  }
}

/** What `functions/backbone/reconciler.ts` logs when it had to step in. */
const redeliveredMessage = 'Undelivered events were sent again';

/** Sends again, every five minutes, what the relay of a stack never delivered; that it had to is an alarm. */
export class Reconciler extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: BackboneProps) {
    super(scope, id);
    const { setting } = props;
    const tableArns = tableArnsOf(props);
    const made = watchTables(this, props, {
      name: 'reconciler',
      env: reconcilerEnv,
      expression: 'rate(5 minutes)',
      timeoutSeconds: 240,
      statements: [queryWork(tableArns), touchRows(tableArns, ['UpdateItem'])],
    });
    this.function = made.function;
    logAlarm(this, 'Redelivered', {
      setting,
      name: `${setting.naming.function(setting.stack, 'reconciler')}-redelivered`,
      logGroups: [made.logGroup],
      fields: ['$.message'],
      equals: redeliveredMessage,
      what: `Events of ${setting.stack} were lost on their way and have been sent again.`,
      impact: impactOf(props),
    });
  }
}
