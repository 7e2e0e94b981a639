import { describe, expect, test } from 'vitest';
import type { CostGame } from '../../../../functions/freight/domain/sharing/cost-game.ts';
import { type Member, splitFairly } from '../../../../functions/freight/domain/sharing/fair-split.ts';
import { shapleySplit } from '../../../../functions/freight/domain/sharing/shapley.ts';

/** A game by what each group costs, in whole dollars; groups are written by the names of their members. */
const gameOf = (names: string, costs: Readonly<Record<string, number>>): CostGame => ({
  size: names.length,
  costOf: (group) => BigInt(costs[group.map((member) => names[member]).join('')] ?? 0) * 100n,
});

const membersOf = (names: string, game: CostGame): readonly Member[] =>
  [...names].map((id, member) => ({
    id,
    standAloneMinor: game.costOf([member]),
    capMinor: game.costOf([member]),
  }));

const vector = gameOf('ABC', {
  A: 500,
  B: 1_050,
  C: 1_380,
  AB: 1_550,
  AC: 1_880,
  BC: 2_120,
  ABC: 2_180,
});

describe('sharing the cost of a pool', () => {
  test('saves everybody the same percentage (golden vector SH-2)', () => {
    const split = splitFairly(218_000n, membersOf('ABC', vector), vector);
    expect([...split.parts]).toEqual([
      ['A', 37_201n],
      ['B', 78_123n],
      ['C', 102_676n],
    ]);
    expect(split).toMatchObject({
      method: 'equal_percentage_saving',
      isStable: true,
      leastCoreExcessMinor: 0n,
    });
    // A alone would pay 500.00 and pays 372.01: the smallest saving of the six groups.
    expect(split.audit).toMatchObject({ worst: { group: [0], excessMinor: -12_799n }, groupsExamined: 6 });
  });

  test('gives the tied cent of the Shapley audit to the lowest id (golden vector SH-1)', () => {
    const { parts, isExact } = shapleySplit(218_000n, ['A', 'B', 'C'], vector);
    expect([...parts]).toEqual([
      ['A', 35_334n],
      ['B', 74_833n],
      ['C', 107_833n],
    ]);
    expect(isExact).toBe(true);
  });

  test('lowers the bill of a group that could do better on its own, and only as far as that', () => {
    // Equal percentages of 1,300 would charge 433.33 each, A and B together 866.67; alone these two would pay 800.
    const game = gameOf('ABC', { A: 500, B: 500, C: 500, AB: 800, AC: 1_000, BC: 1_000, ABC: 1_300 });
    const split = splitFairly(130_000n, membersOf('ABC', game), game);
    expect([...split.parts.values()]).toEqual([40_000n, 40_000n, 50_000n]);
    expect(split).toMatchObject({
      method: 'equal_percentage_within_core',
      isStable: true,
      leastCoreExcessMinor: 0n,
    });
  });

  test('says by how much no split can suit everybody when the core is empty', () => {
    // Any two pay 600 without the third, so three would have to pay at most 900; they cost 1,200.
    const game = gameOf('ABC', { A: 500, B: 500, C: 500, AB: 600, AC: 600, BC: 600, ABC: 1_200 });
    const split = splitFairly(120_000n, membersOf('ABC', game), game);
    expect([...split.parts.values()]).toEqual([40_000n, 40_000n, 40_000n]);
    expect(split).toMatchObject({ isStable: false, leastCoreExcessMinor: 20_000n });
    expect(split.audit.worst.excessMinor).toBe(20_000n);
  });

  test('keeps everybody at its cap and says what is left over', () => {
    const members = membersOf('ABC', vector).map((member) => ({ ...member, capMinor: 40_000n }));
    const split = splitFairly(218_000n, members, vector);
    expect([...split.parts.values()]).toEqual([40_000n, 40_000n, 40_000n]);
    expect(split.restMinor).toBe(98_000n);
  });
});
