import type { Budget } from './budget.ts';
import { volumeOfAll } from './container-mixes.ts';
import { TurnFiller } from './fill-in-turn.ts';
import { countsOf, packerFor, planOf, volumesOf } from './filled-containers.ts';
import type { LoadingPlan, LoadingTask } from './loading-task.ts';
import { scaleOf } from './prepare-load.ts';

/** Blocks to choose from when one container has the whole budget. */
const blocksMost = 10_000;

/** Fewest containers that the volume of all pieces needs, when they are all of one size. */
const containersLeast = (task: LoadingTask): number => {
  const [size, ...others] = task.containers;
  if (size === undefined || others.length > 0) return 0;
  return Math.ceil(volumeOfAll(task.pieces) / (size.l * size.w * size.h) - 1e-9);
};

/** Loads the pieces into the containers: all of them if possible, in as few containers as found within the budget. */
export const loadContainers = (task: LoadingTask, budget: Budget): LoadingPlan => {
  const scale = scaleOf(task);
  const [only] = task.containers;
  if (only !== undefined && task.containers.length === 1 && only.available === 1) {
    const counts = countsOf(task);
    const packer = packerFor(task, only, scale, counts, blocksMost);
    const load = packer.pack(counts, volumesOf(task, scale), budget);
    return planOf(task, [{ size: only, load }], scale, load.trials);
  }
  const least = containersLeast(task);
  const filler = new TurnFiller(task, scale);
  let goesOn = true;
  while (goesOn && !(filler.best.length <= least && filler.isAllLoaded()))
    goesOn = filler.pass(budget) && !budget.isOver();
  return planOf(task, filler.best, scale, filler.trials);
};
