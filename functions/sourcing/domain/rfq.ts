import type { SpecificationItem } from './specification.ts';
import type { RfqState } from './transitions.ts';

/** A request for quotation, as far as decisions need it. */
export interface Rfq {
  readonly rfqId: string;
  readonly buyerId: string;
  readonly buyerName: string;
  readonly buyerCountry: string;
  readonly state: RfqState;
  readonly currency: string;
  readonly quantity: { readonly value: string; readonly unit: string };
  readonly specification: readonly SpecificationItem[];
  readonly latestShipOn?: string | undefined;
  readonly quoteBy: string;
  readonly visibility: 'public' | 'invited';
  readonly invitedSupplierIds?: readonly string[] | undefined;
  readonly awardsMax: number;
  /** Quotes accepted so far. */
  readonly awards: number;
  /** Quotes submitted so far; one that is withdrawn still counts, so that nobody frees a place by turns. */
  readonly quotesTaken: number;
}
