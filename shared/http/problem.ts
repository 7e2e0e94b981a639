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

const known = (error: unknown): DomainError | DependencyError | undefined => {
  if (error instanceof DomainError || error instanceof DependencyError) return error;
  if (error instanceof Stale) return httpErrors.conflict('The resource kept changing while the request was decided.');
  return undefined;
};

/** Any error as RFC 9457 `application/problem+json`; what we did not foresee is logged and answered with a fixed text. */
export const toProblemResponse = (error: unknown, context: ProblemContext): APIGatewayProxyStructuredResultV2 => {
  const expected = known(error);
  if (!expected) log.error('Unexpected failure', error, { requestId: context.requestId });
  const problem = expected ?? httpErrors.internal('The request could not be completed. Nothing was half done.');
  const retryAfter = problem instanceof DependencyError ? problem.retryAfterSeconds : undefined;
  const shouldWait = retryAfter ?? (problem.code === httpErrors.in_progress('').code ? 1 : undefined);
  return {
    statusCode: problem.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...(shouldWait === undefined ? {} : { 'retry-after': String(shouldWait) }),
    },
    body: JSON.stringify({
      type: `${problemTypeBase}${problem.code}`,
      title: problem.title,
      status: problem.status,
      detail: problem.detail,
      instance: context.path,
      code: problem.code,
      requestId: context.requestId,
      ...(problem instanceof DomainError && problem.remedy ? { remedy: problem.remedy } : {}),
      ...(problem instanceof DomainError ? { errors: pointersOf(problem) } : {}),
    }),
  };
};

const pointersOf = (error: DomainError): readonly { pointer: string; message: string }[] => {
  if (error.fields && error.fields.length > 0) return error.fields;
  return error.pointer === undefined ? [] : [{ pointer: error.pointer, message: error.detail }];
};
