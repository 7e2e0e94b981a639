import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assignSailings,
  type Departure,
  type Lot,
} from '../../../../functions/freight/domain/planning/assign-sailings.ts';
import { seededNumbers } from '../../../../shared/kernel/seeded-numbers.ts';

const room = { spaceMm3: 28_000_000n, weightGrams: 28_000_000n };
const departureOf = (sailingId: string, available?: number): Departure => ({
  sailingId,
  perBillMinor: 6_000n,
  containers: [{ type: '20GP', costMinor: 200_000n, room, available }],
});

/** Lots cut out of three whole containers, so that the least cost is known: the containers that they were cut from. */
const cutUp = (seed: number) => {
  const numbers = seededNumbers(seed);
  const shares = [1, 2, 3].flatMap(() => {
    const ends = Array.from({ length: 4 }, () => 1 + numbers.next(998)).sort((a, b) => a - b);
    return [...ends, 1_000].map((end, at) => end - (ends[at - 1] ?? 0)).filter((share) => share > 0);
  });
  const lots: readonly Lot[] = shares.map((share, index) => ({
    lotId: `lot${String(index).padStart(2, '0')}`,
    spaceMm3: (room.spaceMm3 * BigInt(share)) / 1_000n,
    weightGrams: BigInt(share),
    // So dear that a container pays even for the smallest lot.
    departures: ['early', 'late'].map((sailingId) => ({ sailingId, coLoadMinor: 300_000n })),
  }));
  return { lots, least: 3n * 200_000n + BigInt(lots.length) * 6_000n };
};

const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, each) => sum + each, 0n);

describe('assigning lots to sailings', () => {
  test('comes within 3 % of known least costs, and never below one', () => {
    const departures = [departureOf('early'), departureOf('late')];
    const instances = Array.from({ length: 6 }, (_, index) => cutUp(index + 1));
    const costs = instances.map(({ lots }) => assignSailings(departures, lots).costMinor);
    instances.forEach(({ least }, index) => {
      expect((costs[index] ?? 0n) >= least).toBe(true);
    });
    const leastOfAll = sumOf(instances.map(({ least }) => least));
    expect(sumOf(costs) * 100n <= leastOfAll * 103n).toBe(true);
  }, 60_000);

  const lot = fc.record({
    space: fc.bigInt({ min: 1n, max: 40_000_000n }),
    weight: fc.bigInt({ min: 1n, max: 20_000_000n }),
    group: fc.constantFrom('food', 'chemicals', 'textile'),
    onEarly: fc.boolean(),
    onLate: fc.boolean(),
    coLoadMinor: fc.option(fc.bigInt({ min: 1n, max: 400_000n }), { nil: undefined }),
  });

  test('places every lot at most once, within room, days, numbers and segregation, and more rounds never cost more', () => {
    const departures = [departureOf('early', 2), departureOf('late', 1)];
    fc.assert(
      fc.property(fc.array(lot, { maxLength: 18 }), (drawn) => {
        const lots: readonly Lot[] = drawn.map(
          ({ space, weight, group, onEarly, onLate, coLoadMinor }, index) => ({
            lotId: `lot${index}`,
            spaceMm3: space,
            weightGrams: weight,
            segregation: { group, apartFrom: group === 'food' ? ['chemicals'] : [] },
            departures: [...(onEarly ? ['early'] : []), ...(onLate ? ['late'] : [])].map((sailingId) => ({
              sailingId,
              coLoadMinor,
            })),
          }),
        );
        const plan = assignSailings(departures, lots, { rounds: 20 });
        const named = [
          ...plan.containers.flatMap(({ lotIds }) => lotIds),
          ...plan.coLoaded.map(({ lotId }) => lotId),
          ...plan.unplaced,
        ];
        expect([...named].sort()).toEqual(lots.map(({ lotId }) => lotId).sort());
        for (const { sailingId, lotIds } of plan.containers) {
          const inside = lots.filter(({ lotId }) => lotIds.includes(lotId));
          expect(sumOf(inside.map(({ spaceMm3 }) => spaceMm3)) <= room.spaceMm3).toBe(true);
          expect(sumOf(inside.map(({ weightGrams }) => weightGrams)) <= room.weightGrams).toBe(true);
          expect(inside.every((one) => one.departures.some((each) => each.sailingId === sailingId))).toBe(
            true,
          );
          const groups = new Set(inside.map(({ segregation }) => segregation?.group));
          expect(groups.has('food') && groups.has('chemicals')).toBe(false);
        }
        expect(plan.containers.filter(({ sailingId }) => sailingId === 'early').length).toBeLessThanOrEqual(
          2,
        );
        expect(plan.containers.filter(({ sailingId }) => sailingId === 'late').length).toBeLessThanOrEqual(1);
        // Nobody stays behind who has a co-loader.
        for (const id of plan.unplaced)
          expect(
            lots.find(({ lotId }) => lotId === id)?.departures.some((each) => each.coLoadMinor),
          ).toBeFalsy();
        const more = assignSailings(departures, lots, { rounds: 60 });
        expect(more.unplaced.length <= plan.unplaced.length).toBe(true);
        if (more.unplaced.length === plan.unplaced.length)
          expect(more.costMinor <= plan.costMinor).toBe(true);
        expect(assignSailings(departures, lots, { rounds: 20 })).toEqual(plan);
      }),
      { numRuns: 60 },
    );
  });
});
