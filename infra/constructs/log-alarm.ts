import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { alarmPeriod, impactAlarm } from './impact-alarm.ts';
import type { Setting } from './setting.ts';

interface LogAlarmProps {
  readonly setting: Setting;
  /** Name of the alarm; the metric has the same. */
  readonly name: string;
  readonly logGroups: readonly LogGroup[];
  /** Fields of the JSON log line, such as `$.message`; one of them saying `equals` raises the alarm. */
  readonly fields: readonly string[];
  readonly equals: string;
  readonly what: string;
  readonly impact: string;
}

/** An alarm on the first log line that says something which must never be said. */
export const logAlarm = (scope: Construct, id: string, props: LogAlarmProps): void => {
  const metricNamespace = `Entrepot/${props.setting.stage.name}`;
  const patterns = props.fields.map((field) => FilterPattern.stringValue(field, '=', props.equals));
  props.logGroups.forEach((logGroup, index) => {
    new MetricFilter(scope, `${id}Line${index}`, {
      logGroup,
      metricNamespace,
      metricName: props.name,
      filterPattern: FilterPattern.any(...patterns),
      metricValue: '1',
    });
  });
  impactAlarm(scope, id, props.setting, {
    name: props.name,
    metric: new Metric({
      namespace: metricNamespace,
      metricName: props.name,
      statistic: 'sum',
      period: alarmPeriod,
    }),
    threshold: 0,
    what: props.what,
    impact: props.impact,
  });
};
