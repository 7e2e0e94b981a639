import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { z } from 'zod';
import type { WorkflowStates } from '../constructs/workflow-states.ts';
import { SynthesisRefused } from '../refusal.ts';
import type { PartnerName, StackName } from '../stages/stage.ts';

/** What the template needs to know of an operation; the contract's own operations have more. */
interface RoutedOperation {
  readonly operationId: string;
  readonly method: string;
  /** `/v1/orders/{orderId}` */
  readonly path: string;
  readonly auth: 'key' | 'public' | 'signature';
}

/** What a function may reach beyond the table of its own context. Nothing unless it says so. */
interface FunctionGrants {
  /** `read` keeps the function from writing its own table; left out = it reads and writes. */
  readonly table?: 'read';
  /** `read`: look at balances; `post`: also write transfers. Only regulated functions may have it. */
  readonly ledger?: 'read' | 'post';
  /** Functions of the same stack that it calls and waits for, `<context>-<function>`. */
  readonly invoke?: readonly string[];
  /** Partners whose signing secret it reads. */
  readonly partnerSecrets?: readonly PartnerName[];
  /** What it may do with objects of its context's bucket, by folder. */
  readonly objects?: Readonly<Record<string, readonly ObjectAction[]>>;
}

/** What may be done with an object. */
export type ObjectAction = 'read' | 'write' | 'delete';

/** One function of a context: entry `functions/<context>/<name>.ts`, which exports `handler`. */
export interface FunctionPlan {
  /** The schema that the handler reads its environment with; the template supplies exactly the variables it names. */
  readonly env: z.ZodObject;
  readonly grants?: FunctionGrants;
  /** Most seconds that one invocation may take. */
  readonly timeoutSeconds?: number;
  readonly memoryMb?: number;
  /** EventBridge Scheduler expression, `rate(…)` or `cron(…)` in UTC: the function runs by itself. */
  readonly schedule?: string;
  /** Sort keys begin with this: the function is told of each such row that is inserted into its context's own table. */
  readonly follows?: string;
  /** It is told of rows that change as well. */
  readonly followsChanges?: boolean;
  /** A message of its log that is an alarm, and what it tells, one sentence. */
  readonly alarm?: { readonly message: string; readonly what: string };
}

/** What the builder of a leg is handed: the context's own `steps` function, and states that call it. */
interface WorkflowParts extends WorkflowStates {
  readonly steps: IFunction;
}

/** A folder of a context's bucket. */
interface FolderPlan {
  /** An object is gone after so many days; left out = it stays. */
  readonly expireAfterDays?: number;
  /** Clients put and get its objects themselves, by signed addresses; web pages of the stage's `uploadOrigins` may do so too. */
  readonly isOpenToPages?: boolean;
}

/** Builds the states of one leg; every step is a call of the context's own `steps` function. */
export type WorkflowBuilder = (scope: Construct, parts: WorkflowParts) => IChainable;

/** A context as the template sees it. */
export interface ContextPlan {
  readonly name: string;
  readonly stack: StackName;
  /** What stops for the people outside when this context stops, one sentence; it stands in every alarm. */
  readonly impact: string;
  /** Operations of the contract, keyed by operationId; needs a function `api`. */
  readonly operations?: Readonly<Record<string, RoutedOperation>>;
  /** Event types that its queue receives; needs a function `consumers`. */
  readonly subscriptions?: readonly string[];
  /** Event types of other contexts (`entrepot.<other>.…_requested.vN`) that it emits. */
  readonly requests?: readonly string[];
  /** `api`, `consumers` and `steps` have their known places; any other name is an extra function. */
  readonly functions: Readonly<Record<string, FunctionPlan>>;
  /** Whether the sweeper looks for due deadlines in its table. */
  readonly deadlines?: boolean;
  /** Whether its rows are never deleted, by nobody. */
  readonly immutable?: boolean;
  /** Folders of its bucket, which it has only if they are named. */
  readonly folders?: Readonly<Record<string, FolderPlan>>;
  /** State machines by leg; needs a function `steps`. */
  readonly workflows?: Readonly<Record<string, WorkflowBuilder>>;
}

const nameOf = /^[a-z][a-z0-9-]*$/;

const problemsOf = (plan: ContextPlan): readonly string[] => {
  const has = (name: string): boolean => plan.functions[name] !== undefined;
  const names = [plan.name, ...Object.keys(plan.functions), ...Object.keys(plan.workflows ?? {})];
  const reachesLedger = Object.values(plan.functions).some((one) => one.grants?.ledger !== undefined);
  const checks: readonly (readonly [boolean, string])[] = [
    [names.every((name) => nameOf.test(name)), 'names are small letters, digits and hyphens'],
    [plan.impact.trim().endsWith('.'), 'the impact is a sentence and ends with a full stop'],
    [Object.keys(plan.operations ?? {}).length === 0 || has('api'), 'operations need a function "api"'],
    [
      (plan.subscriptions ?? []).length === 0 || has('consumers'),
      'subscriptions need a function "consumers"',
    ],
    [
      !has('consumers') || (plan.subscriptions ?? []).length > 0,
      'a function "consumers" needs subscriptions',
    ],
    [Object.keys(plan.workflows ?? {}).length === 0 || has('steps'), 'workflows need a function "steps"'],
    [
      !(plan.immutable && plan.deadlines),
      'deadlines are rows that the sweeper deletes, which an immutable context forbids',
    ],
    [!reachesLedger || plan.stack === 'regulated', 'only the regulated stack may reach the ledger'],
    [
      Object.values(plan.functions).every((one) =>
        Object.keys(one.grants?.objects ?? {}).every((folder) => plan.folders?.[folder] !== undefined),
      ),
      'a function reaches folders of the own bucket only',
    ],
  ];
  return checks.filter(([isRight]) => !isRight).map(([, problem]) => problem);
};

/** Declares a context to the template, once, in `infra/contexts/<context>.ts`. Throws when its parts do not fit together. */
export const defineContext = (plan: ContextPlan): ContextPlan => {
  const problems = problemsOf(plan);
  if (problems.length > 0)
    throw new SynthesisRefused(`The context "${plan.name}" does not fit: ${problems.join('; ')}`);
  return plan;
};
