import { createHash } from 'node:crypto';
import { InvariantViolation } from './errors.ts';

/** How numbers are taken. */
interface CanonicalOptions {
  /** Takes numbers with decimals too, for documents of a standard that writes measures so; never for amounts or rates. */
  readonly hasDecimals?: boolean;
}

const isTaken = (value: number, { hasDecimals = false }: CanonicalOptions): boolean =>
  Number.isSafeInteger(value) || (hasDecimals && Number.isFinite(value));

/**
 * JSON with one spelling for one value: members sorted by UTF-16 code unit, no blanks, absent members left out (RFC 8785 for
 * text, booleans, null, safe integers, lists and objects). InvariantViolation `canonical.unsupported` for anything else:
 * amounts and rates are text.
 */
export function canonicalJson(value: unknown, options: CanonicalOptions = {}): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && isTaken(value, options)) return String(value);
  if (Array.isArray(value)) return `[${value.map((member) => canonicalJson(member, options)).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member, options)}`);
    return `{${members.join(',')}}`;
  }
  throw new InvariantViolation('canonical.unsupported', { type: typeof value });
}

/** SHA-256 of {@link canonicalJson}, 64 hexadecimal digits: the same for the same content, whatever the order of members. */
export function canonicalHash(value: unknown, options: CanonicalOptions = {}): string {
  return createHash('sha256').update(canonicalJson(value, options)).digest('hex');
}
