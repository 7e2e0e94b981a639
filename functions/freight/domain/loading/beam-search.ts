import { Candidates } from './beam-candidates.ts';
import type { BlockChoice } from './block-choice.ts';
import { BlockFinder } from './block-finder.ts';
import type { BlockTable, Kind, Room } from './block-table.ts';
import type { Budget } from './budget.ts';
import type { DropLots } from './drop-lots.ts';
import { type Layout, LoadStates } from './load-states.ts';
import type { StowageRules } from './stowage-rules.ts';

/** What a search works on. */
export interface SearchTask {
  readonly room: Room;
  readonly kinds: readonly Kind[];
  readonly blocks: BlockTable;
  readonly layout: Layout;
  /** Undefined where nothing has a drop. */
  readonly lots: DropLots | undefined;
  /** Undefined when there is nothing to ask beyond free and carried space. */
  readonly rules: StowageRules | undefined;
  readonly budget: Budget;
  /** True to go on with different loads of equal worth. */
  readonly isDiverse: boolean;
  /** Told of every trial load of more than `valueToBeat`; answers the new value to beat. */
  readonly offer: (states: LoadStates, state: number) => number;
}

/** Blocks of the next drop tried while there are still some of this one. */
const earlyTries = 1;

/**
 * Beam search whose states are judged by completing them greedily; after Araya & Riff (2014), "A beam search approach to the
 * container loading problem".
 */
export class BeamSearch {
  valueToBeat = 0;
  /** Trial loads completed. */
  trials = 0;
  readonly task: SearchTask;
  /** Two levels of states and one to try on; made larger when a pass is wider. */
  widthMax = 4;
  states: LoadStates;
  /** Blocks in order of merit for each phase. */
  phases: readonly BlockChoice[];
  private readonly finder: BlockFinder;
  readonly candidates = new Candidates();
  readonly tried = new Int32Array(1024);

  constructor(task: SearchTask, phases: readonly BlockChoice[]) {
    this.task = task;
    this.phases = phases;
    this.finder = new BlockFinder(task);
    this.states = this.statesFor(this.widthMax);
  }

  /** Two levels of so many states, one to try on and one to go back to. */
  private statesFor(width: number): LoadStates {
    const { room, kinds, blocks, layout, lots } = this.task;
    return new LoadStates(room, kinds, blocks, 2 * width + 2, layout, lots);
  }

  /**
   * The space to fill next, with up to `count` blocks for it in the finder; -1 when the state is complete. Spaces that nothing can ever
   * fill any more are dropped, unless other candidates still point into the state's spaces.
   */
  private openSpace(state: number, count: number, isFrozen: boolean): number {
    const { states, phases, finder } = this;
    const { lots } = this.task;
    const last = phases.length - 1;
    for (;;) {
      const isShort = lots !== undefined && (states.openVolume[state] ?? 0) < lots.openVolumeMin;
      if (isShort && states.openNext(state)) continue;
      const own = states.phase[state] ?? 0;
      const space = states.nearestSpace(state, own + 1);
      if (space < 0) {
        if (!states.openNext(state)) return -1;
        continue;
      }
      const choice = phases[own];
      if (choice !== undefined && finder.find(states, state, space, count, choice) > 0) return space;
      // What finds nothing now will not later in this phase either: there are only more pieces in the way, and fewer left.
      if (own >= last && !isFrozen) states.dropSpace(state, space);
      else states.markSpace(space, own + 1);
    }
  }

  private complete(state: number): number {
    const { states } = this;
    for (;;) {
      const space = this.openSpace(state, 1, false);
      if (space < 0) break;
      states.place(state, space, this.finder.found[0] ?? 0);
    }
    this.trials++;
    const value = states.value[state] ?? 0;
    if (value > this.valueToBeat) this.valueToBeat = this.task.offer(states, state);
    return value;
  }

  /** One pass with at most `width` states a level and `fan` blocks tried per state. False when the budget ran out. */
  run(width: number, fan: number): boolean {
    const { budget, kinds } = this.task;
    if (width > this.widthMax) {
      this.widthMax = 2 * width;
      this.states = this.statesFor(this.widthMax);
    }
    const { states, widthMax } = this;
    let from = 0;
    let to = widthMax;
    let count = 1;
    states.clear(0, kinds);
    let promised = new Float64Array(width);
    while (count > 0) {
      const tried = this.expand(from, count, fan, promised);
      if (tried < 0) return false;
      promised = new Float64Array(width);
      count = this.select(tried, width, to, promised);
      const swap = from;
      from = to;
      to = swap;
    }
    return !budget.isOver();
  }

  /** Tries the best blocks on every state of a level; -1 when the budget ran out. */
  private expand(first: number, count: number, fan: number, promised: Float64Array): number {
    const { states } = this;
    const saved = 2 * this.widthMax + 1;
    this.candidates.reserve(2 * count * fan);
    let n = 0;
    for (let state = first; state < first + count && n >= 0; state++) {
      const before = n;
      n = this.tryBlocks(state, fan, promised[state - first] ?? 0, n, false);
      // Pieces of a drop that fit badly are better left than allowed to close the way: go on to the next drop early, too.
      if (n <= before) continue;
      states.copyOpen(state, saved);
      if (!states.openNext(state)) continue;
      n = this.tryBlocks(state, Math.min(fan, earlyTries), 0, n, true);
      states.copyOpen(saved, state);
    }
    return n;
  }

  /** Completes the state once with each of its best blocks, adding candidates from number `first` on; -1 when the budget ran out. */
  private tryBlocks(state: number, fan: number, promised: number, first: number, isEarly: boolean): number {
    const { states, tried, candidates } = this;
    const { found } = this.finder;
    const { blocks } = this.task;
    const scratch = 2 * this.widthMax;
    const space = this.openSpace(state, fan, isEarly);
    if (space < 0) return first;
    let n = first;
    for (let i = 0; i < fan; i++) tried[i] = found[i] ?? 0;
    for (let i = 0; i < fan && (tried[i] ?? 0) >= 0; i++) {
      // Completing the first child repeats what completing its parent has shown.
      let value = i === 0 ? promised : 0;
      if (value === 0) {
        states.copy(state, scratch);
        states.place(scratch, space + (scratch - state) * states.stride, tried[i] ?? 0);
        value = this.complete(scratch);
        if (this.task.budget.isOver()) return -1;
      }
      candidates.value[n] = value;
      candidates.worth[n] = (states.value[state] ?? 0) + (blocks.value[tried[i] ?? 0] ?? 0);
      candidates.parent[n] = state;
      candidates.space[n] = space;
      candidates.block[n] = tried[i] ?? 0;
      candidates.phase[n] = states.phase[state] ?? 0;
      n++;
    }
    return n;
  }

  /** Makes the states of the next level from the best candidates. */
  private select(count: number, width: number, to: number, promised: Float64Array): number {
    const { states, candidates } = this;
    const kept = candidates.best(count, width, this.task.isDiverse);
    for (const [rank, i] of kept.entries()) {
      const parent = candidates.parent[i] ?? 0;
      const state = to + rank;
      const own = candidates.phase[i] ?? 0;
      states.copy(parent, state);
      while ((states.phase[state] ?? 0) < own) states.openNext(state);
      const space = (candidates.space[i] ?? 0) + (state - parent) * states.stride;
      states.place(state, space, candidates.block[i] ?? 0);
      promised[rank] = candidates.value[i] ?? 0;
    }
    return kept.length;
  }
}
