import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createApi } from '../../../shared/http/api.ts';
import type { Answer, Call } from '../../../shared/http/call.ts';
import type { HttpEvent, HttpResult } from '../../../shared/http/onion.ts';
import { defineOperations } from '../../../shared/http/operation.ts';
import { type Principal, principalToContext } from '../../../shared/http/principal.ts';
import { fixedClock } from '../../../shared/kernel/clock.ts';
import { DependencyError, InvariantViolation } from '../../../shared/kernel/errors.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { defineEvent } from '../../../shared/messaging/event.ts';
import { MemoryTable } from './memory-table.ts';

const now = parseInstant('2026-11-22T08:00:00Z');
const crateMade = defineEvent(
  'entrepot.testhouse.crate_made.v1',
  'A crate.',
  z.strictObject({ crateId: z.string() }),
);

const crate = z.object({ crateId: z.string(), label: z.string(), makes: z.number() });
const shared = { auth: 'key', scope: 'orders:write', roles: ['buyer'], problems: [] } as const;
const operations = defineOperations({
  makeCrate: {
    ...shared,
    method: 'POST',
    path: '/v1/crates',
    summary: 'Make a crate',
    body: z.strictObject({ label: z.string().min(1) }),
    idempotent: true,
    responses: { 201: { description: 'Made', schema: crate } },
  },
  countCrate: {
    ...shared,
    method: 'POST',
    path: '/v1/crates/{crateId}/count',
    summary: 'Count up',
    params: z.strictObject({ crateId: z.string() }),
    body: z.strictObject({}),
    idempotent: true,
    ifMatch: true,
    responses: { 200: { description: 'Counted', schema: crate } },
  },
  makeKey: {
    ...shared,
    method: 'POST',
    path: '/v1/keys',
    summary: 'Make a key',
    body: z.strictObject({}),
    idempotent: true,
    responses: { 201: { description: 'Made', schema: z.object({ secret: z.string() }) } },
  },
  sealCrate: {
    ...shared,
    method: 'POST',
    path: '/v1/crates/{crateId}/seal',
    summary: 'Takes no body',
    idempotent: true,
    responses: { 204: { description: 'Sealed' } },
  },
  health: {
    method: 'GET',
    path: '/v1/health',
    summary: 'Alive',
    auth: 'public',
    idempotent: false,
    responses: { 200: { description: 'Alive' } },
    problems: [],
  },
});

const principal: Principal = {
  companyId: 'com_A',
  companyName: 'Vermeer Licht B.V.',
  country: 'NL',
  memberId: 'mem_A',
  keyId: 'key_A',
  mode: 'test',
  roles: ['buyer'],
  scopes: ['orders:read', 'orders:write'],
  verificationLevel: 'verified',
  screening: 'clear',
};

let table: MemoryTable;
let decisions: number;
let makeCrate: (call: Call<typeof operations.makeCrate>) => Promise<Answer>;

const crateKey = { pk: 'CRATE#1', sk: 'CRATE' };
const made = async ({ body, now: at }: Call<typeof operations.makeCrate>): Promise<Answer> => {
  decisions += 1;
  const data = { crateId: '1', label: body.label, makes: decisions };
  return {
    status: 201,
    version: 1,
    location: '/v1/crates/1',
    body: { ...data, internalNote: 'never leaves' },
    writes: [table.store.insertIfAbsent(crateKey, 'crate', data, at)],
    events: [crateMade.create({ subject: '1', sequence: 1, data: { crateId: '1' } })],
  };
};

beforeEach(() => {
  table = new MemoryTable();
  decisions = 0;
  makeCrate = made;
});

const context = { awsRequestId: 'aws-1' } as Context;
interface Sent {
  readonly route?: string;
  readonly path?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string | undefined>;
  readonly as?: Partial<Principal> | 'nobody';
  readonly params?: Record<string, string>;
}

const send = async (sent: Sent): Promise<HttpResult & { json: Record<string, unknown> }> => {
  const route = sent.route ?? 'POST /v1/crates';
  const authorizer =
    sent.as === 'nobody' ? {} : { lambda: principalToContext({ ...principal, ...(sent.as ?? {}) }) };
  const event: Partial<HttpEvent> = {
    version: '2.0',
    routeKey: route,
    rawPath: sent.path ?? route.split(' ')[1] ?? '/',
    headers: { 'idempotency-key': 'key-of-this-intent', ...sent.headers },
    body: typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body ?? { label: 'lamps' }),
    isBase64Encoded: false,
    ...(sent.params ? { pathParameters: sent.params } : {}),
  };
  const requestContext = { requestId: 'req-1', authorizer };
  const api = createApi({
    context: 'testhouse',
    operations,
    store: table.store,
    clock: fixedClock(now),
    handlers: {
      makeCrate: (call) => makeCrate(call),
      countCrate: async ({ expectedVersion, now: at }) => {
        decisions += 1;
        const found = await table.store.get(crateKey, (data) => crate.parse(data));
        if (!found) throw new Error('The test made no crate');
        const data = { ...found.data, makes: expectedVersion };
        return { status: 200, body: data, writes: [table.store.updateIfVersion(found, data, at)] };
      },
      makeKey: async () => {
        decisions += 1;
        return { status: 201, isSecret: true, body: { secret: `ent_test_${decisions}` } };
      },
      sealCrate: async () => ({ status: 204 }),
      health: async () => ({ status: 200 }),
    },
  });
  const result = await api({ ...event, requestContext } as HttpEvent, context);
  return { ...result, json: result.body ? JSON.parse(result.body) : {} };
};

describe('an answer', () => {
  test('commits state, event and its own record together, and shows only what its schema names', async () => {
    // When
    const result = await send({ headers: { 'entrepot-correlation-id': 'trade-7' } });
    // Then
    expect(result).toMatchObject({
      statusCode: 201,
      headers: {
        etag: '"v1"',
        location: '/v1/crates/1',
        'cache-control': 'no-store',
        'entrepot-request-id': 'req-1',
      },
      json: { crateId: '1', label: 'lamps', makes: 1 },
    });
    expect(result.body).not.toContain('internalNote');
    expect(table.rows.size).toBe(3);
    const [event] = table.startingWith('EVENT#');
    expect(JSON.parse(String(event?.envelope))).toMatchObject({
      type: 'entrepot.testhouse.crate_made.v1',
      source: 'entrepot/testhouse',
      correlationid: 'trade-7',
      causationid: 'req-1',
      data: { crateId: '1' },
    });
  });

  test('takes its own id for the trade when the caller gives a malformed one', async () => {
    await send({ headers: { 'entrepot-correlation-id': 'a b\nc' } });
    const [event] = table.startingWith('EVENT#');
    expect(JSON.parse(String(event?.envelope))).toMatchObject({ correlationid: 'req-1' });
  });

  test('may be empty', async () => {
    const result = await send({ route: 'GET /v1/health', as: 'nobody' });
    expect(result).toMatchObject({ statusCode: 200 });
    expect(result.body).toBeUndefined();
    expect(table.rows.size).toBe(0);
  });
});

test.each([
  ['', 204],
  ['{}', 204],
  ['{"by":"hand"}', 400],
])('an operation that takes no body answers %j with %i', async (body, status) => {
  const result = await send({ route: 'POST /v1/crates/{crateId}/seal', body });
  expect(result.statusCode).toBe(status);
});

describe('a refusal is a problem', () => {
  test.each<[string, Sent, number, string]>([
    ['an unknown route', { route: 'GET /v1/nothing' }, 404, 'http.not_found'],
    ['a missing key', { as: 'nobody' }, 401, 'http.unauthenticated'],
    ['a wrong role', { as: { roles: ['lender'] } }, 403, 'http.forbidden_role'],
    ['a missing scope', { as: { scopes: ['orders:read'] } }, 403, 'http.forbidden_scope'],
    [
      'no idempotency key',
      { headers: { 'idempotency-key': undefined } },
      400,
      'http.idempotency_key_missing',
    ],
    ['no JSON', { body: '{"label":' }, 400, 'http.malformed_json'],
    ['an unknown field', { body: { label: 'x', price: 1 } }, 400, 'http.invalid_request'],
    ['a body that is too large', { body: { label: 'x'.repeat(262_144) } }, 413, 'http.too_large'],
    [
      'no If-Match',
      { route: 'POST /v1/crates/{crateId}/count', params: { crateId: '1' }, body: {} },
      428,
      'http.if_match_missing',
    ],
  ])('%s', async (_name, sent, status, code) => {
    // When
    const result = await send(sent);
    // Then
    expect(result.statusCode).toBe(status);
    expect(result.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'entrepot-request-id': 'req-1',
    });
    expect(result.json).toMatchObject({
      type: `https://entrepot.dev/problems/${code}`,
      code,
      status,
      requestId: 'req-1',
    });
    expect(decisions).toBe(0);
    expect(table.rows.size).toBe(0);
  });

  test('with a fixed text for our own bugs: nothing of the cause leaves', async () => {
    makeCrate = async () => {
      throw new InvariantViolation('ledger.broken', { account: '2010:secret' });
    };
    const result = await send({});
    expect(result.json).toMatchObject({ status: 500, code: 'http.internal' });
    expect(result.body).not.toContain('secret');
    expect(result.body).not.toContain('ledger');
  });

  test('with Retry-After when somebody outside fails', async () => {
    makeCrate = async () => {
      throw new DependencyError({ code: 'bank.unreachable', status: 504, retryAfterSeconds: 7 });
    };
    const result = await send({});
    expect(result).toMatchObject({ statusCode: 504, headers: { 'retry-after': '7' } });
    expect(result.json.code).toBe('bank.unreachable');
  });
});

describe('an Idempotency-Key', () => {
  test('gives the first answer again, to the byte, without deciding again', async () => {
    const first = await send({});
    const again = await send({});
    expect(again.headers?.['idempotency-replayed']).toBe('true');
    expect(first.headers?.['idempotency-replayed']).toBeUndefined();
    expect(again.statusCode).toBe(201);
    expect(again.body).toBe(first.body);
    expect(again.headers?.etag).toBe('"v1"');
    expect(decisions).toBe(1);
  });

  test.each<[string, Sent]>([
    ['another body', { body: { label: 'chairs' } }],
    ['another spelling of the body', { body: '{ "label": "lamps" }' }],
    ['another path', { route: 'POST /v1/keys', body: {} }],
  ])('is refused for %s', async (_name, sent) => {
    await send({});
    const result = await send(sent);
    expect(result.json).toMatchObject({ status: 422, code: 'http.idempotency_key_reused' });
    expect(decisions).toBe(1);
  });

  test('of another company is another key', async () => {
    await send({});
    makeCrate = async () => ({ status: 201, body: { crateId: '2', label: 'mine', makes: 1 } });
    const result = await send({ as: { companyId: 'com_B' } });
    expect(result.headers?.['idempotency-replayed']).toBeUndefined();
    expect(result.json.crateId).toBe('2');
  });

  test('lets the winner of a race answer for both', async () => {
    // Given: a twin of this very request commits while ours is being decided
    const winner = new MemoryTable();
    const ours = table;
    table = winner;
    await send({});
    table = ours;
    decisions = 10;
    ours.beforeCommit = () => {
      ours.beforeCommit = undefined;
      for (const [key, row] of winner.rows) ours.rows.set(key, row);
    };
    // When
    const result = await send({});
    // Then
    expect(result.headers?.['idempotency-replayed']).toBe('true');
    expect(result.json).toEqual({ crateId: '1', label: 'lamps', makes: 1 });
    expect(ours.startingWith('EVENT#')).toHaveLength(1);
  });

  test('that is refused is free for the next try', async () => {
    await send({ body: { label: '' } });
    const result = await send({});
    expect(result.statusCode).toBe(201);
  });

  test('seals an answer that shows a secret: the row cannot be read without it', async () => {
    const sent = { route: 'POST /v1/keys', body: {}, headers: { 'idempotency-key': 'unguessable-key-0123' } };
    const first = await send(sent);
    const again = await send(sent);
    expect(first.json).toEqual({ secret: 'ent_test_1' });
    expect(again.json).toEqual(first.json);
    const stored = JSON.stringify([...table.rows.values()]);
    expect(stored).not.toContain('ent_test_1');
    expect(stored).not.toContain('unguessable-key-0123');
  });

  test('must be long where it seals a secret', async () => {
    const result = await send({ route: 'POST /v1/keys', body: {}, headers: { 'idempotency-key': 'short' } });
    expect(result.json).toMatchObject({ status: 400, code: 'http.idempotency_key_missing' });
    expect(table.rows.size).toBe(0);
  });
});

describe('a decision on what somebody has changed meanwhile', () => {
  const count: Sent = {
    route: 'POST /v1/crates/{crateId}/count',
    params: { crateId: '1' },
    body: {},
    headers: { 'if-match': '"v1"', 'idempotency-key': 'another-intent' },
  };
  const bump = () => {
    const row = table.rows.get('CRATE#1|CRATE');
    if (row) row.version = Number(row.version) + 1;
  };

  test('is taken again', async () => {
    await send({});
    decisions = 0;
    table.beforeCommit = () => {
      table.beforeCommit = undefined;
      bump();
    };
    const result = await send(count);
    expect(result.statusCode).toBe(200);
    expect(decisions).toBe(2);
  });

  test('is given up after eight tries, as a conflict', async () => {
    await send({});
    decisions = 0;
    table.beforeCommit = bump;
    const result = await send(count);
    expect(result.json).toMatchObject({ status: 409, code: 'http.conflict' });
    expect(decisions).toBe(8);
  });
});
