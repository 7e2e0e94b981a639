import { Duration } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import type { Setting } from './setting.ts';
import { sendTo, writeLogs } from './statements.ts';

interface HouseFunctionProps {
  readonly setting: Setting;
  /** Context or stack that it belongs to, the middle of its name. */
  readonly owner: string;
  readonly name: string;
  /** `<folder>/<file>` below `functions/`, which exports `handler`. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  /** All that its role may do besides its own logs and traces. */
  readonly statements: readonly PolicyStatement[];
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Given when it is invoked asynchronously: where an event goes when the retries are used up. */
  readonly deadLetterQueue?: IQueue;
}

/**
 * A Lambda function of the house: its own role with exactly the given statements, its own log group with the stage's
 * retention, JSON logs and active tracing. Its alarms are those of its owner ({@link functionAlarms}).
 */
export class HouseFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: HouseFunctionProps) {
    super(scope, id);
    const { setting } = props;
    const functionName = setting.naming.function(props.owner, props.name);
    this.logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: setting.stage.logRetentionDays,
      removalPolicy: setting.whenRemoved,
    });
    const statements = [
      ...props.statements,
      ...(props.deadLetterQueue ? [sendTo([props.deadLetterQueue.queueArn])] : []),
      writeLogs(this.logGroup.logGroupArn),
    ];
    const role = new Role(this, 'Role', {
      roleName: functionName,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [setting.tracing],
      inlinePolicies: { least: new PolicyDocument({ statements }) },
    });
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: setting.code,
      handler: `${props.entry}.handler`,
      // Everything that the role may do is written above; constructs must not widen it behind our back.
      role: role.withoutPolicyUpdates(),
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel[setting.stage.logLevel],
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: Tracing.ACTIVE,
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMb,
      // The logger names the context in every line.
      environment: { ...props.environment, POWERTOOLS_SERVICE_NAME: props.owner },
      ...(props.deadLetterQueue ? { deadLetterQueue: props.deadLetterQueue } : {}),
    });
    if (!props.deadLetterQueue) acknowledge(this.function, 'neverInvokedAsynchronously');
  }
}
