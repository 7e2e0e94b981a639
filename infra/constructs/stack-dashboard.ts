import { Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { alarmPeriod } from './impact-alarm.ts';
import type { Setting } from './setting.ts';

interface DashboardSubjects {
  readonly functions: readonly IFunction[];
  readonly queues: readonly IQueue[];
  readonly machines: readonly IStateMachine[];
}

const widgetWidth = 12;
const sum = { period: alarmPeriod, statistic: 'sum' };
const worst = { period: alarmPeriod, statistic: 'max' };

/** One page for the person on call: what fails, what waits, what is slow, in one stack. */
export const stackDashboard = (
  scope: Construct,
  setting: Setting,
  subjects: DashboardSubjects,
): Dashboard => {
  const graph = (title: string, metrics: readonly IMetric[]) =>
    metrics.length === 0 ? [] : [new GraphWidget({ title, width: widgetWidth, left: [...metrics] })];
  const { functions, queues, machines } = subjects;
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: setting.naming.named(setting.stack),
    widgets: [
      [
        ...graph(
          'Function errors',
          functions.map((one) => one.metricErrors(sum)),
        ),
        ...graph(
          'Function duration, p99',
          functions.map((one) => one.metricDuration({ period: alarmPeriod, statistic: 'p99' })),
        ),
      ],
      [
        ...graph(
          'Events waiting',
          queues.map((one) => one.metricApproximateNumberOfMessagesVisible(worst)),
        ),
        ...graph(
          'Age of the oldest event, seconds',
          queues.map((one) => one.metricApproximateAgeOfOldestMessage(worst)),
        ),
      ],
      [
        ...graph(
          'Legs started',
          machines.map((one) => one.metricStarted(sum)),
        ),
        ...graph(
          'Legs failed',
          machines.map((one) => one.metricFailed(sum)),
        ),
      ],
    ],
  });
};
