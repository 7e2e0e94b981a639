import '../../shared/http/errors.ts';
import { internalProblem, problemTypeBase } from '../../shared/http/problem.ts';
import { type ErrorDefinition, listErrorCatalogue } from '../../shared/kernel/errors.ts';
import type { PublishedOperation } from './load-operations.ts';

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

/** The error responses of an operation as OpenAPI wants them, one a status, with an example a code. */
export const problemResponses = (operation: PublishedOperation): Record<string, unknown> => {
  const responses: Record<string, unknown> = {};
  for (const [status, definitions] of problemsOf(operation)) {
    responses[String(status)] = {
      description: definitions
        .map((definition) => `\`${definition.code}\`: ${definition.title}`)
        .join('\n\n'),
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(
            definitions.map((definition) => [definition.code, { value: exampleOf(definition, operation) }]),
          ),
        },
      },
    };
  }
  responses['500'] = {
    description: `\`${internalProblem.code}\`: ${internalProblem.title}`,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return responses;
};
