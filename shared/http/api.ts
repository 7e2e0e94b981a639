import middy from '@middy/core';
import type {
  APIGatewayProxyEventV2WithLambdaAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { createIdFactory } from '../kernel/ids.ts';
import { systemRandom } from '../kernel/random.ts';
import { log } from '../observability/logger.ts';
import type { Store } from '../persistence/store.ts';
import { AlreadyDone, commitEffect, untilFresh } from '../persistence/unit-of-work.ts';
import { createSecrets } from '../secrets.ts';
import type { Answer, Call, Handlers } from './call.ts';
import { createCursors } from './cursor.ts';
import { httpErrors } from './errors.ts';
import { etagOf, versionOfIfMatch } from './etag.ts';
import {
  answerWrite,
  findAnswer,
  hashRequest,
  readIdempotencyKey,
  type StoredAnswer,
} from './idempotency.ts';
import type { Operation } from './operation.ts';
import { parseJson, parsePart, readBodyText } from './parse.ts';
import { type Principal, principalFromContext } from './principal.ts';
import { toProblemResponse } from './problem.ts';

type HttpEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<Record<string, unknown>>;
type HttpResult = APIGatewayProxyStructuredResultV2;

export interface ApiOptions<Table extends Record<string, Operation>> {
  readonly context: string;
  readonly operations: Table;
  readonly handlers: Handlers<Table>;
  readonly store: Store;
  readonly clock?: Clock;
  /** Secret that signs cursors; left out where a context has no listing. */
  readonly cursorSecretArn?: string | undefined;
}

interface Request {
  readonly event: HttpEvent;
  readonly operation: Operation;
  readonly principal: Principal | undefined;
  readonly rawBody: string;
  readonly requestId: string;
  readonly correlationId: string;
}

const correlationHeader = 'entrepot-correlation-id';
const defaultPageSize = 50;

const authorise = (operation: Operation, principal: Principal | undefined): void => {
  if (operation.auth !== 'key') return;
  if (!principal) throw httpErrors.unauthenticated('The request carries no API key that is known.');
  if (operation.roles && !operation.roles.some((role) => principal.roles.includes(role))) {
    throw httpErrors.forbidden_role(`${operation.operationId} is for: ${operation.roles.join(', ')}.`);
  }
  if (operation.scope && !principal.scopes.includes(operation.scope)) {
    throw httpErrors.forbidden_scope(`${operation.operationId} needs the scope ${operation.scope}.`);
  }
};

const toStored = (answer: Answer, operation: Operation, requestHash: string): StoredAnswer => {
  const body = answer.text
    ? answer.text.body
    : answer.body === undefined
      ? ''
      : JSON.stringify(shape(answer, operation));
  const redacted = answer.storedBody === undefined ? body : JSON.stringify(answer.storedBody);
  return { requestHash, status: answer.status, body: redacted, headers: headersOf(answer) };
};

/** A field that no response schema names never leaves. */
const shape = (answer: Answer, operation: Operation): unknown => {
  const schema = operation.responses[answer.status]?.schema;
  return schema ? schema.parse(answer.body) : answer.body;
};

const headersOf = (answer: Answer): Record<string, string> => ({
  'content-type': answer.text?.contentType ?? 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  ...(answer.version === undefined ? {} : { etag: etagOf(answer.version) }),
  ...(answer.location === undefined ? {} : { location: answer.location }),
});

const respond = (answer: Answer, operation: Operation): HttpResult => ({
  statusCode: answer.status,
  headers: headersOf(answer),
  ...(answer.text ? { body: answer.text.body } : {}),
  ...(answer.body === undefined ? {} : { body: JSON.stringify(shape(answer, operation)) }),
});

const replay = (stored: StoredAnswer): HttpResult => ({
  statusCode: stored.status,
  headers: { ...stored.headers, 'idempotency-replayed': 'true' },
  ...(stored.body === '' ? {} : { body: stored.body }),
});

/**
 * The API function of a context: route table in, Lambda handler out. The onion, from outside in: log context → problem
 * mapper → principal → parse → idempotency → decision → one transaction → response schema.
 */
export const createApi = <Table extends Record<string, Operation>>(options: ApiOptions<Table>) => {
  const clock = options.clock ?? systemClock;
  const newId = createIdFactory(clock, systemRandom);
  const secrets = createSecrets(clock);
  const byRoute = new Map<string, [Operation, (call: Call) => Promise<Answer>]>(
    Object.entries(options.operations).map(([operationId, operation]) => [
      `${operation.method} ${operation.path}`,
      // The table types each handler by its own operation; the dispatcher only ever pairs the two by name.
      [operation, options.handlers[operationId] as unknown as (call: Call) => Promise<Answer>],
    ]),
  );

  const toCall = async (request: Request): Promise<Call> => {
    const { event, operation, principal, rawBody } = request;
    const params = operation.params ? parsePart(operation.params, event.pathParameters ?? {}, 'path') : {};
    const query = operation.query
      ? parsePart(operation.query, event.queryStringParameters ?? {}, 'query')
      : {};
    const body =
      operation.body && operation.auth !== 'signature'
        ? parsePart(operation.body, parseJson(rawBody), 'body')
        : undefined;
    const secret = options.cursorSecretArn ? await secrets.read(options.cursorSecretArn) : undefined;
    const cursors = createCursors(secret ?? '');
    const scope = `${principal?.companyId ?? 'public'}|${operation.operationId}`;
    const paging = event.queryStringParameters ?? {};
    return {
      params,
      query,
      body: body as undefined,
      rawBody,
      headers: event.headers,
      // `authorise` has made sure that a keyed operation has a principal; the type of Call says which do.
      principal: principal as undefined,
      now: clock.now(),
      newId,
      requestId: request.requestId,
      correlationId: request.correlationId,
      expectedVersion: operation.ifMatch ? versionOfIfMatch(event.headers['if-match']) : 0,
      page: {
        limit: paging.limit ? Number(paging.limit) : defaultPageSize,
        from: secret ? cursors.decode(scope, paging.cursor) : undefined,
        next: (lastKey) => (secret ? cursors.encode(scope, lastKey) : undefined),
      },
    };
  };

  const perform = async (request: Request, handle: (call: Call) => Promise<Answer>): Promise<HttpResult> => {
    const { operation, event, rawBody, principal } = request;
    const call = await toCall(request);
    const key = operation.idempotent ? readIdempotencyKey(event.headers['idempotency-key']) : undefined;
    const ownerId = principal?.companyId ?? 'public';
    const requestHash = hashRequest(operation.method, event.rawPath, rawBody);
    const stored = key === undefined ? undefined : await findAnswer(options.store, ownerId, key, requestHash);
    if (stored) return replay(stored);
    return untilFresh(async () => {
      const answer = await handle({ ...call, now: clock.now() });
      const guard =
        key === undefined
          ? undefined
          : answerWrite(options.store, ownerId, key, toStored(answer, operation, requestHash), call.now);
      if (guard || answer.writes?.length || answer.events?.length) {
        await commitEffect(options.store, guard, answer, {
          context: options.context,
          now: call.now,
          newId,
          correlationId: request.correlationId,
          causationId: request.requestId,
        });
      }
      return respond(answer, operation);
    }).catch(async (error: unknown) => {
      // A twin of this very request has won the race: give its answer.
      if (!(error instanceof AlreadyDone) || key === undefined) throw error;
      const winner = await findAnswer(options.store, ownerId, key, requestHash);
      if (!winner) throw httpErrors.in_progress('A request with this Idempotency-Key is being worked on.');
      return replay(winner);
    });
  };

  const dispatch = async (event: HttpEvent, context: Context): Promise<HttpResult> => {
    const requestId = event.requestContext.requestId || context.awsRequestId;
    const path = event.rawPath;
    try {
      const found = byRoute.get(event.routeKey);
      if (!found) throw httpErrors.not_found(`There is no ${event.routeKey}.`);
      const [operation, handle] = found;
      const principal = principalFromContext(event.requestContext.authorizer?.lambda);
      authorise(operation, principal);
      const correlationId = event.headers[correlationHeader]?.slice(0, 80) || requestId;
      const request = { event, operation, principal, rawBody: readBodyText(event), requestId, correlationId };
      const result = await perform(request, handle);
      log.info('Answered', {
        operationId: operation.operationId,
        requestId,
        correlationId,
        status: result.statusCode,
      });
      return { ...result, headers: { ...result.headers, 'entrepot-request-id': requestId } };
    } catch (error) {
      const problem = toProblemResponse(error, { requestId, path });
      log.warn('Refused', {
        requestId,
        status: problem.statusCode,
        reason: error instanceof Error ? error.name : 'unknown',
      });
      return problem;
    }
  };

  return middy<HttpEvent, HttpResult>().handler(dispatch);
};
