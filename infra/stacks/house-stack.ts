import { CfnOutput, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Code, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import { type BackboneProps, impactOf } from '../constructs/backbone-function.ts';
import { ContextParts } from '../constructs/context-parts.ts';
import { functionAlarms } from '../constructs/function-alarms.ts';
import { HttpApi, type ServedContext } from '../constructs/http-api.ts';
import { OutboxRelay } from '../constructs/outbox-relay.ts';
import type { Setting } from '../constructs/setting.ts';
import { alarmTopic, stackKey, tracingPolicy } from '../constructs/setting-parts.ts';
import { stackDashboard } from '../constructs/stack-dashboard.ts';
import { DeadlineSweeper, Reconciler } from '../constructs/table-watch.ts';
import type { ContextPlan } from '../contexts/context.ts';
import { createNaming } from '../naming.ts';
import { placeOf, type StackName, type Stage } from '../stages/stage.ts';

export interface HouseStackProps {
  readonly stage: Stage;
  /** All contexts of the house; the stack takes its own from them. */
  readonly contexts: readonly ContextPlan[];
  /** Folder with the bundled handlers of this stack. */
  readonly bundle: string;
}

/** One deployable part of the house: its contexts, the backbone that carries their events, one API, one dashboard. */
export class HouseStack extends Stack {
  protected readonly setting: Setting;
  protected readonly parts: readonly ContextParts[];

  constructor(scope: Construct, stack: StackName, props: HouseStackProps) {
    const naming = createNaming(props.stage);
    super(scope, stack, {
      stackName: naming.named(stack),
      description: `Entrepôt, ${stack} (${props.stage.name})`,
      env: placeOf(props.stage, stack),
      terminationProtection: stack === 'regulated',
    });
    const key = stackKey(this, naming, stack);
    this.setting = {
      stage: props.stage,
      stack,
      naming,
      code: Code.fromAsset(props.bundle),
      alarmTopic: alarmTopic(this, naming, stack, key),
      tracing: tracingPolicy(this, naming, stack),
      key,
      whenRemoved: stack === 'sandbox' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
      isRegulated: stack === 'regulated',
    };
    Tags.of(this).add('entrepot:stage', props.stage.name);
    Tags.of(this).add('entrepot:stack', stack);
    this.parts = this.furnish(props.contexts);
    this.finish(props.contexts);
  }

  private furnish(contexts: readonly ContextPlan[]): readonly ContextParts[] {
    const { setting } = this;
    const cursorSecret = new Secret(this, 'CursorSecret', {
      secretName: `entrepot/${setting.stage.name}/${setting.stack}/cursor`,
      description: 'Signs the cursors of listings.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(cursorSecret, 'rotatedByHand');
    return contexts
      .filter((context) => context.stack === setting.stack)
      .map((context) => new ContextParts(this, context.name, { setting, context, contexts, cursorSecret }));
  }

  private finish(contexts: readonly ContextPlan[]): void {
    const { setting, parts } = this;
    const furnished = parts.map(({ context, table }) => ({ context, table }));
    const backbone = this.carry({ setting, furnished, contexts });
    const served = parts.flatMap(({ context, functions }) => {
      const api = functions.get('api');
      return api ? [{ context, api }] : [];
    });
    if (served.length > 0) this.serve(served);
    stackDashboard(this, setting, {
      functions: [...parts.flatMap(({ functions }) => [...functions.values()]), ...backbone],
      queues: parts.flatMap(({ queue }) => queue ?? []),
      machines: parts.flatMap(({ machines }) => machines),
    });
  }

  /** What carries the stack's events and deadlines. */
  private carry(props: BackboneProps): readonly LambdaFunction[] {
    const withDeadlines = props.furnished.filter(({ context }) => context.deadlines);
    const functions = [
      new OutboxRelay(this, 'Relay', props).function,
      new Reconciler(this, 'Reconciler', props).function,
      ...(withDeadlines.length > 0
        ? [new DeadlineSweeper(this, 'Sweeper', { ...props, furnished: withDeadlines }).function]
        : []),
    ];
    const { setting } = this;
    functionAlarms(this, { setting, owner: `${setting.stack}-backbone`, functions, impact: impactOf(props) });
    return functions;
  }

  private serve(served: readonly ServedContext[]): void {
    const { api } = new HttpApi(this, 'HttpApi', { setting: this.setting, served });
    new CfnOutput(this, 'ApiUrl', {
      value: api.attrApiEndpoint,
      description: 'Address of the API until the stage gives it a name of its own.',
    });
  }
}
