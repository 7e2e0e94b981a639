import { invariant } from './invariant.ts';

/** Name and version of the score; fix it on the request for quotation together with the parts. */
export const offerScoreVersion = 'entrepot-offer-1';

/** Points that a perfect offer has; the weights of the parts add up to it. */
export const offerPointsMax = 1_000_000;

/** Weights of the parts in points (domain rule: 0.30 specification, 0.15 price, 0.15 on time, … 0.05 exploration). */
export const offerWeights = {
  specFit: 300_000,
  pricePosition: 150_000,
  onTimeRate: 150_000,
  disputeFreeRate: 100_000,
  response: 100_000,
  capacityFit: 100_000,
  verification: 50_000,
  explore: 50_000,
} as const;
/** One part of the score. */
export type OfferPart = keyof typeof offerWeights;

/** How many past trades the prior of a rate weighs, so that three late of five are not 60 %. */
export const smoothingTrades = 20;

/** What is usual among all suppliers, in basis points; data of the house, effective-dated by whoever hands it in. */
export interface OfferPriors {
  readonly lateRateBps: number;
  readonly disputeRateBps: number;
  /** Share of messages that are answered within 24 hours. */
  readonly answeredRateBps: number;
}

/** How a claim about a supplier is known; a stronger one is worth more. */
export type VerificationLevel = 'none' | 'self_declared' | 'documents_verified' | 'inspected_on_site';

const verificationBps: Readonly<Record<VerificationLevel, number>> = {
  none: 0,
  self_declared: 2_500,
  documents_verified: 7_500,
  inspected_on_site: 10_000,
};

/** Facts of one supplier's offer, as of one moment. */
export interface OfferFacts {
  readonly supplierId: string;
  /** How well it meets the specification, in basis points. */
  readonly specFitBps: number;
  /** Unit price on the basis on which all offers are compared, in minor units of one currency. */
  readonly unitPriceMinor: bigint;
  readonly orders: number;
  readonly lateOrders: number;
  readonly disputedOrders: number;
  readonly messages: number;
  readonly messagesAnsweredInTime: number;
  /** What the supplier can make in the window, and what is asked for, in the same unit. */
  readonly capacity: number;
  readonly quantity: number;
  readonly verification: VerificationLevel;
  /** True when the supplier pays for being shown; it is said and never counted. */
  readonly isPaidPlacement: boolean;
}

/** A score with its parts, which add up to it exactly. */
export interface OfferScore {
  readonly supplierId: string;
  readonly version: string;
  /** 0 to {@link offerPointsMax}. */
  readonly score: number;
  readonly parts: Readonly<Record<OfferPart, number>>;
  /** Show it as an advertisement. */
  readonly isPaidPlacement: boolean;
}

const whole = 10_000;

/** A rate in basis points, drawn towards the prior while there are few trades: (x + m·prior)/(n + m), m = 20. */
export function smoothedRateBps(count: number, total: number, priorBps: number): number {
  invariant(count >= 0 && count <= total, 'score.rate_counts', { count, total });
  return (count * whole + smoothingTrades * priorBps) / (total + smoothingTrades);
}

const part = (name: OfferPart, shareBps: number): number =>
  Math.round((offerWeights[name] * Math.min(whole, Math.max(0, shareBps))) / whole);

/** 1 at a price of nothing, a half at the reference price, 0 at twice that and above; never rises with the price. */
function pricePoints(unitPriceMinor: bigint, referencePriceMinor: bigint): number {
  const room = 2n * referencePriceMinor - unitPriceMinor;
  if (room <= 0n) return 0;
  return Number((BigInt(offerWeights.pricePosition) * room) / (2n * referencePriceMinor));
}

/**
 * Scores one offer. `referencePriceMinor` is the buyer's target or the usual price, the same for all offers that are compared,
 * above zero. An offer that is cheaper and otherwise equal never has fewer points.
 */
export function scoreOffer(offer: OfferFacts, referencePriceMinor: bigint, priors: OfferPriors): OfferScore {
  invariant(referencePriceMinor > 0n, 'score.reference_price', { referencePriceMinor });
  const { orders, messages, quantity } = offer;
  const late = smoothedRateBps(offer.lateOrders, orders, priors.lateRateBps);
  const disputed = smoothedRateBps(offer.disputedOrders, orders, priors.disputeRateBps);
  const answered = smoothedRateBps(offer.messagesAnsweredInTime, messages, priors.answeredRateBps);
  const parts = {
    specFit: part('specFit', offer.specFitBps),
    pricePosition: pricePoints(offer.unitPriceMinor, referencePriceMinor),
    onTimeRate: part('onTimeRate', whole - late),
    disputeFreeRate: part('disputeFreeRate', whole - disputed),
    response: part('response', answered),
    capacityFit: part('capacityFit', quantity <= 0 ? whole : (offer.capacity / quantity) * whole),
    verification: part('verification', verificationBps[offer.verification]),
    explore: part('explore', (smoothingTrades * whole) / (orders + smoothingTrades)),
  };
  const score = Object.values(parts).reduce((sum, points) => sum + points, 0);
  const { supplierId, isPaidPlacement } = offer;
  return { supplierId, version: offerScoreVersion, score, parts, isPaidPlacement };
}

/** One part of a score as it is told. */
export interface ToldPart {
  readonly name: string;
  /** Points that the part gives, and those that it can give at most. */
  readonly value: number;
  readonly weight: number;
}

const offerParts: readonly OfferPart[] = [
  'specFit',
  'pricePosition',
  'onTimeRate',
  'disputeFreeRate',
  'response',
  'capacityFit',
  'verification',
  'explore',
];

/** The parts of a score for people, always in the same order; their values add up to it. */
export const tellParts = ({ parts }: Pick<OfferScore, 'parts'>): readonly ToldPart[] =>
  offerParts.map((name) => ({ name, value: parts[name], weight: offerWeights[name] }));

/** The order of scores: the best first, ties by supplier id. Payment for placement moves nobody. */
export const byOfferScore = (a: OfferScore, b: OfferScore): number =>
  b.score - a.score || (a.supplierId < b.supplierId ? -1 : a.supplierId > b.supplierId ? 1 : 0);
