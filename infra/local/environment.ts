import { availableParallelism } from 'node:os';
import { localOrigin } from '../stages/local.ts';
import { functionNameOf } from './functions.ts';
import { textOr } from './json.ts';
import { LOCAL_REGION } from './resource-identity.ts';
import type { Assembly } from './templates.ts';

const WORKERS_MAX = 4;

/** Names under which the AWS SDKs look for an endpoint of their own. */
const ENDPOINT_SERVICES = [
  'DYNAMODB',
  'DYNAMODB_STREAMS',
  'SQS',
  'SNS',
  'S3',
  'SFN',
  'LAMBDA',
  'SECRETS_MANAGER',
  'SSM',
];

/** Variables that Lambda's runtime gives every function, with all endpoints at the gateway. */
export function functionEnvironment(awsEndpoint: string): Record<string, string> {
  const environment: Record<string, string> = {
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_SECRET_ACCESS_KEY: 'local',
    // The rest of AWS is met by a clear refusal of the gateway, and never by the real service.
    AWS_ENDPOINT_URL: awsEndpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_NODEJS_CONNECTION_REUSE_ENABLED: '1',
    TZ: 'UTC',
  };
  for (const service of ENDPOINT_SERVICES) environment[`AWS_ENDPOINT_URL_${service}`] = awsEndpoint;
  return environment;
}

/** Turns the addresses in a variable, queue URLs, API endpoints and the local stage's origin, into those of the engine. */
export function localiser(addresses: {
  readonly aws: string;
  readonly api: string;
}): (value: string) => string {
  const queues = new RegExp(`https://sqs\\.${LOCAL_REGION}\\.amazonaws\\.com/`, 'g');
  const apis = new RegExp(`https://[\\w-]+\\.execute-api\\.${LOCAL_REGION}\\.amazonaws\\.com`, 'g');
  return (value) =>
    value
      .replace(queues, `${addresses.aws}/`)
      .replace(apis, addresses.api)
      .replaceAll(localOrigin, addresses.api);
}

/** Worker threads at most by function: several for what people or state machines wait for, one for consumers. */
export function workersOf(
  assembly: Assembly,
  workersMax: number | undefined,
): (functionArn: string) => number {
  const max = workersMax ?? Math.min(WORKERS_MAX, Math.max(2, availableParallelism()));
  const mapped = new Set(
    assembly
      .ofType('AWS::Lambda::EventSourceMapping')
      .map(({ properties }) => functionNameOf(textOr(properties.FunctionName, ''))),
  );
  return (functionArn) => (mapped.has(functionNameOf(functionArn)) ? 1 : max);
}
