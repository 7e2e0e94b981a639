import { volumeOfAll } from '../../functions/freight/domain/loading/container-mixes.ts';
import type {
  ContainerSize,
  LoadingTask,
  PieceType,
  WeightBalance,
} from '../../functions/freight/domain/loading/loading-task.ts';
import type { PackInstance } from './pack-spec.ts';

/** What the command line asks of every plan; what is undefined follows from the instance. */
export interface PackOptions {
  readonly supportMin: number;
  /** Undefined: wherever drops are given. */
  readonly isInDropOrder: boolean | undefined;
  /** Undefined: wherever weights are given, as long as it costs little. */
  readonly balance: WeightBalance | 'none' | undefined;
  readonly halfWeightShareMax: number | undefined;
  /** True when as many containers may be used as it takes; undefined: see `isForSeveral`. */
  readonly isMulti: boolean | undefined;
}

/** Usual limits of the centre of gravity, kept unless they would cost more than a fiftieth of the load. */
const usualBalance: WeightBalance = { lengthShareMax: 0.05, widthShareMax: 0.05, costMax: 0.02 };

/** Containers of a size when there may be as many as it takes. */
const containersUnlimited = 1_000;
/** From so many container volumes on, goods are clearly meant for several containers and not a choice for one. */
const volumesOfSeveral = 1.2;

/**
 * True when the instance asks how many containers it takes: nothing but sizes is known, of the goods as of the container, and the
 * goods are clearly too many for one. A payload, weights or stacking rules describe one container that is to be loaded.
 */
const isForSeveral = ({ container }: PackInstance, pieces: readonly PieceType[]): boolean =>
  container !== undefined &&
  container.maxWeight === undefined &&
  pieces.every(
    ({ weight, isStackable, loadMax, drop }) =>
      weight === 0 && isStackable && loadMax === undefined && drop === undefined,
  ) &&
  volumeOfAll(pieces) > volumesOfSeveral * container.l * container.w * container.h;

/** Numbers of the drops in unloading order, from 1. */
const dropNumbers = ({ types }: PackInstance): ReadonlyMap<number, number> => {
  const drops = new Set(types.flatMap(({ drop }) => (drop === undefined ? [] : [drop])));
  return new Map([...drops].sort((a, b) => a - b).map((drop, index) => [drop, index + 1]));
};

const piecesOf = (one: PackInstance): readonly PieceType[] => {
  const numbers = dropNumbers(one);
  return one.types.map(
    (type, index): PieceType => ({
      label: type.label ?? `type ${index}`,
      l: type.l,
      w: type.w,
      h: type.h,
      uprights: type.up,
      isFixed: type.fixed,
      quantity: type.qty,
      weight: type.weight,
      isStackable: !type.noStack,
      loadMax: type.maxLoad,
      drop: type.drop === undefined ? undefined : numbers.get(type.drop),
      consignment: type.consignment,
      group: type.group,
    }),
  );
};

/** The sizes, with so many containers where their number is not given. */
const sizesOf = (one: PackInstance, usual: number): readonly ContainerSize[] =>
  (one.containers ?? (one.container === undefined ? [] : [one.container])).map(
    (size, index): ContainerSize => ({
      name: size.name ?? `container ${index + 1}`,
      l: size.l,
      w: size.w,
      h: size.h,
      weightMax: size.maxWeight,
      door: size.door,
      available: size.available ?? usual,
    }),
  );

const balanceOf = (pieces: readonly PieceType[], options: PackOptions): WeightBalance | undefined => {
  if (options.balance === 'none') return undefined;
  if (options.balance !== undefined) return options.balance;
  const hasWeights = pieces.some(({ weight }) => weight > 0);
  return hasWeights && options.halfWeightShareMax === undefined ? usualBalance : undefined;
};

/** The loading task of an instance. */
export const taskOf = (one: PackInstance, options: PackOptions): LoadingTask => {
  const pieces = piecesOf(one);
  const isMulti = options.isMulti ?? isForSeveral(one, pieces);
  const drops = new Set(pieces.flatMap(({ drop }) => drop ?? []));
  return {
    pieces,
    containers: sizesOf(one, isMulti ? containersUnlimited : 1),
    rules: {
      supportMin: options.supportMin,
      isInDropOrder: (options.isInDropOrder ?? true) && drops.size > 1,
      balance: balanceOf(pieces, options),
      halfWeightShareMax: options.halfWeightShareMax,
      apart: one.apart,
      separated: one.separated,
    },
  };
};
