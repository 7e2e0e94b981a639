import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentedOperation, readApiDocument, unknownId } from '../support/api-document.ts';
import { startTestHouse, type TestHouse } from '../support/house.ts';

const document = await readApiDocument();
const withBody = document.operations.filter(
  ({ method, bodySchema, isKeyed }) => method !== 'GET' && bodySchema !== undefined && isKeyed,
);

let house: TestHouse;
let companyKey = '';
let operatorKey = '';
beforeAll(async () => {
  house = await startTestHouse();
  companyKey = (await house.signUp('buyer', { roles: ['buyer', 'exporter', 'lender'] })).apiKey;
  operatorKey = (await house.operator()).apiKey;
  await house.settle();
});
afterAll(() => house?.stop());

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly problem: { code?: string; errors?: readonly { pointer: string; message: string }[] };
}

const pathOf = ({ path, pathIds }: DocumentedOperation): string =>
  pathIds.reduce(
    (filled, { name, prefix }) =>
      filled.replace(`{${name}}`, name === 'currency' ? 'USD' : unknownId(prefix ?? 'key')),
    path,
  );

const send = async (
  operation: DocumentedOperation,
  body: string | undefined,
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const key = operation.roles.includes('operator') ? operatorKey : companyKey;
  const response = await fetch(`${house.url}${pathOf(operation)}`, {
    method: operation.method,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      ...(operation.isIdempotent ? { 'idempotency-key': randomUUID() } : {}),
      ...(operation.needsIfMatch ? { 'if-match': '"v1"' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const contentType = response.headers.get('content-type') ?? '';
  return { status: response.status, contentType, problem: text === '' ? {} : JSON.parse(text) };
};

/** A change of a body that makes it wrong, and where the fault must be pointed at. */
interface Mutation {
  readonly what: string;
  readonly pointer: string;
  readonly body: unknown;
}

const withMember = (value: unknown, path: readonly (string | number)[], member: unknown): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return member;
  if (Array.isArray(value))
    return value.map((one, index) => (index === key ? withMember(one, rest, member) : one));
  const object = typeof value === 'object' && value !== null ? value : {};
  return { ...object, [key]: withMember(Reflect.get(object, key), rest, member) };
};

const isMoney = (value: unknown): value is { currency: string; amount: string } =>
  typeof value === 'object' && value !== null && 'currency' in value && 'amount' in value;

const impossibleAmounts = [
  ['a negative amount', { currency: 'USD', amount: '-1' }],
  ['an exponent', { currency: 'USD', amount: '1e309' }],
  ['half a yen', { currency: 'JPY', amount: '1.5' }],
  ['a fourth decimal of a dinar', { currency: 'KWD', amount: '1.2345' }],
  ['a JSON number', { currency: 'USD', amount: 12.5 }],
  ['a currency that does not exist', { currency: 'QQQ', amount: '1' }],
] as const;

/** Wrong variants of an example body: every member once with a wrong type, every amount once with each impossible one. */
const mutationsOf = (
  whole: unknown,
  value: unknown,
  schemaNode: unknown,
  path: readonly (string | number)[],
): Mutation[] => {
  const { name, schema } = document.schema(schemaNode);
  const pointer = path.map((key) => `/${key}`).join('');
  const changed = (member: unknown) => withMember(whole, path, member);
  const wrongType = {
    what: `${pointer} of another type`,
    pointer,
    body: changed(typeof value === 'object' ? 'text' : { nested: true }),
  };
  if (isMoney(value)) {
    const zero =
      name === 'PositiveMoney'
        ? [{ what: `${pointer} zero`, pointer, body: changed({ ...value, amount: '0' }) }]
        : [];
    return [
      wrongType,
      ...zero,
      ...impossibleAmounts.map(([what, amount]) => ({
        what: `${pointer}: ${what}`,
        pointer,
        body: changed(amount),
      })),
    ];
  }
  if (Array.isArray(value))
    return [
      wrongType,
      ...value.slice(0, 1).flatMap((one, index) => mutationsOf(whole, one, schema.items, [...path, index])),
    ];
  if (typeof value === 'object' && value !== null) {
    const properties = typeof schema.properties === 'object' ? schema.properties : undefined;
    return [
      ...(path.length > 0 ? [wrongType] : []),
      ...Object.entries(value).flatMap(([key, member]) =>
        mutationsOf(whole, member, properties ? Reflect.get(properties, key) : undefined, [...path, key]),
      ),
    ];
  }
  return [wrongType];
};

const objectExample = (example: unknown): Record<string, unknown> =>
  typeof example === 'object' && example !== null ? { ...example } : {};

const expectProblem = (answer: Answer, what: string): void => {
  expect(answer.contentType, what).toContain('application/problem+json');
  expect(answer.status, `${what}: ${JSON.stringify(answer.problem)}`).toBeGreaterThanOrEqual(400);
  expect(answer.status, `${what}: ${JSON.stringify(answer.problem)}`).toBeLessThan(500);
};

describe('bodies that are wrong', () => {
  it('has an example of every body to start from', () => {
    expect(
      withBody.filter(({ bodyExample }) => bodyExample === undefined).map((one) => one.operationId),
    ).toEqual([]);
  });

  it.each(withBody)('$operationId refuses them with a pointer', async (operation) => {
    const example = operation.bodyExample;
    const mutations = [
      {
        what: 'an unknown field',
        pointer: '/unheardOf',
        body: { ...objectExample(example), unheardOf: true },
      },
      ...mutationsOf(example, example, operation.bodySchema, []),
    ];
    for (const { what, pointer, body } of mutations) {
      const answer = await send(operation, JSON.stringify(body));
      expectProblem(answer, what);
      expect(answer.status, what).toBe(400);
      const pointers = answer.problem.errors?.map((error) => error.pointer) ?? [];
      const isNear = pointers.some((one) => one.startsWith(pointer) || pointer.startsWith(one));
      expect(isNear, `${what}: ${JSON.stringify(answer.problem)}`).toBe(true);
    }
  });

  it.each(withBody)('$operationId refuses what is no JSON object', async (operation) => {
    for (const body of ['', '{', 'null', '[]', '"text"', '12', `${'['.repeat(200)}${']'.repeat(200)}`]) {
      const answer = await send(operation, body);
      expectProblem(answer, body.slice(0, 20));
      expect(answer.status, body.slice(0, 20)).toBe(400);
    }
  });
});

describe('requests about what is not there', () => {
  const about = document.operations.filter(({ isKeyed, pathIds }) => isKeyed && pathIds.length > 0);

  it.each(about)('$operationId refuses a foreign or unknown id', async (operation) => {
    const body = operation.bodySchema === undefined ? undefined : JSON.stringify(operation.bodyExample);
    const answer = await send(operation, operation.method === 'GET' ? undefined : body);
    expectProblem(answer, operation.operationId);
  });

  it.each(about)('$operationId refuses an id that is none', async (operation) => {
    const path = operation.path.replace(/\{\w+\}/, 'not%20an%20id');
    const body = operation.bodySchema === undefined ? undefined : JSON.stringify(operation.bodyExample);
    const answer = await send({ ...operation, path }, operation.method === 'GET' ? undefined : body);
    expectProblem(answer, operation.operationId);
  });
});

describe('idempotency keys', () => {
  const keyed = document.operations.filter(({ isIdempotent, isKeyed }) => isIdempotent && isKeyed);

  it.each(keyed)('$operationId needs one', async (operation) => {
    const body = operation.bodySchema === undefined ? undefined : JSON.stringify(operation.bodyExample);
    for (const bad of ['', ' ', 'x'.repeat(300)]) {
      const answer = await send(operation, body, { 'idempotency-key': bad });
      expectProblem(answer, `key ${JSON.stringify(bad.slice(0, 5))}`);
      expect(answer.problem.code).toBe('http.idempotency_key_missing');
    }
  });

  it('refuses a key that comes again with another body', async () => {
    // Given
    const operation = document.operations.find((one) => one.operationId === 'addMember');
    if (!operation) throw new Error('addMember is not documented');
    const headers = { 'idempotency-key': randomUUID() };
    const first = await send(operation, JSON.stringify({ name: 'Jan', email: 'jan@example.com' }), headers);

    // When
    const second = await send(operation, JSON.stringify({ name: 'Piet', email: 'jan@example.com' }), headers);

    // Then
    expect(first.status).toBe(201);
    expect(second.status).toBe(422);
    expect(second.problem.code).toBe('http.idempotency_key_reused');
  });
});

describe('callers that nobody knows', () => {
  const secured = document.operations.filter(({ isKeyed }) => isKeyed);

  it.each(secured)('$operationId refuses them', async (operation) => {
    const body = operation.bodySchema === undefined ? undefined : JSON.stringify(operation.bodyExample);
    const answer = await send(operation, operation.method === 'GET' ? undefined : body, {
      authorization: 'Bearer ent_test_nobody_knows',
    });
    expectProblem(answer, operation.operationId);
    expect(answer.status).toBe(401);
  });

  it.each(
    document.operations.filter(({ path }) => path.startsWith('/v1/inbound/')),
  )('$operationId refuses a message without a signature', async (operation) => {
    const answer = await send(operation, '{}');
    expectProblem(answer, operation.operationId);
    expect(answer.problem.code).toBe('http.bad_signature');
  });
});
