import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import type { ApplicationState } from './transitions.ts';

/** A reason as a lender or the scorecard gives it. */
export interface GivenReason {
  readonly code: string;
  readonly text: string;
}

/** One lender that was asked, and what it said. */
export interface LenderOffer {
  readonly offerId: string;
  /** Id of the request at the lender; the offer comes back under it. */
  readonly requestId: string;
  readonly lenderId: string;
  readonly consentId: string;
  readonly state: 'asked' | 'offered' | 'declined' | 'invalid' | 'accepted' | 'released';
  readonly annualRate?: string | undefined;
  readonly interest?: Money | undefined;
  readonly fee?: Money | undefined;
  readonly total?: Money | undefined;
  readonly apr?: string | undefined;
  readonly isFirm?: boolean | undefined;
  readonly expiresAt?: Instant | undefined;
  readonly reasons?: readonly GivenReason[] | undefined;
}

/** A buyer's application for paying later; it names the one payable that the lender is to pay. */
export interface Application {
  readonly applicationId: string;
  readonly companyId: string;
  readonly product: 'deferred_payment';
  readonly orderId: string;
  readonly supplierId: string;
  readonly payableId: string;
  readonly paymentReference: string;
  readonly amount: Money;
  readonly tenorDays: number;
  readonly state: ApplicationState;
  readonly offers: readonly LenderOffer[];
  /** The profile that it was decided on: features, score, model, hash. */
  readonly snapshot: {
    readonly asOf: Instant;
    readonly features: Readonly<Record<string, string>>;
    readonly score: string;
    readonly modelVersion: string;
    readonly hash: string;
    readonly reasons: readonly GivenReason[];
  };
  /** Offers are opened now at the latest. */
  readonly closesAt: Instant;
  readonly loanId?: string | undefined;
  readonly correlationId: string;
}

/** A consent as credit knows it. */
export interface Consent {
  readonly consentId: string;
  readonly subjectCompanyId: string;
  readonly partnerId: string;
  readonly dataClasses: readonly string[];
  readonly state: 'granted' | 'revoked' | 'expired';
  readonly expiresAt: Instant;
}

/** Data class that a lender's decision needs. */
const neededDataClass = 'credit_profile';

/** Whether a consent lets this company's features go to the lender, now. */
export const isConsentGood = (consent: Consent, companyId: string, now: Instant): boolean =>
  consent.subjectCompanyId === companyId &&
  consent.state === 'granted' &&
  now < consent.expiresAt &&
  consent.dataClasses.includes(neededDataClass);
