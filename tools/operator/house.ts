import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { contexts } from '../../infra/contexts/index.ts';
import { createNaming } from '../../infra/naming.ts';
import { findStage } from '../../infra/stages/find-stage.ts';
import { placeOf, type StackName, stackNames } from '../../infra/stages/stage.ts';
import { root } from '../openapi/load-operations.ts';

/** Where a running `npm start` says how operators reach it; one with `--data <directory>` is found by ENTREPOT_DATA. */
export const endpointFile = join(process.env.ENTREPOT_DATA ?? join(root, '.entrepot'), 'endpoint.json');

const localEndpoint = z.object({ awsEndpoint: z.url() });

/** The AWS side of a house: the running one on this machine, or a deployed stage by the operator's own AWS credentials. */
export const openHouse = (stageName: string) => {
  const stage = findStage(stageName);
  const naming = createNaming(stage);
  const isLocal = stageName === 'local';
  if (isLocal && !existsSync(endpointFile)) {
    throw new Error('No house runs here: start one with npm start, or name a deployed stage with --stage.');
  }
  const local = isLocal ? localEndpoint.parse(JSON.parse(readFileSync(endpointFile, 'utf8'))) : undefined;
  const settings = (stack: StackName) => ({
    region: placeOf(stage, stack).region,
    ...(local
      ? { endpoint: local.awsEndpoint, credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' } }
      : {}),
  });
  return {
    stacks: stackNames.filter((stack) => stage.stacks[stack] !== undefined),
    /** Contexts that have a queue, by name. */
    queued: contexts.filter((context) => context.functions.consumers !== undefined),
    sqs: (stack: StackName) => new SQSClient(settings(stack)),
    lambda: (stack: StackName) => new LambdaClient(settings(stack)),
    queueUrl: (stack: StackName, context: string) => `${naming.queueBaseUrl(stack)}${context}`,
    functionName: (owner: string, name: string) => naming.function(owner, name),
  };
};
export type House = ReturnType<typeof openHouse>;
