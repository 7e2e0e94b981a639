import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { systemRandom } from '../kernel/random.ts';

const nonceBytes = 12;
const tagBytes = 16;

const keyOf = (phrase: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', phrase, 'entrepot', 'sealed-answer', 32));

/** Encrypts text so that only who knows the phrase can read it (AES-256-GCM, key by HKDF-SHA-256, random nonce). */
export const seal = (text: string, phrase: string): string => {
  const nonce = systemRandom.bytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(phrase), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
};

/** The reverse of {@link seal}. Throws when the phrase is another one or the text was changed. */
export const unseal = (sealed: string, phrase: string): string => {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(phrase), bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString(
    'utf8',
  );
};
