import { carriesOthers, type PieceGroup } from '../cargo/cargo.ts';
import { airUnits, containerCapacity, containers, type UnitType } from '../cargo/equipment.ts';
import type { edges } from '../cargo/handling.ts';
import { groupOf, pairsApart } from '../cargo/segregation.ts';
import type { ContainerSize, LoadingTask, PieceType } from '../loading/loading-task.ts';
import type { Load } from './plan-load.ts';

/** Most of the weight that may lie in either half lengthwise: what carriers ask for. */
const halfWeightShareMax = 0.6;

/** A unit for the loader, in mm and grams: payload of the box, or the road limit at destination where that is lower. */
export const sizeOf = (type: UnitType, portOfDischarge: string, available = 1): ContainerSize => {
  if (type === 'AKE' || type === 'PMC') {
    const { insideMm, payloadGrams } = airUnits[type];
    const [l, w, h] = insideMm;
    return { name: type, l, w, h, weightMax: payloadGrams, available };
  }
  const { insideMm, doorMm } = containers[type];
  const [l, w, h] = insideMm;
  return {
    name: type,
    l,
    w,
    h,
    weightMax: Number(containerCapacity(type, portOfDischarge).weightGrams),
    door: { w: doorMm[0], h: doorMm[1] },
    available,
  };
};

const typeOf = (load: Load, piece: PieceGroup, index: number): PieceType => {
  const { handling } = piece;
  const upright = (edge: (typeof edges)[number]): boolean =>
    (handling?.uprights ?? ['height']).includes(edge);
  return {
    label: `${load.consignmentId.slice(-6)}-${index + 1}`,
    l: piece.lengthMm,
    w: piece.widthMm,
    h: piece.heightMm,
    uprights: [upright('length'), upright('width'), upright('height')],
    isFixed: false,
    quantity: piece.count,
    weight: piece.grossWeightGrams,
    isStackable: carriesOthers(piece),
    loadMax: handling?.loadOnTopKgMax === undefined ? undefined : handling.loadOnTopKgMax * 1000,
    consignment: load.consignmentId,
    group: groupOf(handling, load.hsCode),
  };
};

/** Everything of these lots into these units: standing as it may, fully supported, apart from what it harms, no half overweight. */
export const loadingTaskOf = (loads: readonly Load[], sizes: readonly ContainerSize[]): LoadingTask => {
  const pieces = loads.flatMap((load) => load.pieces.map((piece, index) => typeOf(load, piece, index)));
  return {
    pieces,
    containers: sizes,
    rules: {
      supportMin: 1,
      isInDropOrder: false,
      halfWeightShareMax: sizes.some(({ name }) => name in airUnits) ? undefined : halfWeightShareMax,
      apart: pairsApart(pieces.map(({ group }) => group)),
      separated: [],
    },
  };
};
