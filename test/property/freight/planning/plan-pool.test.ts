import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cargoOf, type PieceGroup } from '../../../../functions/freight/domain/cargo/cargo.ts';
import { groupOf, mustBeApart } from '../../../../functions/freight/domain/cargo/segregation.ts';
import { checkPlan } from '../../../../functions/freight/domain/loading/check-plan.ts';
import { type Load, standAloneOf } from '../../../../functions/freight/domain/planning/plan-load.ts';
import { planPool } from '../../../../functions/freight/domain/planning/plan-pool.ts';
import { addMoney, sumMoney } from '../../../../shared/kernel/money.ts';
import { flight, ocean } from '../../../unit/freight/examples.ts';

const piece: fc.Arbitrary<PieceGroup> = fc.record({
  count: fc.integer({ min: 1, max: 12 }),
  lengthMm: fc.integer({ min: 20, max: 120 }).map((cm) => cm * 10),
  widthMm: fc.integer({ min: 20, max: 100 }).map((cm) => cm * 10),
  heightMm: fc.integer({ min: 20, max: 110 }).map((cm) => cm * 10),
  grossWeightGrams: fc.integer({ min: 1_000, max: 600_000 }),
  isStackable: fc.boolean(),
  handling: fc.option(
    fc.record({
      loadOnTopKgMax: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
      isFragile: fc.boolean(),
      isOdorous: fc.boolean(),
    }),
    { nil: undefined },
  ),
});
const loads: fc.Arbitrary<readonly Load[]> = fc
  .array(
    fc.record({
      pieces: fc.array(piece, { minLength: 1, maxLength: 2 }),
      hsCode: fc.constantFrom('392410', '090230', '610910', '320890'),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((lots) =>
    lots.map((lot, index) => ({ ...lot, consignmentId: `lot-${index}`, cargo: cargoOf(lot.pieces) })),
  );

/** Trial loads that are enough to find loads, and few enough for many cases. */
const trials = 150;

describe('planning a pool with the loader', () => {
  test('carries each lot once and whole, in loads that pass the checker, at the price of its units and bills', () => {
    fc.assert(
      fc.property(loads, fc.constantFrom(ocean, flight), (list, sailing) => {
        const { plan, loading, leftOut } = planPool(list, sailing, trials);
        const inUnits = new Set(plan.units?.flatMap(({ consignmentIds }) => consignmentIds));
        const all = [...inUnits, ...(plan.coLoadedIds ?? []), ...leftOut].sort();
        expect(all).toEqual(list.map((one) => one.consignmentId).sort());
        if (loading) expect(checkPlan(loading.task, loading.plan)).toEqual([]);
        const placed = loading?.plan.placements.length ?? 0;
        expect(placed).toBe(
          list.reduce((sum, one) => sum + (inUnits.has(one.consignmentId) ? one.cargo.packages : 0), 0),
        );
        if (sailing.mode === 'air') return;
        const containers = plan.units?.flatMap(
          ({ type }) => sailing.tariff.containers.find((one) => one.type === type)?.allIn ?? [],
        );
        const bills = Array.from(inUnits, () => sailing.tariff.lcl?.perBill).flatMap((each) => each ?? []);
        const coLoaded = list
          .filter((one) => plan.coLoadedIds?.includes(one.consignmentId))
          .map((one) => standAloneOf(one.cargo, sailing));
        expect(plan.cost).toEqual(sumMoney('USD', [...(containers ?? []), ...bills, ...coLoaded]));
      }),
      { numRuns: 30 },
    );
  });

  test('never costs more than all of it with a co-loader, keeps apart what must be, and is the same every time', () => {
    fc.assert(
      fc.property(loads, (list) => {
        const { plan } = planPool(list, ocean, trials);
        const alone = list.map((one) => standAloneOf(one.cargo, ocean)).reduce(addMoney);
        expect(plan.cost.amountMinor <= alone.amountMinor).toBe(true);
        for (const { consignmentIds } of plan.units ?? []) {
          const groups = list
            .filter((one) => consignmentIds.includes(one.consignmentId))
            .flatMap((one) => one.pieces.map(({ handling }) => groupOf(handling, one.hsCode)));
          for (const a of groups) for (const b of groups) expect(mustBeApart(a, b)).toBe(false);
        }
        expect(planPool(list, ocean, trials).plan).toEqual(plan);
      }),
      { numRuns: 20 },
    );
  });
});
