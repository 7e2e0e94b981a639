import { createHash, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../../shared/kernel/random.ts';

// Base 58: no 0, O, I or l, so that a key survives being read aloud.
const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const shortIdLength = 10;
const secretLength = 36;
const checkLength = 4;
const form =
  /^ent_(test|live)_([1-9A-HJ-NP-Za-km-z]{10})_([1-9A-HJ-NP-Za-km-z]{36})([1-9A-HJ-NP-Za-km-z]{4})$/;

/** Uniform letters: bytes beyond the largest multiple of 58 are thrown away. */
const letters = (random: Random, length: number): string => {
  let text = '';
  while (text.length < length) {
    for (const byte of random.bytes(length * 2)) {
      if (byte < 232 && text.length < length) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
};

const checkOf = (body: string): string => {
  const digest = createHash('sha256').update(body).digest();
  return [...digest.subarray(0, checkLength)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
};

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** A new key: shown once, stored as its SHA-256 (36 random letters are 210 bits, so a slow hash would add nothing). */
export const createApiKeySecret = (mode: 'test' | 'live', random: Random) => {
  const shortId = letters(random, shortIdLength);
  const body = `ent_${mode}_${shortId}_${letters(random, secretLength)}`;
  const secret = `${body}${checkOf(body)}`;
  return { shortId, secret, hash: hashOf(secret) };
};

/** The short id of something that looks like a key of ours; undefined for a typing error (the check letters do not fit). */
export const shortIdOf = (key: string): string | undefined => {
  const match = form.exec(key);
  if (!match) return undefined;
  const body = key.slice(0, -checkLength);
  return checkOf(body) === match[4] ? match[2] : undefined;
};

/** Compares in constant time. */
export const isSameKey = (key: string, storedHash: string): boolean => {
  const [given, stored] = [Buffer.from(hashOf(key), 'hex'), Buffer.from(storedHash, 'hex')];
  return given.length === stored.length && timingSafeEqual(given, stored);
};
