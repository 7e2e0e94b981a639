import { describe, expect, test } from 'vitest';
import { timeBudget, trialBudget } from '../../../../functions/freight/domain/loading/budget.ts';
import { loadContainers } from '../../../../functions/freight/domain/loading/load-containers.ts';
import { mixedCargo } from '../../../support/loading/mixed-cargo.ts';
import { cube, taskOf } from './tasks.ts';

describe('loading containers of 40 × 20 × 20', () => {
  test('sixteen cubes fill one', () => {
    // When
    const plan = loadContainers(taskOf([cube({ quantity: 16 })]), trialBudget(10));
    // Then
    expect(plan.placements).toHaveLength(16);
    expect(plan.left).toEqual([]);
  });

  test('the seventeenth cube stays behind, with the reason', () => {
    const plan = loadContainers(taskOf([cube({ quantity: 17 })]), trialBudget(10));
    expect(plan.left).toEqual([{ type: 0, count: 1, reason: 'no_room_left' }]);
  });

  test('forty cubes take three, the last one half empty', () => {
    const plan = loadContainers(taskOf([cube({ quantity: 40 })], {}, { available: 9 }), trialBudget(50));
    expect(plan.containers).toHaveLength(3);
    expect(plan.left).toEqual([]);
  });

  test('pieces that never fit are named', () => {
    // Given
    const task = taskOf(
      [
        cube({ l: 50, label: 'too long' }),
        cube({ h: 19, w: 19, label: 'door' }),
        cube({ weight: 90, label: 'heavy' }),
        cube(),
      ],
      {},
      { door: { w: 15, h: 18 }, weightMax: 80 },
    );
    // When
    const plan = loadContainers(task, trialBudget(10));
    // Then
    expect(plan.left).toEqual([
      { type: 0, count: 1, reason: 'does_not_fit_inside' },
      { type: 1, count: 1, reason: 'does_not_pass_the_door' },
      { type: 2, count: 1, reason: 'heavier_than_the_container_may_carry' },
    ]);
    expect(plan.placements).toHaveLength(1);
  });

  test('what the weight limit keeps out is named', () => {
    const plan = loadContainers(
      taskOf([cube({ quantity: 3, weight: 10 })], {}, { weightMax: 25 }),
      trialBudget(10),
    );
    expect(plan.left).toEqual([{ type: 0, count: 1, reason: 'weight_limit_reached' }]);
  });

  test('food and chemicals go into two containers when there are two', () => {
    // Given
    const rules = { apart: [['food', 'chemicals']] } as const;
    const goods = [cube({ group: 'food' }), cube({ group: 'chemicals' })];
    // When
    const one = loadContainers(taskOf(goods, rules), trialBudget(10));
    const two = loadContainers(taskOf(goods, rules, { available: 2 }), trialBudget(10));
    // Then
    expect(one.left).toEqual([{ type: 1, count: 1, reason: 'apart_from_what_is_loaded' }]);
    expect(two.placements.map(({ type, container }) => [type, container])).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  test('what goes out first stands at the door', () => {
    const task = taskOf([cube({ drop: 1, quantity: 8 }), cube({ drop: 2, quantity: 8 })], {
      isInDropOrder: true,
    });
    const plan = loadContainers(task, trialBudget(20));
    expect(plan.left).toEqual([]);
    expect(plan.placements.filter(({ x }) => x >= 20).every(({ type }) => type === 0)).toBe(true);
  });

  test('a lone heavy piece is moved to the middle', () => {
    const task = taskOf([cube({ weight: 5 })], { balance: { lengthShareMax: 0.05, widthShareMax: 0.5 } });
    const plan = loadContainers(task, trialBudget(10));
    expect(plan.placements.map(({ x }) => x)).toEqual([15]);
  });

  test('lengths with decimals are exact', () => {
    const plan = loadContainers(
      taskOf([cube({ l: 0.1, w: 0.1, h: 0.1, quantity: 8 })], {}, { l: 0.2, w: 0.2, h: 0.2 }),
      trialBudget(9),
    );
    expect(plan.left).toEqual([]);
  });

  test('a seed gives the same plan again; another may give another that keeps the rules as well', () => {
    // Given
    const plan = (seed: number) => loadContainers(mixedCargo(8, 1995), trialBudget(5), seed);
    // When
    const plans = [1, 2, 3, 4, 5, 6].map(plan);
    // Then
    expect(plans).toEqual([1, 2, 3, 4, 5, 6].map(plan));
    expect(new Set(plans.map(({ placements }) => JSON.stringify(placements))).size).toBeGreaterThan(1);
  });

  test('a budget of time ends the search', () => {
    // Given a clock that advances 100 ms whenever it is read
    let nowMs = 0;
    const clock = () => {
      nowMs += 100;
      return nowMs;
    };
    // When
    const plan = loadContainers(taskOf([cube({ quantity: 17 })]), timeBudget(1, clock));
    // Then
    expect(plan.trials).toBeLessThanOrEqual(10);
  });

  test('a piece may reach over the edge of another as far as its support allows', () => {
    // Given one piece of 15 that nothing may stand on, so that it goes on top of the cube of 10: 2/3 of its base rest
    const goods = [cube(), cube({ l: 15, isStackable: false, uprights: [false, false, true] })];
    const inside = { l: 20, w: 10, h: 20 };
    // When
    const full = loadContainers(taskOf(goods, { supportMin: 1 }, inside), trialBudget(20));
    const most = loadContainers(taskOf(goods, { supportMin: 0.7 }, inside), trialBudget(20));
    const half = loadContainers(taskOf(goods, { supportMin: 0.6 }, inside), trialBudget(20));
    // Then
    expect(full.placements).toHaveLength(1);
    expect(most.placements).toHaveLength(1);
    expect(half.left).toEqual([]);
    expect(half.placements.find(({ type }) => type === 1)?.z).toBe(10);
  });

  test('a piece that there is room for but that brings the load out of balance is named', () => {
    // Given a heavy and a light cube across a container of two: wherever the heavy one stands, that end is the heavier
    const goods = [cube({ weight: 10 }), cube({ weight: 1, label: 'light' })];
    const rules = { balance: { lengthShareMax: 0.3, widthShareMax: 0.5 } };
    // When
    const plan = loadContainers(taskOf(goods, rules, { l: 20, w: 10, h: 10 }), trialBudget(20));
    // Then the centre of both is 0.205 of the length off the middle: allowed
    expect(plan.left).toEqual([]);
    // When the limit is tighter, then the light one stands in the middle and the heavy one stays
    const tight = { balance: { lengthShareMax: 0.1, widthShareMax: 0.5 } };
    const strict = loadContainers(taskOf(goods, tight, { l: 20, w: 10, h: 10 }), trialBudget(20));
    expect(strict.placements.map(({ type, x }) => [type, x])).toEqual([[1, 5]]);
    expect(strict.left).toEqual([{ type: 0, count: 1, reason: 'would_unbalance_the_load' }]);
  });
});
