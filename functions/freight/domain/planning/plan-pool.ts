import { invariant } from '../../../../shared/kernel/invariant.ts';
import { addMoney, compareMoney, type Money, sumMoney, zeroMoney } from '../../../../shared/kernel/money.ts';
import { sumCargo } from '../cargo/cargo.ts';
import { containerCapacity } from '../cargo/equipment.ts';
import { type Budget, trialBudget } from '../loading/budget.ts';
import { checkPlan } from '../loading/check-plan.ts';
import type { LoadingPlan, LoadingTask } from '../loading/loading-task.ts';
import type { Sailing } from '../sailing.ts';
import { assignSailings } from './assign-sailings.ts';
import { fillUnit, type LoadedUnit, loadUnit, mayHold } from './load-units.ts';
import { lotsOf, onDeparture } from './lots.ts';
import { planAirUnits } from './plan-air-units.ts';
import { airOption, billsOf, type Load, type LoadPlan, type PlanOption, standAloneOf } from './plan-load.ts';
import { loadingTaskOf, sizeOf } from './pool-loading.ts';

/** A plan, the load that proves it, and who does not fit any more. */
export interface PooledPlan {
  readonly plan: LoadPlan;
  /** Every piece in a unit of ours; undefined when all of it goes with a co-loader. */
  readonly loading: { readonly task: LoadingTask; readonly plan: LoadingPlan } | undefined;
  /** Lots that neither a unit nor a co-loader takes. */
  readonly leftOut: readonly string[];
}

/** Trial loads over the whole search: the same plan on every machine. */
const trialsMax = 3_000;
/** How full the volume of a container is planned before the loader has its say, in per cent, fullest first. */
const fills = [94n, 86n, 78n, 68n] as const;
/** Rounds of the search that says which lots meet in a container. */
const assignmentRounds = 30;

interface Way {
  readonly units: readonly LoadedUnit[];
  readonly coLoaded: readonly Load[];
  readonly leftOut: readonly Load[];
  readonly cost: Money;
}

/** Which lots would share which containers if a share of the volume could be counted on. */
const assigned = (loads: readonly Load[], sailing: Sailing, fillPercent: bigint) => {
  const { tariff, sailingId, portOfDischarge } = sailing;
  const containers = tariff.containers.map(({ type, allIn }) => {
    const { l, w, h, weightMax = 0 } = sizeOf(type, portOfDischarge);
    return {
      type,
      costMinor: allIn.amountMinor,
      room: {
        spaceMm3: (BigInt(l) * BigInt(w) * BigInt(h) * fillPercent) / 100n,
        weightGrams: BigInt(weightMax),
      },
    };
  });
  const departure = { sailingId, containers, perBillMinor: billsOf(sailing, 1).amountMinor };
  return assignSailings(
    [departure],
    lotsOf(loads, (load) => [onDeparture(load, sailing)]),
    { rounds: assignmentRounds },
  ).containers;
};

const unitCost = ({ type, loads }: LoadedUnit, sailing: Sailing): Money => {
  const allIn = sailing.tariff.containers.find((one) => one.type === type)?.allIn;
  invariant(allIn !== undefined, 'freight.no_tariff', { type });
  return addMoney(allIn, billsOf(sailing, loads.length));
};

const coLoadCost = (loads: readonly Load[], sailing: Sailing): Money =>
  sumMoney(
    sailing.tariff.currency,
    loads.map((load) => standAloneOf(load.cargo, sailing)),
  );

/** The cheapest container that takes the same lots. */
const shrunk = (unit: LoadedUnit, sailing: Sailing, budget: Budget): LoadedUnit => {
  const price = unitCost(unit, sailing);
  const cheaper = sailing.tariff.containers
    .filter(({ type }) => compareMoney(unitCost({ ...unit, type }, sailing), price) < 0)
    .sort((a, b) => compareMoney(a.allIn, b.allIn));
  for (const { type } of cheaper) {
    const found = loadUnit(type, unit.loads, sailing.portOfDischarge, budget);
    if (found) return found;
  }
  return unit;
};

const wayOf = (units: readonly LoadedUnit[], rest: readonly Load[], sailing: Sailing): Way => {
  const hasCoLoader = sailing.tariff.lcl !== undefined;
  const isWorth = (unit: LoadedUnit): boolean =>
    !hasCoLoader || compareMoney(unitCost(unit, sailing), coLoadCost(unit.loads, sailing)) < 0;
  const kept = units.filter(isWorth);
  const others = [...units.filter((unit) => !isWorth(unit)).flatMap(({ loads }) => loads), ...rest];
  const coLoaded = hasCoLoader ? others : [];
  const costs = [...kept.map((unit) => unitCost(unit, sailing)), coLoadCost(coLoaded, sailing)];
  return {
    units: kept,
    coLoaded,
    leftOut: hasCoLoader ? [] : others,
    cost: sumMoney(sailing.tariff.currency, costs),
  };
};

/** Fills containers as assigned; what the loader puts out is assigned again, less full, until nothing is worth a container. */
const attempt = (loads: readonly Load[], sailing: Sailing, from: number, budget: Budget): Way => {
  const units: LoadedUnit[] = [];
  let rest = loads;
  for (const fill of fills.slice(from)) {
    const ejected: Load[] = [];
    const planned = assigned(rest, sailing, fill);
    const byId = new Map(rest.map((load) => [load.consignmentId, load]));
    const taken = new Set<string>();
    for (const { type, lotIds } of planned) {
      const container = sailing.tariff.containers.find((one) => one.type === type);
      const lots = lotIds.flatMap((id) => byId.get(id) ?? []);
      if (!container) continue;
      for (const id of lotIds) taken.add(id);
      const filled = fillUnit(container.type, lots, sailing.portOfDischarge, budget);
      if (filled.unit) units.push(shrunk(filled.unit, sailing, budget));
      ejected.push(...filled.ejected);
    }
    rest = [...rest.filter(({ consignmentId }) => !taken.has(consignmentId)), ...ejected];
    if (ejected.length === 0 || budget.isOver()) break;
  }
  return wayOf(units, rest, sailing);
};

const isBetter = (one: Way, other: Way): boolean =>
  one.leftOut.length !== other.leftOut.length
    ? one.leftOut.length < other.leftOut.length
    : compareMoney(one.cost, other.cost) < 0;

/** Everything in one container of each type, where that can be. */
const single = (loads: readonly Load[], sailing: Sailing, budget: Budget) =>
  sailing.tariff.containers.map(
    ({ type }): { readonly option: PlanOption; readonly way: Way | undefined } => {
      const cargo = sumCargo(loads.map((load) => load.cargo));
      const isHeavy = cargo.weightGrams > containerCapacity(type, sailing.portOfDischarge).weightGrams;
      const isPossible = mayHold(type, cargo, sailing.portOfDischarge);
      const unit = isPossible ? loadUnit(type, loads, sailing.portOfDischarge, budget) : undefined;
      const why = isHeavy ? 'too heavy for the container or the roads' : 'not every piece finds a place';
      const cost = unitCost(
        unit ?? { type, loads, plan: { containers: [], placements: [], left: [], trials: 0 } },
        sailing,
      );
      return {
        option: { equipment: type, cost, isFeasible: unit !== undefined, why: unit ? undefined : why },
        way: unit && { units: [unit], coLoaded: [], leftOut: [], cost },
      };
    },
  );

/** `2 × 40HC, LCL`: the units of a way, and whether the rest goes with a co-loader. */
const nameOf = ({ units, coLoaded }: Way): string => {
  const counts = Map.groupBy(units, ({ type }) => type);
  const names = [...counts]
    .map(([type, list]) => (list.length === 1 ? type : `${list.length} × ${type}`))
    .sort();
  return [...names, ...(coLoaded.length > 0 ? ['LCL'] : [])].join(', ');
};

const merged = (units: readonly LoadedUnit[], portOfDischarge: string): PooledPlan['loading'] => {
  if (units.length === 0) return undefined;
  const loads = units.flatMap((unit) => unit.loads);
  const names = [...new Set(units.map(({ type }) => type))];
  const sizes = names.map((type) =>
    sizeOf(type, portOfDischarge, units.filter((unit) => unit.type === type).length),
  );
  const task = loadingTaskOf(loads, sizes);
  let types = 0;
  const placements = units.flatMap((unit, container) => {
    const offset = types;
    types += unit.loads.reduce((sum, load) => sum + load.pieces.length, 0);
    return unit.plan.placements.map((one) => ({ ...one, type: one.type + offset, container }));
  });
  const containers = units.flatMap(({ type }) => sizes.filter(({ name }) => name === type));
  const trials = units.reduce((sum, unit) => sum + unit.plan.trials, 0);
  const plan = { containers, placements, left: [], trials };
  const [fault] = checkPlan(task, plan);
  invariant(fault === undefined, 'freight.invalid_plan', { ...fault });
  return { task, plan };
};

const planOf = (way: Way, options: readonly PlanOption[]): LoadPlan => {
  const [only, ...others] = way.units;
  const isSingle = only !== undefined && others.length === 0 && way.coLoaded.length === 0;
  const equipment = isSingle ? only.type : way.units.length === 0 ? 'LCL' : 'SEVERAL';
  return {
    equipment: equipment === 'AKE' || equipment === 'PMC' ? 'AIR' : equipment,
    cost: way.cost,
    options,
    units: way.units.map(({ type, loads }) => ({
      type,
      consignmentIds: loads.map(({ consignmentId }) => consignmentId),
      cargo: sumCargo(loads.map(({ cargo }) => cargo)),
    })),
    coLoadedIds: way.coLoaded.map(({ consignmentId }) => consignmentId),
  };
};

const planAir = (loads: readonly Load[], sailing: Sailing, budget: Budget): PooledPlan => {
  const { units, loading, leftOut } = planAirUnits(loads, sailing, budget);
  const out = new Set(leftOut);
  const carried = loads.filter(({ consignmentId }) => !out.has(consignmentId));
  const option = carried.length > 0 ? airOption(carried, sailing) : undefined;
  const cost = option?.cost ?? zeroMoney(sailing.tariff.currency);
  return {
    plan: { equipment: 'AIR', cost, options: option ? [option] : [], units, coLoadedIds: [] },
    loading,
    leftOut,
  };
};

/**
 * The cheapest way to carry these lots together that the loader can prove: with a co-loader, in one or several containers, some in
 * containers and the rest with a co-loader, or by air in unit load devices; each lot whole in one container, within payload and
 * road limit, apart from what it harms. Deterministic. InvariantViolation `freight.nothing_to_plan`, `freight.invalid_plan`.
 */
export const planPool = (loads: readonly Load[], sailing: Sailing, trials = trialsMax): PooledPlan => {
  invariant(loads.length > 0, 'freight.nothing_to_plan', { loads: 0 });
  const budget = trialBudget(trials);
  if (sailing.mode === 'air') return planAir(loads, sailing, budget);
  const coLoader = wayOf([], loads, sailing);
  const singles = single(loads, sailing, budget);
  const ways = [coLoader, ...singles.flatMap(({ way }) => way ?? [])];
  for (const from of fills.keys()) {
    if (budget.isOver()) break;
    ways.push(attempt(loads, sailing, from, budget));
  }
  const best = ways.reduce((cheapest, one) => (isBetter(one, cheapest) ? one : cheapest));
  const lcl: readonly PlanOption[] = sailing.tariff.lcl
    ? [{ equipment: 'LCL', cost: coLoader.cost, isFeasible: true }]
    : [];
  const options = [...lcl, ...singles.map(({ option }) => option)];
  const isListed = options.some(({ equipment }) => equipment === nameOf(best));
  const mix: readonly PlanOption[] = isListed
    ? []
    : [{ equipment: nameOf(best), cost: best.cost, isFeasible: true }];
  return {
    plan: planOf(best, [...options, ...mix]),
    loading: merged(best.units, sailing.portOfDischarge),
    leftOut: best.leftOut.map(({ consignmentId }) => consignmentId),
  };
};
