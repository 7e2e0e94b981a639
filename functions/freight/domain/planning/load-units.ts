import { type CargoTotals, sumCargo } from '../cargo/cargo.ts';
import type { UnitType } from '../cargo/equipment.ts';
import { type Budget, trialBudget } from '../loading/budget.ts';
import { loadContainers } from '../loading/load-containers.ts';
import type { LoadingPlan } from '../loading/loading-task.ts';
import type { Load } from './plan-load.ts';
import { loadingTaskOf, sizeOf } from './pool-loading.ts';

/** One unit with the lots that the loader has put into it, every piece of them. */
export interface LoadedUnit {
  readonly type: UnitType;
  readonly loads: readonly Load[];
  readonly plan: LoadingPlan;
}

/** Lots that go into a unit, and those that had to be taken out of it. */
export interface FilledUnit {
  readonly unit: LoadedUnit | undefined;
  readonly ejected: readonly Load[];
}

/** Trial loads for one unit. */
const trialsPerUnit = 40;
/** How often one lot is taken out before all that have pieces outside go at once. */
const gentleEjections = 4;

/** Whether the lots can be in a unit of that type at all: its inside and what it may carry. */
export const mayHold = (type: UnitType, cargo: CargoTotals, portOfDischarge: string): boolean => {
  const { l, w, h, weightMax = 0 } = sizeOf(type, portOfDischarge);
  return cargo.volumeMm3 <= BigInt(l) * BigInt(w) * BigInt(h) && cargo.weightGrams <= BigInt(weightMax);
};

/** All pieces of the lots in one unit, proven by the loader; undefined when it finds no such load. */
export const loadUnit = (
  type: UnitType,
  loads: readonly Load[],
  portOfDischarge: string,
  budget: Budget,
): LoadedUnit | undefined => {
  const { unit, ejected } = fillUnit(type, loads, portOfDischarge, budget, 0);
  return ejected.length === 0 ? unit : undefined;
};

const outside = (loads: readonly Load[], plan: LoadingPlan): ReadonlySet<string> => {
  const owners = loads.flatMap((load) => load.pieces.map(() => load.consignmentId));
  return new Set(plan.left.map(({ type }) => owners[type] ?? ''));
};

const smallest = (loads: readonly Load[], ids: ReadonlySet<string>): Load | undefined =>
  loads
    .filter((load) => ids.has(load.consignmentId))
    .reduce<Load | undefined>(
      (least, one) => (least && least.cargo.spaceMm3 <= one.cargo.spaceMm3 ? least : one),
      undefined,
    );

/**
 * Loads the lots into one unit, each of them whole: while pieces stay outside, the smallest lot that has some is taken out and the
 * rest is loaded anew. Deterministic; every load has passed the loader's checker.
 */
export const fillUnit = (
  type: UnitType,
  loads: readonly Load[],
  portOfDischarge: string,
  budget: Budget,
  ejectionsMax = Number.POSITIVE_INFINITY,
): FilledUnit => {
  const size = sizeOf(type, portOfDischarge);
  let inside = loads;
  for (let ejections = 0; inside.length > 0; ejections += 1) {
    if (budget.isOver()) break;
    if (
      ejections === 0 &&
      ejectionsMax === 0 &&
      !mayHold(type, sumCargo(inside.map(({ cargo }) => cargo)), portOfDischarge)
    )
      break;
    const plan = loadContainers(loadingTaskOf(inside, [size]), trialBudget(trialsPerUnit, budget));
    if (plan.left.length === 0) {
      const ids = new Set(inside);
      return { unit: { type, loads: inside, plan }, ejected: loads.filter((load) => !ids.has(load)) };
    }
    if (ejections >= ejectionsMax) break;
    const late = outside(inside, plan);
    const out = ejections < gentleEjections ? smallest(inside, late) : undefined;
    inside = inside.filter((load) => (out ? load !== out : !late.has(load.consignmentId)));
  }
  return { unit: undefined, ejected: loads };
};
