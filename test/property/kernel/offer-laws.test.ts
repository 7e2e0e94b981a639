import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  byOfferScore,
  type OfferFacts,
  offerPointsMax,
  scoreOffer,
} from '../../../shared/kernel/score-offer.ts';

const share = fc.integer({ min: 0, max: 10_000 });
const priors = fc.record({ lateRateBps: share, disputeRateBps: share, answeredRateBps: share });
const count = fc.integer({ min: 0, max: 500 });
const offer = fc
  .record({
    supplierId: fc.string({ minLength: 1, maxLength: 5 }),
    specFitBps: share,
    unitPriceMinor: fc.bigInt({ min: 0n, max: 10_000_000n }),
    orders: count,
    late: share,
    disputed: share,
    messages: count,
    answered: share,
    capacity: count,
    quantity: count,
    verification: fc.constantFrom('none', 'self_declared', 'documents_verified', 'inspected_on_site'),
    isPaidPlacement: fc.boolean(),
  })
  .map(
    ({ late, disputed, answered, ...facts }): OfferFacts => ({
      ...facts,
      lateOrders: Math.floor((facts.orders * late) / 10_000),
      disputedOrders: Math.floor((facts.orders * disputed) / 10_000),
      messagesAnsweredInTime: Math.floor((facts.messages * answered) / 10_000),
    }),
  );
const reference = fc.bigInt({ min: 1n, max: 10_000_000n });

describe('score of an offer', () => {
  test('the parts add up to the score, which stays within its bounds', () => {
    fc.assert(
      fc.property(offer, reference, priors, (facts, price, usual) => {
        const { score, parts } = scoreOffer(facts, price, usual);
        expect(Object.values(parts).reduce((sum, points) => sum + points, 0)).toBe(score);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(offerPointsMax);
      }),
    );
  });

  test('a cheaper, otherwise equal offer never ranks lower', () => {
    fc.assert(
      fc.property(
        offer,
        fc.bigInt({ min: 0n, max: 1_000_000n }),
        reference,
        priors,
        (facts, less, price, usual) => {
          const cheaper = {
            ...facts,
            unitPriceMinor: facts.unitPriceMinor > less ? facts.unitPriceMinor - less : 0n,
          };
          expect(scoreOffer(cheaper, price, usual).score).toBeGreaterThanOrEqual(
            scoreOffer(facts, price, usual).score,
          );
        },
      ),
    );
  });

  test('paying for placement changes no score and no order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(offer, { maxLength: 8, selector: ({ supplierId }) => supplierId }),
        reference,
        priors,
        (offers, price, usual) => {
          const unpaid = offers.map((facts) => ({ ...facts, isPaidPlacement: false }));
          const order = (facts: readonly OfferFacts[]) =>
            facts
              .map((one) => scoreOffer(one, price, usual))
              .sort(byOfferScore)
              .map(({ supplierId }) => supplierId);
          expect(order(offers)).toEqual(order(unpaid));
        },
      ),
    );
  });
});
