import { invariant } from '../../../../shared/kernel/invariant.ts';
import { type Budget, trialBudget } from './budget.ts';
import {
  allMixes,
  type ContainerMix,
  largestMix,
  mixesByCost,
  type PricedContainer,
  volumeOfAll,
} from './container-mixes.ts';
import { TurnFiller } from './fill-in-turn.ts';
import { type FilledContainer, volumeLoaded } from './filled-containers.ts';
import type { ContainerSize, LoadingPlan, LoadingTask } from './loading-task.ts';
import { prepareLoad, scaleOf, type WholeTask } from './prepare-load.ts';
import { planOf } from './write-plan.ts';

/** Pieces to carry in any mix of containers; names of sizes are unique. */
export interface CheapestLoadTask extends Omit<LoadingTask, 'containers'> {
  readonly containers: readonly PricedContainer[];
  /** Most containers in all, 1 to 40. */
  readonly containersMax: number;
}

/** The cheapest mix found that takes everything, or else the load of the mix that takes most. */
export interface CheapestLoad {
  readonly plan: LoadingPlan;
  /** Price of the containers in the plan. */
  readonly costMinor: bigint;
}

const containersLimit = 40;
/** Trial loads for each container of a mix in the first round, and the factor from round to round. */
const trialsFirst = 24;
const roundFactor = 4;
const roundsMax = 8;
/** When time is short: room, as a multiple of the cargo, in which cargo usually fits at once. */
const easyRoom = 1.35;
const easyStep = 0.08;

class MixSearch {
  private readonly task: CheapestLoadTask;
  private readonly budget: Budget;
  private readonly scale: number;
  /** Why a piece does not go into a size, by size and type. */
  private readonly refused: readonly WholeTask['refused'][];
  private readonly fillers = new Map<ContainerMix, TurnFiller>();

  constructor(task: CheapestLoadTask, budget: Budget) {
    this.task = task;
    this.budget = budget;
    this.scale = scaleOf(task);
    this.refused = task.containers.map((size) => prepareLoad(task, size, this.scale).refused);
  }

  /** Loads of the cheapest mix that takes everything, or of the one that takes most. */
  run(): readonly FilledContainer[] {
    const { task, budget } = this;
    const mixes = allMixes(task.containers, task.containersMax);
    const possible = mixesByCost(mixes, task.pieces).filter((mix) => this.takesEach(mix));
    let best = this.firstThatFits(possible, 0);
    if (best === undefined) return this.mostLoaded(largestMix(mixes));
    for (let round = 1; round < roundsMax && !budget.isOver(); round++) {
      const cheaper = possible.slice(0, possible.indexOf(best));
      if (cheaper.length === 0) break;
      best = this.firstThatFits(cheaper, round) ?? best;
    }
    return this.fillers.get(best)?.best ?? [];
  }

  trials(): number {
    return [...this.fillers.values()].reduce((sum, { trials }) => sum + trials, 0);
  }

  /**
   * The first round goes on without budget until something fits, but then over mixes with plenty of room only, and with more of it each
   * time.
   */
  private firstThatFits(mixes: readonly ContainerMix[], round: number): ContainerMix | undefined {
    const volume = volumeOfAll(this.task.pieces);
    let easy = easyRoom * volume;
    for (const mix of mixes) {
      const isLate = this.budget.isOver();
      if (isLate && round > 0) return undefined;
      if (isLate && mix.volume < easy) continue;
      const own = trialsFirst * mix.containers * roundFactor ** round;
      const filler = this.fill(mix, trialBudget(isLate ? 0 : own, isLate ? undefined : this.budget));
      if (filler.isAllLoaded()) return mix;
      if (isLate) easy = mix.volume * (1 + easyStep);
    }
    return undefined;
  }

  /** True when each piece goes into one of the sizes at least. */
  private takesEach({ counts }: ContainerMix): boolean {
    return this.task.pieces.every(
      (piece, type) =>
        piece.quantity === 0 || counts.some((count, size) => count > 0 && this.takes(size, type)),
    );
  }

  private takes(size: number, type: number): boolean {
    return this.refused[size]?.[type] === undefined;
  }

  private fill(mix: ContainerMix, budget: Budget): TurnFiller {
    const filler = this.fillers.get(mix) ?? new TurnFiller(this.taskOf(mix), this.scale);
    this.fillers.set(mix, filler);
    let goesOn = true;
    while (goesOn && !filler.isAllLoaded()) goesOn = filler.pass(budget) && !budget.isOver();
    return filler;
  }

  /** The largest containers first: what is long or high has its choice before the rest fills up. */
  private taskOf(mix: ContainerMix): LoadingTask {
    const sizes = this.task.containers.map(
      (size, index): ContainerSize => ({ ...size, available: mix.counts[index] ?? 0 }),
    );
    return {
      ...this.task,
      containers: sizes
        .filter(({ available }) => available > 0)
        .sort((a, b) => b.l * b.w * b.h - a.l * a.w * a.h),
    };
  }

  private mostLoaded(largest: ContainerMix): readonly FilledContainer[] {
    const first = this.fill(largest, trialBudget(trialsFirst * largest.containers, this.budget));
    return [...this.fillers.values()].reduce(
      (most, { best }) => (volumeLoaded(this.task, best) > volumeLoaded(this.task, most) ? best : most),
      first.best,
    );
  }
}

/**
 * Chooses how many containers of which size carry everything for the least money, and loads them: mixes are tried by rising price,
 * then those below the price of the best again with more trial loads, until the budget is over. Every rule of the task holds in each
 * container. InvariantViolation `freight.too_many_containers` when more than 40 may be mixed.
 */
export const cheapestLoad = (task: CheapestLoadTask, budget: Budget): CheapestLoad => {
  const { containersMax, containers } = task;
  invariant(containersMax >= 1 && containersMax <= containersLimit, 'freight.too_many_containers', {
    containersMax,
  });
  const search = new MixSearch(task, budget);
  const plan = planOf(task, search.run(), scaleOf(task), search.trials());
  const costOf = ({ name }: ContainerSize): bigint =>
    containers.find((size) => size.name === name)?.costMinor ?? 0n;
  return { plan, costMinor: plan.containers.reduce((sum, size) => sum + costOf(size), 0n) };
};
