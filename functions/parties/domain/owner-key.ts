import { createHash } from 'node:crypto';

/** Characters of a pseudonym: 128 bits of the digest. */
const keyLength = 32;

/** The pseudonym of a person of a registry: the same wherever it owns, and not the number by which the registry knows it. */
export const ownerKeyOf = (ownerNumber: string): string =>
  createHash('sha256').update(`parties/owner/${ownerNumber}`).digest('hex').slice(0, keyLength);
