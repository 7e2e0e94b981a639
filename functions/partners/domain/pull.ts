import type { Instant } from '../../../shared/kernel/instant.ts';
import type { DataClass } from './consent.ts';

/** One reading of a company's data by a partner, as both see it: the enquiry log. */
export interface Pull {
  readonly pullId: string;
  readonly consentId: string;
  readonly subjectCompanyId: string;
  readonly partnerId: string;
  readonly dataClasses: readonly DataClass[];
  /** Names of what was handed over. */
  readonly fields: readonly string[];
  /** SHA-256 of the canonical JSON of what was handed over. */
  readonly contentHash: string;
  /** The moment that the data describes. */
  readonly dataAsOf: string;
  /** The partner's key that asked. */
  readonly keyId: string;
  readonly at: Instant;
}
