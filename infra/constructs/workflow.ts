import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { WorkflowBuilder } from '../contexts/context.ts';
import { placeOf } from '../stages/stage.ts';
import { alarmPeriod, impactAlarm } from './impact-alarm.ts';
import type { Setting } from './setting.ts';
import { invoke } from './statements.ts';
import { workflowStates } from './workflow-states.ts';

interface WorkflowProps {
  readonly setting: Setting;
  readonly leg: string;
  readonly build: WorkflowBuilder;
  /** The context's `steps` function. */
  readonly stepsContext: string;
  readonly impact: string;
}

/**
 * The state machine of one leg: standard type, every event logged, traced, under a role that may call its steps function
 * and nothing else, with alarms on executions that failed or timed out.
 */
export class Workflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const { setting, leg } = props;
    const machineName = setting.naming.named(leg);
    const stepsArn = setting.naming.functionArn(setting.stack, props.stepsContext, 'steps');
    const logs = new LogGroup(this, 'Logs', {
      // Step Functions needs this prefix, or its log deliveries outgrow the size limit of their resource policy.
      logGroupName: `/aws/vendedlogs/states/${machineName}`,
      retention: setting.stage.logRetentionDays,
      removalPolicy: setting.whenRemoved,
    });
    const role = new Role(this, 'Role', {
      roleName: `${machineName}-machine`,
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': placeOf(setting.stage, setting.stack).account },
        },
      }),
      managedPolicies: [setting.tracing],
      inlinePolicies: { least: new PolicyDocument({ statements: [invoke([stepsArn])] }) },
    });
    const steps = this.stepsFunction(stepsArn);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: machineName,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(
        props.build(this, { steps, ...workflowStates(this, steps) }),
      ),
      role: role.withoutPolicyUpdates(),
      logs: { destination: logs, level: LogLevel.ALL, includeExecutionData: false },
      tracingEnabled: true,
      removalPolicy: setting.whenRemoved,
    });
    this.watch(machineName, props);
  }

  /** By its name, so that function and machine may know of each other without a circle in the template. */
  private stepsFunction(arn: string): IFunction {
    return LambdaFunction.fromFunctionAttributes(this, 'Steps', { functionArn: arn, sameEnvironment: false });
  }

  private watch(machineName: string, { setting, leg, impact }: WorkflowProps): void {
    const period = { period: alarmPeriod, statistic: 'sum' };
    impactAlarm(this, 'Failed', setting, {
      name: `${machineName}-machine-failed`,
      metric: this.machine.metricFailed(period),
      threshold: 0,
      what: `An execution of the leg ${leg} has failed and waits for an operator.`,
      impact,
    });
    impactAlarm(this, 'TimedOut', setting, {
      name: `${machineName}-machine-timed-out`,
      metric: this.machine.metricTimedOut(period),
      threshold: 0,
      what: `An execution of the leg ${leg} has run out of time.`,
      impact,
    });
  }
}
