import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Every cdk-nag finding that we accept, each with its reason; nothing else in the house may acknowledge one. At most ten,
 * and each is given to the one construct that it is about, so that it cannot hide a finding elsewhere.
 */
const accepted = {
  deadLetterQueueEndsHere: {
    id: 'Serverless-SQSRedrivePolicy',
    reason:
      'This is the dead-letter queue itself: messages end here, an alarm fires on the first, and people redrive them.',
  },
  streamFailuresEndHere: {
    id: 'AwsSolutions-SQS3',
    reason:
      'This is a dead-letter queue too: the event source mapping of a stream names it as its failure destination, which the rule does not look at.',
  },
  queueRedrivesInstead: {
    id: 'Serverless-LambdaEventSourceMappingDestination',
    reason:
      'Lambda has no failure destination for SQS sources; the redrive policy of the source queue does that work.',
  },
  neverInvokedAsynchronously: {
    id: 'Serverless-LambdaDLQ',
    reason:
      'API Gateway, Step Functions, an SQS queue or a stream calls this function and keeps the failed request itself; Lambda uses a dead-letter queue only for asynchronous calls.',
  },
  noResourceToName: {
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'X-Ray segments, log deliveries of Step Functions and the list of streams have no resource that a policy could name; this managed policy holds such actions and nothing else.',
  },
  openRoute: {
    id: 'AwsSolutions-APIG4',
    reason:
      'Nobody has a key before signing up, and partners prove themselves by a webhook signature that the handler checks before it reads the body.',
  },
  rotatedByHand: {
    id: 'AwsSolutions-SMG4',
    reason:
      'A partner changes its secret together with us, on its own day; a cursor secret guards no data and a change of it only ends open listings. Functions read both anew every five minutes, so no deployment is needed.',
  },
} as const;

/** What may be acknowledged, by name. */
type Acknowledgement = keyof typeof accepted;

/** Accepts one known finding on one construct. */
export const acknowledge = (construct: IConstruct, name: Acknowledgement): void => {
  const { id, reason } = accepted[name];
  Validations.of(construct).acknowledge({ id, reason });
};

/** The accepted findings and their reasons, for the test that counts them. */
export const acknowledgements: readonly { readonly id: string; readonly reason: string }[] =
  Object.values(accepted);
