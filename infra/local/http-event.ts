import type { IncomingMessage } from 'node:http';
import type { RouteMatch } from './http-routes.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  listOf,
  numberOr,
  objectOf,
  textOf,
  textOr,
  textsOf,
} from './json.ts';
import { LOCAL_ACCOUNT } from './resource-identity.ts';

const TEXT_TYPES =
  /^(?:text\/|application\/(?:json|javascript|xml|[\w.+-]+\+(?:json|xml)|x-www-form-urlencoded))/;

/** Builds the event of payload format 2.0. */
export function httpEvent(
  request: IncomingMessage,
  url: URL,
  match: RouteMatch,
  extras: { body: Buffer; requestId: string; nowMs: number; authorizer: JsonObject | undefined },
): JsonObject {
  const { cookie, ...headers } = flatHeaders(request);
  const query: JsonObject = {};
  for (const [name, value] of url.searchParams)
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`;
  const isText = extras.body.length === 0 || TEXT_TYPES.test(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: { ...headers, ...(cookie === undefined ? {} : { cookie }) },
    ...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    ...(Object.keys(match.parameters).length === 0 ? {} : { pathParameters: { ...match.parameters } }),
    requestContext: requestContext(request, url, match, extras),
    ...(extras.body.length === 0 ? {} : { body: extras.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: !isText,
  };
}

/** Builds the event of a REQUEST authorizer, format 2.0. */
export function authorizerEvent(
  httpEventOfCall: JsonObject,
  identity: readonly string[],
  routeArn: string,
): JsonObject {
  const { body: _body, isBase64Encoded: _encoding, ...rest } = httpEventOfCall;
  return { ...rest, type: 'REQUEST', routeArn, identitySource: [...identity] };
}

function requestContext(
  request: IncomingMessage,
  url: URL,
  match: RouteMatch,
  extras: { requestId: string; nowMs: number; authorizer: JsonObject | undefined },
): JsonObject {
  const { api, routeKey } = match.route;
  return {
    accountId: LOCAL_ACCOUNT,
    apiId: api.id,
    ...(extras.authorizer === undefined ? {} : { authorizer: { lambda: extras.authorizer } }),
    domainName: textOr(request.headers.host, '127.0.0.1'),
    domainPrefix: api.id,
    http: {
      method: request.method ?? 'GET',
      path: url.pathname,
      protocol: 'HTTP/1.1',
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      userAgent: textOr(request.headers['user-agent'], ''),
    },
    requestId: extras.requestId,
    routeKey,
    stage: api.stage,
    time: new Date(extras.nowMs).toUTCString(),
    timeEpoch: extras.nowMs,
  };
}

function flatHeaders(request: IncomingMessage): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return flat;
}

/** What goes back to the client. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

/** Reads a function's result as format 2.0 does: with a status code as it is, anything else as a JSON body. */
export function httpAnswer(payload: Json): HttpAnswer {
  if (!isObject(payload) || payload.statusCode === undefined) {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) };
  }
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(objectOf(payload.headers))) {
    const text = textOf(value);
    if (text !== undefined) headers[name.toLowerCase()] = text;
  }
  for (const [name, values] of Object.entries(objectOf(payload.multiValueHeaders))) {
    headers[name.toLowerCase()] = textsOf(values);
  }
  if (listOf(payload.cookies).length > 0) headers['set-cookie'] = textsOf(payload.cookies);
  headers['content-type'] ??= 'text/plain;charset=UTF-8';
  const body = Buffer.from(textOr(payload.body, ''), payload.isBase64Encoded === true ? 'base64' : 'utf8');
  return { status: numberOr(payload.statusCode, 200), headers, body };
}
