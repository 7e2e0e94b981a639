import { type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import type { dataClasses } from '../contract.ts';
import { type ConsentState, consentTransitions } from './transitions.ts';

export type DataClass = (typeof dataClasses)[number];

/** What a company allows one lender to read, for what purpose and how long. It may not be passed on. */
export interface Consent {
  readonly consentId: string;
  readonly subjectCompanyId: string;
  readonly subjectName: string;
  readonly partnerId: string;
  readonly partnerName: string;
  readonly purpose: string;
  readonly dataClasses: readonly DataClass[];
  readonly state: ConsentState;
  readonly expiresAt: Instant;
  /** The subject's key that granted it. */
  readonly grantedByKeyId: string;
  readonly endedAt?: Instant | undefined;
}

/** Whether it allows reading that data now: granted, not yet at its end, and naming the class. */
export const covers = (consent: Consent, dataClass: DataClass, now: Instant): boolean =>
  consent.state === 'granted' && isBefore(now, consent.expiresAt) && consent.dataClasses.includes(dataClass);

/** The consent after it was taken back or ran out; undefined when it has ended before. */
export const endConsent = (
  consent: Consent,
  by: keyof typeof consentTransitions.granted,
  now: Instant,
): Consent | undefined =>
  consent.state === 'granted'
    ? { ...consent, state: consentTransitions.granted[by], endedAt: now }
    : undefined;
