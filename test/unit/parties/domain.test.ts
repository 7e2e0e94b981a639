import { describe, expect, test } from 'vitest';
import { createApiKeySecret, isSameKey, shortIdOf } from '../../../functions/parties/domain/api-key.ts';
import { isValidIban, looksLikeIban } from '../../../functions/parties/domain/iban.ts';
import { allScopes, scopesFor } from '../../../functions/parties/domain/scopes.ts';
import { systemRandom } from '../../../shared/kernel/random.ts';

/** Bytes 0, 1, 2 … 255, 0 …: a random source whose letters can be written down. */
const counting = () => {
  let next = 0;
  return { bytes: (length: number) => Uint8Array.from({ length }, () => next++ % 256) };
};

describe('an API key', () => {
  test('says its mode and short id, and ends in four check letters', () => {
    const { secret, shortId } = createApiKeySecret('test', counting());
    // Letters 0 to 9 of the alphabet; the secret goes on from byte 20, which is what the short id has drawn.
    expect(shortId).toBe('123456789A');
    expect(secret.slice(0, -4)).toBe('ent_test_123456789A_MNPQRSTUVWXYZabcdefghijkmnopqrstuvwx');
    expect(secret).toMatch(/^ent_test_[1-9A-HJ-NP-Za-km-z]{10}_[1-9A-HJ-NP-Za-km-z]{40}$/);
    expect(createApiKeySecret('live', systemRandom).secret).toMatch(/^ent_live_/);
  });

  test('is found by its short id and known by its hash alone', () => {
    const made = createApiKeySecret('live', systemRandom);
    expect(shortIdOf(made.secret)).toBe(made.shortId);
    expect(made.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(isSameKey(made.secret, made.hash)).toBe(true);
    expect(isSameKey(createApiKeySecret('live', systemRandom).secret, made.hash)).toBe(false);
    expect(isSameKey(made.secret, '')).toBe(false);
  });

  test('draws every letter evenly: a byte beyond 231 is thrown away', () => {
    const biased = {
      bytes: (length: number) => new Uint8Array(length).fill(255).map((byte, i) => (i % 2 ? 57 : byte)),
    };
    expect(createApiKeySecret('test', biased).shortId).toBe('zzzzzzzzzz');
  });

  test.each([
    '',
    'ent_test_',
    'Bearer ent_test_x',
    'ent_prod_123456789A_MNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz12',
    'sk_live_123456789A_MNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz12',
  ])('is not %j', (text) => {
    expect(shortIdOf(text)).toBeUndefined();
  });
});

describe('an IBAN', () => {
  // The registry's own examples (SWIFT IBAN Registry).
  test.each([
    'NL91ABNA0417164300',
    'DE89370400440532013000',
    'GB29NWBK60161331926819',
    'FR1420041010050500013M02606',
    'NO9386011117947',
    'MT84MALT011000012345MTLCAST001S',
    'SA0380000000608010167519',
  ])('%s checks', (iban) => {
    expect(isValidIban(iban)).toBe(true);
  });

  test.each([
    ['a wrong digit', 'NL91ABNA0417164301'],
    ['two swapped digits', 'NL91ABNA0417146300'],
    ['wrong check digits', 'DE88370400440532013000'],
    ['small letters', 'nl91abna0417164300'],
    ['blanks', 'NL91 ABNA 0417 1643 00'],
    ['too few characters', 'NL91ABNA041716'],
    ['nothing', ''],
  ])('with %s does not', (_name, iban) => {
    expect(isValidIban(iban)).toBe(false);
  });

  test('is told from a local account number', () => {
    expect(looksLikeIban('NL91ABNA0417164300')).toBe(true);
    // A Chinese and a Korean account number.
    expect(looksLikeIban('6222021001116245702')).toBe(false);
    expect(looksLikeIban('11012345678901')).toBe(false);
  });
});

describe('scopes of a first key', () => {
  test('are a reading and a writing one for each context', () => {
    expect(allScopes).toContain('orders:read');
    expect(allScopes).toContain('notifications:write');
    expect(new Set(allScopes).size).toBe(allScopes.length);
  });

  test('are all for who trades, also when it lends too', () => {
    expect(scopesFor(['buyer'])).toEqual(allScopes);
    expect(scopesFor(['lender', 'exporter'])).toEqual(allScopes);
  });

  test('keep a mere lender away from other firms’ trades', () => {
    const scopes = scopesFor(['lender']);
    expect(scopes).toContain('partners:read');
    expect(scopes).toContain('notifications:write');
    for (const foreign of ['orders:read', 'orders:write', 'customs:write', 'sourcing:read', 'escrow:read'])
      expect(scopes).not.toContain(foreign);
  });
});
