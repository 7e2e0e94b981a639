import { describe, expect, test } from 'vitest';
import {
  chooseCandidates,
  type ScoredProduct,
} from '../../../functions/catalog/matching/choose-candidates.ts';
import { scoreOffer } from '../../../shared/kernel/score-offer.ts';

const priors = { lateRateBps: 800, disputeRateBps: 300, answeredRateBps: 6_000 };

/** A product whose rank follows its fit. */
const scored = (
  supplierId: string,
  specFitBps: number,
  orders: number,
  isPaidPlacement = false,
): ScoredProduct => ({
  productId: `prd_${supplierId}_${specFitBps}`,
  orders,
  score: scoreOffer(
    {
      supplierId,
      specFitBps,
      unitPriceMinor: 390n,
      orders: 100,
      lateOrders: 0,
      disputedOrders: 0,
      messages: 0,
      messagesAnsweredInTime: 0,
      capacity: 1,
      quantity: 1,
      verification: 'none',
      isPaidPlacement,
    },
    400n,
    priors,
  ),
});

const names = (chosen: ReturnType<typeof chooseCandidates>) =>
  chosen.map(({ supplierId, isExploration }) => (isExploration ? `${supplierId}*` : supplierId));

describe('candidates of a request', () => {
  test('are the best product of each supplier, the best first, with parts that add up', () => {
    const chosen = chooseCandidates(
      [scored('a', 5_000, 9), scored('a', 9_000, 9), scored('b', 7_000, 9), scored('c', 8_000, 9)],
      { max: 3, explorationSlots: 0, newSupplierOrdersMax: 5 },
    );
    expect(chosen.map(({ productId }) => productId)).toEqual(['prd_a_9000', 'prd_c_8000', 'prd_b_7000']);
    for (const { score, parts } of chosen) {
      expect(parts.reduce((sum, { value }) => sum + value, 0)).toBe(score);
      expect(parts).toHaveLength(8);
    }
  });

  test('keep places for new suppliers that their rank would leave out', () => {
    const known = ['a', 'b', 'c', 'd', 'e'].map((id, place) => scored(id, 9_000 - 100 * place, 30));
    const fresh = [scored('new', 1_000, 4), scored('newer', 900, 0), scored('old', 1_100, 5)];
    const limits = { max: 4, explorationSlots: 2, newSupplierOrdersMax: 5 };
    expect(names(chooseCandidates([...known, ...fresh], limits))).toEqual(['a', 'b', 'new*', 'newer*']);
    expect(names(chooseCandidates(known, limits))).toEqual(['a', 'b', 'c', 'd']);
    expect(names(chooseCandidates([...known.slice(0, 2), scored('best', 9_900, 0)], limits))).toEqual([
      'best',
      'a',
      'b',
    ]);
  });

  test('do not move for money', () => {
    const chosen = chooseCandidates([scored('a', 9_000, 9), scored('paid', 1_000, 9, true)], {
      max: 1,
      explorationSlots: 0,
      newSupplierOrdersMax: 5,
    });
    expect(names(chosen)).toEqual(['a']);
  });
});
