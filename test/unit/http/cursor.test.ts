import { describe, expect, test } from 'vitest';
import { createCursors, pageQuery } from '../../../shared/http/cursor.ts';
import { refusalOf } from './refusal.ts';

const cursors = createCursors('cursor-secret');
const key = { pk: 'ORDER#1', sk: 'PARTY#com_A', gsi1pk: 'COMPANY#com_A#ORDER', gsi1sk: '2026-11-22#1' };

describe('a cursor', () => {
  test('leads back to its key, and is absent at the end of a listing', () => {
    const cursor = cursors.encode('com_A|listOrders', key);
    expect(cursors.decode('com_A|listOrders', cursor)).toEqual(key);
    expect(cursors.encode('com_A|listOrders', undefined)).toBeUndefined();
    expect(cursors.decode('com_A|listOrders', undefined)).toBeUndefined();
  });

  test.each(['com_B|listOrders', 'com_A|listLoans', 'public|listOrders'])('is worthless in %s', (scope) => {
    const cursor = cursors.encode('com_A|listOrders', key);
    expect(refusalOf(() => cursors.decode(scope, cursor)).code).toBe('http.bad_cursor');
  });

  test('is refused when its key was changed and when another secret signed it', () => {
    const cursor = cursors.encode('com_A|listOrders', key) ?? '';
    const [, signature] = cursor.split('.');
    const forged = Buffer.from(
      JSON.stringify({ scope: 'com_A|listOrders', key: { ...key, gsi1pk: 'COMPANY#com_B#ORDER' } }),
    ).toString('base64url');
    const foreign = createCursors('another-secret').encode('com_A|listOrders', key);
    for (const bad of [`${forged}.${signature}`, foreign, '', '.', 'x', `${cursor}x`, cursor.slice(0, -1)])
      expect(refusalOf(() => cursors.decode('com_A|listOrders', bad)).code).toBe('http.bad_cursor');
  });
});

test('a page has 1 to 100 items', () => {
  for (const limit of ['1', '9', '10', '99', '100'])
    expect(pageQuery.safeParse({ limit }).success).toBe(true);
  for (const limit of ['0', '101', '-1', '1.5', '01', '1e2', ''])
    expect(pageQuery.safeParse({ limit }).success).toBe(false);
  expect(pageQuery.safeParse({ offset: '1' }).success).toBe(false);
});
