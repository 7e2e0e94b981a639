import { isBalanceFirm } from './check-plan.ts';
import type { ContainerLoad } from './load-keeper.ts';
import type { ContainerSize, LoadingTask } from './loading-task.ts';
import { ContainerPacker } from './pack-container.ts';
import { prepareLoad, roomOf } from './prepare-load.ts';

/** One container of a plan: its size and its pieces in whole units. */
export interface FilledContainer {
  readonly size: ContainerSize;
  readonly load: ContainerLoad;
}

/** A packer for containers of one size and up to so many pieces of each type. */
export const packerFor = (
  task: LoadingTask,
  size: ContainerSize,
  scale: number,
  counts: readonly number[],
  blocksMax: number,
): ContainerPacker => {
  const { rules } = task;
  const { kinds } = prepareLoad(task, size, scale);
  const isBalanceFree = rules.balance === undefined && rules.halfWeightShareMax === undefined;
  return new ContainerPacker({
    room: roomOf(size, scale),
    kinds: kinds.map((kind, type) => ({ ...kind, quantity: Math.min(kind.quantity, counts[type] ?? 0) })),
    supportMin: rules.supportMin,
    isInDropOrder: rules.isInDropOrder,
    weightMax: size.weightMax ?? Number.POSITIVE_INFINITY,
    blocksMax,
    balance: isBalanceFree
      ? undefined
      : {
          lengthShareMax: rules.balance?.lengthShareMax ?? 1,
          widthShareMax: rules.balance?.widthShareMax ?? 1,
          halfShareMax: rules.halfWeightShareMax ?? 1,
          costMax: isBalanceFirm(rules) ? 1 : (rules.balance?.costMax ?? 1),
        },
  });
};

/** Volume of one piece of each type, in whole units. */
export const volumesOf = ({ pieces }: LoadingTask, scale: number): readonly number[] =>
  pieces.map(({ l, w, h }) => Math.round(l * scale) * Math.round(w * scale) * Math.round(h * scale));

/** How many there are of each type. */
export const countsOf = ({ pieces }: LoadingTask): readonly number[] =>
  pieces.map(({ quantity }) => quantity);

/** What is left of the counts after the load. */
export const takeOut = (counts: readonly number[], { pieces }: ContainerLoad): readonly number[] => {
  const left = [...counts];
  for (const { kind } of pieces) left[kind] = (left[kind] ?? 0) - 1;
  return left;
};

/** What is left of all pieces of the task. */
export const countsLeft = (task: LoadingTask, filled: readonly FilledContainer[]): readonly number[] =>
  filled.reduce((counts, { load }) => takeOut(counts, load), countsOf(task));

/** Volume of the pieces loaded, in the task's units. */
export const volumeLoaded = (task: LoadingTask, filled: readonly FilledContainer[]): number => {
  const volumes = task.pieces.map(({ l, w, h }) => l * w * h);
  return filled.reduce(
    (sum, { load }) => sum + load.pieces.reduce((own, { kind }) => own + (volumes[kind] ?? 0), 0),
    0,
  );
};
