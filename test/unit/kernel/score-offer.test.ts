import { describe, expect, test } from 'vitest';
import {
  byOfferScore,
  type OfferFacts,
  scoreOffer,
  smoothedRateBps,
} from '../../../shared/kernel/score-offer.ts';

const priors = { lateRateBps: 800, disputeRateBps: 200, answeredRateBps: 7_000 };
const offer: OfferFacts = {
  supplierId: 'com_1',
  specFitBps: 9_000,
  unitPriceMinor: 390n,
  orders: 5,
  lateOrders: 3,
  disputedOrders: 0,
  messages: 0,
  messagesAnsweredInTime: 0,
  capacity: 500,
  quantity: 1_000,
  verification: 'documents_verified',
  isPaidPlacement: false,
};

describe('score of an offer', () => {
  test('three late orders of five are 18.4 % with a prior of 8 %', () => {
    expect(smoothedRateBps(3, 5, 800)).toBe(1_840);
  });

  test('each part is its share of its weight, and the parts are the score', () => {
    expect(scoreOffer(offer, 390n, priors)).toEqual({
      supplierId: 'com_1',
      version: 'entrepot-offer-1',
      // 0.30 × 0.9; half of 0.15 at the reference price; 0.15 × (1 − 0.184); 0.10 × (1 − 0.016); 0.10 × 0.7; 0.10 × 0.5;
      // 0.05 × 0.75; 0.05 × 20/25
      parts: {
        specFit: 270_000,
        pricePosition: 75_000,
        onTimeRate: 122_400,
        disputeFreeRate: 98_400,
        response: 70_000,
        capacityFit: 50_000,
        verification: 37_500,
        explore: 40_000,
      },
      score: 763_300,
      isPaidPlacement: false,
    });
  });

  test('paid placement is said and changes no place', () => {
    const ranked = [
      { ...offer, supplierId: 'com_2', isPaidPlacement: true },
      { ...offer, supplierId: 'com_1' },
      { ...offer, supplierId: 'com_3', unitPriceMinor: 380n },
    ]
      .map((facts) => scoreOffer(facts, 390n, priors))
      .sort(byOfferScore);
    expect(ranked.map(({ supplierId, isPaidPlacement }) => [supplierId, isPaidPlacement])).toEqual([
      ['com_3', false],
      ['com_1', false],
      ['com_2', true],
    ]);
  });

  test('a new supplier has the whole share of exploration', () => {
    const fresh = { ...offer, orders: 0, lateOrders: 0 };
    expect(scoreOffer(fresh, 390n, priors).parts.explore).toBe(50_000);
    expect(scoreOffer(fresh, 390n, priors).parts.onTimeRate).toBe(138_000);
  });
});
