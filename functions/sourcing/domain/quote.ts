import type { Offer } from './offer.ts';
import type { QuoteState } from './transitions.ts';

/** The two sides of a negotiation. */
export type Side = 'buyer' | 'supplier';

/** The head of a negotiation: who, how it stands, and which version counts. */
export interface Quote {
  readonly quoteId: string;
  readonly rfqId: string;
  readonly buyerId: string;
  readonly supplierId: string;
  readonly supplierName: string;
  readonly supplierCountry: string;
  readonly state: QuoteState;
  readonly currentVersion: number;
  readonly currentAuthor: Side;
  /** Validity of the current version. */
  readonly validUntil: string;
  readonly contractId?: string | undefined;
  readonly endReason?: string | undefined;
}

/** One version: written once, never changed. It cites the version that it answers. */
export interface QuoteVersion {
  readonly version: number;
  readonly parentVersion: number | null;
  readonly author: Side;
  readonly offer: Offer;
  readonly message?: string | undefined;
  readonly madeAt: string;
}

/** The side that a company is on, or undefined for outsiders. */
export const sideOf = (quote: Pick<Quote, 'buyerId' | 'supplierId'>, companyId: string): Side | undefined => {
  if (companyId === quote.buyerId) return 'buyer';
  return companyId === quote.supplierId ? 'supplier' : undefined;
};
