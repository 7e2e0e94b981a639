import { describe, expect, test } from 'vitest';
import { trialBudget } from '../../../../functions/freight/domain/loading/budget.ts';
import { coverDemand } from '../../../../functions/freight/domain/loading/cover-demand.ts';
import { loadContainers } from '../../../../functions/freight/domain/loading/load-containers.ts';
import { cube, taskOf } from './tasks.ts';

describe('covering a demand with patterns', () => {
  test('mixes patterns where that takes fewer, and prices the demands', () => {
    // Given 4 of one and 6 of another; a container holds 2 of the one, 3 of the other, or 1 and 2
    const patterns = [
      [2, 0],
      [0, 3],
      [1, 2],
    ];
    // When
    const cover = coverDemand(patterns, [4, 6], [0, 1]);
    // Then half a container of the first and three of the third do; 4 · 1/2 + 6 · 1/4 proves that no fewer can
    expect(cover.total).toBeCloseTo(3.5, 9);
    expect([...cover.shares].sort((a, b) => a[0] - b[0])).toEqual([
      [0, expect.closeTo(0.5, 9)],
      [2, expect.closeTo(3, 9)],
    ]);
    expect(cover.prices).toEqual([expect.closeTo(0.5, 9), expect.closeTo(0.25, 9)]);
  });

  test('what nobody asks for is free', () => {
    const cover = coverDemand(
      [
        [4, 0],
        [2, 5],
      ],
      [8, 0],
      [0],
    );
    expect(cover.total).toBeCloseTo(2, 9);
    expect(cover.prices[1]).toBe(0);
  });
});

describe('several containers of one size', () => {
  /** 10 along, and the whole width and height. */
  const row = { w: 20, h: 20, isFixed: true };

  test('twelve pieces of 16 and twelve of 12 go into nine of 40', () => {
    // Given 12 · 16 + 12 · 12 = 336 along, which eight containers of 40 cannot hold
    const pieces = [cube({ ...row, l: 16, quantity: 12 }), cube({ ...row, l: 12, quantity: 12 })];
    // When
    const plan = loadContainers(taskOf(pieces, {}, { available: 20 }), trialBudget(400));
    // Then six hold 16 + 12 + 12, three hold 16 + 16
    expect(plan.left).toEqual([]);
    expect(plan.containers).toHaveLength(9);
  });

  test('when there are too few, as much as possible is loaded', () => {
    const pieces = [cube({ ...row, l: 16, quantity: 12 }), cube({ ...row, l: 12, quantity: 12 })];
    const plan = loadContainers(taskOf(pieces, {}, { available: 2 }), trialBudget(100));
    expect(plan.containers).toHaveLength(2);
    expect(plan.placements.reduce((sum, { l }) => sum + l, 0)).toBe(80);
  });

  test('a piece that goes into none stays behind, the others are loaded', () => {
    const pieces = [cube({ l: 99 }), cube({ quantity: 17 })];
    const plan = loadContainers(taskOf(pieces, {}, { available: 5 }), trialBudget(100));
    expect(plan.left).toEqual([{ type: 0, count: 1, reason: 'does_not_fit_inside' }]);
    expect(plan.containers).toHaveLength(2);
  });

  test('the same budget gives the same plan', () => {
    const pieces = [cube({ l: 13, w: 7, quantity: 40 }), cube({ l: 11, h: 6, quantity: 30 })];
    const task = taskOf(pieces, { supportMin: 0 }, { available: 20 });
    expect(loadContainers(task, trialBudget(300))).toEqual(loadContainers(task, trialBudget(300)));
  });
});
