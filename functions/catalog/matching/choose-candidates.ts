import type { OfferPart, OfferScore } from '../../../shared/kernel/score-offer.ts';
import { offerWeights } from '../../../shared/kernel/score-offer.ts';

/** A product of a supplier with its score. */
export interface ScoredProduct {
  readonly productId: string;
  readonly score: OfferScore;
  /** Orders that were observed of the supplier. */
  readonly orders: number;
}

/** A candidate of a request, as it is told. */
export interface ChosenCandidate {
  readonly supplierId: string;
  readonly productId: string;
  readonly score: number;
  readonly parts: readonly { readonly name: string; readonly value: number; readonly weight: number }[];
  readonly isPaidPlacement: boolean;
  readonly isExploration: boolean;
}

/** Fewer observed orders than this make a new supplier. */
export const newSupplierOrdersMax = 5;

const byScore = (a: ScoredProduct, b: ScoredProduct): number =>
  b.score.score - a.score.score ||
  (a.score.supplierId < b.score.supplierId ? -1 : a.score.supplierId > b.score.supplierId ? 1 : 0) ||
  (a.productId < b.productId ? -1 : 1);

const partNames: readonly OfferPart[] = [
  'specFit',
  'pricePosition',
  'onTimeRate',
  'disputeFreeRate',
  'response',
  'capacityFit',
  'verification',
  'explore',
];

const candidateOf = ({ productId, score }: ScoredProduct, isExploration: boolean): ChosenCandidate => ({
  supplierId: score.supplierId,
  productId,
  score: score.score,
  parts: partNames.map((name) => ({ name, value: score.parts[name], weight: offerWeights[name] })),
  isPaidPlacement: score.isPaidPlacement,
  isExploration,
});

/**
 * The best product of each supplier, the best suppliers first, at most `max`. Of these places `explorationSlots` are kept for
 * new suppliers that their rank would leave out; places that no new supplier takes go by rank. Payment for placement decides
 * nothing.
 */
export function chooseCandidates(
  products: readonly ScoredProduct[],
  { max, explorationSlots }: { readonly max: number; readonly explorationSlots: number },
): readonly ChosenCandidate[] {
  const best = new Map<string, ScoredProduct>();
  for (const one of [...products].sort(byScore)) {
    if (!best.has(one.score.supplierId)) best.set(one.score.supplierId, one);
  }
  const ranked = [...best.values()];
  const slots = Math.min(explorationSlots, max);
  const isNew = ({ orders }: ScoredProduct): boolean => orders < newSupplierOrdersMax;
  const rest = ranked.slice(max - slots);
  const explored = new Set(rest.filter(isNew).slice(0, slots));
  const byRank = ranked.filter((one) => !explored.has(one)).slice(0, max - explored.size);
  const rankedIn = new Set([...byRank, ...ranked.slice(0, max)]);
  return [...byRank, ...explored]
    .sort(byScore)
    .map((one) => candidateOf(one, explored.has(one) && !rankedIn.has(one)));
}
