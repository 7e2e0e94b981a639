import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { z } from 'zod';
import type { ContextPlan } from '../contexts/context.ts';
import { environmentFor, type Wiring } from '../environment.ts';
import { routesFrom } from '../routing.ts';
import { stacksOf } from '../stages/stage.ts';
import { HouseFunction } from './house-function.ts';
import type { Setting } from './setting.ts';
import { sendTo, useTableKey } from './statements.ts';

/** A context of the stack with the table that was made for it. */
interface Furnished {
  readonly context: ContextPlan;
  readonly table: Table;
}

/** What a part of the backbone serves. */
export interface BackboneProps {
  readonly setting: Setting;
  /** Contexts whose tables this part looks after. */
  readonly furnished: readonly Furnished[];
  /** All contexts of the house, for the routes. */
  readonly contexts: readonly ContextPlan[];
}

interface BackboneFunctionProps extends BackboneProps {
  /** File in `functions/backbone`. */
  readonly name: 'relay' | 'sweeper' | 'reconciler';
  readonly env: z.ZodObject;
  readonly timeoutSeconds: number;
  readonly statements: readonly PolicyStatement[];
  readonly deadLetterQueue?: IQueue;
}

const memoryMb = 512;

/** Contexts that take an event which may arise in this stack. */
const receiversFrom = ({ setting, contexts }: BackboneProps): readonly ContextPlan[] => {
  const names = new Set(Object.values(routesFrom(setting.stack, contexts)).flat());
  return contexts.filter((context) => names.has(context.name));
};

const wiringOf = (props: BackboneProps): Wiring => {
  const { stage, naming } = props.setting;
  const tables = props.furnished.map(({ context }) => [context.name, naming.table(context.name)]);
  const baseUrls = stacksOf(stage).map((stack) => [stack, naming.queueBaseUrl(stack)]);
  const stacks = receiversFrom(props).map((context) => [context.name, context.stack]);
  return {
    STAGE: stage.name,
    TABLES: JSON.stringify(Object.fromEntries(tables)),
    QUEUE_BASE_URLS: JSON.stringify(Object.fromEntries(baseUrls)),
    CONTEXT_STACKS: JSON.stringify(Object.fromEntries(stacks)),
  };
};

/** What stops outside when this part of the backbone stops. */
export const impactOf = ({ furnished }: BackboneProps): string =>
  furnished.map(({ context }) => context.impact).join(' ');

/** ARNs of the tables that this part looks after. */
export const tableArnsOf = ({ furnished }: BackboneProps): readonly string[] =>
  furnished.map(({ table }) => table.tableArn);

/** A function of `functions/backbone`, one a stack; one that knows the queues' addresses may send to exactly those it knows. */
export const backboneFunction = (scope: Construct, props: BackboneFunctionProps): HouseFunction => {
  const { setting, name } = props;
  const owner = `functions/backbone/env.ts (for ${name})`;
  const environment = environmentFor(owner, props.env, wiringOf(props));
  const receivers = 'QUEUE_BASE_URLS' in environment ? receiversFrom(props) : [];
  const queueArns = receivers.map((context) => setting.naming.queueArn(context.stack, context.name));
  return new HouseFunction(scope, 'Function', {
    setting,
    owner: setting.stack,
    name,
    entry: `backbone/${name}`,
    environment,
    statements: [
      ...props.statements,
      ...(queueArns.length > 0 ? [sendTo(queueArns)] : []),
      ...(setting.isRegulated ? [useTableKey(setting.key)] : []),
    ],
    timeoutSeconds: props.timeoutSeconds,
    memoryMb,
    ...(props.deadLetterQueue ? { deadLetterQueue: props.deadLetterQueue } : {}),
  });
};
