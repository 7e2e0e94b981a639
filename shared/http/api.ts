import middy from '@middy/core';
import { z } from 'zod';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { createIdFactory } from '../kernel/ids.ts';
import { systemRandom } from '../kernel/random.ts';
import type { Store } from '../persistence/store.ts';
import { AlreadyDone, commitEffect, untilFresh } from '../persistence/unit-of-work.ts';
import { createSecrets } from '../secrets.ts';
import type { Answer, Call, Handlers } from './call.ts';
import { createCursors } from './cursor.ts';
import { httpErrors } from './errors.ts';
import { versionOfIfMatch } from './etag.ts';
import {
  answerWrite,
  findAnswer,
  hashRequest,
  type RequestIdentity,
  readIdempotencyKey,
} from './idempotency.ts';
import { correlationIdOf, type HttpEvent, type HttpResult, onion, requestIdOf } from './onion.ts';
import type { Operation } from './operation.ts';
import { parseJson, parsePart, readBodyText } from './parse.ts';
import { type Principal, principalFromContext } from './principal.ts';
import { keptAnswerOf, toHttpResult } from './respond.ts';

export interface ApiOptions<Table extends Record<string, Operation>> {
  readonly context: string;
  readonly operations: Table;
  readonly handlers: Handlers<Table>;
  readonly store: Store;
  readonly clock?: Clock;
  /** Secret that signs cursors; left out where a context has no listing. */
  readonly cursorSecretArn?: string | undefined;
}

type Handle = (call: Call) => Promise<Answer>;

const defaultPageSize = 50;

const authorise = (operation: Operation, principal: Principal | undefined): void => {
  if (operation.auth !== 'key') return;
  if (!principal) throw httpErrors.unauthenticated('The request carries no API key that is known.');
  if (principal.isSuspended && operation.method !== 'GET')
    throw httpErrors.company_suspended(`${operation.operationId} is not for a suspended company.`);
  if (operation.roles && !operation.roles.some((role) => principal.roles.includes(role))) {
    throw httpErrors.forbidden_role(`${operation.operationId} is for: ${operation.roles.join(', ')}.`);
  }
  if (operation.scope && !principal.scopes.includes(operation.scope)) {
    throw httpErrors.forbidden_scope(`${operation.operationId} needs the scope ${operation.scope}.`);
  }
};

const noBody = z.strictObject({});

/**
 * The parsed body. A keyed operation that takes none refuses one that says something, rather than ignore it; routes of partners
 * read the raw text themselves (XML, signatures over the very bytes).
 */
const bodyOf = (operation: Operation, rawBody: string): unknown => {
  if (operation.auth === 'signature') return undefined;
  if (operation.body) return parsePart(operation.body, parseJson(rawBody), 'body');
  const isIgnored = operation.auth !== 'key' || operation.method === 'GET' || rawBody.trim() === '';
  if (!isIgnored) parsePart(noBody, parseJson(rawBody), 'body');
  return undefined;
};

const identify = (
  event: HttpEvent,
  operation: Operation,
  ownerId: string,
  rawBody: string,
): RequestIdentity | undefined => {
  if (!operation.idempotent) return undefined;
  return {
    ownerId,
    key: readIdempotencyKey(event.headers['idempotency-key']),
    requestHash: hashRequest(operation.method, event.rawPath, rawBody),
  };
};

/**
 * The API function of a context: operations in, Lambda handler out. Inside the onion a request goes the same way always:
 * principal → parse → stored answer → decision → one transaction of state, events and answer → response schema.
 */
export const createApi = <Table extends Record<string, Operation>>(options: ApiOptions<Table>) => {
  const { store } = options;
  const clock = options.clock ?? systemClock;
  const newId = createIdFactory(clock, systemRandom);
  const secrets = createSecrets(clock);
  const byRoute = new Map<string, readonly [Operation, Handle]>(
    Object.entries(options.operations).map(([operationId, operation]) => [
      `${operation.method} ${operation.path}`,
      // The table types each handler by its own operation; the dispatcher only ever pairs the two by name.
      [operation, options.handlers[operationId] as unknown as Handle],
    ]),
  );

  const pageOf = async (event: HttpEvent, scope: string): Promise<Call['page']> => {
    const { limit, cursor } = event.queryStringParameters ?? {};
    const size = limit ? Number(limit) : defaultPageSize;
    if (!options.cursorSecretArn) return { limit: size, from: undefined, next: () => undefined };
    const cursors = createCursors(await secrets.read(options.cursorSecretArn));
    return {
      limit: size,
      from: cursors.decode(scope, cursor),
      next: (lastKey) => cursors.encode(scope, lastKey),
    };
  };

  const toCall = async (
    event: HttpEvent,
    operation: Operation,
    principal: Principal | undefined,
    rawBody: string,
  ): Promise<Call> => {
    return {
      params: operation.params ? parsePart(operation.params, event.pathParameters ?? {}, 'path') : {},
      query: operation.query ? parsePart(operation.query, event.queryStringParameters ?? {}, 'query') : {},
      // Call types body and principal by the operation; `authorise` and the schema have made sure that they are there.
      body: bodyOf(operation, rawBody) as undefined,
      principal: principal as undefined,
      rawBody,
      headers: event.headers,
      now: clock.now(),
      newId,
      requestId: requestIdOf(event),
      correlationId: correlationIdOf(event),
      expectedVersion: operation.ifMatch ? versionOfIfMatch(event.headers['if-match']) : 0,
      page: await pageOf(event, `${principal?.companyId ?? 'public'}|${operation.operationId}`),
    };
  };

  /** Loads, decides and commits until nobody else was faster; the answer row commits with the effect. */
  const decide = async (
    call: Call,
    operation: Operation,
    handle: Handle,
    identity: RequestIdentity | undefined,
  ): Promise<HttpResult> =>
    untilFresh(async () => {
      const now = clock.now();
      const answer = await handle({ ...call, now });
      const kept = keptAnswerOf(answer, operation);
      const guard =
        identity && answerWrite(store, identity, { ...kept, isSecret: answer.isSecret ?? false }, now);
      const { correlationId, requestId } = call;
      await commitEffect(store, guard, answer, {
        context: options.context,
        now,
        newId,
        correlationId,
        causationId: requestId,
      });
      return toHttpResult(kept, { isReplay: false });
    });

  const dispatch = async (event: HttpEvent): Promise<HttpResult> => {
    const found = byRoute.get(event.routeKey);
    if (!found) throw httpErrors.not_found(`There is no ${event.routeKey}.`);
    const [operation, handle] = found;
    const principal = principalFromContext(event.requestContext.authorizer?.lambda);
    authorise(operation, principal);
    const rawBody = readBodyText(event);
    const identity = identify(event, operation, principal?.companyId ?? 'public', rawBody);
    const call = await toCall(event, operation, principal, rawBody);
    const earlier = identity && (await findAnswer(store, identity));
    if (earlier) return toHttpResult(earlier, { isReplay: true });
    try {
      return await decide(call, operation, handle, identity);
    } catch (error) {
      // A twin of this very request has won the race: give its answer.
      const winner = error instanceof AlreadyDone && identity ? await findAnswer(store, identity) : undefined;
      if (winner) return toHttpResult(winner, { isReplay: true });
      throw error instanceof AlreadyDone
        ? httpErrors.in_progress('A request with this Idempotency-Key is being worked on.')
        : error;
    }
  };

  return middy<HttpEvent, HttpResult>().use(onion()).handler(dispatch);
};
