import { describe, expect, test } from 'vitest';
import { checkPlan } from '../../../../functions/freight/domain/loading/check-plan.ts';
import type { LoadingTask } from '../../../../functions/freight/domain/loading/loading-task.ts';
import { cube, planOf, taskOf } from './tasks.ts';

const two = [cube(), cube()];

const rulesBroken = (task: LoadingTask, corners: Parameters<typeof planOf>[1]): readonly string[] =>
  checkPlan(task, planOf(task, corners)).map(({ rule }) => rule);

describe('checking a plan of cubes of 10 in a container of 40 × 20 × 20', () => {
  test.each<[string, LoadingTask, Parameters<typeof planOf>[1], readonly string[]]>([
    [
      'side by side',
      taskOf(two),
      [
        [0, 0, 0, 0],
        [1, 10, 0, 0],
      ],
      [],
    ],
    [
      'one on the other',
      taskOf(two),
      [
        [0, 0, 0, 0],
        [1, 0, 0, 10],
      ],
      [],
    ],
    [
      'through each other by 1',
      taskOf(two),
      [
        [0, 0, 0, 0],
        [1, 9, 0, 0],
      ],
      ['overlap'],
    ],
    [
      'through the wall',
      taskOf(two),
      [
        [0, 0, 0, 0],
        [1, 31, 0, 0],
      ],
      ['outside'],
    ],
    [
      'one too many',
      taskOf([cube()]),
      [
        [0, 0, 0, 0],
        [0, 10, 0, 0],
      ],
      ['quantity'],
    ],
    ['one forgotten', taskOf(two), [[0, 0, 0, 0]], ['quantity']],
    [
      'in the air',
      taskOf(two),
      [
        [0, 0, 0, 0],
        [1, 20, 0, 10],
      ],
      ['support'],
    ],
    [
      'half on the edge',
      taskOf(two),
      [
        [0, 0, 0, 0],
        [1, 5, 0, 10],
      ],
      ['support'],
    ],
    [
      'half on the edge where half is enough',
      taskOf(two, { supportMin: 0.5 }),
      [
        [0, 0, 0, 0],
        [1, 5, 0, 10],
      ],
      [],
    ],
    [
      'on what nothing may rest on',
      taskOf([cube({ isStackable: false }), cube()]),
      [
        [0, 0, 0, 0],
        [1, 0, 0, 10],
      ],
      ['do_not_stack'],
    ],
    [
      '11 kg on what carries 10',
      taskOf([cube({ loadMax: 10 }), cube({ weight: 11 })]),
      [
        [0, 0, 0, 0],
        [1, 0, 0, 10],
      ],
      ['load'],
    ],
    [
      '20 kg half on what carries 10',
      taskOf([cube({ loadMax: 10 }), cube(), cube({ weight: 20 })]),
      [
        [0, 0, 0, 0],
        [1, 10, 0, 0],
        [2, 5, 0, 10],
      ],
      [],
    ],
    [
      '21 kg where the container takes 20',
      taskOf([cube({ weight: 10 }), cube({ weight: 11 })], {}, { weightMax: 20 }),
      [
        [0, 0, 0, 0],
        [1, 10, 0, 0],
      ],
      ['weight'],
    ],
    [
      'what goes out later, nearer to the door',
      taskOf([cube({ drop: 1 }), cube({ drop: 2 })], { isInDropOrder: true }),
      [
        [0, 0, 0, 0],
        [1, 20, 0, 0],
      ],
      ['drop_order'],
    ],
    [
      'what goes out later, on top',
      taskOf([cube({ drop: 1 }), cube({ drop: 2 })], { isInDropOrder: true }),
      [
        [0, 0, 0, 0],
        [1, 0, 0, 10],
      ],
      ['drop_order'],
    ],
    [
      'what goes out later, beside',
      taskOf([cube({ drop: 1 }), cube({ drop: 2 })], { isInDropOrder: true }),
      [
        [0, 0, 0, 0],
        [1, 20, 10, 0],
      ],
      [],
    ],
    [
      'all weight at the back wall',
      taskOf([cube({ weight: 1 })], { balance: { lengthShareMax: 0.05, widthShareMax: 0.5 } }),
      [[0, 0, 0, 0]],
      ['balance'],
    ],
    [
      'three quarters of the weight in the back half',
      taskOf([cube({ weight: 3 }), cube({ weight: 1 })], { halfWeightShareMax: 0.6 }),
      [
        [0, 0, 0, 0],
        [1, 30, 0, 0],
      ],
      ['half_weight'],
    ],
    [
      'food beside chemicals that must be in another container',
      taskOf([cube({ group: 'food' }), cube({ group: 'chemicals' })], { apart: [['chemicals', 'food']] }),
      [
        [0, 0, 0, 0],
        [1, 30, 0, 0],
      ],
      ['segregation'],
    ],
    [
      'food touching what smells',
      taskOf([cube({ group: 'food' }), cube({ group: 'odour' })], { separated: [['food', 'odour']] }),
      [
        [0, 0, 0, 0],
        [1, 10, 10, 0],
      ],
      ['segregation'],
    ],
    ['a door that is too low', taskOf([cube()], {}, { door: { w: 20, h: 9 } }), [[0, 0, 0, 0]], ['door']],
  ])('%s', (_, task, corners, expected) => {
    expect(rulesBroken(task, corners)).toEqual(expected);
  });

  test('a piece that lies as it may not', () => {
    // Given
    const task = taskOf([cube({ l: 12, uprights: [false, false, true] })]);
    const plan = planOf(task, []);
    // When
    const faults = checkPlan(task, {
      ...plan,
      placements: [{ type: 0, container: 0, x: 0, y: 0, z: 0, l: 10, w: 10, h: 12 }],
    });
    // Then
    expect(faults).toEqual([{ rule: 'orientation', container: 0, placements: [0] }]);
  });
});
