import { type Json, type JsonObject, textOf, textOr } from './json.ts';

/** The one account and region that every stack of the assembly shares locally. */
export const LOCAL_ACCOUNT = '000000000000';
export const LOCAL_REGION = 'eu-central-1';

/** What a resource is called: `Ref` gives `ref`, `Fn::GetAtt` reads `attributes`. */
export interface ResourceIdentity {
  readonly name: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

type Describe = (name: string, properties: JsonObject) => Omit<ResourceIdentity, 'name'>;

/** Builds an ARN of the local account. */
export function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${resource}`;
}

const named =
  (service: string, prefix: string): Describe =>
  (name) => ({ ref: name, attributes: { Arn: arn(service, `${prefix}${name}`) } });

const byArn =
  (service: string, prefix: string): Describe =>
  (name) => {
    const own = arn(service, `${prefix}${name}`);
    return { ref: own, attributes: { Arn: own, Name: name, Id: own, TopicArn: own, TopicName: name } };
  };

const table: Describe = (name) => {
  const own = arn('dynamodb', `table/${name}`);
  return { ref: name, attributes: { Arn: own, StreamArn: `${own}/stream/local`, TableId: name } };
};

/** Queue URLs use the AWS form here; the gateway's own address replaces it in a function's environment. */
const queue: Describe = (name) => {
  const url = `https://sqs.${LOCAL_REGION}.amazonaws.com/${LOCAL_ACCOUNT}/${name}`;
  return { ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
};

const bucket: Describe = (name) => ({
  ref: name,
  attributes: {
    Arn: `arn:aws:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${LOCAL_REGION}.amazonaws.com`,
  },
});

const iam =
  (kind: 'role' | 'policy', isRefArn: boolean): Describe =>
  (name) => {
    const own = `arn:aws:iam::${LOCAL_ACCOUNT}:${kind}/${name}`;
    return { ref: isRefArn ? own : name, attributes: { Arn: own, RoleId: name, PolicyArn: own } };
  };

const qualified =
  (qualifier: (properties: JsonObject) => string): Describe =>
  (_name, properties) => {
    const target = textOr(properties.FunctionName, '');
    const base = target.startsWith('arn:') ? target : arn('lambda', `function:${target}`);
    const own = `${base}:${qualifier(properties)}`;
    return { ref: own, attributes: { FunctionArn: own, Version: '1', AliasArn: own } };
  };

const api: Describe = (name) => ({
  ref: name,
  attributes: { ApiId: name, ApiEndpoint: `https://${name}.execute-api.${LOCAL_REGION}.amazonaws.com` },
});

const plain: Describe = (name) => ({ ref: name, attributes: { Id: name, Arn: name, AuthorizerId: name } });

/** Property that carries the physical name, and how Ref and GetAtt answer, by resource type. */
const IDENTITIES: Readonly<Record<string, readonly [nameProperty: string, describe: Describe]>> = {
  'AWS::DynamoDB::Table': ['TableName', table],
  'AWS::DynamoDB::GlobalTable': ['TableName', table],
  'AWS::SQS::Queue': ['QueueName', queue],
  'AWS::S3::Bucket': ['BucketName', bucket],
  'AWS::Lambda::Function': ['FunctionName', named('lambda', 'function:')],
  'AWS::Lambda::Version': ['', qualified(() => '1')],
  'AWS::Lambda::Alias': ['', qualified((properties) => textOr(properties.Name, 'live'))],
  'AWS::IAM::Role': ['RoleName', iam('role', false)],
  'AWS::IAM::Policy': ['PolicyName', plain],
  'AWS::IAM::ManagedPolicy': ['ManagedPolicyName', iam('policy', true)],
  'AWS::ApiGatewayV2::Api': ['', api],
  'AWS::ApiGatewayV2::Stage': ['StageName', plain],
  'AWS::StepFunctions::StateMachine': ['StateMachineName', byArn('states', 'stateMachine:')],
  'AWS::Scheduler::Schedule': ['Name', named('scheduler', 'schedule/default/')],
  'AWS::Scheduler::ScheduleGroup': ['Name', named('scheduler', 'schedule-group/')],
  'AWS::Events::Rule': ['Name', named('events', 'rule/')],
  'AWS::KMS::Key': [
    '',
    (name) => ({ ref: name, attributes: { Arn: arn('kms', `key/${name}`), KeyId: name } }),
  ],
  'AWS::KMS::Alias': ['AliasName', plain],
  // Secrets Manager appends a hyphen and six characters, and grants by name count on them (`-??????`).
  'AWS::SecretsManager::Secret': [
    'Name',
    (name) => {
      const own = arn('secretsmanager', `secret:${name}-Local0`);
      return { ref: own, attributes: { Arn: own, Id: own } };
    },
  ],
  'AWS::SSM::Parameter': [
    'Name',
    (name, properties) => ({
      ref: name,
      attributes: { Value: textOr(properties.Value, ''), Type: textOr(properties.Type, 'String') },
    }),
  ],
  'AWS::Logs::LogGroup': [
    'LogGroupName',
    (name) => ({ ref: name, attributes: { Arn: arn('logs', `log-group:${name}:*`) } }),
  ],
  'AWS::CloudWatch::Alarm': ['AlarmName', named('cloudwatch', 'alarm:')],
  'AWS::CloudWatch::CompositeAlarm': ['AlarmName', named('cloudwatch', 'alarm:')],
  'AWS::CloudWatch::Dashboard': ['DashboardName', plain],
  'AWS::SNS::Topic': ['TopicName', byArn('sns', '')],
};

const MAX_NAME_LENGTH = 64;

/** Names the resource the way CloudFormation would, but the same on every start. */
export function identityOf(
  stack: string,
  logicalId: string,
  type: string,
  property: (name: string) => Json | undefined,
): ResourceIdentity {
  const [nameProperty, describe] = IDENTITIES[type] ?? ['', plain];
  const given = nameProperty === '' ? undefined : textOf(property(nameProperty));
  const generated = `${stack}-${logicalId}`.slice(-MAX_NAME_LENGTH);
  const name = given ?? (type === 'AWS::S3::Bucket' ? generated.toLowerCase().slice(-63) : generated);
  const properties: JsonObject = {};
  for (const wanted of ['FunctionName', 'Name', 'Value', 'Type']) {
    if (!['AWS::Lambda::Version', 'AWS::Lambda::Alias', 'AWS::SSM::Parameter'].includes(type)) break;
    const value = property(wanted);
    if (value !== undefined) properties[wanted] = value;
  }
  return { name, ...describe(name, properties) };
}
