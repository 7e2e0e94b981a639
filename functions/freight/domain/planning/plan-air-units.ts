import { sumCargo } from '../cargo/cargo.ts';
import { airUnitTypes } from '../cargo/equipment.ts';
import { type Budget, trialBudget } from '../loading/budget.ts';
import { loadContainers } from '../loading/load-containers.ts';
import type { LoadingPlan, LoadingTask } from '../loading/loading-task.ts';
import type { Sailing } from '../sailing.ts';
import type { Load, PlannedUnit } from './plan-load.ts';
import { loadingTaskOf, sizeOf } from './pool-loading.ts';

/** Trial loads for one mix of units. */
const trialsPerMix = 30;
/** Lower-deck positions that the house has on a flight: a pallet takes two, a container one. */
const positionsMax = 16;
const positionsOf = { AKE: 1, PMC: 2 } as const;

/** Units that air cargo is built up in. */
export interface AirUnits {
  readonly units: readonly PlannedUnit[];
  readonly loading: { readonly task: LoadingTask; readonly plan: LoadingPlan } | undefined;
  readonly leftOut: readonly string[];
}

const unitsOf = (loads: readonly Load[], task: LoadingTask, plan: LoadingPlan): readonly PlannedUnit[] =>
  plan.containers.map((size, container) => {
    const inside = plan.placements.filter((one) => one.container === container);
    const ids = new Set(inside.map(({ type }) => task.pieces[type]?.consignment));
    const pieces = inside.flatMap(({ type }) => task.pieces[type] ?? []);
    const whole = sumCargo(
      loads.filter(({ consignmentId }) => ids.has(consignmentId)).map(({ cargo }) => cargo),
    );
    return {
      type: airUnitTypes.find((name) => name === size.name) ?? 'PMC',
      consignmentIds: loads.flatMap(({ consignmentId }) => (ids.has(consignmentId) ? [consignmentId] : [])),
      cargo: {
        ...whole,
        packages: inside.length,
        weightGrams: BigInt(pieces.reduce((sum, { weight }) => sum + weight, 0)),
        volumeMm3: pieces.reduce((sum, { l, w, h }) => sum + BigInt(l) * BigInt(w) * BigInt(h), 0n),
      },
    };
  });

const tryMix = (
  loads: readonly Load[],
  portOfDischarge: string,
  pallets: number,
  boxes: number,
  budget: Budget,
) => {
  const sizes = [
    ...(pallets > 0 ? [sizeOf('PMC', portOfDischarge, pallets)] : []),
    ...(boxes > 0 ? [sizeOf('AKE', portOfDischarge, boxes)] : []),
  ];
  const task = loadingTaskOf(loads, sizes);
  const room = sizes.reduce((sum, { l, w, h, available }) => sum + l * w * h * available, 0);
  if (Number(sumCargo(loads.map(({ cargo }) => cargo)).volumeMm3) > room) return undefined;
  const plan = loadContainers(task, trialBudget(trialsPerMix, budget));
  return plan.left.length === 0 ? { task, plan } : undefined;
};

/**
 * The fewest deck positions that take every piece: mixes of AKE containers and PMC pallets, tried by positions, pallets first.
 * While none does, the smallest lot stays behind. A lot may be spread over several units: they are on one master waybill.
 */
export const planAirUnits = (loads: readonly Load[], sailing: Sailing, budget: Budget): AirUnits => {
  const leftOut: string[] = [];
  let carried = loads;
  while (carried.length > 0 && !budget.isOver()) {
    for (let positions = 1; positions <= positionsMax; positions += 1) {
      for (let pallets = Math.floor(positions / positionsOf.PMC); pallets >= 0; pallets -= 1) {
        const boxes = positions - pallets * positionsOf.PMC;
        const loading = tryMix(carried, sailing.portOfDischarge, pallets, boxes, budget);
        if (loading) return { units: unitsOf(carried, loading.task, loading.plan), loading, leftOut };
      }
    }
    const least = carried.reduce((small, one) => (one.cargo.volumeMm3 < small.cargo.volumeMm3 ? one : small));
    leftOut.push(least.consignmentId);
    carried = carried.filter((load) => load !== least);
  }
  return {
    units: [],
    loading: undefined,
    leftOut: [...leftOut, ...carried.map(({ consignmentId }) => consignmentId)],
  };
};
