import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseJson, parsePart, pointerOf, readBodyText } from '../../../shared/http/parse.ts';
import { refusalOf } from './refusal.ts';

describe('pointerOf', () => {
  test.each([
    [['lines', 0, 'unitPrice', 'amount'], '', '/lines/0/unitPrice/amount'],
    [[], '/query', '/query'],
    [['limit'], '/query', '/query/limit'],
    // RFC 6901, section 5: "/a~1b" is the member "a/b", "/m~0n" is "m~n".
    [['a/b'], '', '/a~1b'],
    [['m~n'], '', '/m~0n'],
    [['~1'], '', '/~01'],
  ])('%j under %j is %s', (path, prefix, pointer) => {
    expect(pointerOf(path, prefix)).toBe(pointer);
  });
});

const order = z.strictObject({
  reference: z.string().min(1),
  lines: z.array(z.strictObject({ quantity: z.string().regex(/^\d+$/, 'Digits') })),
});

describe('parsePart', () => {
  test('lists every fault with its pointer, unknown fields by name', () => {
    const value = { reference: '', lines: [{ quantity: '1' }, { quantity: 'x', price: 1 }], 'odd/name': 1 };
    const refusal = refusalOf(() => parsePart(order, value, 'body'));
    expect(refusal.code).toBe('http.invalid_request');
    expect(refusal.fields?.map((field) => field.pointer).sort()).toEqual([
      '/lines/1/price',
      '/lines/1/quantity',
      '/odd~1name',
      '/reference',
    ]);
  });

  test('says in which part of the request the fault lies', () => {
    const refusal = refusalOf(() => parsePart(z.strictObject({ limit: z.string() }), {}, 'query'));
    expect(refusal.fields?.[0]?.pointer).toBe('/query/limit');
  });

  test('calls a field that is not there missing', () => {
    const refusal = refusalOf(() => parsePart(order, { reference: 'r' }, 'body'));
    expect(refusal.fields).toEqual([{ pointer: '/lines', message: 'Missing field; expected array' }]);
  });

  test('of alternatives, lists the faults of the closest', () => {
    const part = z.strictObject({
      fix: z.union([
        z.strictObject({ buy: z.string(), from: z.string() }),
        z.strictObject({ sell: z.string(), to: z.string() }),
      ]),
    });
    const refusal = refusalOf(() => parsePart(part, { fix: { sell: '1' } }, 'body'));
    expect(refusal.fields).toEqual([{ pointer: '/fix/to', message: 'Missing field; expected string' }]);
  });

  test('lists no more than twenty faults', () => {
    const lines = Array.from({ length: 50 }, () => ({ quantity: 'x' }));
    const refusal = refusalOf(() => parsePart(order, { reference: 'r', lines }, 'body'));
    expect(refusal.fields).toHaveLength(20);
    expect(refusal.detail).toContain('50 fault(s)');
  });
});

describe('parseJson', () => {
  test.each([
    ['nothing', ''],
    ['blanks', ' \n'],
    ['half an object', '{"a":'],
    ['two values', '1 2'],
    ['NaN', 'NaN'],
  ])('refuses %s', (_name, text) => {
    expect(refusalOf(() => parseJson(text)).code).toBe('http.malformed_json');
  });

  test('takes a value inside 32 levels and refuses one inside 33', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
    expect(parseJson(nested(32))).toBeInstanceOf(Array);
    expect(refusalOf(() => parseJson(nested(33))).code).toBe('http.malformed_json');
  });

  test.each([
    ['wide', `[${'0,'.repeat(131_000)}0]`, 131_001],
    [
      'of many members',
      `{${Array.from({ length: 20_000 }, (_, index) => `"${index}":0`).join(',')}}`,
      20_000,
    ],
  ])('bears a body that is %s', (_name, text, size) => {
    expect(Object.keys(Object(parseJson(text)))).toHaveLength(size);
  });

  test('refuses a body that is nothing but depth', () => {
    const text = `${'['.repeat(120_000)}${']'.repeat(120_000)}`;
    expect(refusalOf(() => parseJson(text)).code).toBe('http.malformed_json');
  });
});

describe('readBodyText', () => {
  test('decodes base 64 and takes a missing body as empty', () => {
    expect(readBodyText({ body: 'eyJhIjoxfQ==', isBase64Encoded: true })).toBe('{"a":1}');
    expect(readBodyText({})).toBe('');
  });

  test('counts bytes, not characters: 262,144 are allowed', () => {
    expect(readBodyText({ body: 'x'.repeat(262_144) })).toHaveLength(262_144);
    expect(refusalOf(() => readBodyText({ body: 'é'.repeat(131_073) })).code).toBe('http.too_large');
  });
});
