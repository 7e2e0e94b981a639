import type { Instant } from '../../../shared/kernel/instant.ts';

export type Role = 'buyer' | 'exporter' | 'lender' | 'operator';
export type VerificationLevel = 'unverified' | 'basic' | 'verified';
export type ScreeningOutcome = 'pending' | 'clear' | 'potential' | 'hit' | 'lists_unavailable';

/** A firm that trades or lends here. Its owner member is the one who signed it up. */
export interface Company {
  readonly companyId: string;
  readonly name: string;
  readonly country: string;
  readonly registrationNumber: string;
  readonly roles: readonly Role[];
  readonly contactEmail: string;
  readonly verificationLevel: VerificationLevel;
  /** Set while the registry works on an answer. */
  readonly verificationId?: string | undefined;
  readonly screening: ScreeningOutcome;
  readonly screenedAgainst?: string | undefined;
  readonly screenedAt?: Instant | undefined;
  readonly ownerMemberId: string;
  /** Pseudonyms of the persons who own it, once the registry has named them; see {@link ownerKeyOf}. */
  readonly ownerKeys?: readonly string[] | undefined;
  /** Set while operators keep the company from doing anything but reading. */
  readonly suspension?: { readonly reason: string; readonly since: Instant } | undefined;
}

export interface Member {
  readonly memberId: string;
  readonly companyId: string;
  readonly name: string;
  readonly email: string;
}

/** An API key as it is stored: the hash of the whole key, never the key. */
export interface ApiKey {
  readonly keyId: string;
  readonly companyId: string;
  readonly memberId: string;
  readonly name: string;
  readonly mode: 'test' | 'live';
  readonly scopes: readonly string[];
  readonly hash: string;
  readonly createdAt: Instant;
  readonly revokedAt?: Instant | undefined;
}

/** Where payouts of one currency go. */
export interface BankAccount {
  readonly bankAccountId: string;
  readonly companyId: string;
  readonly currency: string;
  readonly holderName: string;
  readonly accountNumber: string;
  readonly bic: string;
  readonly bankCountry: string;
}

/** Most active keys of one company. */
export const activeKeysMax = 20;
