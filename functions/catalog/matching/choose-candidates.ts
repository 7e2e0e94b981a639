import {
  byOfferScore,
  type OfferScore,
  type ToldPart,
  tellParts,
} from '../../../shared/kernel/score-offer.ts';

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
  readonly parts: readonly ToldPart[];
  readonly isPaidPlacement: boolean;
  readonly isExploration: boolean;
}

const byScore = (a: ScoredProduct, b: ScoredProduct): number =>
  byOfferScore(a.score, b.score) || (a.productId < b.productId ? -1 : 1);

const candidateOf = ({ productId, score }: ScoredProduct, isExploration: boolean): ChosenCandidate => ({
  supplierId: score.supplierId,
  productId,
  score: score.score,
  parts: tellParts(score),
  isPaidPlacement: score.isPaidPlacement,
  isExploration,
});

/**
 * The best product of each supplier, the best suppliers first, at most `max`. Of these places `explorationSlots` are kept for
 * suppliers with fewer than `newSupplierOrdersMax` orders that their rank would leave out; places that no new supplier takes go by rank. Payment for placement decides
 * nothing.
 */
export function chooseCandidates(
  products: readonly ScoredProduct[],
  {
    max,
    explorationSlots,
    newSupplierOrdersMax,
  }: {
    readonly max: number;
    readonly explorationSlots: number;
    readonly newSupplierOrdersMax: number;
  },
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
