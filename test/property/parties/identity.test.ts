import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createApiKeySecret, isSameKey, shortIdOf } from '../../../functions/parties/domain/api-key.ts';
import { isValidIban } from '../../../functions/parties/domain/iban.ts';
import {
  normaliseName,
  screenName,
  similarityPermille,
} from '../../../functions/parties/domain/screening.ts';
import { systemRandom } from '../../../shared/kernel/random.ts';

test('a typing error in a key is seen before the table is asked', () => {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789';
  let missed = 0;
  fc.assert(
    fc.property(fc.nat(45), fc.constantFrom(...letters), (offset, letter) => {
      const { secret, hash } = createApiKeySecret('test', systemRandom);
      const index = 'ent_test_'.length + offset;
      fc.pre(secret[index] !== letter && secret[index] !== '_');
      const mistyped = `${secret.slice(0, index)}${letter}${secret.slice(index + 1)}`;
      expect(isSameKey(mistyped, hash)).toBe(false);
      if (shortIdOf(mistyped) !== undefined) missed += 1;
    }),
    { numRuns: 500 },
  );
  // Four letters of 58 let one in eleven million through.
  expect(missed).toBe(0);
});

test('one wrong digit in an IBAN never checks (ISO 7064)', () => {
  const iban = 'GB29NWBK60161331926819';
  fc.assert(
    fc.property(
      fc.integer({ min: 8, max: iban.length - 1 }),
      fc.integer({ min: 0, max: 9 }),
      (index, digit) => {
        fc.pre(iban[index] !== String(digit));
        expect(isValidIban(`${iban.slice(0, index)}${digit}${iban.slice(index + 1)}`)).toBe(false);
      },
    ),
  );
});

test('no text makes the IBAN check throw', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof isValidIban(text) === 'boolean'));
});

test('similarity is between 0 and 1000, whole, and 1000 for the same name', () => {
  const name = fc.string({ unit: 'grapheme', maxLength: 30 });
  fc.assert(
    fc.property(name, name, (left, right) => {
      const permille = similarityPermille(left, right);
      expect(Number.isInteger(permille) && permille >= 0 && permille <= 1000).toBe(true);
      expect(similarityPermille(left, left)).toBe(1000);
    }),
  );
});

test('case, accents, order of words and legal form never hide a listed name', () => {
  const word = fc.stringMatching(/^[a-z]{3,9}$/);
  const disguise = fc.constantFrom(
    (text: string) => text.toUpperCase(),
    (text: string) => text.split(' ').reverse().join(' '),
    (text: string) => `${text} Co., Ltd`,
    (text: string) => `${text} L.L.C.`,
    (text: string) => `${text} B.V.`,
    (text: string) => text.replaceAll('e', 'é'),
    (text: string) => text.replaceAll(' ', ' - '),
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 2, maxLength: 4 }), disguise, (words, change) => {
      const listed = words.join(' ');
      fc.pre(normaliseName(listed) !== '');
      expect(screenName(change(listed), [{ name: listed, aliases: [] }]).outcome).toBe('hit');
    }),
  );
});
