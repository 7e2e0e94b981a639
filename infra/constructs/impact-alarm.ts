import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import type { Setting } from './setting.ts';

interface ImpactAlarmProps {
  readonly name: string;
  readonly metric: IMetric;
  /** The alarm fires above this. */
  readonly threshold: number;
  /** Periods in a row above the threshold; 1 unless told. */
  readonly periods?: number;
  /** What was seen, one sentence. */
  readonly what: string;
  /** What it means for the people outside, one sentence. */
  readonly impact: string;
}

/** The period over which alarms look. */
export const alarmPeriod = Duration.minutes(1);

/** An alarm that says whom it hurts: its description ends with an impact sentence. */
export const impactAlarm = (
  scope: Construct,
  id: string,
  setting: Setting,
  props: ImpactAlarmProps,
): Alarm => {
  const alarm = new Alarm(scope, id, {
    alarmName: props.name,
    alarmDescription: `${props.what} Impact: ${props.impact}`,
    metric: props.metric,
    threshold: props.threshold,
    evaluationPeriods: props.periods ?? 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(setting.alarmTopic));
  return alarm;
};
