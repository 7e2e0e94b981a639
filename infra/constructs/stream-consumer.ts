import { CfnEventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** Halving a failing batch down to the record that fails takes seven of these for a batch of a hundred. */
const retriesMax = 10;
/** Well inside the 24 hours after which a stream forgets; a schedule takes over from there. */
const recordAgeSecondsMax = 6 * 3600;
const batchSize = 100;

interface StreamConsumerProps {
  readonly consumer: LambdaFunction;
  readonly streamArn: string;
  /** Sort keys of the rows whose insertion it is told of begin with this. */
  readonly sortKeyPrefix: string;
  /** Whether it is told of rows that change as well. */
  readonly changes?: boolean;
  readonly deadLetterQueueArn: string;
  /** Seconds that a batch may fill up for. */
  readonly windowSeconds?: number;
}

/** Feeds a function with the rows that are inserted into a table (or change), in the order of the stream; it answers from where it failed. */
export const followStream = (scope: Construct, id: string, props: StreamConsumerProps): void => {
  const wanted = JSON.stringify({
    eventName: props.changes ? ['INSERT', 'MODIFY'] : ['INSERT'],
    dynamodb: { Keys: { sk: { S: [{ prefix: props.sortKeyPrefix }] } } },
  });
  new CfnEventSourceMapping(scope, id, {
    functionName: props.consumer.functionName,
    eventSourceArn: props.streamArn,
    startingPosition: 'TRIM_HORIZON',
    batchSize,
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: retriesMax,
    maximumRecordAgeInSeconds: recordAgeSecondsMax,
    ...(props.windowSeconds === undefined ? {} : { maximumBatchingWindowInSeconds: props.windowSeconds }),
    functionResponseTypes: ['ReportBatchItemFailures'],
    filterCriteria: { filters: [{ pattern: wanted }] },
    destinationConfig: { onFailure: { destination: props.deadLetterQueueArn } },
  });
};
