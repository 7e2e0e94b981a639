import { invariant } from '../../../../shared/kernel/invariant.ts';
import {
  addMoney,
  applyRate,
  compareMoney,
  type Money,
  money,
  sumMoney,
  zeroMoney,
} from '../../../../shared/kernel/money.ts';
import { rate } from '../../../../shared/kernel/rate.ts';
import { type CargoTotals, type PieceGroup, sumCargo } from '../cargo/cargo.ts';
import {
  type ContainerType,
  containerCapacity,
  containerTypes,
  fitsContainer,
  isWithin,
  poolContainersMax,
  type UnitType,
} from '../cargo/equipment.ts';
import { airBillCharge, airCharge, airChargeableHalfKg, lclCharge } from '../cargo/rating.ts';
import type { Sailing } from '../sailing.ts';

/** How a pool can travel: with a co-loader, in one container, in several units or in units and with a co-loader, on one master air waybill. */
export type Equipment = 'LCL' | ContainerType | 'SEVERAL' | 'AIR';

/** A lot to be carried. */
export interface Load {
  readonly consignmentId: string;
  readonly pieces: readonly PieceGroup[];
  readonly hsCode?: string | undefined;
  readonly cargo: CargoTotals;
}

/** One way to carry the pool, named by its units: `LCL`, `40HC`, `2 × 40HC, LCL`. */
export interface PlanOption {
  readonly equipment: string;
  readonly cost: Money;
  readonly isFeasible: boolean;
  readonly why?: string | undefined;
}

/** The cheapest feasible way, with what it was compared with. */
export interface LoadPlan {
  readonly equipment: Equipment;
  readonly cost: Money;
  readonly options: readonly PlanOption[];
  /** Units of our own that are filled, in the order of the load plan; absent where nothing was loaded yet. */
  readonly units?: readonly PlannedUnit[] | undefined;
  /** SHA-256 of the stored load. */
  readonly loadPlanHash?: string | undefined;
  /** Who goes with a co-loader. */
  readonly coLoadedIds?: readonly string[] | undefined;
}

/** A container or air unit of a plan, with what lies in it. */
export interface PlannedUnit {
  readonly type: UnitType;
  readonly consignmentIds: readonly string[];
  readonly cargo: CargoTotals;
}

/** What one lot costs alone: LCL by sea, its own waybill by air. InvariantViolation `freight.no_tariff`. */
export const standAloneOf = (cargo: CargoTotals, { tariff, mode }: Sailing): Money => {
  const found = mode === 'air' ? tariff.air && airBillCharge(cargo, tariff.air) : undefined;
  const charge = found ?? (mode === 'sea' && tariff.lcl ? lclCharge(cargo, tariff.lcl) : undefined);
  invariant(charge !== undefined, 'freight.no_tariff', { mode });
  return charge;
};

/** What so many bills cost on a departure beside the carriage. */
export const billsOf = (sailing: Sailing, bills: number): Money => {
  const each = (sailing.mode === 'air' ? sailing.tariff.air : sailing.tariff.lcl)?.perBill;
  return each ? applyRate(each, rate(BigInt(bills)), 'halfUp') : zeroMoney(sailing.tariff.currency);
};

const whyNot = (loads: readonly Load[], type: ContainerType, sailing: Sailing): string | undefined => {
  const cargo = sumCargo(loads.map((load) => load.cargo));
  const capacity = containerCapacity(type, sailing.portOfDischarge);
  if (cargo.weightGrams > capacity.weightGrams) return 'too heavy for the container or the roads';
  if (!isWithin(cargo, capacity)) return 'too large at a fill of 85 %';
  const isTooBig = loads.some((load) => load.pieces.some((piece) => !fitsContainer(piece, type)));
  return isTooBig ? 'a piece does not go through the door' : undefined;
};

const byContainer = (loads: readonly Load[], sailing: Sailing): readonly PlanOption[] =>
  sailing.tariff.containers.map(({ type, allIn }) => {
    const why = whyNot(loads, type, sailing);
    return {
      equipment: type,
      cost: addMoney(allIn, billsOf(sailing, loads.length)),
      isFeasible: why === undefined,
      why,
    };
  });

const byCoLoader = (loads: readonly Load[], sailing: Sailing): PlanOption => ({
  equipment: 'LCL',
  cost: sumMoney(
    sailing.tariff.currency,
    loads.map((load) => standAloneOf(load.cargo, sailing)),
  ),
  isFeasible: true,
});

/** All lots on one master waybill. InvariantViolation `freight.no_tariff`. */
export const airOption = (loads: readonly Load[], sailing: Sailing): PlanOption => {
  invariant(sailing.tariff.air !== undefined, 'freight.no_tariff', { mode: 'air' });
  const cargo = sumCargo(loads.map((load) => load.cargo));
  const { charge } = airCharge(airChargeableHalfKg(cargo), sailing.tariff.air.breaks);
  return { equipment: 'AIR', cost: addMoney(charge, billsOf(sailing, loads.length)), isFeasible: true };
};

interface Mix {
  readonly name: string;
  readonly spaceMm3: bigint;
  readonly weightGrams: bigint;
  readonly minor: bigint;
  readonly count: number;
}

const countsUpTo = (kinds: number, most: number): readonly (readonly number[])[] =>
  kinds === 0
    ? [[]]
    : Array.from({ length: most + 1 }, (_, count) =>
        countsUpTo(kinds - 1, most - count).map((rest) => [count, ...rest]),
      ).flat();

/** Every mix of containers that the allotment allows, cheapest first, without those that a cheaper one outdoes in room and weight. */
const mixesOn = ({ tariff, portOfDischarge }: Sailing): readonly Mix[] => {
  const offers = tariff.containers.map(({ type, allIn }) => ({
    type,
    minor: allIn.amountMinor,
    ...containerCapacity(type, portOfDischarge),
  }));
  const mixes = countsUpTo(offers.length, poolContainersMax).map((counts): Mix => {
    const sum = (of: (offer: (typeof offers)[number]) => bigint): bigint =>
      offers.reduce((all, offer, index) => all + of(offer) * BigInt(counts[index] ?? 0), 0n);
    const names = offers.flatMap(({ type }, index) => {
      const count = counts[index] ?? 0;
      return count === 0 ? [] : [count === 1 ? type : `${count} × ${type}`];
    });
    return {
      name: names.join(', '),
      spaceMm3: sum((offer) => offer.spaceMm3),
      weightGrams: sum((offer) => offer.weightGrams),
      minor: sum((offer) => offer.minor),
      count: counts.reduce((all, one) => all + one, 0),
    };
  });
  const sorted = mixes
    .filter(({ count }) => count > 0)
    .sort((x, y) => Number(x.minor - y.minor) || x.count - y.count);
  return sorted.filter(
    (mix, index) =>
      !sorted
        .slice(0, index)
        .some((other) => other.spaceMm3 >= mix.spaceMm3 && other.weightGrams >= mix.weightGrams),
  );
};

interface Sums {
  readonly spaceMm3: bigint;
  readonly weightGrams: bigint;
  readonly alone: bigint;
}

/** What the first so many lots take and would cost alone, in the order in which a container saves most. */
const sumsOf = (loads: readonly Load[], sailing: Sailing): readonly Sums[] => {
  const sorted = loads
    .map(({ cargo }) => {
      const alone = sailing.tariff.lcl ? standAloneOf(cargo, sailing).amountMinor : 0n;
      return { cargo, alone, density: Number(alone) / Number(cargo.spaceMm3 + 1n) };
    })
    .sort((a, b) => b.density - a.density);
  const sums: Sums[] = [{ spaceMm3: 0n, weightGrams: 0n, alone: 0n }];
  let total = sums[0] ?? { spaceMm3: 0n, weightGrams: 0n, alone: 0n };
  for (const { cargo, alone } of sorted) {
    total = {
      spaceMm3: total.spaceMm3 + cargo.spaceMm3,
      weightGrams: total.weightGrams + cargo.weightGrams,
      alone: total.alone + alone,
    };
    sums.push(total);
  }
  return sums;
};

/** How many of the first lots a mix takes; sums only grow, so the place is found by halving. */
const takenBy = (mix: Mix, sums: readonly Sums[]): number => {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const sum = sums[middle];
    const fits = sum !== undefined && sum.spaceMm3 <= mix.spaceMm3 && sum.weightGrams <= mix.weightGrams;
    if (fits) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** The cheapest mix of containers and a co-loader at the conservative fill, as far as totals can say. */
const byMix = (loads: readonly Load[], sailing: Sailing, mixes: readonly Mix[]): PlanOption | undefined => {
  const { currency, lcl } = sailing.tariff;
  const sums = sumsOf(loads, sailing);
  const alone = sums.at(-1)?.alone ?? 0n;
  let best: PlanOption | undefined;
  for (const mix of mixes) {
    if (best && mix.minor >= best.cost.amountMinor) break;
    const taken = takenBy(mix, sums);
    if (taken < loads.length && !lcl) continue;
    const minor = mix.minor + billsOf(sailing, taken).amountMinor + alone - (sums[taken]?.alone ?? 0n);
    if (best && minor >= best.cost.amountMinor) continue;
    const equipment = taken < loads.length ? `${mix.name}, LCL` : mix.name;
    best = { equipment, cost: money(currency, minor), isFeasible: true };
  }
  return best;
};

const equipmentOf = (name: string): Equipment =>
  name === 'LCL' || name === 'AIR' ? name : (containerTypes.find((type) => type === name) ?? 'SEVERAL');

const cheapestOf = (options: readonly PlanOption[]): PlanOption | undefined =>
  options
    .filter((option) => option.isFeasible)
    .reduce<PlanOption | undefined>(
      (best, one) => (best && compareMoney(best.cost, one.cost) <= 0 ? best : one),
      undefined,
    );

/** {@link planLoad} on one departure, for those who price many groups on it. */
export const estimatorOn = (sailing: Sailing): ((loads: readonly Load[]) => LoadPlan) => {
  const mixes = mixesOn(sailing);
  return (loads) => {
    const simple =
      sailing.mode === 'air'
        ? [airOption(loads, sailing)]
        : [...(sailing.tariff.lcl ? [byCoLoader(loads, sailing)] : []), ...byContainer(loads, sailing)];
    const plain = cheapestOf(simple);
    const mix = sailing.mode === 'air' ? undefined : byMix(loads, sailing, mixes);
    const isCheaper = mix && (!plain || compareMoney(mix.cost, plain.cost) < 0);
    const best = isCheaper ? mix : plain;
    invariant(best !== undefined && loads.length > 0, 'freight.nothing_to_plan', { loads: loads.length });
    const options = isCheaper ? [...simple, mix] : simple;
    return { equipment: equipmentOf(best.equipment), cost: best.cost, options };
  };
};

/**
 * What these lots together would cost the cheapest way, by totals and a conservative fill of 85 %: what quotes and splits reckon
 * with. Between equals the first of LCL, 20GP, 40GP, 40HC, several. How they really travel is planned with the loader
 * (`planning/plan-pool.ts`). InvariantViolation `freight.nothing_to_plan`.
 */
export const planLoad = (loads: readonly Load[], sailing: Sailing): LoadPlan => estimatorOn(sailing)(loads);
