import { type Functions, functionNameOf, type LocalFunction } from './functions.ts';
import { mayInvoke } from './iam.ts';
import { type Json, listOf, numberOr, objectOf, textOf, textOr, textsOf } from './json.ts';
import { EngineRefusal } from './refusal.ts';
import type { Assembly, TemplateResource } from './templates.ts';

/** A Lambda authorizer with simple responses. */
export interface Authorizer {
  readonly id: string;
  readonly target: LocalFunction;
  /** Names of the headers (lower case) that identify the caller. */
  readonly identityHeaders: readonly string[];
  readonly ttlSeconds: number;
}

/** One route of an HTTP API. */
export interface Route {
  readonly routeKey: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly target: LocalFunction;
  readonly timeoutMs: number;
  readonly authorizer: Authorizer | undefined;
  readonly api: HttpApiSettings;
}

/** Settings of the API that a route belongs to. */
export interface HttpApiSettings {
  readonly id: string;
  readonly stage: string;
  readonly cors: { readonly [name: string]: Json };
  readonly burst: number;
  readonly ratePerSecond: number;
}

const INTEGRATION_TIMEOUT_MS = 30_000;
const UNLIMITED = Number.POSITIVE_INFINITY;

/** Reads all routes of all HTTP APIs; throws EngineRefusal for what the engine cannot serve. */
export function readRoutes(assembly: Assembly, functions: Functions): Route[] {
  const routes = assembly
    .ofType('AWS::ApiGatewayV2::Route')
    .map((route) => readRoute(route, assembly, functions));
  refuseClash(routes);
  return routes;
}

/** The APIs of all stacks share one address here, so their routes must differ. */
function refuseClash(routes: readonly Route[]): void {
  const keys = routes.map(({ routeKey }) => routeKey.replace(/\{[^}]+\}/g, '{}'));
  const twice = routes.find((_route, at) => keys.indexOf(keys[at] ?? '') !== at);
  if (twice !== undefined)
    throw new EngineRefusal(`Two APIs of the assembly have the route ${twice.routeKey}.`);
}

function readRoute(route: TemplateResource, assembly: Assembly, functions: Functions): Route {
  const { properties } = route;
  const where = `Stack ${route.stack}, resource ${route.logicalId}`;
  const integrationId = textOr(properties.Target, '').replace('integrations/', '');
  const integration = assembly
    .ofType('AWS::ApiGatewayV2::Integration')
    .find(({ ref }) => ref === integrationId);
  if (
    integration?.properties.IntegrationType !== 'AWS_PROXY' ||
    integration.properties.PayloadFormatVersion !== '2.0'
  ) {
    throw new EngineRefusal(
      `${where}: the local engine serves AWS_PROXY integrations with payload format 2.0 only.`,
    );
  }
  const target = functions.find(functionIn(textOr(integration.properties.IntegrationUri, '')));
  if (target === undefined) throw new EngineRefusal(`${where} leads to an unknown function.`);
  refuseMissingPermission(where, assembly, target);
  const routeKey = textOr(properties.RouteKey, '$default');
  const [method = '$default', path = ''] = routeKey.split(' ');
  return {
    routeKey,
    method,
    segments: path.split('/').slice(1),
    target,
    timeoutMs: numberOr(integration.properties.TimeoutInMillis, INTEGRATION_TIMEOUT_MS),
    authorizer: readAuthorizer(route, assembly, functions),
    api: readApi(textOr(properties.ApiId, ''), assembly),
  };
}

function readAuthorizer(
  route: TemplateResource,
  assembly: Assembly,
  functions: Functions,
): Authorizer | undefined {
  const kind = textOr(route.properties.AuthorizationType, 'NONE');
  if (kind === 'NONE') return undefined;
  const where = `Stack ${route.stack}, resource ${route.logicalId}`;
  const id = textOr(route.properties.AuthorizerId, '');
  const authorizer = assembly.ofType('AWS::ApiGatewayV2::Authorizer').find(({ ref }) => ref === id);
  const { properties = {} } = authorizer ?? {};
  const isSimple = properties.EnableSimpleResponses === true || properties.EnableSimpleResponses === 'true';
  if (kind !== 'CUSTOM' || properties.AuthorizerType !== 'REQUEST' || !isSimple) {
    throw new EngineRefusal(
      `${where}: the local engine runs Lambda authorizers with simple responses only, not ${kind}.`,
    );
  }
  const target = functions.find(functionIn(textOr(properties.AuthorizerUri, '')));
  if (target === undefined) throw new EngineRefusal(`${where}: its authorizer is an unknown function.`);
  refuseMissingPermission(where, assembly, target);
  const identityHeaders = textsOf(properties.IdentitySource).map((source) => {
    const [, header] = /^\$request\.header\.(.+)$/.exec(source) ?? [];
    if (header === undefined)
      throw new EngineRefusal(`${where}: the identity source ${source} is not a header.`);
    return header.toLowerCase();
  });
  return { id, target, identityHeaders, ttlSeconds: numberOr(properties.AuthorizerResultTtlInSeconds, 0) };
}

function readApi(id: string, assembly: Assembly): HttpApiSettings {
  const api = assembly.ofType('AWS::ApiGatewayV2::Api').find(({ ref }) => ref === id);
  const stage = assembly.ofType('AWS::ApiGatewayV2::Stage').find(({ properties }) => properties.ApiId === id);
  const settings = objectOf(stage?.properties.DefaultRouteSettings);
  return {
    id,
    stage: textOr(stage?.properties.StageName, '$default'),
    cors: objectOf(api?.properties.CorsConfiguration),
    burst: numberOr(settings.ThrottlingBurstLimit, UNLIMITED),
    ratePerSecond: numberOr(settings.ThrottlingRateLimit, UNLIMITED),
  };
}

/** An integration names the function by its ARN, an authorizer by a path around it. */
function functionIn(uri: string): string {
  return functionNameOf(/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri);
}

function refuseMissingPermission(where: string, assembly: Assembly, target: LocalFunction): void {
  if (mayInvoke(assembly, target.name, 'apigateway.amazonaws.com')) return;
  throw new EngineRefusal(
    `${where}: no AWS::Lambda::Permission lets apigateway.amazonaws.com invoke ${target.name}.`,
  );
}

/** A route that fits, with its path parameters. */
export interface RouteMatch {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The most specific route: literal segments before parameters before `{proxy+}`, an own method before ANY, `$default` last. */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch | undefined {
  const given = path.split('/').slice(1);
  let best: (RouteMatch & { score: string }) | undefined;
  for (const route of routes) {
    if (route.method !== '$default' && route.method !== 'ANY' && route.method !== method) continue;
    const fit =
      route.method === '$default' ? { parameters: {}, score: '' } : fitSegments(route.segments, given);
    if (fit === undefined) continue;
    const score = `${fit.score}${route.method === method ? '2' : '1'}`;
    if (best === undefined || score > best.score) best = { route, parameters: fit.parameters, score };
  }
  return best;
}

function fitSegments(
  segments: readonly string[],
  given: readonly string[],
): { parameters: Record<string, string>; score: string } | undefined {
  const parameters: Record<string, string> = {};
  let score = '';
  for (const [at, segment] of segments.entries()) {
    const [, name, greedy] = /^\{([^+}]+)(\+?)\}$/.exec(segment) ?? [];
    const value = given[at];
    if (name !== undefined && greedy === '+') {
      if (value === undefined) return undefined;
      parameters[name] = given.slice(at).map(decode).join('/');
      return { parameters, score: `${score}3` };
    }
    if (value === undefined || value === '')
      return name === undefined && segment === value ? { parameters, score } : undefined;
    if (name === undefined && segment !== value) return undefined;
    if (name !== undefined) parameters[name] = decode(value);
    score += name === undefined ? '9' : '6';
  }
  return segments.length === given.length ? { parameters, score } : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Values of a CORS setting, joined as the response header wants them. */
export function corsValue(cors: HttpApiSettings['cors'], name: string): string {
  return listOf(cors[name])
    .flatMap((value) => textOf(value) ?? [])
    .join(',');
}
