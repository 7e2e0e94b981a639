import { invariant } from '../../../../shared/kernel/invariant.ts';
import {
  addMoney,
  applyRate,
  compareMoney,
  type Money,
  money,
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
import { type LotOfChoice, lotChooser } from './choose-lots.ts';
import { type Mixes, mixesOn, type Room } from './container-mixes.ts';

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

const whyNot = (
  loads: readonly Load[],
  cargo: CargoTotals,
  type: ContainerType,
  sailing: Sailing,
): string | undefined => {
  const capacity = containerCapacity(type, sailing.portOfDischarge);
  if (cargo.weightGrams > capacity.weightGrams) return 'too heavy for the container or the roads';
  if (!isWithin(cargo, capacity)) return 'too large at a fill of 85 %';
  const isTooBig = loads.some((load) => load.pieces.some((piece) => !fitsContainer(piece, type)));
  return isTooBig ? 'a piece does not go through the door' : undefined;
};

const byContainer = (loads: readonly Load[], sailing: Sailing): readonly PlanOption[] => {
  const cargo = sumCargo(loads.map((load) => load.cargo));
  const bills = billsOf(sailing, loads.length);
  return sailing.tariff.containers.map(({ type, allIn }) => {
    const why = whyNot(loads, cargo, type, sailing);
    return { equipment: type, cost: addMoney(allIn, bills), isFeasible: why === undefined, why };
  });
};

/** All lots on one master waybill. InvariantViolation `freight.no_tariff`. */
export const airOption = (loads: readonly Load[], sailing: Sailing): PlanOption => {
  invariant(sailing.tariff.air !== undefined, 'freight.no_tariff', { mode: 'air' });
  const cargo = sumCargo(loads.map((load) => load.cargo));
  const { charge } = airCharge(airChargeableHalfKg(cargo), sailing.tariff.air.breaks);
  return { equipment: 'AIR', cost: addMoney(charge, billsOf(sailing, loads.length)), isFeasible: true };
};

const roomOf = (loads: readonly Load[]): Room => {
  const { spaceMm3, weightGrams } = sumCargo(loads.map((load) => load.cargo));
  return { space: Number(spaceMm3), weight: Number(weightGrams) };
};

interface Lot {
  /** What it costs alone, and what of that is saved when it goes in a container of ours, in minor units. */
  readonly aloneMinor: bigint;
  readonly savedMinor: bigint;
  readonly choice: LotOfChoice;
}

const aloneOf = (lots: readonly Lot[]): bigint => lots.reduce((sum, lot) => sum + lot.aloneMinor, 0n);

const byCoLoader = (lots: readonly Lot[], { tariff: { currency } }: Sailing): PlanOption => ({
  equipment: 'LCL',
  cost: money(currency, aloneOf(lots)),
  isFeasible: true,
});

const lotOn = (sailing: Sailing, mixes: Mixes): ((load: Load) => Lot) => {
  const billMinor = billsOf(sailing, 1).amountMinor;
  const known = new WeakMap<Load, Lot>();
  return (load) => {
    const found = known.get(load);
    if (found) return found;
    const aloneMinor = sailing.tariff.lcl ? standAloneOf(load.cargo, sailing).amountMinor : 0n;
    const savedMinor = aloneMinor - billMinor;
    const lot: Lot = {
      aloneMinor,
      savedMinor,
      choice: {
        space: Number(load.cargo.spaceMm3),
        weight: Number(load.cargo.weightGrams),
        saved: Number(savedMinor),
        types: mixes.types.filter(
          ({ type, room }) =>
            isWithin(load.cargo, room) && load.pieces.every((piece) => fitsContainer(piece, type)),
        ),
      },
    };
    known.set(load, lot);
    return lot;
  };
};

/**
 * The cheapest mix of containers and a co-loader at the conservative fill, as far as totals can say. A lot is in no mix of which it
 * fits no container: it travels whole.
 */
const byMix = (lots: readonly Lot[], sailing: Sailing, mixes: Mixes): PlanOption | undefined => {
  const { currency, lcl } = sailing.tariff;
  const aloneMinor = aloneOf(lots);
  const billsMinor = billsOf(sailing, lots.length).amountMinor;
  const { savedMost, choose } = lotChooser(lots.map(({ choice }) => choice));
  const promising = mixes.mixes
    .map((mix) => ({
      mix,
      least: Number(mix.minor + (lcl ? aloneMinor : billsMinor)) - (lcl ? savedMost(mix) : 0),
    }))
    .sort((a, b) => a.least - b.least);
  let best: { readonly minor: bigint; readonly equipment: string } | undefined;
  for (const { mix, least } of promising) {
    if (best && least >= Number(best.minor)) break;
    const chosen = choose(mix);
    if (chosen.size < lots.length && !lcl) continue;
    const savedMinor = lots.reduce((sum, lot, at) => (chosen.has(at) ? sum + lot.savedMinor : sum), 0n);
    const minor = lcl ? mix.minor + aloneMinor - savedMinor : mix.minor + billsMinor;
    if (best && minor >= best.minor) continue;
    best = { minor, equipment: chosen.size < lots.length ? `${mix.name}, LCL` : mix.name };
  }
  return best && { equipment: best.equipment, cost: money(currency, best.minor), isFeasible: true };
};

const equipmentOf = (name: string): Equipment =>
  name === 'LCL' || name === 'AIR' ? name : (containerTypes.find((type) => type === name) ?? 'SEVERAL');

/** The cheapest feasible one, between equals the first. */
export const cheapestOf = (options: readonly PlanOption[]): PlanOption | undefined =>
  options
    .filter((option) => option.isFeasible)
    .reduce<PlanOption | undefined>(
      (best, one) => (best && compareMoney(best.cost, one.cost) <= 0 ? best : one),
      undefined,
    );

/**
 * {@link planLoad} on one departure, for those who price many groups on it. `containersMax`: how many of our own there may be;
 * `goods`: all that there is, which leaves fewer mixes to look at.
 */
export const estimatorOn = (
  sailing: Sailing,
  { containersMax = poolContainersMax, goods }: { containersMax?: number; goods?: readonly Load[] } = {},
): ((loads: readonly Load[]) => LoadPlan) => {
  const mixes = mixesOn(sailing, containersMax, goods && roomOf(goods));
  const lotOf = lotOn(sailing, mixes);
  return (loads) => {
    const lots = sailing.mode === 'air' ? [] : loads.map(lotOf);
    const simple =
      sailing.mode === 'air'
        ? [airOption(loads, sailing)]
        : [...(sailing.tariff.lcl ? [byCoLoader(lots, sailing)] : []), ...byContainer(loads, sailing)];
    const plain = cheapestOf(simple);
    const mix = sailing.mode === 'air' ? undefined : byMix(lots, sailing, mixes);
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
