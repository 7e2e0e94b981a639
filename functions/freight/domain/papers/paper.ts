import { businessDateIn } from '../../../../shared/kernel/business-date.ts';
import { canonicalHash } from '../../../../shared/kernel/canonical-hash.ts';
import { type Instant, parseInstant } from '../../../../shared/kernel/instant.ts';
import type { Stamp } from './terms.ts';

/** Papers of a shared load, for the house; and those of one consignment, for its parties. */
export const poolPaperKinds = [
  'booking-request',
  'booking-confirmation',
  'shipping-instructions',
  'master-bill',
  'verified-mass',
] as const;
export const consignmentPaperKinds = ['house-bill', 'arrival-notice', 'delivery-order'] as const;
export type PaperKind = (typeof poolPaperKinds)[number] | (typeof consignmentPaperKinds)[number];

/** Standard by whose field names a paper is written. */
export const paperStandards: Readonly<Record<PaperKind, string>> = {
  'booking-request': 'DCSA Booking 2.0.5',
  'booking-confirmation': 'DCSA Booking 2.0.5',
  'shipping-instructions': 'DCSA Bill of Lading 3.0.4',
  'master-bill': 'DCSA Bill of Lading 3.0.4',
  'verified-mass': 'DCSA Verified Gross Mass 1.0.1',
  'house-bill': 'DCSA Bill of Lading 3.0.4',
  'arrival-notice': 'DCSA Arrival Notice 1.0.0 Beta 1',
  'delivery-order': 'DCSA Delivery Order 1.0.0 Beta 1',
};

/** One version of a paper; it never changes, a later one says that it takes its place. */
export interface Paper {
  /** The kind, and which of several: `master-bill-2`. */
  readonly name: string;
  readonly kind: PaperKind;
  /** Number by which it is known outside. */
  readonly reference: string;
  readonly version: number;
  /** SHA-256 of the document as canonical JSON (RFC 8785). */
  readonly hash: string;
  /** The same of what it says apart from version and date: two versions never have the same one after the other. */
  readonly basis: string;
  /** A paper that is void keeps what it said. */
  readonly state: 'valid' | 'void';
  readonly issuedAt: Instant;
  readonly replaces?: { readonly version: number; readonly hash: string; readonly why: string } | undefined;
}

/** What a paper is to say now. */
export interface PaperDraft {
  readonly name: string;
  readonly kind: PaperKind;
  readonly reference: string;
  readonly state: Paper['state'];
  /** Why there is another version, if there is an earlier one. */
  readonly why: string;
  /** Zone of the place where it is made out. */
  readonly timeZone: string;
  readonly document: (stamp: Stamp) => object;
}

/** A version with its text. */
export interface IssuedPaper {
  readonly paper: Paper;
  readonly text: string;
}

/** SHA-256 of a document as canonical JSON; measures in it have decimals, as the standards write them. */
export const paperHash = (document: object): string => canonicalHash(document, { hasDecimals: true });

const nobodysStamp: Stamp = {
  version: 0,
  issuedAt: parseInstant('2000-01-01T00:00:00.000Z'),
  issuedOn: businessDateIn(parseInstant('2000-01-01T00:00:00.000Z'), 'Etc/UTC'),
};

/** The next version of a paper, or undefined when it would say what the last one says. */
export const nextVersion = (
  draft: PaperDraft,
  last: Paper | undefined,
  now: Instant,
): IssuedPaper | undefined => {
  const { document, why, timeZone, ...said } = draft;
  const basis = paperHash({ ...said, document: document(nobodysStamp) });
  if (last?.basis === basis) return undefined;
  const version = (last?.version ?? 0) + 1;
  const issued = document({ version, issuedAt: now, issuedOn: businessDateIn(now, timeZone) });
  return {
    paper: {
      ...said,
      version,
      hash: paperHash(issued),
      basis,
      issuedAt: now,
      replaces: last && { version: last.version, hash: last.hash, why },
    },
    text: JSON.stringify(issued),
  };
};
