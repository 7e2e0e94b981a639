import { type Budget, trialBudget } from './budget.ts';
import { volumeOfAll } from './container-mixes.ts';
import {
  countsLeft,
  countsOf,
  type FilledContainer,
  packerFor,
  takeOut,
  volumeLoaded,
  volumesOf,
} from './filled-containers.ts';
import type { ContainerLoad } from './load-keeper.ts';
import type { ContainerSize, LoadingTask } from './loading-task.ts';

/** Blocks to choose from: few for few trial loads, since building them takes time. */
const blocksFew = 1_000;
const blocksPerTrial = 10;
const blocksMost = 10_000;
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

/** How often the same load can be repeated with what is left. */
const repeatsOf = (counts: readonly number[], { pieces }: ContainerLoad): number => {
  const needs = new Map<number, number>();
  for (const { kind } of pieces) needs.set(kind, (needs.get(kind) ?? 0) + 1);
  return Math.min(...[...needs].map(([kind, need]) => Math.floor((counts[kind] ?? 0) / need)));
};

/** Containers filled one after the other, again and again with what came last counting for more. */
export class TurnFiller {
  /** Trial loads so far. */
  trials = 0;
  best: readonly FilledContainer[] = [];
  private readonly task: LoadingTask;
  private readonly scale: number;
  private latest: readonly FilledContainer[] = [];
  private urgency: Urgency;
  private bestVolume = -1;
  private passes = 0;

  constructor(task: LoadingTask, scale: number) {
    this.task = task;
    this.scale = scale;
    this.urgency = task.pieces.map(() => 1);
  }

  /** True when every piece has its place in the best plan. */
  isAllLoaded(): boolean {
    return this.bestVolume >= volumeOfAll(this.task.pieces) * (1 - 1e-9);
  }

  /** One more pass over all containers; false when another is of no use or the budget was over. The first is always made whole. */
  pass(budget: Budget): boolean {
    if (this.passes === passesMax) return false;
    const trials = Math.round(trialsFirst * 2 ** (this.passes / passesToDouble));
    const isFirst = this.passes++ === 0;
    if (!isFirst) this.urgency = this.raiseUrgency();
    const trialsBefore = this.trials;
    const next = this.fillAll(trials, isFirst ? { isOver: () => false } : budget);
    if (next === undefined) return false;
    this.latest = next;
    const loaded = volumeLoaded(this.task, next);
    const isBetter =
      loaded > this.bestVolume || (loaded === this.bestVolume && next.length < this.best.length);
    if (isBetter) {
      this.best = next;
      this.bestVolume = loaded;
    }
    return this.trials > trialsBefore;
  }

  /**
   * Fills the containers in the order of their sizes, each with so many trial loads; a load is repeated while its pieces last.
   * Undefined when the budget is over before all is loaded.
   */
  private fillAll(trials: number, budget: Budget): readonly FilledContainer[] | undefined {
    let counts = countsOf(this.task);
    const filled: FilledContainer[] = [];
    for (const size of this.task.containers) {
      let free = size.available;
      while (free > 0 && counts.some((count) => count > 0)) {
        if (budget.isOver()) return undefined;
        const load = this.fillOne(size, counts, trials, budget);
        if (load.pieces.length === 0) break;
        const repeats = Math.min(free, repeatsOf(counts, load));
        for (let i = 0; i < repeats; i++) {
          filled.push({ size, load });
          counts = takeOut(counts, load);
        }
        free -= repeats;
      }
    }
    return filled;
  }

  private fillOne(
    size: ContainerSize,
    counts: readonly number[],
    trials: number,
    budget: Budget,
  ): ContainerLoad {
    const blocksMax = Math.min(blocksMost, blocksFew + blocksPerTrial * trials);
    const packer = packerFor(this.task, size, this.scale, counts, blocksMax);
    const values = volumesOf(this.task, this.scale).map((volume, type) => volume * (this.urgency[type] ?? 1));
    const load = packer.pack({ counts, values }, trialBudget(trials, budget));
    this.trials += load.trials;
    return load;
  }

  /** Pieces that came last or not at all become more urgent: squeaky wheel optimisation (Joslin & Clements, 1999). */
  private raiseUrgency(): Urgency {
    const last = new Map<number, number>();
    for (const { kind } of this.latest.at(-1)?.load.pieces ?? []) last.set(kind, (last.get(kind) ?? 0) + 1);
    const counts = countsLeft(this.task, this.latest);
    const raised = this.urgency.map(
      (own, type) => own * ((last.get(type) ?? 0) + (counts[type] ?? 0) > 0 ? urgencyStep : 1),
    );
    const mean = raised.reduce((sum, own) => sum + own, 0) / raised.length;
    return raised.map((own) => Math.min(urgencyMax, Math.max(1 / urgencyMax, own / mean)));
  }
}
