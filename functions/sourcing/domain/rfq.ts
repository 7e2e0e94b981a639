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
  /** Whether the house looks for suppliers to invite. */
  readonly isMatchingWanted: boolean;
  /** How often it has looked, and how often it has had an answer. */
  readonly matchingsAsked: number;
  readonly matchings: number;
  /** When it began to take quotes: its limits are those of that day. Absent on a draft. */
  readonly openedAt?: string | undefined;
  readonly awardsMax: number;
  /** Quotes accepted so far. */
  readonly awards: number;
  /** Quotes submitted so far; one that is withdrawn still counts, so that nobody frees a place by turns. */
  readonly quotesTaken: number;
}
