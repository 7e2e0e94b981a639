import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { placeOf } from '../stages/stage.ts';
import type { Setting } from './setting.ts';
import { invoke, sendTo } from './statements.ts';

interface ScheduledRunProps {
  readonly setting: Setting;
  /** Name of the schedule and, with `-schedule`, of its role. */
  readonly name: string;
  /** `rate(…)` or `cron(…)`, in UTC. */
  readonly expression: string;
  readonly target: IFunction;
  readonly deadLetterQueue: IQueue;
}

const eventAgeSecondsMax = 3600;

/** Runs a function by the clock, under a role that may call that one function; what cannot be delivered is kept. */
export class ScheduledRun extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledRunProps) {
    super(scope, id);
    const { account } = placeOf(props.setting.stage, props.setting.stack);
    const role = new Role(this, 'Role', {
      roleName: `${props.name}-schedule`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
      inlinePolicies: {
        least: new PolicyDocument({
          statements: [invoke([props.target.functionArn]), sendTo([props.deadLetterQueue.queueArn])],
        }),
      },
    });
    new CfnSchedule(this, 'Schedule', {
      name: props.name,
      scheduleExpression: props.expression,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: props.target.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: props.deadLetterQueue.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: eventAgeSecondsMax, maximumRetryAttempts: 3 },
      },
    });
  }
}
