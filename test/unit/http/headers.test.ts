import { describe, expect, test } from 'vitest';
import { etagOf, versionOfIfMatch } from '../../../shared/http/etag.ts';
import { hashRequest, readIdempotencyKey } from '../../../shared/http/idempotency.ts';
import { seal, unseal } from '../../../shared/http/sealed.ts';
import { refusalOf } from './refusal.ts';

describe('ETag and If-Match', () => {
  test('are the version in quotes', () => {
    expect(etagOf(7)).toBe('"v7"');
    expect(versionOfIfMatch('"v7"')).toBe(7);
    // Proxies that compress turn a strong tag into a weak one.
    expect(versionOfIfMatch(' W/"v12" ')).toBe(12);
  });

  test('are refused when missing or not ours', () => {
    expect(refusalOf(() => versionOfIfMatch(undefined)).code).toBe('http.if_match_missing');
    for (const header of ['', '*', 'v7', '"7"', '"v"', '"v-1"', '"v1", "v2"', `"v${'9'.repeat(16)}"`])
      expect(refusalOf(() => versionOfIfMatch(header)).code).toBe('http.version_mismatch');
  });
});

describe('Idempotency-Key', () => {
  test('is 1 to 255 visible ASCII characters', () => {
    expect(readIdempotencyKey(' 0f3c-… '.replace('…', '9'))).toBe('0f3c-9');
    expect(readIdempotencyKey('~'.repeat(255))).toHaveLength(255);
    for (const header of [undefined, '', '   ', 'two words', 'tab\there', 'é', 'x'.repeat(256)])
      expect(refusalOf(() => readIdempotencyKey(header)).code).toBe('http.idempotency_key_missing');
  });
});

describe('hashRequest', () => {
  test('is SHA-256 of method, path and body, a line each', () => {
    // printf 'POST\n/v1/orders\n{}' | sha256sum
    expect(hashRequest('POST', '/v1/orders', '{}')).toBe(
      'd9c6f8048a06e4510b07b5f7b9358b83a5bb393fda5bbec052fd569b15116d0b',
    );
  });

  test('differs by method, path and the very bytes of the body', () => {
    const hashes = [
      hashRequest('POST', '/v1/orders', '{"a":1}'),
      hashRequest('PUT', '/v1/orders', '{"a":1}'),
      hashRequest('POST', '/v1/orders/1', '{"a":1}'),
      hashRequest('POST', '/v1/orders', '{"a": 1}'),
    ];
    expect(new Set(hashes).size).toBe(4);
  });
});

describe('a sealed text', () => {
  test('opens with its phrase and with no other, and shows every change', () => {
    const sealed = seal('whsec_very-secret', 'phrase-one-of-the-caller');
    expect(sealed).not.toContain('secret');
    expect(unseal(sealed, 'phrase-one-of-the-caller')).toBe('whsec_very-secret');
    expect(() => unseal(sealed, 'phrase-two-of-another')).toThrow();
    const bytes = Buffer.from(sealed, 'base64');
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    expect(() => unseal(bytes.toString('base64'), 'phrase-one-of-the-caller')).toThrow();
  });

  test('never looks the same twice', () => {
    expect(seal('x', 'phrase')).not.toBe(seal('x', 'phrase'));
  });
});
