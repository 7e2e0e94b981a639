import { App, Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { StateGraph } from 'aws-cdk-lib/aws-stepfunctions';
import { z } from 'zod';
import { workflowStates } from '../../../infra/constructs/workflow-states.ts';
import type { ContextPlan, WorkflowBuilder } from '../../../infra/contexts/context.ts';

const retrier = z.object({ ErrorEquals: z.array(z.string()), MaxAttempts: z.number() });
const catcher = z.object({
  ErrorEquals: z.array(z.string()),
  ResultPath: z.string().optional(),
  Next: z.string(),
});

interface Rule {
  readonly Variable?: string | undefined;
  readonly StringEquals?: string | undefined;
  readonly BooleanEquals?: boolean | undefined;
  readonly Or?: readonly Rule[] | undefined;
}
const rule: z.ZodType<Rule> = z.strictObject({
  Variable: z.string().optional(),
  StringEquals: z.string().optional(),
  BooleanEquals: z.boolean().optional(),
  Or: z.array(z.lazy(() => rule)).optional(),
});

const state = z.discriminatedUnion('Type', [
  z.object({
    Type: z.literal('Task'),
    Next: z.string().optional(),
    Parameters: z.object({ step: z.string() }).or(z.object({ Payload: z.object({ step: z.string() }) })),
    Retry: z.array(retrier).default([]),
    Catch: z.array(catcher).default([]),
  }),
  z.object({
    Type: z.literal('Choice'),
    Choices: z.array(z.record(z.string(), z.unknown()).and(z.object({ Next: z.string() }))),
    Default: z.string(),
  }),
  z.object({ Type: z.literal('Succeed') }),
  z.object({ Type: z.literal('Fail'), Error: z.string() }),
]);

/** The states of one leg, as Step Functions gets them, but for what only time and retries need. */
export const machineDefinition = z.object({ StartAt: z.string(), States: z.record(z.string(), state) });
export type MachineDefinition = z.output<typeof machineDefinition>;
export type MachineState = MachineDefinition['States'][string];

/** The step that a task calls, and whether it waits for its token. */
export const stepOf = (task: Extract<MachineState, { Type: 'Task' }>): { step: string; isWait: boolean } =>
  'Payload' in task.Parameters
    ? { step: task.Parameters.Payload.step, isWait: true }
    : { step: task.Parameters.step, isWait: false };

/** The definition that the leg's own builder makes. */
const definitionOf = (context: string, build: WorkflowBuilder): MachineDefinition => {
  const stack = new Stack(new App(), 'Machines');
  const steps = LambdaFunction.fromFunctionAttributes(stack, 'Steps', {
    functionArn: `arn:aws:lambda:eu-central-1:000000000000:function:${context}-steps`,
    sameEnvironment: false,
  });
  const chain = build(stack, { steps, ...workflowStates(stack, steps) });
  return machineDefinition.parse(stack.resolve(new StateGraph(chain.startState, 'Leg').toGraphJson()));
};

/** Definitions of all legs of these contexts, by leg. */
export const definitionsOf = (
  contexts: readonly ContextPlan[],
): ReadonlyMap<string, { readonly context: string; readonly definition: MachineDefinition }> =>
  new Map(
    contexts.flatMap(({ name, workflows = {} }) =>
      Object.entries(workflows).map(([leg, build]) => [
        leg,
        { context: name, definition: definitionOf(name, build) },
      ]),
    ),
  );

const lookUp = (data: unknown, path: string): unknown =>
  path
    .replace(/^\$\.?/, '')
    .split('.')
    .reduce<unknown>((value, name) => Object(value)[name], data);

const applies = (one: Rule, data: unknown): boolean => {
  if (one.Or) return one.Or.some((inner) => applies(inner, data));
  const value = lookUp(data, one.Variable ?? '$');
  return value === (one.StringEquals ?? one.BooleanEquals);
};

/** Where a choice leads. */
export const chosen = (choice: Extract<MachineState, { Type: 'Choice' }>, data: unknown): string =>
  choice.Choices.find(({ Next: _next, ...one }) => applies(rule.parse(one), data))?.Next ?? choice.Default;
