import { randomBytes } from 'node:crypto';

/** The one source of randomness, handed in so that a run can be repeated from a seed. */
export interface Random {
  /** `length` unpredictable bytes. */
  bytes(length: number): Uint8Array;
}

/** Cryptographically strong bytes of the operating system. */
export const systemRandom: Random = { bytes: (length) => randomBytes(length) };
