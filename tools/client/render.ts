/** Renders the typed client's operation table from the OpenAPI document: one method an operation, types for all it takes and gives. */

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectOf = (value: unknown): Json => (isObject(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const quoted = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

/** A JSON Schema as a TypeScript type. */
export const typeOf = (schema: unknown): string => {
  const node = objectOf(schema);
  if (typeof node.$ref === 'string') return node.$ref.split('/').at(-1) ?? 'unknown';
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum)
    return (
      listOf(node.enum)
        .map((value) => JSON.stringify(value))
        .join(' | ') || 'never'
    );
  const choices = [...listOf(node.anyOf), ...listOf(node.oneOf)];
  if (choices.length > 0) return choices.map(typeOf).join(' | ');
  if (node.allOf) return listOf(node.allOf).map(typeOf).join(' & ');
  if (Array.isArray(node.type)) return node.type.map((type) => typeOf({ ...node, type })).join(' | ');
  switch (node.type) {
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return `readonly (${typeOf(node.items)})[]`;
    case 'object':
      return objectTypeOf(node);
    default:
      return 'unknown';
  }
};

const objectTypeOf = (node: Json): string => {
  const required = new Set(listOf(node.required));
  const properties = Object.entries(objectOf(node.properties));
  if (properties.length === 0) {
    return isObject(node.additionalProperties)
      ? `Readonly<Record<string, ${typeOf(node.additionalProperties)}>>`
      : 'Readonly<Record<string, never>>';
  }
  const members = properties.map(
    ([name, schema]) => `readonly ${quoted(name)}${required.has(name) ? '' : '?'}: ${typeOf(schema)}`,
  );
  return `{ ${members.join('; ')} }`;
};

const jsonSchemaOf = (holder: unknown): unknown => {
  const content = objectOf(objectOf(holder).content);
  return objectOf(content['application/json']).schema;
};

const parametersOf = (operation: Json, place: string): string => {
  const parameters = listOf(operation.parameters)
    .map(objectOf)
    .filter((parameter) => parameter.in === place);
  if (parameters.length === 0) return '';
  const members = parameters.map(
    (parameter) =>
      `readonly ${quoted(String(parameter.name))}${parameter.required ? '' : '?'}: ${typeOf(parameter.schema)}`,
  );
  return `{ ${members.join('; ')} }`;
};

const successOf = (operation: Json): { type: string; isText: boolean } => {
  const success = Object.entries(objectOf(operation.responses)).find(([status]) => status.startsWith('2'));
  const content = objectOf(objectOf(success?.[1]).content);
  if (content['application/json']) return { type: typeOf(jsonSchemaOf(success?.[1])), isText: false };
  return {
    type: Object.keys(content).length > 0 ? 'string' : 'undefined',
    isText: Object.keys(content).length > 0,
  };
};

const isSigned = (operation: Json): boolean =>
  JSON.stringify(operation.responses ?? {}).includes('http.bad_signature');

const renderMethod = (path: string, method: string, operation: Json): string => {
  const params = parametersOf(operation, 'path');
  const query = parametersOf(operation, 'query');
  const body = jsonSchemaOf(operation.requestBody);
  const headers = listOf(operation.parameters).map(objectOf);
  const needs = (name: string): boolean =>
    headers.some((header) => header.in === 'header' && header.name === name);
  const members = [
    ...(params ? [`readonly params: ${params}`] : []),
    ...(query ? [`readonly query?: ${query}`] : []),
    ...(body ? [`readonly body: ${typeOf(body)}`] : []),
    ...(needs('If-Match') ? ['readonly ifMatch: string'] : []),
    ...(needs('Idempotency-Key') ? ['readonly idempotencyKey?: string'] : []),
  ];
  const isOptional = !params && !body && !needs('If-Match');
  const input = members.length > 0 ? `input: { ${members.join('; ')} }${isOptional ? ' = {}' : ''}` : '';
  const { type, isText } = successOf(operation);
  const call = [
    `method: '${method.toUpperCase()}'`,
    `path: '${path}'`,
    `isIdempotent: ${needs('Idempotency-Key')}`,
    `isText: ${isText}`,
  ].join(', ');
  return `  /** ${String(operation.summary)} */\n  ${String(operation.operationId)}: (${input}): Promise<Reply<${type}>> =>\n    send({ ${call} }${members.length > 0 ? ', input' : ', {}'}),`;
};

/** The text of `client/operations.ts`. */
export const renderClient = (document: unknown): string => {
  const root = objectOf(document);
  const schemas = Object.entries(objectOf(objectOf(root.components).schemas));
  const methods = Object.entries(objectOf(root.paths)).flatMap(([path, item]) =>
    Object.entries(objectOf(item)).flatMap(([method, operation]) =>
      isSigned(objectOf(operation)) ? [] : [renderMethod(path, method, objectOf(operation))],
    ),
  );
  return [
    '// Generated from docs/generated/openapi.json by `npm run openapi`. Do not edit.',
    "import type { Reply, Send } from './transport.ts';",
    '',
    ...schemas.map(([name, schema]) => `export type ${name} = ${typeOf(schema)};`),
    '',
    '/** One method an operation of the API. */',
    'export const bindOperations = (send: Send) => ({',
    ...methods,
    '});',
    '',
  ].join('\n');
};
