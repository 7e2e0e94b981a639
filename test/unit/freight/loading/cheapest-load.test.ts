import { describe, expect, test } from 'vitest';
import { trialBudget } from '../../../../functions/freight/domain/loading/budget.ts';
import {
  type CheapestLoad,
  cheapestLoad,
} from '../../../../functions/freight/domain/loading/cheapest-load.ts';
import type { PricedContainer } from '../../../../functions/freight/domain/loading/container-mixes.ts';
import type { LoadingRules, PieceType } from '../../../../functions/freight/domain/loading/loading-task.ts';
import { largePool } from '../../../support/loading/large-pool.ts';
import { cube } from './tasks.ts';

/** Takes 8 cubes for 10, and 16 cubes for 17; both carry 100. */
const half: PricedContainer = {
  name: 'half',
  l: 20,
  w: 20,
  h: 20,
  weightMax: 100,
  available: 9,
  costMinor: 10n,
};
const full: PricedContainer = { ...half, name: 'full', l: 40, costMinor: 17n };

const load = (
  pieces: readonly PieceType[],
  differs: {
    readonly rules?: Partial<LoadingRules>;
    readonly containersMax?: number;
    readonly containers?: readonly PricedContainer[];
  } = {},
): CheapestLoad =>
  cheapestLoad(
    {
      pieces,
      containers: differs.containers ?? [half, full],
      containersMax: differs.containersMax ?? 4,
      rules: { supportMin: 1, isInDropOrder: false, apart: [], separated: [], ...differs.rules },
    },
    trialBudget(500),
  );

const namesOf = ({ plan }: CheapestLoad): readonly string[] => plan.containers.map(({ name }) => name);

describe('the cheapest mix of containers', () => {
  test.each([
    { cubes: 8, names: ['half'], costMinor: 10n },
    { cubes: 9, names: ['full'], costMinor: 17n },
    { cubes: 16, names: ['full'], costMinor: 17n },
    { cubes: 24, names: ['full', 'half'], costMinor: 27n },
    { cubes: 32, names: ['full', 'full'], costMinor: 34n },
  ])('for $cubes cubes is $names', ({ cubes, names, costMinor }) => {
    const found = load([cube({ quantity: cubes })]);
    expect(namesOf(found)).toEqual(names);
    expect(found.costMinor).toBe(costMinor);
    expect(found.plan.left).toEqual([]);
  });

  test('when a container may not carry what fits inside, weight decides', () => {
    // Given 16 cubes of 10: 160 in all, and each container carries 100
    const found = load([cube({ quantity: 16, weight: 10 })]);
    // Then a half for 8 of them twice is cheaper than a full one and a half
    expect(namesOf(found)).toEqual(['half', 'half']);
    expect(found.costMinor).toBe(20n);
  });

  test('goods that must be apart get containers of their own', () => {
    const found = load([cube({ group: 'food' }), cube({ group: 'chemicals' })], {
      rules: { apart: [['food', 'chemicals']] },
    });
    expect(namesOf(found)).toEqual(['half', 'half']);
    expect(found.costMinor).toBe(20n);
  });

  test('a long piece needs the long container, a low door keeps a high one out of the cheaper', () => {
    const long = load([cube({ l: 30 })]);
    const high = load([cube({ h: 18, l: 18, w: 18 })], {
      containers: [{ ...half, door: { w: 20, h: 15 } }, full],
    });
    expect(namesOf(long)).toEqual(['full']);
    expect(namesOf(high)).toEqual(['full']);
  });

  test('when no mix takes all, the one that takes most is loaded and the rest named', () => {
    const found = load([cube({ quantity: 20 })], { containersMax: 1 });
    expect(namesOf(found)).toEqual(['full']);
    expect(found.plan.left).toEqual([{ type: 0, count: 4, reason: 'no_room_left' }]);
  });

  test('no more are taken than can be had', () => {
    const found = load([cube({ quantity: 24 })], { containers: [half, { ...full, available: 1 }] });
    expect(namesOf(found)).toEqual(['full', 'half']);
  });

  test('without a budget a mix that is large enough is found all the same', () => {
    const { plan } = cheapestLoad(
      {
        pieces: [cube({ quantity: 24 })],
        containers: [half, full],
        containersMax: 4,
        rules: { supportMin: 1, isInDropOrder: false, apart: [], separated: [] },
      },
      { isOver: () => true },
    );
    expect(plan.left).toEqual([]);
  });

  test('a pool of 200 consignments and 3,000 pieces is loaded whole in the smallest budget', () => {
    // When
    const { plan } = cheapestLoad(largePool(7), trialBudget(1));
    // Then
    expect(plan.left).toEqual([]);
    expect(plan.placements).toHaveLength(3_000);
  }, 120_000);

  test('more than forty containers are refused', () => {
    expect(() => load([cube()], { containersMax: 41 })).toThrow('freight.too_many_containers');
  });
});
