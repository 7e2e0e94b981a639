import { buildDocument } from '../../tools/openapi/document.ts';

type Json = Readonly<Record<string, unknown>>;

const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One operation as the OpenAPI document tells of it. */
export interface DocumentedOperation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly isKeyed: boolean;
  readonly isIdempotent: boolean;
  readonly needsIfMatch: boolean;
  readonly roles: readonly string[];
  /** Path parameters with the prefix of their ids, where they are ids. */
  readonly pathIds: readonly { readonly name: string; readonly prefix: string | undefined }[];
  readonly bodySchema: Json | undefined;
  readonly bodyExample: unknown;
}

/** The document with its references followed. */
export interface ApiDocument {
  readonly operations: readonly DocumentedOperation[];
  /** The schema itself, and the component's name when it was referred to. */
  readonly schema: (node: unknown) => { readonly name: string | undefined; readonly schema: Json };
}

/** Reads the OpenAPI document as it is built from the contracts now. */
export const readApiDocument = async (): Promise<ApiDocument> => {
  const document = objectOf(await buildDocument());
  const schemas = objectOf(objectOf(document.components).schemas);
  const schema: ApiDocument['schema'] = (node) => {
    const name = /^#\/components\/schemas\/(.+)$/.exec(textOf(objectOf(node).$ref))?.[1];
    return { name, schema: name === undefined ? objectOf(node) : objectOf(schemas[name]) };
  };
  const operations = Object.entries(objectOf(document.paths)).flatMap(([path, methods]) =>
    Object.entries(objectOf(methods)).map(([method, value]) => {
      const operation = objectOf(value);
      const parameters = listOf(operation.parameters).map(objectOf);
      const json = objectOf(objectOf(objectOf(operation.requestBody).content)['application/json']);
      const headers = parameters.filter((one) => one.in === 'header').map((one) => one.name);
      return {
        operationId: textOf(operation.operationId),
        method: method.toUpperCase(),
        path,
        isKeyed: listOf(operation.security).length > 0,
        isIdempotent: headers.includes('Idempotency-Key'),
        needsIfMatch: headers.includes('If-Match'),
        roles: listOf(operation['x-entrepot-roles']).map(textOf),
        pathIds: parameters
          .filter((one) => one.in === 'path')
          .map((one) => ({
            name: textOf(one.name),
            prefix: /^\^([a-z]+)_/.exec(textOf(schema(one.schema).schema.pattern))?.[1],
          })),
        bodySchema: json.schema === undefined ? undefined : objectOf(json.schema),
        bodyExample: json.example,
      };
    }),
  );
  return { operations, schema };
};

/** A well-formed id that nothing has. */
export const unknownId = (prefix: string): string => `${prefix}_01ZZZZZZZZZZZZZZZZZZZZZZZZ`;
