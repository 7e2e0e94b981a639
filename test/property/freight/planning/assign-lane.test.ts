import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cargoOf } from '../../../../functions/freight/domain/cargo/cargo.ts';
import { assignLane, type LaneLot } from '../../../../functions/freight/domain/planning/assign-lane.ts';
import { estimatorOn } from '../../../../functions/freight/domain/planning/plan-load.ts';
import type { Sailing } from '../../../../functions/freight/domain/sailing.ts';
import { addDuration } from '../../../../shared/kernel/instant.ts';
import { ocean } from '../../../unit/freight/examples.ts';

/** `LANE_RUNS=1000` for the long run. */
const numRuns = Number(process.env.LANE_RUNS ?? 50);

const sailings: readonly Sailing[] = ['early', 'middle', 'late'].map((sailingId, week) => ({
  ...ocean,
  sailingId,
  etd: addDuration(ocean.etd, { days: 7 * week }),
}));
const ids = sailings.map(({ sailingId }) => sailingId);

const lotOf = (name: string, cubicMetres: number, more: Partial<LaneLot> = {}): LaneLot => {
  const pieces = [
    {
      count: cubicMetres,
      lengthMm: 1_000,
      widthMm: 1_000,
      heightMm: 1_000,
      grossWeightGrams: 150_000,
      isStackable: true,
    },
  ];
  return {
    load: { consignmentId: name, pieces, cargo: cargoOf(pieces) },
    sailingIds: ids,
    takes: 'cheapest',
    ...more,
  };
};

const costOf = (lots: readonly LaneLot[], placeOf: (lot: LaneLot) => string | undefined): bigint =>
  sailings.reduce((sum, sailing) => {
    const loads = lots.filter((lot) => placeOf(lot) === sailing.sailingId).map(({ load }) => load);
    return loads.length === 0 ? sum : sum + estimatorOn(sailing)(loads).cost.amountMinor;
  }, 0n);

const drawnLot = fc.record({
  cubicMetres: fc.integer({ min: 1, max: 24 }),
  on: fc.constantFrom(...ids, undefined),
  mayMove: fc.boolean(),
  sailingIds: fc.subarray(ids, { minLength: 1 }),
  takes: fc.constantFrom('soonest' as const, 'cheapest' as const),
  together: fc.constantFrom('order', 'another order', undefined),
});
const lots = fc.array(drawnLot, { minLength: 1, maxLength: 12 }).map((drawn) =>
  drawn.map(({ cubicMetres, on, mayMove, sailingIds, takes, together }, index) =>
    lotOf(`lot-${index}`, cubicMetres, {
      on,
      sailingIds: on === undefined || mayMove ? sailingIds : [],
      takes,
      together,
    }),
  ),
);

describe('assigning the goods of a lane', () => {
  test('sends a lot where a container fills, the next one that asks for the soonest on the soonest', () => {
    const filling = lotOf('filling', 14, { on: 'late', sailingIds: [] });
    const places = assignLane(sailings, [filling, lotOf('free', 8), lotOf('fast', 8, { takes: 'soonest' })]);
    expect(Object.fromEntries(places)).toEqual({ filling: 'late', free: 'late', fast: 'early' });
  });

  test('leaves everybody where they are when nothing gets cheaper', () => {
    const places = assignLane(sailings, [lotOf('a', 2, { on: 'late' }), lotOf('b', 3, { on: 'middle' })]);
    expect(Object.fromEntries(places)).toEqual({ a: 'late', b: 'middle' });
  });

  test('finds no place where there is no room', () => {
    // A pool takes ten 40HC at 85 %: 646 m³.
    const full = Array.from({ length: 12 }, (_, at) =>
      lotOf(`full-${at}`, 50, { on: 'early', sailingIds: [] }),
    );
    const places = assignLane(sailings, [...full, lotOf('more', 60, { sailingIds: ['early'] })]);
    expect(places.get('more')).toBeUndefined();
    expect(assignLane(sailings, [...full, lotOf('less', 40, { sailingIds: ['early'] })]).get('less')).toBe(
      'early',
    );
  });

  test('sends goods of one order over several suppliers on one departure, and leaves them there together', () => {
    const filling = lotOf('filling', 14, { on: 'late', sailingIds: [] });
    const [a, b] = ['a', 'b'].map((name) => lotOf(name, 5, { together: 'order' }));
    if (!a || !b) throw new Error('There are two');
    const first = assignLane(sailings, [lotOf('other', 26, { on: 'late', sailingIds: [] }), a, b]);
    expect([first.get('a'), first.get('b')]).toEqual(['early', 'early']);
    // A mate that is on its way already draws the other after it, though it would go elsewhere alone.
    const mate = { ...a, on: 'middle', sailingIds: [] };
    expect(assignLane(sailings, [filling, mate, b]).get('b')).toBe('middle');
    // And both move where both may.
    const moved = assignLane(sailings, [filling, { ...a, on: 'early' }, { ...b, on: 'early' }]);
    expect([moved.get('a'), moved.get('b')]).toEqual(['late', 'late']);
  });

  test('keeps each lot to its departures, and is never dearer than if nobody had moved', () => {
    fc.assert(
      fc.property(lots, (drawn) => {
        const places = assignLane(sailings, drawn);
        for (const { load, on, sailingIds, takes } of drawn) {
          const place = places.get(load.consignmentId);
          expect(place).toBeDefined();
          const may = on === undefined ? sailingIds : takes === 'cheapest' ? [on, ...sailingIds] : [on];
          expect(may).toContain(place);
          if (on === undefined && takes === 'soonest')
            expect(place).toBe(ids.find((sailingId) => sailingIds.includes(sailingId)));
        }
        // Of those that had a place already, who moves makes it cheaper for all of them together.
        const settled = drawn.filter(({ on }) => on !== undefined);
        const after = assignLane(sailings, settled);
        const cost = costOf(settled, ({ load }) => after.get(load.consignmentId));
        expect(cost <= costOf(settled, ({ on }) => on)).toBe(true);
        expect(assignLane(sailings, drawn)).toEqual(places);
      }),
      { numRuns },
    );
  });
});
