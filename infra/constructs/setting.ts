import type { RemovalPolicy } from 'aws-cdk-lib';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { AssetCode } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Naming } from '../naming.ts';
import type { StackName, Stage } from '../stages/stage.ts';

/** What every construct of a stack shares. */
export interface Setting {
  readonly stage: Stage;
  readonly stack: StackName;
  readonly naming: Naming;
  /** The bundled handlers of the whole stack: one asset, `<context>/<function>.handler`. */
  readonly code: AssetCode;
  /** Where alarms are told. */
  readonly alarmTopic: ITopic;
  /** Actions that have no resource to name: traces of functions and machines. */
  readonly tracing: IManagedPolicy;
  /** The stack's own key. */
  readonly key: IKey;
  /** What becomes of data, queues and logs when they leave the template: they stay, but for the sandbox's. */
  readonly whenRemoved: RemovalPolicy;
  /** Whether tables are encrypted with the stack's key and protected against deletion. */
  readonly isRegulated: boolean;
}
