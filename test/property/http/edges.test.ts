import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { createCursors } from '../../../shared/http/cursor.ts';
import { roles } from '../../../shared/http/operation.ts';
import { parseJson, pointerOf } from '../../../shared/http/parse.ts';
import { principalFromContext, principalToContext } from '../../../shared/http/principal.ts';
import { positiveMoneySchema } from '../../../shared/http/schemas.ts';
import { seal, unseal } from '../../../shared/http/sealed.ts';
import { signWebhook, verifyWebhook } from '../../../shared/http/webhook-signature.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { instantFromEpochMs } from '../../../shared/kernel/instant.ts';

const word = fc.stringMatching(/^[A-Za-z0-9_:.-]{1,20}$/);
const secret = fc
  .uint8Array({ minLength: 24, maxLength: 64 })
  .map((bytes) => `whsec_${Buffer.from(bytes).toString('base64')}`);

/** Runs and tolerates refusals by code only: anything else fails the property. */
const refusesOrGives = (act: () => unknown): void => {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
  }
};

test('a principal comes back from the authorizer as it went in', () => {
  const principal = fc.record({
    companyId: word,
    companyName: fc.string(),
    country: fc.constantFrom('NL', 'CN', 'KR'),
    memberId: word,
    keyId: word,
    mode: fc.constantFrom('test' as const, 'live' as const),
    roles: fc.uniqueArray(fc.constantFrom(...roles)),
    scopes: fc.uniqueArray(word),
    verificationLevel: fc.constantFrom('unverified' as const, 'basic' as const, 'verified' as const),
    screening: fc.constantFrom('clear' as const, 'potential' as const, 'hit' as const, 'pending' as const),
  });
  fc.assert(
    fc.property(principal, (one) => {
      expect(principalFromContext(principalToContext(one))).toEqual(one);
    }),
  );
});

test('a pointer leads back to its path (RFC 6901)', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (path) => {
      const parts = pointerOf(path).split('/').slice(1);
      expect(parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))).toEqual(path);
    }),
  );
});

test('a cursor leads back to its key in its own scope, and any other text is refused by code', () => {
  const cursors = createCursors('secret');
  fc.assert(
    fc.property(
      word,
      fc.dictionary(fc.constantFrom('pk', 'sk', 'gsi1pk', 'gsi1sk'), fc.string()),
      fc.string(),
      (scope, key, garbage) => {
        expect(cursors.decode(scope, cursors.encode(scope, key))).toEqual(key);
        refusesOrGives(() => cursors.decode(scope, garbage));
      },
    ),
  );
});

test('one changed character makes a cursor worthless', () => {
  const cursors = createCursors('secret');
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom('A', 'z', '.', '-'), (position, letter) => {
      const cursor = cursors.encode('scope', { pk: 'ORDER#1', sk: 'ORDER' }) ?? '';
      const index = position % cursor.length;
      fc.pre(cursor[index] !== letter);
      const changed = `${cursor.slice(0, index)}${letter}${cursor.slice(index + 1)}`;
      expect(() => cursors.decode('scope', changed)).toThrow(DomainError);
    }),
  );
});

test('what we sign the reference library signs the same, and we take', () => {
  fc.assert(
    fc.property(
      secret,
      word,
      fc.string({ unit: 'grapheme' }),
      fc.integer({ min: 1, max: 4_000_000_000 }),
      (key, id, body, seconds) => {
        const now = instantFromEpochMs(seconds * 1000);
        const headers = signWebhook([key], { id, now, body });
        expect(headers['webhook-signature']).toBe(new Webhook(key).sign(id, new Date(seconds * 1000), body));
        expect(verifyWebhook(key, { headers, body, now })).toBe(id);
      },
    ),
  );
});

test('a sealed text opens to itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), (text, phrase) => {
      expect(unseal(seal(text, phrase), phrase)).toBe(text);
    }),
    { numRuns: 50 },
  );
});

test('no text makes the JSON reader throw anything but a refusal', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => refusesOrGives(() => parseJson(text))));
});

test('no value makes the money schema throw', () => {
  const money = fc.record({
    currency: fc.oneof(fc.constantFrom('USD', 'JPY', 'KWD'), fc.string()),
    amount: fc.anything(),
  });
  fc.assert(
    fc.property(fc.oneof(money, fc.anything()), (value) => {
      expect(typeof positiveMoneySchema.safeParse(value).success).toBe('boolean');
    }),
  );
});
