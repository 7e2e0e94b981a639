import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ContextPlan, FunctionPlan } from '../contexts/context.ts';
import { environmentFor, type Wiring } from '../environment.ts';
import { SynthesisRefused } from '../refusal.ts';
import { partnerNames, stackNames } from '../stages/stage.ts';
import type { Setting } from './setting.ts';
import {
  driveMachines,
  invoke,
  readSecrets,
  readTable,
  touchObjects,
  useKeyOf,
  useTableKey,
  writeTable,
} from './statements.ts';

/** The context that keeps everybody's money; its table is the only one that another context may write, and only by grant. */
export const ledgerContext = 'ledger';

/** What a context's functions can be wired to. */
interface ContextSurroundings {
  readonly setting: Setting;
  readonly context: ContextPlan;
  readonly table: Table;
  readonly cursorSecret: Secret;
}

const variable = (name: string): string => name.toUpperCase().replaceAll('-', '_');

const legsOf = (context: ContextPlan): readonly string[] => Object.keys(context.workflows ?? {});

/** Splits `<context>-<function>` of a function of the same stack. */
const calledFunction = (name: string): readonly [string, string] => {
  const [owner, ...rest] = name.split('-');
  if (!owner || rest.length === 0) throw new SynthesisRefused(`"${name}" is not <context>-<function>`);
  return [owner, rest.join('-')];
};

const wiringOf = (around: ContextSurroundings, plan: FunctionPlan): Wiring => {
  const { setting, context } = around;
  const { stage, stack, naming } = setting;
  const grants = plan.grants ?? {};
  const apiUrls = stackNames.flatMap((name) => {
    const url = stage.apiUrls[name];
    return url === undefined ? [] : [[`${variable(name)}_API_URL`, url] as const];
  });
  return {
    STAGE: stage.name,
    CONTEXT: context.name,
    LOG_LEVEL: stage.logLevel,
    TABLE_NAME: naming.table(context.name),
    API_BASE_URL: stage.apiUrls[stack] ?? '',
    CURSOR_SECRET_ARN: around.cursorSecret.secretArn,
    ...Object.fromEntries(apiUrls),
    ...Object.fromEntries(partnerNames.map((name) => [`${variable(name)}_URL`, stage.partnerUrls[name]])),
    ...(context.folders ? { BUCKET_NAME: naming.bucket(stack, context.name) } : {}),
    ...(grants.ledger ? { LEDGER_TABLE_NAME: naming.table(ledgerContext) } : {}),
    ...Object.fromEntries(
      (grants.partnerSecrets ?? []).map((name) => [
        `${variable(name)}_SECRET_NAME`,
        naming.partnerSecret(name),
      ]),
    ),
    ...Object.fromEntries(
      legsOf(context).map((leg) => [`STATE_MACHINE_ARN_${variable(leg)}`, naming.machineArn(stack, leg)]),
    ),
    ...Object.fromEntries(
      (grants.invoke ?? []).map((name) => [
        `FUNCTION_NAME_${variable(name)}`,
        naming.function(...calledFunction(name)),
      ]),
    ),
  };
};

/** Functions that resume waiting legs, whether or not they start one. */
const drivesMachines = (name: string, asked: ReadonlySet<string>): boolean =>
  name === 'consumers' || name === 'steps' || [...asked].some((one) => one.startsWith('STATE_MACHINE_ARN_'));

const statementsFor = (
  around: ContextSurroundings,
  name: string,
  plan: FunctionPlan,
  asked: ReadonlySet<string>,
): readonly PolicyStatement[] => {
  const { setting, context, table } = around;
  const { naming, stack } = setting;
  const grants = plan.grants ?? {};
  const statements: PolicyStatement[] = [];
  if (asked.has('TABLE_NAME')) {
    statements.push(readTable(table.tableArn), ...useKeyOf(table));
    if (grants.table !== 'read') statements.push(writeTable(table.tableArn, { deletes: !context.immutable }));
  }
  if (grants.ledger) {
    const ledgerArn = naming.tableArn('regulated', ledgerContext);
    statements.push(readTable(ledgerArn), useTableKey(setting.key));
    if (grants.ledger === 'post') statements.push(writeTable(ledgerArn, { deletes: false }));
  }
  const legs = legsOf(context);
  if (legs.length > 0 && drivesMachines(name, asked)) {
    statements.push(driveMachines(legs.map((leg) => naming.machineArn(stack, leg))));
  }
  for (const [folder, actions] of Object.entries(grants.objects ?? {})) {
    statements.push(touchObjects(naming.objectArn(stack, context.name, folder), actions));
  }
  if (grants.invoke?.length) {
    statements.push(invoke(grants.invoke.map((one) => naming.functionArn(stack, ...calledFunction(one)))));
  }
  const secrets = [
    ...(asked.has('CURSOR_SECRET_ARN') ? [around.cursorSecret.secretArn] : []),
    ...(grants.partnerSecrets ?? []).map((one) => naming.partnerSecretArn(stack, one)),
  ];
  if (secrets.length > 0) statements.push(readSecrets(secrets));
  return statements;
};

/** Environment and grants of one function of a context: the variables its schema names, and what those let it reach. */
export const wireFunction = (
  around: ContextSurroundings,
  name: string,
  plan: FunctionPlan,
): { readonly environment: Record<string, string>; readonly statements: readonly PolicyStatement[] } => {
  const owner = `functions/${around.context.name}/env.ts (for ${name})`;
  const environment = environmentFor(owner, plan.env, wiringOf(around, plan));
  return { environment, statements: statementsFor(around, name, plan, new Set(Object.keys(environment))) };
};
