import { isObject, type Json, type JsonObject, listOf, objectOf, textOf } from './json.ts';
import { EngineRefusal } from './refusal.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './resource-identity.ts';

/** What an intrinsic function may look up while it is resolved. */
export interface IntrinsicScope {
  readonly stack: string;
  readonly template: JsonObject;
  ref(logicalId: string): string | undefined;
  attribute(logicalId: string, attribute: string): string | undefined;
  exported(name: string): Json | undefined;
}

/** Stands for `AWS::NoValue`: the property is left out. */
const NO_VALUE = Symbol('AWS::NoValue');
type Resolved = Json | typeof NO_VALUE;

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': LOCAL_ACCOUNT,
  'AWS::Region': LOCAL_REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Resolves every intrinsic function below the value; throws EngineRefusal for one that it does not know. */
export function resolve(value: Json, scope: IntrinsicScope): Json {
  const resolved = resolveAny(value, scope);
  return resolved === NO_VALUE ? null : resolved;
}

/** Resolves one property of an object; undefined when it is absent or `AWS::NoValue`. */
export function resolveProperty(holder: JsonObject, name: string, scope: IntrinsicScope): Json | undefined {
  const value = holder[name];
  if (value === undefined) return undefined;
  const resolved = resolveAny(value, scope);
  return resolved === NO_VALUE ? undefined : resolved;
}

/** True when the named condition of the scope's template holds. */
export function conditionHolds(name: string, scope: IntrinsicScope): boolean {
  const definition = objectOf(scope.template.Conditions)[name];
  if (definition === undefined) throw refuse(scope, `names the condition ${name}, which is not declared`);
  return resolve(definition, scope) === true;
}

function resolveAny(value: Json, scope: IntrinsicScope): Resolved {
  if (typeof value === 'string') return dynamicReference(value, scope);
  if (Array.isArray(value)) {
    return value.map((entry) => resolveAny(entry, scope)).filter((entry) => entry !== NO_VALUE);
  }
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const [only] = keys;
  if (keys.length === 1 && only !== undefined && isIntrinsic(only)) {
    return resolveFunction(only, value[only] ?? null, scope);
  }
  const resolved: JsonObject = {};
  for (const [key, entry] of Object.entries(value)) {
    const inner = resolveAny(entry, scope);
    if (inner !== NO_VALUE) resolved[key] = inner;
  }
  return resolved;
}

/** `Condition` in a policy statement has the same spelling; there it holds an object, here always a name. */
function isIntrinsic(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}

function resolveFunction(name: string, argument: Json, scope: IntrinsicScope): Resolved {
  switch (name) {
    case 'Ref':
      return resolveRef(text(argument, name, scope), scope);
    case 'Fn::GetAtt':
      return resolveAttribute(argument, scope);
    case 'Fn::Join': {
      const [separator, parts] = listOf(argument);
      const resolved = resolve(parts ?? [], scope);
      return listOf(resolved)
        .map((part) => text(part, name, scope))
        .join(text(separator ?? '', name, scope));
    }
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::Select': {
      const [index, list] = listOf(argument);
      const chosen = listOf(resolve(list ?? [], scope))[Number(resolve(index ?? 0, scope))];
      if (chosen === undefined) throw refuse(scope, 'selects an entry that its list does not have');
      return chosen;
    }
    case 'Fn::Split': {
      const [separator, joined] = listOf(argument);
      return text(resolve(joined ?? '', scope), name, scope).split(text(separator ?? '', name, scope));
    }
    case 'Fn::ImportValue': {
      const key = text(resolve(argument, scope), name, scope);
      const found = scope.exported(key);
      if (found === undefined) throw refuse(scope, `imports ${key}, which no stack exports`);
      return found;
    }
    case 'Fn::FindInMap': {
      const [map, first, second] = listOf(resolve(argument, scope)).map((part) => text(part, name, scope));
      const found = objectOf(objectOf(objectOf(scope.template.Mappings)[map ?? ''])[first ?? ''])[
        second ?? ''
      ];
      if (found === undefined) throw refuse(scope, `finds nothing in map ${map} for ${first}, ${second}`);
      return found;
    }
    case 'Fn::Base64':
      return Buffer.from(text(resolve(argument, scope), name, scope)).toString('base64');
    case 'Fn::If': {
      const [condition, then, otherwise] = listOf(argument);
      return resolveAny(
        (conditionHolds(text(condition ?? '', name, scope), scope) ? then : otherwise) ?? null,
        scope,
      );
    }
    default:
      return resolveLogic(name, argument, scope);
  }
}

function resolveLogic(name: string, argument: Json, scope: IntrinsicScope): Json {
  const holds = (entry: Json) => {
    const condition = isObject(entry) ? textOf(entry.Condition) : undefined;
    return condition === undefined ? resolve(entry, scope) === true : conditionHolds(condition, scope);
  };
  switch (name) {
    case 'Fn::Equals': {
      const [left, right] = listOf(argument).map((entry) => resolve(entry, scope));
      return JSON.stringify(left) === JSON.stringify(right);
    }
    case 'Fn::And':
      return listOf(argument).every(holds);
    case 'Fn::Or':
      return listOf(argument).some(holds);
    case 'Fn::Not':
      return !listOf(argument).every(holds);
    default:
      throw refuse(scope, `uses ${name}, which the local engine does not know`);
  }
}

function resolveRef(name: string, scope: IntrinsicScope): Resolved {
  if (name === 'AWS::NoValue') return NO_VALUE;
  if (name === 'AWS::StackName') return scope.stack;
  if (name === 'AWS::StackId')
    return `arn:aws:cloudformation:${LOCAL_REGION}:${LOCAL_ACCOUNT}:stack/${scope.stack}/local`;
  const pseudo = PSEUDO[name];
  if (pseudo !== undefined) return pseudo;
  const parameter = objectOf(scope.template.Parameters)[name];
  if (parameter !== undefined) {
    const fallback = objectOf(parameter).Default;
    if (fallback === undefined) throw refuse(scope, `has the parameter ${name} without a default`);
    return fallback;
  }
  const found = scope.ref(name);
  if (found === undefined) throw refuse(scope, `refers to ${name}, which it does not declare`);
  return found;
}

function resolveAttribute(argument: Json, scope: IntrinsicScope): string {
  const path = typeof argument === 'string' ? argument.split(/\.(.*)/s) : listOf(argument);
  const [logicalId, attribute] = path.map((part) => text(resolve(part, scope), 'Fn::GetAtt', scope));
  const found = scope.attribute(logicalId ?? '', attribute ?? '');
  if (found === undefined) {
    throw refuse(
      scope,
      `asks ${logicalId} for the attribute ${attribute}, which the local engine does not know`,
    );
  }
  return found;
}

function substitute(argument: Json, scope: IntrinsicScope): string {
  const [pattern, own] = Array.isArray(argument) ? argument : [argument];
  const variables = objectOf(own);
  return text(pattern ?? '', 'Fn::Sub', scope).replace(/\$\{([^}]+)\}/g, (_match, raw: string) => {
    const name = raw.trim();
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const variable = variables[name];
    if (variable !== undefined) return text(resolve(variable, scope), 'Fn::Sub', scope);
    const dot = name.indexOf('.');
    if (dot > 0) return resolveAttribute([name.slice(0, dot), name.slice(dot + 1)], scope);
    const found = resolveRef(name, scope);
    return found === NO_VALUE ? '' : text(found, 'Fn::Sub', scope);
  });
}

/** A dynamic reference is resolved by CloudFormation at deploy time; passing it on as text would be silence. */
function dynamicReference(value: string, scope: IntrinsicScope): string {
  if (value.includes('{{resolve:')) throw refuse(scope, `uses the dynamic reference ${value}`);
  return value;
}

function text(value: Json, where: string, scope: IntrinsicScope): string {
  const found = textOf(value);
  if (found === undefined)
    throw refuse(scope, `gives ${where} ${JSON.stringify(value)} where text is needed`);
  return found;
}

function refuse(scope: IntrinsicScope, what: string): EngineRefusal {
  return new EngineRefusal(`Stack ${scope.stack} ${what}.`);
}
