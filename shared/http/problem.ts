import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { DependencyError, DomainError } from '../kernel/errors.ts';
import { log } from '../observability/logger.ts';
import { Stale } from '../persistence/unit-of-work.ts';
import { httpErrors } from './errors.ts';

/** Where the page of each problem type lives; the fragment is the code. */
export const problemTypeBase = 'https://entrepot.dev/problems/';

export interface ProblemContext {
  readonly requestId: string;
  readonly path: string;
}

interface Problem {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly remedy?: string | undefined;
  readonly retryAfterSeconds?: number;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
}

/** The fixed answer to what we did not foresee; nothing of the cause leaves. */
export const internalProblem: Problem = {
  code: 'http.internal',
  status: 500,
  title: 'Something went wrong on our side',
  detail: 'The request could not be completed. Nothing was half done.',
  remedy: 'Repeat the request with the same Idempotency-Key; quote requestId to support if it stays.',
};

const pointersOf = (error: DomainError) => {
  if (error.fields && error.fields.length > 0) return error.fields;
  return error.pointer === undefined ? [] : [{ pointer: error.pointer, message: error.detail }];
};

const fromDomain = (error: DomainError): Problem => ({
  code: error.code,
  status: error.status,
  title: error.title,
  detail: error.detail,
  remedy: error.remedy,
  errors: pointersOf(error),
  ...(error.code === 'http.in_progress' ? { retryAfterSeconds: 1 } : {}),
});

const problemOf = (error: unknown, requestId: string): Problem => {
  if (error instanceof DomainError) return fromDomain(error);
  if (error instanceof Stale)
    return fromDomain(httpErrors.conflict('The resource kept changing while the request was decided.'));
  log.error('Unexpected failure', error, { requestId });
  if (!(error instanceof DependencyError)) return internalProblem;
  return {
    code: error.code,
    status: error.status,
    title: 'A service that we depend on did not answer',
    detail: 'The request could not be completed now; nothing was half done.',
    remedy: 'Wait for Retry-After and repeat the request with the same Idempotency-Key.',
    retryAfterSeconds: error.retryAfterSeconds,
  };
};

/** Any error as RFC 9457 `application/problem+json`; what we did not foresee is logged and answered with a fixed text. */
export const toProblemResponse = (
  error: unknown,
  context: ProblemContext,
): APIGatewayProxyStructuredResultV2 => {
  const { retryAfterSeconds, ...problem } = problemOf(error, context.requestId);
  return {
    statusCode: problem.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify({
      type: `${problemTypeBase}${problem.code}`,
      ...problem,
      instance: context.path,
      requestId: context.requestId,
    }),
  };
};
