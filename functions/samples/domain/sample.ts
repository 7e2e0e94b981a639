import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import type { SampleState } from '../contract.ts';

/**
 * From the shelf; made for this buyer; from the first run of the bulk order; made to be sealed as the one that bulk goods are compared
 * with. Whatever its kind, an approval seals it.
 */
export const sampleKinds = ['stock', 'custom', 'pre_production', 'golden'] as const;
/** One of {@link sampleKinds}. */
export type SampleKind = (typeof sampleKinds)[number];
/** The two sides of a sample order. */
export type Side = 'buyer' | 'supplier';

/** A measurable term of the sample. */
export interface SpecificationItem {
  readonly name: string;
  readonly value: string;
  readonly tolerance?: string | undefined;
  readonly testMethod?: string | undefined;
}

/** When and how far the fee of a sample comes off a later bulk order. */
export interface CreditPolicy {
  /** Smallest bulk quantity, decimal text in the unit of the sample. */
  readonly bulkQuantityMin: string;
  /** Smallest goods total of the bulk order. */
  readonly bulkAmountMin?: Money | undefined;
  /** Most that is credited. */
  readonly amountMax?: Money | undefined;
  /** Last day of a bulk order that is credited. */
  readonly expiresOn: string;
  /** Whether the courier fee counts too; tooling never does. */
  readonly includesCourier: boolean;
}

/** The supplier's price; `version` counts its quotes for this sample. */
export interface SampleQuote {
  readonly version: number;
  readonly unitPrice: Money;
  readonly toolingFee?: Money | undefined;
  readonly courierFee?: Money | undefined;
  /** What customs are told; above zero and not below the price of the goods. */
  readonly customsValue: Money;
  /** Days from the receipt of payment to dispatch. */
  readonly leadDays: number;
  /** Days after that in which a dispatch still counts. */
  readonly graceDays: number;
  readonly validUntil: Instant;
  readonly credit?: CreditPolicy | undefined;
}

/** Goods, tooling and courier, and what is paid for all of them. */
export interface SampleFees {
  readonly goods: Money;
  readonly tooling: Money;
  readonly courier: Money;
  readonly total: Money;
}

/** Why a sample was not approved. `silence`: the buyer let the review time pass. */
export type RejectionGround = 'not_wanted' | 'not_to_specification' | 'silence';

/** What the buyer found, item by item of the specification. */
export interface ReviewFinding {
  readonly item: string;
  readonly measured: string;
}

/** The buyer's word on a sample, or its silence. */
export interface SampleReview {
  readonly outcome: 'approved' | 'approved_with_changes' | 'rejected';
  readonly ground?: RejectionGround | undefined;
  readonly findings: readonly ReviewFinding[];
  readonly remarks?: string | undefined;
  readonly reviewedAt: Instant;
}

/** A physical unit under seal, and who keeps it. */
export interface SealedUnit {
  readonly keeper: Side | 'inspector';
  readonly sealNumber: string;
}

/** The golden sample: what bulk goods are compared with. */
export interface GoldenSample {
  readonly specification: readonly SpecificationItem[];
  /** SHA-256 of the specification in canonical JSON. */
  readonly specificationHash: string;
  readonly sealedUnits: readonly SealedUnit[];
  readonly photoSha256s: readonly string[];
  readonly sealedAt: Instant;
}

/** A request to escrow that is on its way; refused ones are asked again under another id. */
export interface MoneyRequest {
  readonly kind: 'release' | 'refund';
  readonly requestId: string;
  readonly attempt: number;
  readonly reason: string;
  readonly askedAt: Instant;
}

/** Money stands still until an operator decides. */
export interface Parking {
  readonly from: SampleState;
  readonly reason: string;
  readonly owner: 'operator';
  readonly parkedAt: Instant;
}

/** A sample order with everything that decisions need. */
export interface Sample {
  readonly sampleId: string;
  readonly buyerId: string;
  readonly buyerName: string;
  readonly buyerCountry: string;
  readonly supplierId: string;
  /** Known from the first quote on. */
  readonly supplierName?: string | undefined;
  readonly supplierCountry?: string | undefined;
  readonly kind: SampleKind;
  readonly productName: string;
  readonly productId?: string | undefined;
  /** The quote whose bulk order it is for: that order must refer to it once it is sealed. */
  readonly quoteId?: string | undefined;
  readonly hsCode?: string | undefined;
  readonly specification: readonly SpecificationItem[];
  readonly quantity: { readonly value: string; readonly unit: string };
  readonly courierAccount?: { readonly carrier: string; readonly accountNumber: string } | undefined;
  readonly shipTo: {
    readonly addressLine: string;
    readonly city: string;
    readonly postcode?: string | undefined;
    readonly country: string;
  };
  readonly remarks?: string | undefined;
  readonly state: SampleState;
  /** 1 for the first making, one more with each free repeat. */
  readonly round: number;
  readonly requestedAt: Instant;
  readonly quote?: SampleQuote | undefined;
  readonly acceptedAt?: Instant | undefined;
  readonly paidAt?: Instant | undefined;
  /** Dispatch promised for this round. */
  readonly dispatchBy?: Instant | undefined;
  readonly dispatch?:
    | { readonly carrier: string; readonly trackingNumber: string; readonly dispatchedAt: Instant }
    | undefined;
  readonly deliveredAt?: Instant | undefined;
  readonly isDeliveryAssumed?: boolean | undefined;
  /** The review of this round. */
  readonly review?: SampleReview | undefined;
  readonly earlierReviews: readonly SampleReview[];
  readonly golden?: GoldenSample | undefined;
  readonly money?: MoneyRequest | undefined;
  readonly parking?: Parking | undefined;
  readonly endReason?: string | undefined;
}

/** The side that a company is on, or undefined for outsiders. */
export const sideOf = (
  sample: Pick<Sample, 'buyerId' | 'supplierId'>,
  companyId: string,
): Side | undefined => {
  if (companyId === sample.buyerId) return 'buyer';
  return companyId === sample.supplierId ? 'supplier' : undefined;
};

/** True while the supplier may answer a rejection with a repeat or an objection. */
export const isAnswerDue = (sample: Sample): boolean =>
  sample.state === 'rejected' && sample.review?.ground === 'not_to_specification';
