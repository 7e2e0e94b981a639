import { SendMessageCommand, type SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';

/** Region in the URL of a queue on AWS; undefined for one elsewhere, such as on a laptop. */
export const regionOfQueue = (queueUrl: string | undefined): string | undefined =>
  queueUrl?.match(/^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com/)?.[1];

/** Sends to queues of any region: a request is signed for the region of its queue, so each region has a client of its own. */
export const createSender = () => {
  const clients = new Map<string | undefined, SQSClient>();
  return (input: SendMessageCommandInput): Promise<unknown> => {
    const region = regionOfQueue(input.QueueUrl);
    const client = clients.get(region) ?? new SQSClient(region === undefined ? {} : { region });
    clients.set(region, client);
    return client.send(new SendMessageCommand(input));
  };
};
