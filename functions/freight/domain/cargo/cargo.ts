import { volumeMm3 } from '../../../../shared/kernel/quantity.ts';
import type { Handling } from './handling.ts';

/** Identical pieces: how many, edges of one in mm, gross weight of one in grams. */
export interface PieceGroup {
  readonly count: number;
  readonly lengthMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly grossWeightGrams: number;
  readonly isStackable: boolean;
  readonly handling?: Handling | undefined;
}

/** What a lot of pieces measures together; sums of totals are totals of the sums. */
export interface CargoTotals {
  readonly packages: number;
  readonly weightGrams: bigint;
  readonly volumeMm3: bigint;
  /** Room it takes in a container: what cannot be stacked takes the column above it too. */
  readonly spaceMm3: bigint;
  /** Volume for air, in cm³, with every edge rounded to the whole cm first. */
  readonly airVolumeCm3: bigint;
}

/** Inside height that a column of unstackable cargo uses up, in mm: the lowest of the three containers. */
const columnHeightMm = 2_392;

/** Half up to the whole centimetre, as airlines measure. */
const wholeCm = (mm: number): bigint => BigInt(Math.floor((mm + 5) / 10));

/** True when something may stand on it. */
export const carriesOthers = ({ isStackable, handling }: PieceGroup): boolean =>
  isStackable && handling?.isFragile !== true && handling?.loadOnTopKgMax !== 0;

const totalsOfGroup = (group: PieceGroup): CargoTotals => {
  const count = BigInt(group.count);
  const each = volumeMm3(group);
  const column = volumeMm3({ ...group, heightMm: Math.max(group.heightMm, columnHeightMm) });
  return {
    packages: group.count,
    weightGrams: count * BigInt(group.grossWeightGrams),
    volumeMm3: count * each,
    spaceMm3: count * (carriesOthers(group) ? each : column),
    airVolumeCm3: count * wholeCm(group.lengthMm) * wholeCm(group.widthMm) * wholeCm(group.heightMm),
  };
};

/** Nothing. */
export const noCargo: CargoTotals = {
  packages: 0,
  weightGrams: 0n,
  volumeMm3: 0n,
  spaceMm3: 0n,
  airVolumeCm3: 0n,
};

/** Sum of two lots. */
export const addCargo = (a: CargoTotals, b: CargoTotals): CargoTotals => ({
  packages: a.packages + b.packages,
  weightGrams: a.weightGrams + b.weightGrams,
  volumeMm3: a.volumeMm3 + b.volumeMm3,
  spaceMm3: a.spaceMm3 + b.spaceMm3,
  airVolumeCm3: a.airVolumeCm3 + b.airVolumeCm3,
});

/** Totals of a list of lots. */
export const sumCargo = (list: readonly CargoTotals[]): CargoTotals => list.reduce(addCargo, noCargo);

/** Totals of pieces. */
export const cargoOf = (pieces: readonly PieceGroup[]): CargoTotals => sumCargo(pieces.map(totalsOfGroup));

/** Tolerance of a re-measurement before the quote is made again: 5 %. */
const tolerancePercent = 5n;

const isClose = (declared: bigint, measured: bigint): boolean => {
  const difference = measured > declared ? measured - declared : declared - measured;
  return difference * 100n <= declared * tolerancePercent;
};

/** True when a re-measurement is within ±5 % of what was declared, in volume and in weight. */
export const isWithinTolerance = (declared: CargoTotals, measured: CargoTotals): boolean =>
  isClose(declared.volumeMm3, measured.volumeMm3) && isClose(declared.weightGrams, measured.weightGrams);
