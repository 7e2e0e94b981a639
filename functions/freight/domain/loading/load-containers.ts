import { seededRandom } from '../../../../shared/kernel/seeded-numbers.ts';
import type { Budget } from './budget.ts';
import { volumeOfAll } from './container-mixes.ts';
import { PatternFiller } from './fill-by-patterns.ts';
import { TurnFiller } from './fill-in-turn.ts';
import { countsOf, type FilledContainer, packerFor, volumesOf } from './filled-containers.ts';
import type { ContainerSize, LoadingPlan, LoadingTask } from './loading-task.ts';
import { scaleOf } from './prepare-load.ts';
import { planOf } from './write-plan.ts';

/** Blocks to choose from when one container has the whole budget. */
const blocksMost = 10_000;

/** Up to so many types of piece, patterns of whole containers are searched; beyond, containers are filled in turn. */
const typesOfPatternsMax = 40;

/** Fewest containers that the volume of all pieces needs, when they are all of one size. */
const containersLeast = (task: LoadingTask): number => {
  const [size, ...others] = task.containers;
  if (size === undefined || others.length > 0) return 0;
  return Math.ceil(volumeOfAll(task.pieces) / (size.l * size.w * size.h) - 1e-9);
};

/** Seed of the plan that everybody gets who asks for no other. */
export const usualSeed = 1;
/** How far another seed moves what a type counts for in the choice of the next block. */
const seedSpread = 0.3;

/** What types count for by the seed: their volume, or near to it for another look at the same task. */
const meritsOf = (volumes: readonly number[], seed: number): readonly number[] => {
  if (seed === usualSeed) return volumes;
  const random = seededRandom(seed);
  return volumes.map((volume) => volume * (1 + seedSpread * (random() - 0.5)));
};

/**
 * Loads the pieces into the containers: all of them if possible, in as few containers as found within the budget. The same seed and
 * number of trial loads give the same plan; another seed looks elsewhere, neither better nor worse on average.
 */
export const loadContainers = (task: LoadingTask, budget: Budget, seed = usualSeed): LoadingPlan => {
  const scale = scaleOf(task);
  const [only] = task.containers;
  if (only !== undefined && task.containers.length === 1 && only.available === 1) {
    const counts = countsOf(task);
    const packer = packerFor(task, only, scale, counts, blocksMost);
    const values = volumesOf(task, scale);
    const load = packer.pack({ counts, values, merits: meritsOf(values, seed) }, budget);
    return planOf(task, [{ size: only, load }], scale, load.trials);
  }
  if (only !== undefined && task.containers.length === 1 && task.pieces.length <= typesOfPatternsMax)
    return fillByBoth(task, only, scale, seed, budget);
  const filler = new TurnFiller(task, scale);
  let goesOn = true;
  while (goesOn) goesOn = filler.pass(budget) && !filler.isAllLoaded() && !budget.isOver();
  return planOf(task, filler.best, scale, filler.trials);
};

/** In turn first, so that there is a plan at once; then by patterns, until the least number is reached or the budget is over. */
const fillByBoth = (
  task: LoadingTask,
  size: ContainerSize,
  scale: number,
  seed: number,
  budget: Budget,
): LoadingPlan => {
  const least = containersLeast(task);
  const turns = new TurnFiller(task, scale);
  const patterns = new PatternFiller(task, size, scale, seed);
  const best = (): readonly FilledContainer[] => {
    const found = patterns.best;
    const isBetter =
      found !== undefined &&
      found.length <= size.available &&
      (!turns.isAllLoaded() || found.length < turns.best.length);
    return isBetter ? found : turns.best;
  };
  let goesOn = turns.pass(budget);
  while (goesOn && !budget.isOver() && best().length > least) goesOn = patterns.pass(budget);
  return planOf(task, best(), scale, turns.trials + patterns.trials);
};
