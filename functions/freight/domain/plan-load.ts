import { invariant } from '../../../shared/kernel/invariant.ts';
import {
  addMoney,
  applyRate,
  compareMoney,
  type Money,
  sumMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { rate } from '../../../shared/kernel/rate.ts';
import { type CargoTotals, type PieceGroup, sumCargo } from './cargo.ts';
import { type ContainerType, containerCapacity, fitsContainer, isWithin } from './equipment.ts';
import { airBillCharge, airCharge, airChargeableHalfKg, lclCharge } from './rating.ts';
import type { Sailing } from './sailing.ts';

/** How a pool can travel: with a co-loader, in a container of its own, or on one master air waybill. */
export type Equipment = 'LCL' | ContainerType | 'AIR';

/** A lot to be carried. */
export interface Load {
  readonly consignmentId: string;
  readonly pieces: readonly PieceGroup[];
  readonly hsCode?: string | undefined;
  readonly cargo: CargoTotals;
}

/** One way to carry the pool. */
export interface PlanOption {
  readonly equipment: Equipment;
  readonly cost: Money;
  readonly isFeasible: boolean;
  readonly why?: string | undefined;
}

/** The cheapest feasible way, with what it was compared with. */
export interface LoadPlan {
  readonly equipment: Equipment;
  readonly cost: Money;
  readonly options: readonly PlanOption[];
}

/** What one lot costs alone: LCL by sea, its own waybill by air. InvariantViolation `freight.no_tariff`. */
export const standAloneOf = (cargo: CargoTotals, { tariff, mode }: Sailing): Money => {
  const found = mode === 'air' ? tariff.air && airBillCharge(cargo, tariff.air) : undefined;
  const charge = found ?? (mode === 'sea' && tariff.lcl ? lclCharge(cargo, tariff.lcl) : undefined);
  invariant(charge !== undefined, 'freight.no_tariff', { mode });
  return charge;
};

const perBill = (sailing: Sailing, bills: number): Money => {
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
      cost: addMoney(allIn, perBill(sailing, loads.length)),
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

const byAir = (loads: readonly Load[], sailing: Sailing): PlanOption => {
  invariant(sailing.tariff.air !== undefined, 'freight.no_tariff', { mode: 'air' });
  const cargo = sumCargo(loads.map((load) => load.cargo));
  const { charge } = airCharge(airChargeableHalfKg(cargo), sailing.tariff.air.breaks);
  return { equipment: 'AIR', cost: addMoney(charge, perBill(sailing, loads.length)), isFeasible: true };
};

/** The cheapest feasible way to carry these lots together; between equals the first of LCL, 20GP, 40GP, 40HC. */
export const planLoad = (loads: readonly Load[], sailing: Sailing): LoadPlan => {
  const options =
    sailing.mode === 'air'
      ? [byAir(loads, sailing)]
      : [byCoLoader(loads, sailing), ...byContainer(loads, sailing)];
  const [first, ...others] = options.filter((option) => option.isFeasible);
  invariant(first !== undefined && loads.length > 0, 'freight.nothing_to_plan', { loads: loads.length });
  const best = others.reduce(
    (cheapest, one) => (compareMoney(one.cost, cheapest.cost) < 0 ? one : cheapest),
    first,
  );
  return { equipment: best.equipment, cost: best.cost, options };
};
