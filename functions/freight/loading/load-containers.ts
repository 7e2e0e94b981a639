import { invariant } from '../../../shared/kernel/invariant.ts';
import { type Budget, trialBudget } from './budget.ts';
import { checkPlan } from './check-plan.ts';
import type {
  ContainerSize,
  LeftPieces,
  LeftReason,
  LoadingPlan,
  LoadingTask,
  Placement,
} from './loading-task.ts';
import { type ContainerLoad, packContainer } from './pack-container.ts';
import { prepareLoad, roomOf, scaleOf } from './prepare-load.ts';

/** One container of a plan: its size and its pieces as flat ints. */
interface Filled {
  readonly size: ContainerSize;
  readonly load: ContainerLoad;
}

/** Trial loads per container in the first pass over all containers. */
const trialsFirst = 8;

const fill = (
  task: LoadingTask,
  size: ContainerSize,
  scale: number,
  counts: readonly number[],
  budget: Budget,
): Filled => {
  const { rules } = task;
  const { kinds } = prepareLoad(task, size, scale);
  const load = packContainer(
    {
      room: roomOf(size, scale),
      kinds: kinds.map((kind, type) => ({ ...kind, quantity: Math.min(kind.quantity, counts[type] ?? 0) })),
      isSupported: rules.supportMin > 0,
      isInDropOrder: rules.isInDropOrder,
      weightMax: size.weightMax ?? Number.POSITIVE_INFINITY,
      balance:
        rules.balance === undefined && rules.halfWeightShareMax === undefined
          ? undefined
          : {
              lengthShareMax: rules.balance?.lengthShareMax ?? 1,
              widthShareMax: rules.balance?.widthShareMax ?? 1,
              halfShareMax: rules.halfWeightShareMax ?? 1,
            },
    },
    budget,
  );
  return { size, load };
};

const takeOut = (counts: readonly number[], { pieces }: ContainerLoad): number[] => {
  const left = [...counts];
  for (const { kind } of pieces) left[kind] = (left[kind] ?? 0) - 1;
  return left;
};

const placementsOf = (filled: readonly Filled[], scale: number): readonly Placement[] =>
  filled.flatMap(({ load }, container) =>
    load.pieces.map(({ kind, x, y, z, l, w, h }) => ({
      type: kind,
      container,
      x: x / scale,
      y: y / scale,
      z: z / scale,
      l: l / scale,
      w: w / scale,
      h: h / scale,
    })),
  );

const reasonOf = (task: LoadingTask, type: number, filled: readonly Filled[], scale: number): LeftReason => {
  const refusals = task.containers.map((size) => prepareLoad(task, size, scale).refused[type]);
  const [refusal] = refusals;
  if (refusal !== undefined && refusals.every((each) => each !== undefined)) return refusal;
  const piece = task.pieces[type];
  const isFull = filled.every(({ size, load }) => {
    const loaded = load.pieces.reduce((sum, { kind }) => sum + (task.pieces[kind]?.weight ?? 0), 0);
    const weight = loaded + (piece?.weight ?? 0);
    return size.weightMax !== undefined && weight > size.weightMax;
  });
  if (isFull && filled.length > 0) return 'weight_limit_reached';
  const isApart = filled.every(({ load }) =>
    task.rules.apart.some(([a, b]) => {
      const foe = a === piece?.group ? b : b === piece?.group ? a : undefined;
      return foe !== undefined && load.pieces.some(({ kind }) => task.pieces[kind]?.group === foe);
    }),
  );
  if (isApart && filled.length > 0) return 'apart_from_what_is_loaded';
  return 'no_room_left';
};

const planOf = (task: LoadingTask, filled: readonly Filled[], scale: number): LoadingPlan => {
  const used = filled.filter(({ load }) => load.pieces.length > 0);
  const counts = used.reduce(
    (left, { load }) => takeOut(left, load),
    task.pieces.map(({ quantity }) => quantity),
  );
  const left = counts.flatMap((count, type): readonly LeftPieces[] =>
    count > 0 ? [{ type, count, reason: reasonOf(task, type, used, scale) }] : [],
  );
  return {
    containers: used.map(({ size }) => size),
    placements: placementsOf(used, scale),
    left,
    trials: filled.reduce((sum, { load }) => sum + load.trials, 0),
  };
};

const sizesOf = (task: LoadingTask): readonly ContainerSize[] =>
  task.containers.flatMap((size) => Array.from({ length: Math.min(size.available, 1_000) }, () => size));

/** Fills the containers one after the other, each with so many trial loads. */
const fillAll = (task: LoadingTask, scale: number, trials: number, budget: Budget): readonly Filled[] => {
  let counts = task.pieces.map(({ quantity }) => quantity);
  const filled: Filled[] = [];
  for (const size of sizesOf(task)) {
    if (counts.every((count) => count === 0)) break;
    const next = fill(task, size, scale, counts, trialBudget(trials, budget));
    if (next.load.pieces.length === 0) continue;
    filled.push(next);
    counts = takeOut(counts, next.load);
  }
  return filled;
};

const valueLoaded = (filled: readonly Filled[]): number =>
  filled.reduce((sum, { load }) => sum + load.value, 0);

/** Loads the pieces into the containers: all of them if possible, in as few containers as found within the budget. */
export const loadContainers = (task: LoadingTask, budget: Budget): LoadingPlan => {
  const scale = scaleOf(task);
  const sizes = sizesOf(task);
  const [only] = sizes;
  if (sizes.length === 1 && only !== undefined) {
    const counts = task.pieces.map(({ quantity }) => quantity);
    return accept(task, planOf(task, [fill(task, only, scale, counts, budget)], scale));
  }
  let best = fillAll(task, scale, trialsFirst, { isOver: () => false });
  for (let trials = trialsFirst * 2; trials < 1e6 && !budget.isOver(); trials *= 2) {
    const next = fillAll(task, scale, trials, budget);
    const isBetter =
      valueLoaded(next) > valueLoaded(best) ||
      (valueLoaded(next) === valueLoaded(best) && next.length < best.length);
    if (isBetter) best = next;
  }
  return accept(task, planOf(task, best, scale));
};

/** No plan leaves without being checked. InvariantViolation `freight.invalid_plan`. */
const accept = (task: LoadingTask, plan: LoadingPlan): LoadingPlan => {
  const [fault] = checkPlan(task, plan);
  invariant(fault === undefined, 'freight.invalid_plan', { ...fault });
  return plan;
};
