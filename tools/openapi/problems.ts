import { z } from 'zod';
import '../../shared/http/errors.ts';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import { internalProblem, problemTypeBase } from '../../shared/http/problem.ts';
import { type ErrorDefinition, listErrorCatalogue } from '../../shared/kernel/errors.ts';
import type { PublishedOperation } from './load-operations.ts';

/** The body of every error. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    requestId: z.string(),
    remedy: z.string().optional(),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  })
  .meta({
    id: 'Problem',
    description: 'RFC 9457 problem details. `code` is stable; `errors` point into the request (RFC 6901).',
  });

const codesOf = (operation: PublishedOperation): readonly string[] => [
  ...(operation.auth === 'key' ? ['http.unauthenticated'] : []),
  ...(operation.auth === 'signature' ? ['http.bad_signature'] : []),
  ...(operation.roles ? ['http.forbidden_role'] : []),
  ...(operation.scope ? ['http.forbidden_scope'] : []),
  ...(operation.body || operation.params || operation.query ? ['http.invalid_request'] : []),
  ...(operation.body ? ['http.malformed_json', 'http.too_large'] : []),
  ...(operation.idempotent
    ? ['http.idempotency_key_missing', 'http.idempotency_key_reused', 'http.in_progress']
    : []),
  ...(operation.ifMatch ? ['http.if_match_missing', 'http.version_mismatch'] : []),
  ...(operation.method === 'GET' ? [] : ['http.conflict']),
  ...operation.problems,
];

/** The problems of an operation, by status. Throws when it names a code that no context defines. */
export const problemsOf = (
  operation: PublishedOperation,
): ReadonlyMap<number, readonly ErrorDefinition[]> => {
  const catalogue = new Map(listErrorCatalogue().map((definition) => [definition.code, definition]));
  const byStatus = new Map<number, ErrorDefinition[]>();
  for (const code of new Set(codesOf(operation))) {
    const definition = catalogue.get(code);
    if (!definition)
      throw new Error(`${operation.operationId} names the problem ${code}, which nobody defines`);
    byStatus.set(definition.status, [...(byStatus.get(definition.status) ?? []), definition]);
  }
  return byStatus;
};

const exampleOf = (definition: ErrorDefinition, operation: PublishedOperation) => ({
  type: `${problemTypeBase}${definition.code}`,
  title: definition.title,
  status: definition.status,
  detail: definition.title,
  instance: operation.path,
  code: definition.code,
  requestId: '01K9Z3V5T8QW2M4N6P8R0S1T3V',
  ...(definition.remedy ? { remedy: definition.remedy } : {}),
});

type StatusKey = `${1 | 2 | 3 | 4 | 5}${string}`;
const isStatusKey = (text: string): text is StatusKey => /^[1-5]\d\d$/.test(text);

/** An HTTP status as a key of an OpenAPI responses object. */
export const statusKey = (status: number | string): StatusKey => {
  const text = String(status);
  if (!isStatusKey(text)) throw new Error(`${text} is not an HTTP status`);
  return text;
};

/** The error responses of an operation as OpenAPI wants them, one a status, with an example a code. */
export const problemResponses = (operation: PublishedOperation): ZodOpenApiResponsesObject => {
  const responses: ZodOpenApiResponsesObject = {};
  for (const [status, definitions] of problemsOf(operation)) {
    responses[statusKey(status)] = {
      description: definitions
        .map((definition) => `\`${definition.code}\`: ${definition.title}`)
        .join('\n\n'),
      content: {
        'application/problem+json': {
          schema: problemSchema,
          examples: Object.fromEntries(
            definitions.map((definition) => [definition.code, { value: exampleOf(definition, operation) }]),
          ),
        },
      },
    };
  }
  responses[statusKey(500)] = {
    description: `\`${internalProblem.code}\`: ${internalProblem.title}`,
    content: { 'application/problem+json': { schema: problemSchema } },
  };
  return responses;
};
