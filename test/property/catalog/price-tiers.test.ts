import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTierFault, goodsTotal, priceQuantity } from '../../../functions/catalog/domain/price-tiers.ts';
import { compareMoney, money } from '../../../shared/kernel/money.ts';

/** Lists of one to six tiers without a fault: steps between quantities and prices are at least one. */
const tiersWithoutFault = fc
  .array(fc.record({ step: fc.integer({ min: 1, max: 3_000 }), drop: fc.integer({ min: 1, max: 400 }) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((steps) => {
    let quantity = 0;
    let price = 2_500;
    return steps.map(({ step, drop }) => {
      quantity += step;
      price -= drop;
      return { minQuantity: String(quantity), unitPrice: money('USD', BigInt(price)) };
    });
  });
const quantity = fc.integer({ min: 1, max: 20_000 }).map(String);

describe('price tiers', () => {
  test('lists that are made without fault have none', () => {
    fc.assert(
      fc.property(tiersWithoutFault, (tiers) => {
        expect(findTierFault(tiers)).toBeUndefined();
      }),
    );
  });

  test('a larger quantity of the same tier never costs less', () => {
    fc.assert(
      fc.property(tiersWithoutFault, quantity, fc.integer({ min: 1, max: 500 }), (tiers, base, more) => {
        const one = priceQuantity(tiers, base, 'H87');
        const other = priceQuantity(tiers, String(Number(base) + more), 'H87');
        fc.pre(one.kind === 'priced' && other.kind === 'priced' && one.tier === other.tier);
        expect(compareMoney(one.total, other.total)).toBe(-1);
      }),
    );
  });

  test('the advice holds: it is cheaper, and whoever follows it gets no further advice', () => {
    fc.assert(
      fc.property(tiersWithoutFault, quantity, (tiers, asked) => {
        const priced = priceQuantity(tiers, asked, 'H87');
        fc.pre(priced.kind === 'priced' && priced.cheaper !== undefined);
        if (priced.kind !== 'priced' || !priced.cheaper) return;
        const followed = priceQuantity(tiers, priced.cheaper.quantity, 'H87');
        expect(followed).toMatchObject({ kind: 'priced', cheaper: undefined, total: priced.cheaper.total });
        expect(compareMoney(priced.cheaper.total, priced.total)).toBe(-1);
        expect(Number(priced.cheaper.quantity)).toBeGreaterThan(Number(asked));
      }),
    );
  });

  test('without advice no larger order of at least that many is cheaper', () => {
    fc.assert(
      fc.property(tiersWithoutFault, quantity, quantity, (tiers, asked, other) => {
        const priced = priceQuantity(tiers, asked, 'H87');
        const larger = priceQuantity(tiers, String(Number(asked) + Number(other)), 'H87');
        fc.pre(priced.kind === 'priced' && larger.kind === 'priced' && priced.cheaper === undefined);
        expect(compareMoney(larger.total, priced.total)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('advice begins at fromQuantity exactly', () => {
    fc.assert(
      fc.property(tiersWithoutFault, quantity, (tiers, asked) => {
        const priced = priceQuantity(tiers, asked, 'H87');
        fc.pre(priced.kind === 'priced' && priced.cheaper !== undefined);
        if (priced.kind !== 'priced' || !priced.cheaper) return;
        const { fromQuantity, total } = priced.cheaper;
        expect(Number(fromQuantity)).toBeLessThanOrEqual(Number(asked));
        const justBefore = String(Number(fromQuantity) - 1);
        fc.pre(Number(justBefore) >= Number(priced.tier.minQuantity));
        expect(compareMoney(goodsTotal(priced.tier.unitPrice, justBefore), total)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
