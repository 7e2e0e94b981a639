import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { loadOperations, type PublishedOperation } from './load-operations.ts';
import { problemResponses, statusKey } from './problems.ts';

const idempotencyHeader = z.string().min(1).max(255).meta({
  description: 'New for each intent; the same key with the same body gives the stored answer.',
  example: '6f1c2a5e-order-1',
});
const ifMatchHeader = z.string().meta({ description: 'ETag of the version that you read.', example: '"v3"' });

const headersOf = (operation: PublishedOperation) => {
  const shape = {
    ...(operation.idempotent ? { 'Idempotency-Key': idempotencyHeader } : {}),
    ...(operation.ifMatch ? { 'If-Match': ifMatchHeader } : {}),
  };
  return Object.keys(shape).length > 0 ? { header: z.object(shape) } : {};
};

const successResponses = (operation: PublishedOperation) =>
  Object.fromEntries(
    Object.entries(operation.responses).map(([status, response]) => [
      statusKey(status),
      {
        description: response.description,
        ...(response.schema || response.contentType
          ? {
              content: {
                [response.contentType ?? 'application/json']: {
                  schema: response.schema ?? z.string(),
                  ...(operation.example?.response === undefined || !status.startsWith('2')
                    ? {}
                    : { example: operation.example.response }),
                },
              },
            }
          : {}),
      },
    ]),
  );

const toOperationObject = (operation: PublishedOperation): ZodOpenApiOperationObject => {
  const params = {
    ...(operation.params ? { path: operation.params } : {}),
    ...(operation.query ? { query: operation.query } : {}),
    ...headersOf(operation),
  };
  return {
    operationId: operation.operationId,
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    tags: [operation.context],
    security: operation.auth === 'key' ? [{ apiKey: [] }] : [],
    ...(operation.roles ? { 'x-entrepot-roles': operation.roles } : {}),
    ...(operation.scope ? { 'x-entrepot-scope': operation.scope } : {}),
    ...(Object.keys(params).length > 0 ? { requestParams: params } : {}),
    ...(operation.body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: operation.body,
                ...(operation.example?.body === undefined ? {} : { example: operation.example.body }),
              },
            },
          },
        }
      : {}),
    responses: { ...successResponses(operation), ...problemResponses(operation) },
  };
};

/** The OpenAPI 3.1 document of the whole public API, made from the contexts' operations and the catalogue of refusals. */
export const buildDocument = async () => {
  const operations = await loadOperations();
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: toOperationObject(operation),
    };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Entrepôt',
      version: '0.1.0',
      description:
        'One API for a whole cross-border B2B trade: find a supplier, negotiate, sample, pay into escrow, clear customs, ship in a shared container, convert currency, reclaim export tax, settle, and borrow on the record. Amounts are decimal strings; errors are RFC 9457 problems; POSTs that create or move something take an Idempotency-Key.',
    },
    servers: [{ url: 'http://127.0.0.1:8787', description: 'Your laptop, after npm start' }],
    tags: [...new Set(operations.map((operation) => operation.context))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, ent_test_… or ent_live_….' },
      },
    },
  });
};
