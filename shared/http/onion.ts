import type { MiddlewareObj } from '@middy/core';
import type {
  APIGatewayProxyEventV2WithLambdaAuthorizer,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda';
import { log } from '../observability/logger.ts';
import { toProblemResponse } from './problem.ts';

export type HttpEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<Record<string, unknown>>;
export type HttpResult = APIGatewayProxyStructuredResultV2;

/** Header by which a caller groups everything that one trade causes. */
const correlationHeader = 'entrepot-correlation-id';
const correlationForm = /^[\w.:-]{1,80}$/;

export const requestIdOf = (event: HttpEvent): string => event.requestContext.requestId;

/** The caller's correlation id when it is well formed, else the request's own id. */
export const correlationIdOf = (event: HttpEvent): string => {
  const given = event.headers[correlationHeader] ?? '';
  return correlationForm.test(given) ? given : requestIdOf(event);
};

type HttpMiddleware = MiddlewareObj<HttpEvent, HttpResult>;

/** Outermost: one line for each answer, and the request id on it. */
const answerLog = (): HttpMiddleware => {
  const write: HttpMiddleware['after'] = (request) => {
    if (!request.response) return;
    const requestId = requestIdOf(request.event);
    request.response.headers = { ...request.response.headers, 'entrepot-request-id': requestId };
    log.info('Answered', {
      operationId: request.event.routeKey,
      requestId,
      correlationId: correlationIdOf(request.event),
      status: request.response.statusCode,
      ...(request.error ? { reason: request.error.name } : {}),
    });
  };
  return { after: write, onError: write };
};

/** Turns whatever was thrown into an RFC 9457 problem. */
const problemMapper = (): HttpMiddleware => ({
  onError: (request) => {
    request.response = toProblemResponse(request.error, {
      requestId: requestIdOf(request.event),
      path: request.event.rawPath,
    });
  },
});

/** The onion of every API function, from outside in. On errors middy runs it from inside out: first the problem, then the log. */
export const onion = (): HttpMiddleware[] => [answerLog(), problemMapper()];
