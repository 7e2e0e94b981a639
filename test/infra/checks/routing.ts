import { describe, expect, test } from 'vitest';
import type { House } from '../support/houses.ts';
import { at, listAt, textAt } from '../support/template.ts';

/** Over the templates of a house: events. */
export const checkRouting = ({ of, resources }: House): void => {
  describe('events', () => {
    const relays = of('AWS::Lambda::Function').filter(({ properties }) =>
      textAt(properties, 'FunctionName').endsWith('-relay'),
    );
    const variable = (properties: unknown, name: string): Record<string, string> =>
      JSON.parse(textAt(properties, 'Environment', 'Variables', name));

    test('a relay may send to exactly the queues that it is told of', () => {
      for (const { stack, properties } of relays) {
        const contexts = Object.keys(variable(properties, 'CONTEXT_STACKS'));
        const role = of('AWS::IAM::Role').find(
          (one) =>
            one.stack === stack && textAt(one.properties, 'RoleName') === textAt(properties, 'FunctionName'),
        );
        const allowed = listAt(role?.properties, 'Policies', 0, 'PolicyDocument', 'Statement')
          .filter((statement) => listAt(statement, 'Action').includes('sqs:SendMessage'))
          .flatMap((statement) => listAt(statement, 'Resource'))
          .filter((resource) => typeof resource === 'string')
          .map((resource) => String(resource).replace(/^arn:aws:sqs:[^:]+:\d{12}:entrepot-test-/, ''));
        expect(allowed.sort(), stack).toEqual(contexts.sort());
      }
    });

    test('every queue that a relay is told of exists in the stack that it is told', () => {
      const queues = of('AWS::SQS::Queue').map(
        ({ stack, properties }) => `${stack} ${textAt(properties, 'QueueName')}`,
      );
      for (const { properties } of relays) {
        for (const [context, stack] of Object.entries(variable(properties, 'CONTEXT_STACKS'))) {
          expect(queues).toContain(`${stack} entrepot-test-${context}`);
        }
      }
    });

    test('no stack depends on an export of another', () => {
      expect(JSON.stringify(resources)).not.toContain('Fn::ImportValue');
    });

    test('no name is given twice in one account', () => {
      const named = resources.flatMap(({ type, properties }) => {
        const keys = [
          'FunctionName',
          'QueueName',
          'TableName',
          'RoleName',
          'StateMachineName',
          'AlarmName',
          'LogGroupName',
        ];
        return keys.flatMap((key) => {
          const name = at(properties, key);
          return typeof name === 'string' ? [`${type} ${name}`] : [];
        });
      });
      expect(named.filter((name, index) => named.indexOf(name) !== index)).toEqual([]);
    });

    test('no stack outgrows what CloudFormation takes, with room for what is to come', () => {
      for (const name of new Set(resources.map(({ stack }) => stack))) {
        expect(resources.filter(({ stack }) => stack === name).length, name).toBeLessThan(460);
      }
    });

    test('no name is longer than AWS allows', () => {
      for (const { properties } of of('AWS::IAM::Role'))
        expect(textAt(properties, 'RoleName').length).toBeLessThanOrEqual(64);
      for (const { properties } of of('AWS::Lambda::Function')) {
        expect(textAt(properties, 'FunctionName').length).toBeLessThanOrEqual(64);
      }
    });
  });
};
