import type { Offer, OfferChanges } from './offer.ts';
import type { QuoteState } from './transitions.ts';

/** The two sides of a negotiation. */
export type Side = 'buyer' | 'supplier';

/** What a side wants done with a difference. */
export type DifferenceAnswer = 'adopt' | 'drop';

/** One term that a message says otherwise than the current version. */
export interface Difference {
  readonly differenceId: string;
  readonly term: string;
  /** The term as it was said: one member. */
  readonly said: OfferChanges;
  readonly messageNumber: number;
  readonly raisedBy: Side;
  readonly answers: Readonly<Partial<Record<Side, DifferenceAnswer>>>;
}

/** A message of one side; written once. The text stays as it was written. */
export interface Message {
  readonly number: number;
  readonly author: Side;
  readonly text: string;
  readonly language?: string | undefined;
  /** Terms that the author says were agreed with it. */
  readonly terms?: OfferChanges | undefined;
  readonly saidAt: string;
}

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
  /** Messages so far. */
  readonly messages: number;
  /** Terms said in messages that the current version does not have; while one is open nobody accepts. */
  readonly differences: readonly Difference[];
  /** Since when a word of the buyer waits for the supplier's. */
  readonly awaitingReplySince?: string | undefined;
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
  /** Number of the message whose term both sides took over into it. */
  readonly fromMessage?: number | undefined;
  readonly madeAt: string;
}

/** The side that a company is on, or undefined for outsiders. */
export const sideOf = (quote: Pick<Quote, 'buyerId' | 'supplierId'>, companyId: string): Side | undefined => {
  if (companyId === quote.buyerId) return 'buyer';
  return companyId === quote.supplierId ? 'supplier' : undefined;
};
