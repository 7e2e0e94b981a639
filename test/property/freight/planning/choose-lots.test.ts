import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lotChooser } from '../../../../functions/freight/domain/planning/choose-lots.ts';
import type { Mix } from '../../../../functions/freight/domain/planning/container-mixes.ts';

const type = { type: '20GP', minor: 1n, room: { spaceMm3: 1n, weightGrams: 1n } } as const;
const lots = (most: number) =>
  fc.array(
    fc.record({
      space: fc.integer({ min: 0, max: 30 }),
      weight: fc.integer({ min: 0, max: 30 }),
      saved: fc.integer({ min: -5, max: 100 }),
      types: fc.constantFrom([type], [type], [type], []),
    }),
    { minLength: 1, maxLength: most },
  );
const room = fc.record({ space: fc.integer({ min: 1, max: 150 }), weight: fc.integer({ min: 1, max: 150 }) });
const mixOf = ({ space, weight }: { space: number; weight: number }): Mix => ({
  name: '20GP',
  minor: 1n,
  space,
  weight,
  count: 1,
  types: [type],
});

describe('choosing the lots of a mix of containers', () => {
  test('up to twelve lots saves as much as any choice, and never more than was promised', () => {
    fc.assert(
      fc.property(lots(9), room, (list, size) => {
        const { choose, savedMost } = lotChooser(list);
        const savedBy = (chosen: ReadonlySet<number>): number =>
          list.reduce((sum, { saved }, at) => (chosen.has(at) ? sum + saved : sum), 0);
        const fits = (chosen: ReadonlySet<number>): boolean =>
          [...chosen].every((at) => list[at]?.types.length === 1) &&
          list.reduce((sum, { space }, at) => (chosen.has(at) ? sum + space : sum), 0) <= size.space &&
          list.reduce((sum, { weight }, at) => (chosen.has(at) ? sum + weight : sum), 0) <= size.weight;
        const all = Array.from(
          { length: 2 ** list.length },
          (_, mask) => new Set(list.flatMap((_lot, at) => ((mask >> at) & 1 ? [at] : []))),
        );
        const found = choose(mixOf(size));
        const most = Math.max(...all.filter(fits).map(savedBy));
        expect(fits(found)).toBe(true);
        // Where all fit all go, also one that saves nothing.
        expect(savedBy(found) === most || found.size === list.length).toBe(true);
        expect(most <= savedMost(mixOf(size)) + 1e-6).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('of many lots takes what fits, and is never above its own promise', () => {
    fc.assert(
      fc.property(lots(60), room, (list, size) => {
        const { choose, savedMost } = lotChooser(list);
        const chosen = [...choose(mixOf(size))].map((at) => list[at]);
        const sumOf = (value: 'space' | 'weight' | 'saved'): number =>
          chosen.reduce((sum, lot) => sum + (lot?.[value] ?? 0), 0);
        expect(sumOf('space') <= size.space && sumOf('weight') <= size.weight).toBe(true);
        expect(sumOf('saved') <= savedMost(mixOf(size)) + 1e-6).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
