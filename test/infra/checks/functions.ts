import { describe, expect, test } from 'vitest';
import type { House } from '../support/houses.ts';
import { at, listAt, numberAt, referenced, textAt } from '../support/template.ts';

/** Over the templates of a house: functions. */
export const checkFunctions = ({ of, resources }: House): void => {
  describe('functions', () => {
    const functions = of('AWS::Lambda::Function');
    const byId = new Map(resources.map((one) => [`${one.stack}/${one.id}`, one]));
    const behind = (stack: string, value: unknown) => byId.get(`${stack}/${referenced(value)}`);

    test('each says how long it may take and how much memory it has', () => {
      for (const { id, properties } of functions) {
        expect(numberAt(properties, 'Timeout'), id).toBeGreaterThan(3);
        expect(numberAt(properties, 'MemorySize'), id).toBeGreaterThan(128);
      }
    });

    test('each runs on Node 24 and arm64 and is traced', () => {
      for (const { id, properties } of functions) {
        expect(at(properties, 'Runtime'), id).toBe('nodejs24.x');
        expect(at(properties, 'Architectures'), id).toEqual(['arm64']);
        expect(at(properties, 'TracingConfig', 'Mode'), id).toBe('Active');
      }
    });

    test('each has a log group of its own, in JSON, that forgets in time', () => {
      const groups = functions.map(({ stack, id, properties }) => {
        const group = behind(stack, at(properties, 'LoggingConfig', 'LogGroup'));
        expect(group?.type, id).toBe('AWS::Logs::LogGroup');
        expect(at(properties, 'LoggingConfig', 'LogFormat'), id).toBe('JSON');
        return `${stack}/${group?.id}`;
      });
      expect(new Set(groups).size).toBe(functions.length);
      for (const { id, properties } of of('AWS::Logs::LogGroup')) {
        expect(numberAt(properties, 'RetentionInDays'), id).toBe(30);
      }
    });

    test('each has a role of its own', () => {
      const roles = functions.map(({ stack, id, properties }) => {
        const role = behind(stack, at(properties, 'Role'));
        expect(role?.type, id).toBe('AWS::IAM::Role');
        return `${stack}/${role?.id}`;
      });
      expect(new Set(roles).size).toBe(functions.length);
    });

    test('no variable holds a secret, only its name or address', () => {
      for (const { id, properties } of functions) {
        const variables = Object.entries(at(properties, 'Environment', 'Variables') ?? {});
        for (const [name, value] of variables) {
          expect(JSON.stringify(value), `${id} ${name}`).not.toContain('{{resolve:secretsmanager');
          if (/SECRET|KEY|TOKEN|PASSWORD/.test(name)) expect(name, id).toMatch(/_(ARN|NAME)$/);
        }
      }
    });

    test('a function that runs by the clock keeps what failed, as does its schedule', () => {
      const schedules = of('AWS::Scheduler::Schedule');
      expect(schedules.length).toBeGreaterThan(0);
      for (const { stack, id, properties } of schedules) {
        const target = behind(stack, at(properties, 'Target', 'Arn'));
        const ofSchedule = behind(stack, at(properties, 'Target', 'DeadLetterConfig', 'Arn'));
        const ofFunction = behind(stack, at(target?.properties, 'DeadLetterConfig', 'TargetArn'));
        expect(ofSchedule?.type, id).toBe('AWS::SQS::Queue');
        expect(ofFunction?.id, id).toBe(ofSchedule?.id);
        expect(numberAt(properties, 'Target', 'RetryPolicy', 'MaximumRetryAttempts'), id).toBeGreaterThan(0);
      }
    });

    test('each shares an alarm on failures and one on throttling', () => {
      const watched = new Map<string, string[]>();
      const note = (stack: string, metric: unknown) => {
        if (at(metric, 'Namespace') !== 'AWS/Lambda') return;
        const key = `${stack}/${referenced(at(metric, 'Dimensions', 0, 'Value'))}`;
        watched.set(key, [...(watched.get(key) ?? []), textAt(metric, 'MetricName')]);
      };
      for (const { stack, properties } of of('AWS::CloudWatch::Alarm')) {
        note(stack, properties);
        const added = at(properties, 'Metrics') === undefined ? [] : listAt(properties, 'Metrics');
        for (const each of added) note(stack, at(each, 'MetricStat', 'Metric'));
      }
      for (const { stack, id } of functions) {
        expect(watched.get(`${stack}/${id}`), id).toEqual(expect.arrayContaining(['Errors', 'Throttles']));
      }
    });

    test('every alarm says whom it hurts, and tells somebody', () => {
      for (const { id, properties } of of('AWS::CloudWatch::Alarm')) {
        expect(textAt(properties, 'AlarmDescription'), id).toMatch(/\. Impact: .{10,}\.$/);
        expect(textAt(properties, 'AlarmDescription').length, id).toBeLessThanOrEqual(1024);
        expect(listAt(properties, 'AlarmActions'), id).toHaveLength(1);
      }
    });

    test('every stack has a dashboard', () => {
      const stacks = [...new Set(resources.map(({ stack }) => stack))];
      const dashboards = of('AWS::CloudWatch::Dashboard').map(({ stack }) => stack);
      expect([...dashboards].sort()).toEqual(stacks.sort());
    });
  });
};
