import { type Json, listOf, objectOf, textOf, textOr, textsOf } from './json.ts';
import { EngineRefusal } from './refusal.ts';
import type { Assembly, TemplateResource } from './templates.ts';

/** One permission that a call needs. */
export interface AccessNeed {
  readonly action: string;
  readonly resource: string;
  /** Values of condition keys that the call carries, for example `dynamodb:LeadingKeys`. */
  readonly keys?: Readonly<Record<string, readonly string[]>>;
}

/** Who calls: a function or a state machine under its role. */
export interface Caller {
  readonly name: string;
  readonly roleArn: string;
}

/** A refused call, kept for tests. */
export interface DeniedCall {
  readonly caller: string;
  readonly action: string;
  readonly resource: string;
  readonly message: string;
}

interface Statement {
  readonly isAllow: boolean;
  readonly actions: readonly RegExp[];
  readonly resources: readonly RegExp[];
  readonly conditions: readonly Condition[];
}

type Condition = (keys: Readonly<Record<string, readonly string[]>>) => boolean;

/** AWS managed policies that only concern logs and traces, which the engine takes without asking. */
const HARMLESS_MANAGED_POLICIES = [
  'service-role/AWSLambdaBasicExecutionRole',
  'AWSXRayDaemonWriteAccess',
  'AWSXrayWriteOnlyAccess',
];

/** Services whose calls pass the gateway; statements about others (logs, metrics, traces) have nothing to decide. */
const ENFORCED_SERVICES = [
  'dynamodb',
  'sqs',
  's3',
  'sns',
  'lambda',
  'states',
  'secretsmanager',
  'ssm',
  'kms',
  '*',
];

/** Context of every local call: inside the machine, as good as TLS, one account. */
const AMBIENT: Readonly<Record<string, readonly string[]>> = {
  'aws:SecureTransport': ['true'],
  'aws:SourceAccount': ['000000000000'],
  'aws:PrincipalAccount': ['000000000000'],
  'aws:ResourceAccount': ['000000000000'],
  'kms:CallerAccount': ['000000000000'],
};
const KNOWN_KEYS = [
  ...Object.keys(AMBIENT),
  'dynamodb:LeadingKeys',
  'dynamodb:EnclosingOperation',
  'kms:ViaService',
];

/** The identity policies of every role of the assembly. */
export class Policies {
  readonly denied: DeniedCall[] = [];
  readonly #statements = new Map<string, Statement[]>();

  /** Compiles all roles; throws EngineRefusal for a statement that it cannot evaluate. */
  constructor(assembly: Assembly) {
    const roles = assembly.ofType('AWS::IAM::Role');
    const managed = assembly.ofType('AWS::IAM::ManagedPolicy');
    for (const role of roles) this.#statements.set(role.arn, ownStatements(role, managed));
    for (const policy of [...assembly.ofType('AWS::IAM::Policy'), ...managed]) {
      for (const name of textsOf(policy.properties.Roles)) {
        const role = roles.find((candidate) => candidate.name === name);
        // A role of another assembly is not run here, so its policy has nobody to bind.
        if (role === undefined) continue;
        this.#statements.get(role.arn)?.push(...statements(policy.properties.PolicyDocument, policy));
      }
    }
  }

  /** True when the role's policies allow the call and none denies it. */
  isAllowed(roleArn: string, need: AccessNeed): boolean {
    return this.#decide(roleArn, need) === 'allow';
  }

  /** The refusal in AWS's words, recorded as well; undefined when every need is met. */
  refusal(caller: Caller, needs: readonly AccessNeed[]): string | undefined {
    for (const need of needs) {
      const decision = this.#decide(caller.roleArn, need);
      if (decision === 'allow') continue;
      const role = caller.roleArn.split('/').at(-1) ?? '';
      const reason =
        decision === 'deny'
          ? 'with an explicit deny in an identity-based policy'
          : `because no identity-based policy allows the ${need.action} action`;
      const message = `User: arn:aws:sts::000000000000:assumed-role/${role}/${caller.name} is not authorized to perform: ${need.action} on resource: ${need.resource} ${reason}`;
      this.denied.push({ caller: caller.name, action: need.action, resource: need.resource, message });
      return message;
    }
    return undefined;
  }

  #decide(roleArn: string, need: AccessNeed): 'allow' | 'deny' | 'none' {
    const keys = { ...AMBIENT, ...need.keys };
    let isAllowed = false;
    for (const statement of this.#statements.get(roleArn) ?? []) {
      if (!statement.actions.some((pattern) => pattern.test(need.action))) continue;
      if (!statement.resources.some((pattern) => pattern.test(need.resource))) continue;
      if (!statement.conditions.every((holds) => holds(keys))) continue;
      if (!statement.isAllow) return 'deny';
      isAllowed = true;
    }
    return isAllowed ? 'allow' : 'none';
  }
}

function ownStatements(role: TemplateResource, managed: readonly TemplateResource[]): Statement[] {
  const inline = listOf(role.properties.Policies).flatMap((policy) =>
    statements(objectOf(policy).PolicyDocument, role),
  );
  const attached = textsOf(role.properties.ManagedPolicyArns).flatMap((policyArn) => {
    const local = managed.find((candidate) => candidate.ref === policyArn);
    if (local !== undefined) return statements(local.properties.PolicyDocument, local);
    if (HARMLESS_MANAGED_POLICIES.some((name) => policyArn.endsWith(`:policy/${name}`))) return [];
    throw refuse(
      role,
      `attaches the managed policy ${policyArn}, whose content the local engine does not have`,
    );
  });
  return [...inline, ...attached];
}

function statements(document: Json | undefined, owner: TemplateResource): Statement[] {
  return listOf(objectOf(document).Statement).flatMap((raw) => {
    const statement = objectOf(raw);
    for (const key of ['NotAction', 'NotResource', 'Principal', 'NotPrincipal']) {
      if (statement[key] !== undefined) throw refuse(owner, `has a policy statement with ${key}`);
    }
    const actions = textsOf(statement.Action);
    const isEnforced = actions.some((action) => ENFORCED_SERVICES.includes(action.split(':')[0] ?? ''));
    if (!isEnforced) return [];
    const conditions = Object.entries(objectOf(statement.Condition)).flatMap(([operator, tests]) =>
      Object.entries(objectOf(tests)).map(([key, values]) =>
        condition(operator, key, textsOf(values), owner),
      ),
    );
    return [
      {
        isAllow: textOf(statement.Effect) === 'Allow',
        actions: actions.map((action) => wildcard(action, 'i')),
        resources: textsOf(statement.Resource).map((resource) => wildcard(resource)),
        conditions,
      },
    ];
  });
}

/** Key names are case-insensitive in IAM, values are not. */
function condition(
  operator: string,
  key: string,
  wanted: readonly string[],
  owner: TemplateResource,
): Condition {
  const known = KNOWN_KEYS.find((candidate) => candidate.toLowerCase() === key.toLowerCase());
  if (known === undefined) throw refuse(owner, `has a policy condition on ${key}`);
  const [, scope, isNot, isLike, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(?:String|Arn|Bool)(Not)?(?:Equals|(Like))?(IfExists)?$/.exec(
      operator,
    ) ?? [];
  if (
    !/^(?:(?:ForAllValues|ForAnyValue):)?(?:(?:String|Arn)(?:Not)?(?:Equals|Like)|Bool)(?:IfExists)?$/.test(
      operator,
    )
  ) {
    throw refuse(owner, `has the policy condition operator ${operator}`);
  }
  const isWild = isLike !== undefined || operator.includes('Arn');
  const patterns = wanted.map((value) => (isWild ? wildcard(value) : new RegExp(`^${escaped(value)}$`)));
  const matches = (value: string) =>
    patterns.some((pattern) => pattern.test(value)) !== (isNot !== undefined);
  return (keys) => {
    const values = keys[known];
    if (values === undefined)
      return ifExists !== undefined || isNot !== undefined || scope === 'ForAllValues';
    return scope === 'ForAnyValue' ? values.some(matches) : values.every(matches);
  };
}

function wildcard(pattern: string, flags = ''): RegExp {
  return new RegExp(`^${escaped(pattern).replaceAll('\\*', '.*').replaceAll('\\?', '.')}$`, `s${flags}`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function refuse(owner: TemplateResource, what: string): EngineRefusal {
  return new EngineRefusal(`Stack ${owner.stack}, resource ${owner.logicalId} (${owner.type}) ${what}.`);
}

/** True when the assembly lets the service principal invoke the function (AWS::Lambda::Permission). */
export function mayInvoke(assembly: Assembly, functionName: string, principal: string): boolean {
  return assembly.ofType('AWS::Lambda::Permission').some((permission) => {
    const target = textOr(permission.properties.FunctionName, '');
    const name = target.startsWith('arn:') ? target.split(':')[6] : target;
    return name === functionName && permission.properties.Principal === principal;
  });
}
