import { invariant } from '../../../../shared/kernel/invariant.ts';
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

const blocksMost = 10_000;
/** When several containers are filled again and again, with more for more trial loads. */
const blocksFew = 1_000;
const blocksPerTrial = 10;
/** Trial loads per container in the first pass over all containers. */
const trialsFirst = 8;
/** Passes after which every container gets twice the trial loads. */
const passesToDouble = 6;
const passesMax = 500;
/** How much more a piece counts after it came last, and how far that may go. */
const urgencyStep = 1.08;
const urgencyMax = 3;

/** What the pieces of each type count for in the search, as a multiple of their volume. */
type Urgency = readonly number[];

const fill = (
  task: LoadingTask,
  size: ContainerSize,
  scale: number,
  counts: readonly number[],
  urgency: Urgency,
  budget: Budget,
  blocksMax = blocksMost,
): Filled => {
  const { rules } = task;
  const { kinds } = prepareLoad(task, size, scale);
  const load = packContainer(
    {
      room: roomOf(size, scale),
      kinds: kinds.map((kind, type) => ({
        ...kind,
        quantity: Math.min(kind.quantity, counts[type] ?? 0),
        value: kind.value * (urgency[type] ?? 1),
      })),
      isSupported: rules.supportMin > 0,
      isInDropOrder: rules.isInDropOrder,
      weightMax: size.weightMax ?? Number.POSITIVE_INFINITY,
      blocksMax,
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

/** How often the same load can be repeated with what is left. */
const repeatsOf = (counts: readonly number[], { pieces }: ContainerLoad): number => {
  const needs = new Map<number, number>();
  for (const { kind } of pieces) needs.set(kind, (needs.get(kind) ?? 0) + 1);
  return Math.min(...[...needs].map(([kind, need]) => Math.floor((counts[kind] ?? 0) / need)));
};

/**
 * Fills the containers one after the other, each with so many trial loads; a load is repeated while its pieces last. Undefined when the
 * budget is over before all is loaded.
 */
const fillAll = (
  task: LoadingTask,
  scale: number,
  urgency: Urgency,
  trials: number,
  budget: Budget,
): readonly Filled[] | undefined => {
  let counts = task.pieces.map(({ quantity }) => quantity);
  const filled: Filled[] = [];
  for (const size of task.containers) {
    let free = size.available;
    while (free > 0 && counts.some((count) => count > 0)) {
      if (budget.isOver()) return undefined;
      const next = fill(
        task,
        size,
        scale,
        counts,
        urgency,
        trialBudget(trials, budget),
        blocksFew + blocksPerTrial * trials,
      );
      if (next.load.pieces.length === 0) break;
      const repeats = Math.min(free, repeatsOf(counts, next.load));
      for (let i = 0; i < repeats; i++) {
        filled.push(next);
        counts = takeOut(counts, next.load);
      }
      free -= repeats;
    }
  }
  return filled;
};

const volumeLoaded = (task: LoadingTask, filled: readonly Filled[]): number => {
  const volumes = task.pieces.map(({ l, w, h }) => l * w * h);
  return filled.reduce(
    (sum, { load }) => sum + load.pieces.reduce((own, { kind }) => own + (volumes[kind] ?? 0), 0),
    0,
  );
};

/** Fewest containers that the volume of all pieces needs, when they are all of one size. */
const containersLeast = (task: LoadingTask): number => {
  const [size, ...others] = task.containers;
  if (size === undefined || others.length > 0) return 0;
  const volume = task.pieces.reduce((sum, { l, w, h, quantity }) => sum + l * w * h * quantity, 0);
  return Math.ceil(volume / (size.l * size.w * size.h) - 1e-9);
};

/** Pieces that came last or not at all become more urgent: squeaky wheel optimisation (Joslin & Clements, 1999). */
const raiseUrgency = (task: LoadingTask, urgency: Urgency, filled: readonly Filled[]): Urgency => {
  const last = new Map<number, number>();
  for (const { kind } of filled.at(-1)?.load.pieces ?? []) last.set(kind, (last.get(kind) ?? 0) + 1);
  const counts = filled.reduce(
    (left, { load }) => takeOut(left, load),
    task.pieces.map(({ quantity }) => quantity),
  );
  const raised = urgency.map(
    (own, type) => own * ((last.get(type) ?? 0) + (counts[type] ?? 0) > 0 ? urgencyStep : 1),
  );
  const mean = raised.reduce((sum, own) => sum + own, 0) / raised.length;
  return raised.map((own) => Math.min(urgencyMax, Math.max(1 / urgencyMax, own / mean)));
};

/** Loads the pieces into the containers: all of them if possible, in as few containers as found within the budget. */
export const loadContainers = (task: LoadingTask, budget: Budget): LoadingPlan => {
  const scale = scaleOf(task);
  let urgency: Urgency = task.pieces.map(() => 1);
  const [only] = task.containers;
  if (task.containers.length === 1 && only?.available === 1) {
    const counts = task.pieces.map(({ quantity }) => quantity);
    return accept(task, planOf(task, [fill(task, only, scale, counts, urgency, budget)], scale));
  }
  const volume = task.pieces.reduce((sum, { l, w, h, quantity }) => sum + l * w * h * quantity, 0);
  const least = containersLeast(task);
  let best = fillAll(task, scale, urgency, trialsFirst, { isOver: () => false }) ?? [];
  let bestVolume = volumeLoaded(task, best);
  let latest = best;
  for (let pass = 1; pass < passesMax && !budget.isOver(); pass++) {
    if (best.length <= least && bestVolume >= volume * (1 - 1e-9)) break;
    urgency = raiseUrgency(task, urgency, latest);
    const trials = Math.round(trialsFirst * 2 ** (pass / passesToDouble));
    const next = fillAll(task, scale, urgency, trials, budget);
    if (next === undefined) break;
    latest = next;
    const loaded = volumeLoaded(task, latest);
    const isBetter = loaded > bestVolume || (loaded === bestVolume && latest.length < best.length);
    if (!isBetter) continue;
    best = latest;
    bestVolume = loaded;
  }
  return accept(task, planOf(task, best, scale));
};

/** No plan leaves without being checked. InvariantViolation `freight.invalid_plan`. */
const accept = (task: LoadingTask, plan: LoadingPlan): LoadingPlan => {
  const [fault] = checkPlan(task, plan);
  invariant(fault === undefined, 'freight.invalid_plan', { ...fault });
  return plan;
};
