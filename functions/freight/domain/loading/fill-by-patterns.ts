import { type SeededNumbers, seededNumbers } from '../../../../shared/kernel/seeded-numbers.ts';
import type { Weights } from './block-choice.ts';
import { type Budget, trialBudget } from './budget.ts';
import { type Cover, coverDemand } from './cover-demand.ts';
import { countsOf, type FilledContainer, packerFor, volumesOf } from './filled-containers.ts';
import type { ContainerLoad } from './load-keeper.ts';
import type { ContainerSize, LoadingTask } from './loading-task.ts';
import type { ContainerPacker } from './pack-container.ts';

/** Blocks that loads are made of. */
const blocksMax = 2_000;
/** What a full container is worth in the search; prices are rounded to whole parts of it. */
const worth = 1_000_000;
/** Share of it by which more volume makes a load better where prices are equal. */
const volumeWorth = 1_000;
/** Trial loads for one new pattern at first, and how they grow from pass to pass. */
const trialsFirst = 12;
const trialsOfSingle = 60;
const trialsGrowth = 1.25;
const trialsMost = 400;
/** How blocks are judged, in turn: few kinds of large pieces leave large losses, so that what is left usable weighs more. */
const weightsOf: readonly Weights[] = [
  { contact: 2, loss: 3, pieces: 1, closeness: 0.02 },
  { contact: 2, loss: 3, pieces: 0.2, closeness: 0.02 },
  { contact: 2, loss: 1, pieces: 0.2, closeness: 0.02 },
];
/** New patterns looked for in a pass, all the pieces in view, and for what is left of them on the way down. */
const roundsMax = 60;
const roundsLeft = 2;
const missesMax = 6;
const passesMax = 10_000;

/** Pieces by type that one container holds, and how. */
interface Pattern {
  readonly counts: readonly number[];
  readonly load: ContainerLoad;
}

/**
 * Fills containers of one size by patterns: what one container can hold is priced so that it pays for the pieces that are hard to
 * place elsewhere (column generation, Gilmore & Gomory 1961), then whole containers are taken from the cover until nothing is left.
 */
export class PatternFiller {
  /** Trial loads so far. */
  trials = 0;
  /** The fewest containers found for all pieces; undefined before there are any. */
  best: readonly FilledContainer[] | undefined;
  /** Containers that the known patterns need at least, in fractions. */
  bound = 0;
  private readonly size: ContainerSize;
  private readonly demand: readonly number[];
  private readonly packer: ContainerPacker;
  private readonly volumes: readonly number[];
  private readonly random: SeededNumbers;
  private readonly patterns: Pattern[] = [];
  private readonly countsKnown: (readonly number[])[] = [];
  private readonly known = new Set<string>();
  /** The pattern of each type alone. */
  private readonly singles: number[] = [];
  private passes = 0;

  constructor(task: LoadingTask, size: ContainerSize, scale: number, seed: number) {
    this.size = size;
    this.demand = countsOf(task);
    this.packer = packerFor(task, size, scale, this.demand, blocksMax);
    const room = size.l * size.w * size.h * scale ** 3;
    this.volumes = volumesOf(task, scale).map((volume) => (volumeWorth * volume) / room);
    this.random = seededNumbers(seed);
  }

  /**
   * One more search for patterns and a way down to whole containers; false when another is of no use. It counts whole or not at all: cut
   * short, it could be better by chance than with more time.
   */
  pass(budget: Budget): boolean {
    const trials = Math.min(trialsMost, Math.round(trialsFirst * trialsGrowth ** this.passes));
    if (this.passes++ === passesMax) return false;
    if (this.singles.length === 0 && !this.findSingles()) return false;
    this.bound = this.findPatterns(this.demand, trials, roundsMax, budget).total;
    const filled = budget.isOver() ? undefined : this.takeWhole(trials, budget);
    if (filled !== undefined && (this.best === undefined || filled.length < this.best.length))
      this.best = filled;
    return !budget.isOver();
  }

  /** False when some piece does not go into the container at all. */
  private findSingles(): boolean {
    const none = this.demand.map(() => 0);
    for (const [type, count] of this.demand.entries()) {
      if (count === 0) continue;
      const load = this.packer.pack(
        { counts: none.with(type, count), values: this.values(none), weights: weightsOf[0], isDiverse: true },
        trialBudget(trialsOfSingle),
      );
      this.trials += load.trials;
      if (load.pieces.length === 0) return false;
      this.singles[type] = this.patterns.length;
      this.add(load);
    }
    return this.singles.length > 0;
  }

  private values(prices: readonly number[]): readonly number[] {
    return prices.map((price, type) => Math.round(price * worth) + Math.ceil(this.volumes[type] ?? 0));
  }

  /** All pieces at first; after a miss only so many of each type, drawn at random: a narrower choice leads elsewhere. */
  private someOf(demand: readonly number[], misses: number): readonly number[] {
    if (misses === 0) return demand;
    return demand.map((count, type) => {
      const most = this.countsKnown[this.singles[type] ?? 0]?.[type] ?? 0;
      return Math.min(count, this.random.next(most + 1));
    });
  }

  private nextWeights(): Weights | undefined {
    return weightsOf[this.random.next(weightsOf.length)];
  }

  /** What pieces count for when a load grows: something between their price and their volume, another mixture each time. */
  private merits(values: readonly number[]): readonly number[] {
    const share = this.random.next(5) / 4;
    return values.map((value, type) => value ** share * (1000 * (this.volumes[type] ?? 0)) ** (1 - share));
  }

  private add(load: ContainerLoad): boolean {
    const counts = this.demand.map(() => 0);
    for (const { kind } of load.pieces) counts[kind] = (counts[kind] ?? 0) + 1;
    const key = counts.join();
    if (this.known.has(key)) return false;
    this.known.add(key);
    this.patterns.push({ counts, load });
    this.countsKnown.push(counts);
    return true;
  }

  private cover(demand: readonly number[]): Cover {
    return coverDemand(this.countsKnown, demand, this.singles);
  }

  /** Adds patterns that are worth more than a container costs until none is found. */
  private findPatterns(demand: readonly number[], trials: number, rounds: number, budget: Budget): Cover {
    let cover = this.cover(demand);
    let misses = 0;
    for (let round = 0; round < rounds && misses < missesMax && !budget.isOver(); round++) {
      const load = this.pack(this.someOf(demand, misses), cover.prices, trials, budget);
      if (load.value > worth + 2 * volumeWorth) {
        cover = this.cover(demand);
        misses = 0;
      } else misses++;
    }
    return cover;
  }

  /** The best load at these prices; it and every other that pays is remembered as a pattern. */
  private pack(
    counts: readonly number[],
    prices: readonly number[],
    trials: number,
    budget: Budget,
  ): ContainerLoad {
    const from = worth + 2 * volumeWorth;
    const values = this.values(prices);
    const load = this.packer.pack(
      {
        counts,
        values,
        merits: this.merits(values),
        weights: this.nextWeights(),
        isDiverse: true,
        collector: { from, take: (other) => this.add(other) },
      },
      trialBudget(trials, budget),
    );
    this.trials += load.trials;
    return load;
  }

  /** Takes whole containers from the cover, the fullest shares first, until nothing is left; undefined when it will be no better, or the budget is over. */
  private takeWhole(trials: number, budget: Budget): readonly FilledContainer[] | undefined {
    let left = this.demand;
    const filled: FilledContainer[] = [];
    while (left.some((count) => count > 0)) {
      const cover = this.findPatterns(left, trials, filled.length === 0 ? 0 : roundsLeft, budget);
      const least = filled.length + Math.ceil(cover.total - 1e-6);
      if (budget.isOver() || (this.best !== undefined && least >= this.best.length)) return undefined;
      const taken = this.wholeOf(cover, left);
      if (taken.length === 0) {
        const load = this.pack(left, cover.prices, 2 * trials, budget);
        if (load.pieces.length === 0 || budget.isOver()) return undefined;
        taken.push({ counts: countPieces(load, left.length), load });
      }
      for (const { counts, load } of taken) {
        left = left.map((count, type) => count - (counts[type] ?? 0));
        filled.push({ size: this.size, load });
      }
    }
    return filled;
  }

  /** Containers whose share in the cover is whole, or else the one that is nearest to it and holds nothing but what is left. */
  private wholeOf({ shares }: Cover, left: readonly number[]): Pattern[] {
    const taken: Pattern[] = [];
    let rest = left;
    const holds = (counts: readonly number[]): boolean =>
      counts.every((count, type) => count <= (rest[type] ?? 0));
    const byShare = [...shares]
      .map(([index, share]) => ({ pattern: this.patterns[index], share }))
      .sort((a, b) => b.share - a.share);
    for (const { pattern, share } of byShare) {
      if (pattern === undefined) continue;
      for (let whole = 1; whole <= share + 1e-6 && holds(pattern.counts); whole++) {
        taken.push(pattern);
        rest = rest.map((count, type) => count - (pattern.counts[type] ?? 0));
      }
    }
    if (taken.length > 0) return taken;
    const fitting = byShare.flatMap(({ pattern, share }) =>
      pattern !== undefined && share > 0.3 && holds(pattern.counts) ? [pattern] : [],
    );
    const chosen = fitting[this.passes === 1 ? 0 : this.random.next(fitting.length + 1)];
    return chosen === undefined ? [] : [chosen];
  }
}

const countPieces = ({ pieces }: ContainerLoad, types: number): readonly number[] => {
  const counts = new Array<number>(types).fill(0);
  for (const { kind } of pieces) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};
