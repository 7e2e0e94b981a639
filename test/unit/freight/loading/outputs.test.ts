import { describe, expect, test } from 'vitest';
import { trialBudget } from '../../../../functions/freight/domain/loading/budget.ts';
import { drawIsometric } from '../../../../functions/freight/domain/loading/draw-isometric.ts';
import { drawLayers } from '../../../../functions/freight/domain/loading/draw-layers.ts';
import { drawingOf } from '../../../../functions/freight/domain/loading/drawing.ts';
import { loadContainers } from '../../../../functions/freight/domain/loading/load-containers.ts';
import { writeLoadingList } from '../../../../functions/freight/domain/loading/loading-list.ts';
import { orderForLoading } from '../../../../functions/freight/domain/loading/loading-order.ts';
import { reachableLengths } from '../../../../functions/freight/domain/loading/reachable-lengths.ts';
import { mixedCargo } from '../../../support/loading/mixed-cargo.ts';
import { cube, planOf, taskOf } from './tasks.ts';

describe('loading order', () => {
  test('back before front, below before above', () => {
    // Given: at the door above, at the door below, at the back
    const task = taskOf([cube(), cube(), cube()]);
    const { placements } = planOf(task, [
      [0, 30, 0, 10],
      [1, 30, 0, 0],
      [2, 0, 0, 0],
    ]);
    // When
    const order = orderForLoading(placements).map(({ type }) => type);
    // Then
    expect(order).toEqual([2, 1, 0]);
  });

  test('what lies behind a long piece goes in before it', () => {
    // Given a piece over the whole length at the left, and one behind another at the right
    const placements = [
      { type: 0, container: 0, x: 10, y: 0, z: 0, l: 30, w: 10, h: 10 },
      { type: 1, container: 0, x: 0, y: 0, z: 0, l: 10, w: 20, h: 10 },
    ];
    expect(orderForLoading(placements).map(({ type }) => type)).toEqual([1, 0]);
  });
});

describe('pictures and list', () => {
  const task = taskOf([
    cube({ label: 'A & B', consignment: 'C1', quantity: 2 }),
    cube({ label: 'late', quantity: 1 }),
  ]);
  const plan = planOf(task, [
    [0, 0, 0, 0],
    [0, 0, 0, 10],
    [1, 10, 0, 0],
  ]);
  const ordered = orderForLoading(plan.placements);
  const drawing = drawingOf(
    task,
    task.containers[0] ?? { name: '', l: 1, w: 1, h: 1, available: 1 },
    ordered,
    0,
  );

  test('a layer for the floor and one for what stands on it', () => {
    const [floor = '', upper = '', ...more] = drawLayers(drawing);
    expect(more).toEqual([]);
    expect(floor).toContain('layer 1 of 2, 2 pieces');
    expect(floor).toContain('A &amp; B');
    expect(upper).toContain('from 10 up');
  });

  test('every piece is in the view', () => {
    expect(drawIsometric(drawing).match(/<title>/g)).toHaveLength(3);
  });

  test('the list names place, owner and what stays behind', () => {
    const list = writeLoadingList(
      task,
      { ...plan, left: [{ type: 1, count: 2, reason: 'no_room_left' }] },
      ordered,
    );
    expect(list).toContain(
      'A & B of C1, 10×10×10 (along × across × up): from the back 0, across 0, at height 10',
    );
    expect(list).toContain('2 × late: no room is left where it may stand');
  });
});

test('lengths that edges of 3 (twice) and 5 can add up to', () => {
  expect([
    ...reachableLengths(12, [
      { length: 3, count: 2 },
      { length: 5, count: 1 },
    ]),
  ]).toEqual([0, 0, 0, 3, 3, 5, 6, 6, 8, 8, 8, 11, 11]);
});

test('a mixed load of twenty kinds fills nine tenths within 300 trial loads', () => {
  // Given
  const task = mixedCargo(20, 20_251_122);
  // When
  const plan = loadContainers(task, trialBudget(300));
  // Then
  const filled = plan.placements.reduce((sum, { l, w, h }) => sum + l * w * h, 0);
  expect(filled / (587 * 233 * 220)).toBeGreaterThan(0.9);
});
