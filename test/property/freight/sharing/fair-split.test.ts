import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allGroups, type CostGame } from '../../../../functions/freight/domain/sharing/cost-game.ts';
import {
  equalPercentage,
  type Member,
  splitFairly,
} from '../../../../functions/freight/domain/sharing/fair-split.ts';
import { shapleySplit } from '../../../../functions/freight/domain/sharing/shapley.ts';
import { auditStability } from '../../../../functions/freight/domain/sharing/stability.ts';

/** Lots that go by the ton with a co-loader or fill containers of one size, whichever is cheaper. */
const pool = (sizeMax: number, sizeMin = 1) =>
  fc
    .record({
      tons: fc.array(fc.bigInt({ min: 1n, max: 20n }), { minLength: sizeMin, maxLength: sizeMax }),
      perTon: fc.bigInt({ min: 100n, max: 20_000n }),
      perBill: fc.bigInt({ min: 0n, max: 9_000n }),
      container: fc.bigInt({ min: 50_000n, max: 400_000n }),
      containerTons: fc.bigInt({ min: 20n, max: 40n }),
    })
    .map(({ tons, perTon, perBill, container, containerTons }) => {
      const game: CostGame = {
        size: tons.length,
        costOf: (group) => {
          const sum = group.reduce((total, member) => total + (tons[member] ?? 0n), 0n);
          const bills = perBill * BigInt(group.length);
          const byTon = sum * perTon;
          const byContainer = ((sum + containerTons - 1n) / containerTons) * container;
          return (byTon < byContainer ? byTon : byContainer) + bills;
        },
      };
      const members: readonly Member[] = tons.map((_, member) => {
        const alone = game.costOf([member]);
        return { id: `c${String(member).padStart(2, '0')}`, standAloneMinor: alone, capMinor: alone };
      });
      return { game, members, total: game.costOf(tons.map((_, member) => member)) };
    });

/** Lots that fill one container as far as they go in, the largest first, while the rest goes by the ton: groups fit well or badly. */
const packed = (sizeMin: number, sizeMax: number) =>
  fc
    .record({
      tons: fc.array(fc.bigInt({ min: 1n, max: 20n }), { minLength: sizeMin, maxLength: sizeMax }),
      perTon: fc.bigInt({ min: 5_000n, max: 12_000n }),
      container: fc.bigInt({ min: 150_000n, max: 300_000n }),
      containerTons: fc.bigInt({ min: 25n, max: 45n }),
    })
    .map(({ tons, perTon, container, containerTons }) => {
      const costOf: CostGame['costOf'] = (group) => {
        let [inside, beside] = [0n, 0n];
        for (const own of group.map((member) => tons[member] ?? 0n).sort((a, b) => Number(b - a))) {
          if (inside + own <= containerTons) inside += own;
          else beside += own;
        }
        const together = container + beside * perTon;
        const apart = (inside + beside) * perTon;
        return together < apart ? together : apart;
      };
      const game: CostGame = { size: tons.length, costOf };
      const members: readonly Member[] = tons.map((_, member) => {
        const alone = costOf([member]);
        return { id: `c${String(member).padStart(2, '0')}`, standAloneMinor: alone, capMinor: alone };
      });
      return { game, members, total: costOf(tons.map((_, member) => member)) };
    });

const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((total, amount) => total + amount, 0n);

describe('fair split', () => {
  test('sums to the cost, nobody pays more than alone, and a stable split suits every group', () => {
    fc.assert(
      fc.property(pool(7), ({ game, members, total }) => {
        const split = splitFairly(total, members, game);
        const shares = members.map(({ id }) => split.parts.get(id) ?? 0n);
        expect(sum(shares) + split.restMinor).toBe(total);
        members.forEach(({ capMinor }, member) => {
          expect((shares[member] ?? 0n) <= capMinor).toBe(true);
        });
        const excesses = [...allGroups(game.size)].map(
          (group) =>
            sum(group.map((member) => shares[member] ?? 0n)) - game.costOf(group) - BigInt(group.length),
        );
        const worst = excesses.reduce((a, b) => (b > a ? b : a));
        // The least excess that any split could reach is reached, but for rounding.
        expect(worst < split.leastCoreExcessMinor).toBe(true);
        expect(split.isStable || split.leastCoreExcessMinor > 0n).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('a larger pool is split the same way twice, sums, and never charges one more than alone', () => {
    fc.assert(
      fc.property(pool(16), ({ game, members, total }) => {
        const split = splitFairly(total, members, game);
        expect(splitFairly(total, members, game)).toEqual(split);
        expect(sum(split.parts.values()) + split.restMinor).toBe(total);
        for (const { id, capMinor } of members) expect((split.parts.get(id) ?? 0n) <= capMinor).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('a pool whose groups fit well or badly is split whatever groups are found late', () => {
    fc.assert(
      fc.property(packed(11, 14), ({ game, members, total }) => {
        const split = splitFairly(total, members, game);
        expect(sum(split.parts.values()) + split.restMinor).toBe(total);
        for (const { id, capMinor } of members) expect((split.parts.get(id) ?? 0n) <= capMinor).toBe(true);
        expect(split.isStable || split.leastCoreExcessMinor > 0n).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('a pool too large for linear programs is never worse off than by equal percentages, and says what is left', () => {
    fc.assert(
      fc.property(pool(45, 31), ({ game, members, total }) => {
        const split = splitFairly(total, members, game);
        const equal = equalPercentage(total, members);
        const before = auditStability(
          game,
          members.map(({ id }) => equal.parts.get(id) ?? 0n),
        );
        expect(sum(split.parts.values()) + split.restMinor).toBe(total);
        for (const { id, capMinor } of members) expect((split.parts.get(id) ?? 0n) <= capMinor).toBe(true);
        const { excessMinor } = split.audit.worst;
        expect(excessMinor <= before.worst.excessMinor).toBe(true);
        expect(split.leastCoreExcessMinor).toBe(split.isStable ? 0n : excessMinor);
      }),
      { numRuns: 10 },
    );
  });

  test('the Shapley audit sums and asks nothing of one who costs nothing', () => {
    fc.assert(
      fc.property(pool(12), ({ game, members, total }) => {
        const free: CostGame = {
          size: game.size + 1,
          costOf: (group) => {
            const others = group.filter((member) => member < game.size);
            return others.length === 0 ? 0n : game.costOf(others);
          },
        };
        const { parts } = shapleySplit(total, [...members.map(({ id }) => id), 'free'], free);
        expect(sum(parts.values())).toBe(total);
        expect(parts.get('free')).toBe(0n);
      }),
      { numRuns: 25 },
    );
  });
});
