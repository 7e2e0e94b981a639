import { describe, expect, test } from 'vitest';
import { cargoOf, type PieceGroup } from '../../../functions/freight/domain/cargo/cargo.ts';
import { checkPlan } from '../../../functions/freight/domain/loading/check-plan.ts';
import type { Load } from '../../../functions/freight/domain/planning/plan-load.ts';
import { type PooledPlan, planPool } from '../../../functions/freight/domain/planning/plan-pool.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { flight, loadOfCubes, ocean } from './examples.ts';

const lot = (consignmentId: string, piece: Partial<PieceGroup>, hsCode?: string): Load => {
  const pieces = [
    {
      count: 1,
      lengthMm: 500,
      widthMm: 400,
      heightMm: 250,
      grossWeightGrams: 7_500,
      isStackable: true,
      ...piece,
    },
  ];
  return { consignmentId, pieces, hsCode, cargo: cargoOf(pieces) };
};

/** Twenty cartons of 500 × 400 × 250 mm to the cubic metre. */
const cartons = (consignmentId: string, cubicMetres: number, hsCode?: string): Load =>
  lot(consignmentId, { count: cubicMetres * 20 }, hsCode);

const told = ({ plan }: PooledPlan) => [
  plan.equipment,
  formatMoney(plan.cost).amount,
  plan.units?.map(({ type, consignmentIds }) => `${type}: ${consignmentIds.join(' ')}`),
  plan.coLoadedIds,
];

describe('a pool is planned with the loader', () => {
  test('25 m³ of small cartons fit one 20GP: 2,000 and three bills of 60', () => {
    const pooled = planPool([cartons('a', 4), cartons('b', 9), cartons('c', 12)], ocean);
    expect(told(pooled)).toEqual(['20GP', '2180.00', ['20GP: a b c'], []]);
    // 25 m³ are 25 × 110 + 3 × 60 with a co-loader.
    expect(
      pooled.plan.options.map((one) => [one.equipment, formatMoney(one.cost).amount, one.isFeasible]),
    ).toEqual([
      ['LCL', '2930.00', true],
      ['20GP', '2180.00', true],
      ['40GP', '3580.00', true],
      ['40HC', '3780.00', true],
    ]);
  });

  test('25 crates of 1 m³ do not, whatever their volume says: five long, two wide and two high are twenty', () => {
    const pooled = planPool([loadOfCubes('a', 4), loadOfCubes('b', 9), loadOfCubes('c', 12)], ocean);
    expect(pooled.plan.options.find(({ equipment }) => equipment === '20GP')).toMatchObject({
      isFeasible: false,
      why: 'not every piece finds a place',
    });
    // 20 m³ at most in the 20GP: 12 and 4 there and 9 co-loaded are 2,000 + 2 × 60 + 990 + 60; all co-loaded are 2,930.
    expect(formatMoney(pooled.plan.cost).amount).toBe('2930.00');
    expect(pooled.loading).toBeUndefined();
  });

  test('what one container cannot take goes in two, or the rest with a co-loader', () => {
    const pooled = planPool([cartons('a', 30), cartons('b', 25), cartons('c', 4)], ocean);
    // 59 m³ in a 40GP are 3,400 + 3 × 60; a 40HC costs 3,600 + 180.
    expect(told(pooled)).toEqual(['40GP', '3580.00', ['40GP: a b c'], []]);
    const split = planPool([cartons('a', 60), cartons('b', 14)], ocean);
    // Cartons that stand upright fill ten layers of a 40HC, 70.7 m³ at most: 3,400 + 60 for the 40GP, 1,540 + 60 with a co-loader.
    expect(told(split)).toEqual(['SEVERAL', '5060.00', ['40GP: a'], ['b']]);
  });

  test('food and chemicals travel apart', () => {
    const pooled = planPool(
      [cartons('tea', 18, '0902'), cartons('glue', 18, '3506'), cartons('paint', 18, '3209')],
      ocean,
    );
    const together = pooled.plan.units?.find(({ consignmentIds }) => consignmentIds.includes('tea'));
    expect(together?.consignmentIds ?? ['tea']).not.toContain('paint');
    expect(pooled.plan.options.some(({ equipment, isFeasible }) => equipment === '40HC' && isFeasible)).toBe(
      false,
    );
  });

  test('a heavy and a light lot share a 20GP, but not on the roads of the US', () => {
    const heavy = lot('heavy', { count: 60, grossWeightGrams: 300_000 });
    const light = cartons('light', 18);
    expect(told(planPool([heavy, light], ocean))[0]).toBe('20GP');
    const toUs = planPool([heavy, light], { ...ocean, portOfDischarge: 'USLAX' });
    expect(toUs.plan.options.find(({ equipment }) => equipment === '20GP')).toMatchObject({
      isFeasible: false,
      why: 'too heavy for the container or the roads',
    });
  });

  test('by air the fewest deck positions are taken: one AKE for 2 m³, a pallet for 6', () => {
    expect(told(planPool([cartons('a', 2)], flight))[2]).toEqual(['AKE: a']);
    expect(told(planPool([cartons('a', 6)], flight))[2]).toEqual(['PMC: a']);
  });

  test('without a co-loader, what finds no container is left out by name', () => {
    const { lcl: _, ...tariff } = ocean.tariff;
    const giant = lot('giant', { lengthMm: 12_500, widthMm: 500, heightMm: 500 });
    expect(planPool([cartons('a', 4), giant], { ...ocean, tariff }).leftOut).toEqual(['giant']);
  });

  test('the proof stands: the merged load of several containers passes the checker', () => {
    const loads = Array.from({ length: 9 }, (_, index) => cartons(`lot-${index}`, 14));
    const { loading, plan } = planPool(loads, ocean);
    expect(loading && checkPlan(loading.task, loading.plan)).toEqual([]);
    expect(plan.units?.length).toBeGreaterThan(1);
    const carried = plan.units?.flatMap(({ consignmentIds }) => consignmentIds) ?? [];
    expect([...carried, ...(plan.coLoadedIds ?? [])].sort()).toEqual(loads.map((one) => one.consignmentId));
  });
});
