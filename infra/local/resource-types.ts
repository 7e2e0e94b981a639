import type { JsonObject } from './json.ts';
import { EngineRefusal } from './refusal.ts';

/** What the engine knows of one resource type: properties it acts on, and properties it ignores for a reason. */
interface KnownType {
  readonly handled: readonly string[];
  readonly ignored: Readonly<Record<string, string>>;
}

const DESCRIPTION = 'words for people';
const TAGS = 'tags steer cost reports, not behaviour';
const ENCRYPTED = 'data on the laptop is not encrypted';
const BACKUP = 'the data directory is the only copy';
const POLICY = 'one local account: the role of the caller is what is enforced';
const OBSERVED = 'no CloudWatch on the laptop; logs are files';
const REGIONAL = 'one local region';
const LEFT = 'nothing is deleted or replaced locally';

/** A type that has no effect on a laptop; every property is ignored for that one reason. */
const inert = (reason: string): { readonly inert: string } => ({ inert: reason });

const TABLE: KnownType = {
  handled: [
    'TableName',
    'KeySchema',
    'AttributeDefinitions',
    'GlobalSecondaryIndexes',
    'LocalSecondaryIndexes',
    'StreamSpecification',
    'TimeToLiveSpecification',
    'BillingMode',
    'Tags',
    'Replicas',
    'SSESpecification',
  ],
  ignored: {
    ProvisionedThroughput: 'the laptop does not throttle',
    OnDemandThroughput: 'the laptop does not throttle',
    WriteOnDemandThroughputSettings: 'the laptop does not throttle',
    WriteProvisionedThroughputSettings: 'the laptop does not throttle',
    WarmThroughput: 'the laptop does not throttle',
    PointInTimeRecoverySpecification: BACKUP,
    DeletionProtectionEnabled: LEFT,
    TableClass: 'price only',
    ContributorInsightsSpecification: OBSERVED,
    ResourcePolicy: POLICY,
  },
};

const TYPES: Readonly<Record<string, KnownType | { readonly inert: string }>> = {
  'AWS::DynamoDB::Table': TABLE,
  'AWS::DynamoDB::GlobalTable': TABLE,
  'AWS::SQS::Queue': {
    handled: [
      'QueueName',
      'VisibilityTimeout',
      'RedrivePolicy',
      'DelaySeconds',
      'MessageRetentionPeriod',
      'MaximumMessageSize',
      'ReceiveMessageWaitTimeSeconds',
      'FifoQueue',
      'ContentBasedDeduplication',
      'KmsMasterKeyId',
    ],
    ignored: {
      RedriveAllowPolicy: POLICY,
      KmsDataKeyReusePeriodSeconds: ENCRYPTED,
      SqsManagedSseEnabled: ENCRYPTED,
      DeduplicationScope: 'the default scope, the queue, is stricter',
      FifoThroughputLimit: 'the laptop does not throttle',
      Tags: TAGS,
    },
  },
  'AWS::SQS::QueuePolicy': inert(POLICY),
  'AWS::S3::Bucket': {
    handled: ['BucketName'],
    ignored: {
      BucketEncryption: ENCRYPTED,
      PublicAccessBlockConfiguration: 'the gateway listens on 127.0.0.1 alone',
      OwnershipControls: POLICY,
      CorsConfiguration: 'the local store answers no web page; the template test asserts the rule',
      VersioningConfiguration: 'the local store keeps the newest version of an object only',
      ObjectLockEnabled: 'the local store cannot lock an object; the template test asserts the lock',
      ObjectLockConfiguration: 'the local store cannot lock an object; the template test asserts the lock',
      LifecycleConfiguration: 'nothing ages out of the data directory',
      LoggingConfiguration: OBSERVED,
      MetricsConfigurations: OBSERVED,
      AccessControl: POLICY,
      Tags: TAGS,
    },
  },
  'AWS::S3::BucketPolicy': inert(POLICY),
  'AWS::Lambda::Function': {
    handled: [
      'FunctionName',
      'Code',
      'Handler',
      'Role',
      'Runtime',
      'Environment',
      'Timeout',
      'MemorySize',
      'ReservedConcurrentExecutions',
      'DeadLetterConfig',
      'LoggingConfig',
      'PackageType',
      'Architectures',
      'Tags',
    ],
    ignored: {
      Description: DESCRIPTION,
      TracingConfig: OBSERVED,
      KmsKeyArn: ENCRYPTED,
      EphemeralStorage: 'the machine has its own /tmp',
      SnapStart: 'a worker thread starts in milliseconds',
      RuntimeManagementConfig: 'the Node of the laptop runs it',
      RecursiveLoop: 'loops show in the bill',
    },
  },
  'AWS::Lambda::EventSourceMapping': {
    handled: [
      'EventSourceArn',
      'FunctionName',
      'BatchSize',
      'MaximumBatchingWindowInSeconds',
      'FunctionResponseTypes',
      'StartingPosition',
      'MaximumRetryAttempts',
      'MaximumRecordAgeInSeconds',
      'BisectBatchOnFunctionError',
      'DestinationConfig',
      'FilterCriteria',
      'ScalingConfig',
      'Enabled',
    ],
    ignored: {
      ParallelizationFactor: 'the local stream has one shard that is read in order',
      MetricsConfig: OBSERVED,
      KmsKeyArn: ENCRYPTED,
      ProvisionedPollerConfig: 'the laptop does not throttle',
      Tags: TAGS,
    },
  },
  'AWS::Lambda::EventInvokeConfig': {
    handled: ['FunctionName', 'MaximumRetryAttempts', 'DestinationConfig'],
    ignored: { Qualifier: 'an alias is the function', MaximumEventAgeInSeconds: 'retries take seconds here' },
  },
  'AWS::Lambda::Permission': {
    handled: ['FunctionName', 'Principal', 'Action'],
    ignored: {
      SourceArn: POLICY,
      SourceAccount: POLICY,
      PrincipalOrgID: POLICY,
      EventSourceToken: POLICY,
      FunctionUrlAuthType: POLICY,
    },
  },
  'AWS::Lambda::Alias': {
    handled: ['FunctionName', 'FunctionVersion', 'Name'],
    ignored: {
      Description: DESCRIPTION,
      ProvisionedConcurrencyConfig: 'the prewarm option does it',
      RoutingConfig: 'one version exists locally',
    },
  },
  'AWS::Lambda::Version': {
    handled: ['FunctionName'],
    ignored: {
      Description: DESCRIPTION,
      CodeSha256: 'one version exists locally',
      ProvisionedConcurrencyConfig: 'the prewarm option does it',
    },
  },
  'AWS::IAM::Role': {
    handled: ['RoleName', 'Policies', 'ManagedPolicyArns', 'AssumeRolePolicyDocument'],
    ignored: { Description: DESCRIPTION, Path: 'naming only', MaxSessionDuration: 'no sessions', Tags: TAGS },
  },
  'AWS::IAM::Policy': { handled: ['PolicyDocument', 'PolicyName', 'Roles'], ignored: {} },
  'AWS::IAM::ManagedPolicy': {
    handled: ['PolicyDocument', 'ManagedPolicyName', 'Roles'],
    ignored: { Description: DESCRIPTION, Path: 'naming only' },
  },
  'AWS::ApiGatewayV2::Api': {
    handled: ['Name', 'ProtocolType', 'CorsConfiguration'],
    ignored: {
      Description: DESCRIPTION,
      DisableExecuteApiEndpoint: 'the engine serves on its own address',
      RouteSelectionExpression: 'fixed for HTTP APIs',
      Version: DESCRIPTION,
      IpAddressType: REGIONAL,
      Tags: TAGS,
    },
  },
  'AWS::ApiGatewayV2::Route': {
    handled: ['ApiId', 'RouteKey', 'Target', 'AuthorizationType', 'AuthorizerId'],
    ignored: { OperationName: DESCRIPTION, ApiKeyRequired: 'HTTP APIs have no keys of their own' },
  },
  'AWS::ApiGatewayV2::Integration': {
    handled: ['ApiId', 'IntegrationType', 'IntegrationUri', 'PayloadFormatVersion', 'TimeoutInMillis'],
    ignored: {
      Description: DESCRIPTION,
      IntegrationMethod: 'always POST for a function',
      ConnectionType: REGIONAL,
    },
  },
  'AWS::ApiGatewayV2::Stage': {
    handled: ['ApiId', 'StageName', 'DefaultRouteSettings'],
    ignored: {
      AutoDeploy: 'the template is what runs',
      DeploymentId: 'the template is what runs',
      AccessLogSettings: OBSERVED,
      Description: DESCRIPTION,
      Tags: TAGS,
    },
  },
  'AWS::ApiGatewayV2::Authorizer': {
    handled: [
      'ApiId',
      'AuthorizerType',
      'AuthorizerUri',
      'AuthorizerPayloadFormatVersion',
      'EnableSimpleResponses',
      'IdentitySource',
      'AuthorizerResultTtlInSeconds',
      'Name',
    ],
    ignored: { AuthorizerCredentialsArn: POLICY },
  },
  'AWS::StepFunctions::StateMachine': {
    handled: [
      'StateMachineName',
      'DefinitionString',
      'Definition',
      'DefinitionSubstitutions',
      'RoleArn',
      'Tags',
      'StateMachineType',
    ],
    ignored: {
      LoggingConfiguration: OBSERVED,
      TracingConfiguration: OBSERVED,
      EncryptionConfiguration: ENCRYPTED,
    },
  },
  'AWS::Scheduler::Schedule': {
    handled: [
      'Name',
      'ScheduleExpression',
      'ScheduleExpressionTimezone',
      'Target',
      'State',
      'StartDate',
      'EndDate',
    ],
    ignored: {
      FlexibleTimeWindow: 'fires at the exact time',
      GroupName: 'naming only',
      Description: DESCRIPTION,
      KmsKeyArn: ENCRYPTED,
    },
  },
  'AWS::Scheduler::ScheduleGroup': inert('naming only'),
  'AWS::Events::Rule': {
    handled: ['Name', 'ScheduleExpression', 'State', 'Targets'],
    ignored: { Description: DESCRIPTION, EventBusName: 'schedules use the default bus', Tags: TAGS },
  },
  'AWS::KMS::Key': inert(ENCRYPTED),
  'AWS::KMS::Alias': inert(ENCRYPTED),
  'AWS::SecretsManager::Secret': {
    handled: ['Name', 'SecretString', 'GenerateSecretString', 'KmsKeyId'],
    ignored: { Description: DESCRIPTION, Tags: TAGS, ReplicaRegions: REGIONAL },
  },
  'AWS::SecretsManager::ResourcePolicy': inert(POLICY),
  'AWS::SSM::Parameter': {
    handled: ['Name', 'Value', 'Type'],
    ignored: {
      Description: DESCRIPTION,
      Tier: 'price only',
      AllowedPattern: 'checked at deploy time',
      Tags: TAGS,
    },
  },
  'AWS::Logs::LogGroup': inert(OBSERVED),
  'AWS::Logs::QueryDefinition': inert(OBSERVED),
  'AWS::Logs::MetricFilter': inert(OBSERVED),
  'AWS::Logs::ResourcePolicy': inert(OBSERVED),
  'AWS::CloudWatch::Alarm': inert(OBSERVED),
  'AWS::CloudWatch::CompositeAlarm': inert(OBSERVED),
  'AWS::CloudWatch::Dashboard': inert(OBSERVED),
  'AWS::SNS::Topic': {
    handled: ['TopicName', 'FifoTopic', 'Subscription'],
    ignored: { DisplayName: DESCRIPTION, KmsMasterKeyId: ENCRYPTED, Tags: TAGS, TracingConfig: OBSERVED },
  },
  'AWS::SNS::TopicPolicy': inert(POLICY),
  'AWS::SNS::Subscription': {
    handled: ['TopicArn', 'Protocol', 'Endpoint', 'RawMessageDelivery', 'FilterPolicy', 'FilterPolicyScope'],
    ignored: { RedrivePolicy: 'delivery to a local queue does not fail', Region: REGIONAL },
  },
  'AWS::CDK::Metadata': inert('says which CDK wrote the template'),
};

/** Throws EngineRefusal for a type, or a property of a known type, that the engine neither runs nor knowingly ignores. */
export function refuseUnknown(resource: {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
}): void {
  const { stack, logicalId, type } = resource;
  const known = TYPES[type];
  if (known === undefined) {
    throw new EngineRefusal(
      `Stack ${stack}, resource ${logicalId}: the local engine does not know the type ${type}.`,
    );
  }
  if ('inert' in known) return;
  for (const property of Object.keys(resource.properties)) {
    if (known.handled.includes(property) || property in known.ignored) continue;
    throw new EngineRefusal(
      `Stack ${stack}, resource ${logicalId}: the local engine does not know the property ${property} of ${type}.`,
    );
  }
}
