import { createHash } from 'node:crypto';
import type { Clock } from './clock.ts';
import { epochMs } from './instant.ts';
import { invariant } from './invariant.ts';
import type { Random } from './random.ts';

// Crockford base32: no I, L, O or U, so that ids survive being read aloud. https://www.crockford.com/base32.html
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const prefixPattern = /^[a-z][a-z0-9_]*$/;
const bodyPattern = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const entropyBits = 80n;
const entropyLimit = 1n << entropyBits;

/** Makes `<prefix>_<ULID>`; ids of one factory sort in the order they were made. */
export type IdFactory = (prefix: string) => string;

/**
 * A factory of ULIDs (48 bits of time, 80 bits of entropy; github.com/ulid/spec). Within one millisecond, or when the clock
 * steps back, the entropy counts up instead, so order and uniqueness hold. InvariantViolation `ids.malformed_prefix`.
 */
export function createIdFactory(clock: Clock, random: Random): IdFactory {
  let lastMs = -1n;
  let entropy = 0n;
  return (prefix) => {
    const nowMs = BigInt(epochMs(clock.now()));
    if (nowMs > lastMs) {
      lastMs = nowMs;
      entropy = toBigInt(random.bytes(10));
    } else {
      entropy += 1n;
    }
    if (entropy === entropyLimit) {
      lastMs += 1n;
      entropy = 0n;
    }
    return withPrefix(prefix, (lastMs << entropyBits) | entropy);
  };
}

/**
 * The same id for the same parts, for redelivered messages and retried steps: 128 bits of SHA-256 in the shape of a ULID.
 * Parts are joined as JSON, so `('a', 'bc')` and `('ab', 'c')` differ. InvariantViolation `ids.malformed_prefix`.
 */
export function deterministicId(prefix: string, ...parts: readonly string[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([prefix, ...parts]))
    .digest();
  return withPrefix(prefix, toBigInt(digest.subarray(0, 16)));
}

/** True for an id of that prefix made by either function above. */
export function isId(prefix: string, text: string): boolean {
  return text.startsWith(`${prefix}_`) && bodyPattern.test(text.slice(prefix.length + 1));
}

function withPrefix(prefix: string, value: bigint): string {
  invariant(prefixPattern.test(prefix), 'ids.malformed_prefix', { prefix });
  let body = '';
  for (let rest = value; body.length < 26; rest >>= 5n) body = alphabet.charAt(Number(rest & 31n)) + body;
  return `${prefix}_${body}`;
}

function toBigInt(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
