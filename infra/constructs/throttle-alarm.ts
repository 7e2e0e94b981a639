import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { SynthesisRefused } from '../refusal.ts';
import { alarmPeriod, impactAlarm } from './impact-alarm.ts';
import type { Setting } from './setting.ts';

/** Most metrics that one alarm may add up (CloudWatch). */
const metricsMax = 10;

interface ThrottleAlarmProps {
  readonly setting: Setting;
  /** Whose functions they are: a context, or a stack for its backbone. */
  readonly owner: string;
  readonly functions: readonly LambdaFunction[];
  readonly impact: string;
}

/**
 * One alarm on throttling for all functions of an owner: concurrency runs out for an account, not for a function, and a stack may
 * have 500 resources.
 */
export const throttleAlarm = (
  scope: Construct,
  { setting, owner, functions, impact }: ThrottleAlarmProps,
) => {
  if (functions.length > metricsMax) {
    throw new SynthesisRefused(`${owner} has ${functions.length} functions; one alarm adds up ${metricsMax}`);
  }
  const throttles: [string, Metric][] = functions.map((each, index) => [
    `f${index}`,
    each.metricThrottles({ period: alarmPeriod, statistic: 'sum' }),
  ]);
  return impactAlarm(scope, 'Throttled', setting, {
    name: `${setting.naming.function(owner, 'functions')}-throttled`,
    metric: new MathExpression({
      expression: throttles.map(([name]) => name).join(' + '),
      usingMetrics: Object.fromEntries(throttles),
      period: alarmPeriod,
    }),
    threshold: 0,
    periods: 3,
    what: `Lambda has refused calls of functions of ${owner} for three minutes.`,
    impact,
  });
};
