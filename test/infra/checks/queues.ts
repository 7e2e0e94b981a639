import { describe, expect, test } from 'vitest';
import type { House } from '../support/houses.ts';
import { at, listAt, numberAt, type Resource, referenced } from '../support/template.ts';

/** Over the templates of a house: queues. */
export const checkQueues = ({ of, resources }: House): void => {
  describe('queues', () => {
    const queues = of('AWS::SQS::Queue');
    const find = (stack: string, value: unknown): Resource | undefined =>
      resources.find((one) => one.stack === stack && one.id === referenced(value));
    const isDeadLetterQueue = ({ properties }: Resource) => /-dlq$/.test(String(at(properties, 'QueueName')));
    const consumers = of('AWS::Lambda::EventSourceMapping').filter(
      ({ stack, properties }) => find(stack, at(properties, 'EventSourceArn'))?.type === 'AWS::SQS::Queue',
    );

    test('each either is a dead-letter queue or redrives to one after at least three tries', () => {
      for (const queue of queues.filter((one) => !isDeadLetterQueue(one))) {
        const target = find(queue.stack, at(queue.properties, 'RedrivePolicy', 'deadLetterTargetArn'));
        expect(target && isDeadLetterQueue(target), queue.id).toBe(true);
        expect(
          numberAt(queue.properties, 'RedrivePolicy', 'maxReceiveCount'),
          queue.id,
        ).toBeGreaterThanOrEqual(3);
      }
    });

    test('a dead-letter queue keeps longer than its source: 14 days against 4', () => {
      for (const queue of queues) {
        const seconds = numberAt(queue.properties, 'MessageRetentionPeriod');
        expect(seconds, queue.id).toBe(isDeadLetterQueue(queue) ? 1_209_600 : 345_600);
      }
    });

    test('each is encrypted and refuses plain HTTP', () => {
      const policies = of('AWS::SQS::QueuePolicy');
      for (const { stack, id, properties } of queues) {
        expect(at(properties, 'SqsManagedSseEnabled'), id).toBe(true);
        const policy = policies.find(
          (one) => one.stack === stack && referenced(at(one.properties, 'Queues', 0)) === id,
        );
        const denies = listAt(policy?.properties, 'PolicyDocument', 'Statement').filter(
          (statement) => at(statement, 'Condition', 'Bool', 'aws:SecureTransport') === 'false',
        );
        expect(
          denies.map((statement) => at(statement, 'Effect')),
          id,
        ).toEqual(['Deny']);
      }
    });

    test('each has an alarm: depth of a dead-letter queue, age of any other', () => {
      const alarms = of('AWS::CloudWatch::Alarm').filter(
        ({ properties }) => at(properties, 'Namespace') === 'AWS/SQS',
      );
      for (const queue of queues) {
        const metrics = alarms
          .filter(({ stack }) => stack === queue.stack)
          .filter(({ properties }) => at(properties, 'Dimensions', 0, 'Value', 'Fn::GetAtt', 0) === queue.id)
          .map(({ properties }) => at(properties, 'MetricName'));
        expect(metrics, queue.id).toEqual([
          isDeadLetterQueue(queue) ? 'ApproximateNumberOfMessagesVisible' : 'ApproximateAgeOfOldestMessage',
        ]);
      }
    });

    test('a message stays hidden at least six times as long as its consumer may take', () => {
      for (const { stack, id, properties } of consumers) {
        const queue = find(stack, at(properties, 'EventSourceArn'));
        const consumer = find(stack, at(properties, 'FunctionName'));
        const hidden = numberAt(queue?.properties, 'VisibilityTimeout');
        expect(hidden, id).toBeGreaterThanOrEqual(6 * numberAt(consumer?.properties, 'Timeout'));
        expect(numberAt(properties, 'BatchSize'), id).toBe(10);
      }
    });

    test('every event source gives back only what failed', () => {
      const mappings = of('AWS::Lambda::EventSourceMapping');
      expect(mappings.length).toBeGreaterThan(0);
      for (const { id, properties } of mappings) {
        expect(at(properties, 'FunctionResponseTypes'), id).toEqual(['ReportBatchItemFailures']);
      }
    });

    test('a stream gives up on a poisoned record in the end, and keeps it', () => {
      const streams = of('AWS::Lambda::EventSourceMapping').filter((one) => !consumers.includes(one));
      const followed = new Set(
        streams.map(({ properties }) => JSON.stringify(at(properties, 'EventSourceArn'))),
      );
      expect(followed.size).toBe(of('AWS::DynamoDB::Table').length);
      for (const { stack, id, properties } of streams) {
        expect(at(properties, 'BisectBatchOnFunctionError'), id).toBe(true);
        expect(numberAt(properties, 'MaximumRetryAttempts'), id).toBe(10);
        expect(numberAt(properties, 'MaximumRecordAgeInSeconds'), id).toBeLessThan(86_400);
        const destination = find(stack, at(properties, 'DestinationConfig', 'OnFailure', 'Destination'));
        expect(destination && isDeadLetterQueue(destination), id).toBe(true);
      }
    });

    test('only named relays may send to a queue from outside its account', () => {
      for (const { id, properties } of of('AWS::SQS::QueuePolicy')) {
        const allows = listAt(properties, 'PolicyDocument', 'Statement').filter(
          (statement) => at(statement, 'Effect') === 'Allow',
        );
        for (const statement of allows) {
          expect(at(statement, 'Action'), id).toBe('sqs:SendMessage');
          expect(at(statement, 'Condition', 'ArnEquals', 'aws:PrincipalArn'), id).toMatch(
            /^arn:aws:iam::\d{12}:role\/entrepot-test-(market|trade|regulated|sandbox)-relay$/,
          );
        }
      }
    });
  });
};
