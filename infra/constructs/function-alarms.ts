import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { SynthesisRefused } from '../refusal.ts';
import { alarmPeriod, impactAlarm } from './impact-alarm.ts';
import type { Setting } from './setting.ts';

/** Most metrics that one alarm may add up (CloudWatch). */
const metricsMax = 10;

interface FunctionAlarmsProps {
  readonly setting: Setting;
  /** Whose functions they are: a context, or a stack for its backbone. */
  readonly owner: string;
  readonly functions: readonly LambdaFunction[];
  readonly impact: string;
}

const sumOf = (metrics: readonly Metric[]): MathExpression =>
  new MathExpression({
    expression: metrics.map((_, index) => `f${index}`).join(' + '),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`f${index}`, metric])),
    period: alarmPeriod,
  });

/**
 * One alarm on errors and one on throttling for all functions of an owner: they hurt the same people, the dashboard shows which of
 * them it is, and a stack may have 500 resources only. Throws SynthesisRefused when there are more than one alarm can add up.
 */
export const functionAlarms = (
  scope: Construct,
  { setting, owner, functions, impact }: FunctionAlarmsProps,
): void => {
  if (functions.length > metricsMax) {
    throw new SynthesisRefused(`${owner} has ${functions.length} functions; one alarm adds up ${metricsMax}`);
  }
  const name = setting.naming.function(owner, 'functions');
  const over = { period: alarmPeriod, statistic: 'sum' };
  impactAlarm(scope, 'Failing', setting, {
    name: `${name}-failing`,
    metric: sumOf(functions.map((each) => each.metricErrors(over))),
    threshold: 0,
    periods: 3,
    what: `Functions of ${owner} have failed in three minutes running.`,
    impact,
  });
  impactAlarm(scope, 'Throttled', setting, {
    name: `${name}-throttled`,
    metric: sumOf(functions.map((each) => each.metricThrottles(over))),
    threshold: 0,
    periods: 3,
    what: `Lambda has refused calls of functions of ${owner} for three minutes.`,
    impact,
  });
};
