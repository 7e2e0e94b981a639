import { type PartnerName, type Place, placeOf, type StackName, type Stage } from './stages/stage.ts';

const partitionOf = (region: string): string => {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
};

const suffixOf = (region: string): string =>
  region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';

const arn = (at: Place, service: string, resource: string): string =>
  `arn:${partitionOf(at.region)}:${service}:${at.region}:${at.account}:${resource}`;

/**
 * Every name of the house, made from the stage. Stacks may live in different accounts and regions, so one stack finds a
 * thing of another by its name and never by a CloudFormation export.
 */
export const createNaming = (stage: Stage) => {
  const named = (...parts: readonly string[]): string => ['entrepot', stage.name, ...parts].join('-');
  const at = (stack: StackName): Place => placeOf(stage, stack);
  return {
    /** `entrepot-<stage>-<parts…>` */
    named,
    table: (context: string) => named(context),
    tableArn: (stack: StackName, context: string) => arn(at(stack), 'dynamodb', `table/${named(context)}`),
    function: (owner: string, name: string) => named(owner, name),
    functionArn: (stack: StackName, owner: string, name: string) =>
      arn(at(stack), 'lambda', `function:${named(owner, name)}`),
    /** IAM has no regions. */
    roleArn: (stack: StackName, owner: string, name: string) =>
      `arn:${partitionOf(at(stack).region)}:iam::${at(stack).account}:role/${named(owner, name)}`,
    /** Buckets share one name space over all accounts of the world. */
    bucket: (stack: StackName, name: string) => `${named(name)}-${at(stack).account}`,
    /** An object of a folder; its name is 32 characters long and made at run time. */
    objectArn: (stack: StackName, context: string, folder: string) =>
      `arn:${partitionOf(at(stack).region)}:s3:::${named(context)}-${at(stack).account}/${folder}/${'?'.repeat(32)}`,
    queueArn: (stack: StackName, context: string) => arn(at(stack), 'sqs', named(context)),
    /** What a context's name is appended to for the URL of its queue. */
    queueBaseUrl: (stack: StackName) =>
      `https://sqs.${at(stack).region}.${suffixOf(at(stack).region)}/${at(stack).account}/${named('')}`,
    machineArn: (stack: StackName, leg: string) => arn(at(stack), 'states', `stateMachine:${named(leg)}`),
    /** What API Gateway is given to call the authorizer, wherever that lives. */
    invocationUri: (stack: StackName, owner: string, name: string) =>
      `arn:${partitionOf(at(stack).region)}:apigateway:${at(stack).region}:lambda:path/2015-03-31/functions/${arn(at(stack), 'lambda', `function:${named(owner, name)}`)}/invocations`,
    /** Any route of one API. */
    apiArn: (stack: StackName, apiId: string) => arn(at(stack), 'execute-api', `${apiId}/*`),
    /** Any route or authorizer of the APIs in a stack's place; the API's id is only known after its deployment. */
    apiSourceArn: (stack: StackName) => arn(at(stack), 'execute-api', '*/authorizers/*'),
    partnerSecret: (partner: PartnerName) => `entrepot/${stage.name}/partner/${partner}`,
    /** Secrets Manager appends a hyphen and six characters of its own to the name. */
    partnerSecretArn: (stack: StackName, partner: PartnerName) =>
      arn(at(stack), 'secretsmanager', `secret:entrepot/${stage.name}/partner/${partner}-??????`),
  };
};
export type Naming = ReturnType<typeof createNaming>;
