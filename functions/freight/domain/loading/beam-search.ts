import { Candidates } from './beam-candidates.ts';
import type { BlockChoice } from './block-choice.ts';
import type { BlockTable, Kind, Room } from './block-table.ts';
import type { Budget } from './budget.ts';
import { type Layout, LoadStates } from './load-states.ts';
import type { StowageRules } from './stowage-rules.ts';

/** What a search works on. */
export interface SearchTask {
  readonly room: Room;
  readonly kinds: readonly Kind[];
  readonly blocks: BlockTable;
  readonly layout: Layout;
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
/** A greedy load goes on to the next drop when no more than this share of one is left and a block so many times larger fits. */
const leftShareMax = 0.25;
const timesLarger = 4;

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
  /** Blocks in order of merit for each phase: with drops, last out first; the last phase takes whatever is left. */
  phases: readonly BlockChoice[];
  phase: Int32Array;
  /** Value of each state when its phase began, and of all pieces of each phase. */
  phaseFrom: Float64Array;
  readonly phaseValue: readonly number[];
  /** True when the greedy load of the state tried last goes on to the next drop. */
  goesOn = false;
  readonly found = new Int32Array(1024);
  readonly candidates = new Candidates();
  readonly tried = new Int32Array(1024);

  constructor(task: SearchTask, phases: readonly BlockChoice[]) {
    this.task = task;
    this.phases = phases;
    this.states = new LoadStates(task.room, task.kinds, task.blocks, 2 * this.widthMax + 1, task.layout);
    this.phase = new Int32Array(2 * this.widthMax + 1);
    this.phaseFrom = new Float64Array(2 * this.widthMax + 1);
    this.phaseValue = phases.map((choice) =>
      task.kinds
        .filter(({ drop }) => drop === choice.drop)
        .reduce((sum, { value, quantity }) => sum + value * quantity, 0),
    );
  }

  /**
   * The space to fill next, with up to `count` blocks for it in `found`; -1 when the state is complete. Spaces that nothing can ever
   * fill any more are dropped, unless other candidates still point into the state's spaces.
   */
  private openSpace(state: number, count: number, isFrozen: boolean): number {
    const { states, phases, phase } = this;
    const last = phases.length - 1;
    for (;;) {
      const own = phase[state] ?? 0;
      const space = states.nearestSpace(state, own + 1);
      if (space < 0) {
        if (own >= last) return -1;
        this.beginPhase(state, own + 1);
        continue;
      }
      if (this.findBlocks(state, space, count, phases.at(own)) > 0) {
        if (count > 1 || !this.hadBetterGoOn(state, space)) return space;
        this.beginPhase(state, own + 1);
        continue;
      }
      // What finds nothing now will not later in this phase either: there are only more pieces in the way, and fewer left.
      if (own >= last && !isFrozen) states.dropSpace(state, space);
      else states.markSpace(space, own + 1);
    }
  }

  private beginPhase(state: number, phase: number): void {
    this.phase[state] = phase;
    this.phaseFrom[state] = this.states.value[state] ?? 0;
  }

  /** True when few pieces of the drop are left, for which a space would be wasted where a far larger block of the next fits. */
  private hadBetterGoOn(state: number, space: number): boolean {
    const { states, phases, found, phaseFrom, phaseValue } = this;
    const { value } = this.task.blocks;
    const own = this.phase[state] ?? 0;
    if (own >= phases.length - 2) return false;
    const all = phaseValue[own] ?? 0;
    const loaded = (states.value[state] ?? 0) - (phaseFrom[state] ?? 0);
    if (all - loaded > leftShareMax * all) return false;
    const block = found[0] ?? 0;
    const isFound = this.findBlocks(state, space, 1, phases.at(own + 1)) > 0;
    const next = found[0] ?? 0;
    found[0] = block;
    return isFound && (value[next] ?? 0) > timesLarger * (value[block] ?? 0);
  }

  private findBlocks(state: number, space: number, count: number, choice: BlockChoice | undefined): number {
    if (choice === undefined) return 0;
    const { states, found } = this;
    const { rules } = this.task;
    const { memory } = states;
    const l = (memory[space + 3] ?? 0) - (memory[space] ?? 0);
    const w = (memory[space + 4] ?? 0) - (memory[space + 1] ?? 0);
    const h = (memory[space + 5] ?? 0) - (memory[space + 2] ?? 0);
    if (!choice.mayFill(l, w, h, memory, state * states.stride + states.leftAt)) return 0;
    const order = rules?.inDropOrder(states, state, space, choice) ?? 'all';
    if (order === 'none') return 0;
    const asksOrder = order === 'some';
    const slot = choice.slotFor(l, w, h);
    let n = 0;
    let i = 0;
    while (slot >= 0) {
      const { ids } = choice;
      const start = choice.start[slot] ?? 0;
      const end = choice.length[slot] ?? 0;
      for (; i < end && n < count; i++) {
        const block = ids[start + i] ?? 0;
        if (!states.hasPieces(state, block)) continue;
        if (rules !== undefined && !rules.allows(states, state, space, block, asksOrder)) continue;
        found[n++] = block;
      }
      if (n === count || end >= (choice.fits[slot] ?? 0)) break;
      choice.extend(slot);
    }
    if (n < count) found[n] = -1;
    return n;
  }

  private complete(state: number): number {
    const { states } = this;
    for (;;) {
      const space = this.openSpace(state, 1, false);
      if (space < 0) break;
      states.place(state, space, this.found[0] ?? 0);
    }
    this.trials++;
    const value = states.value[state] ?? 0;
    if (value > this.valueToBeat) this.valueToBeat = this.task.offer(states, state);
    return value;
  }

  /** One pass with at most `width` states a level and `fan` blocks tried per state. False when the budget ran out. */
  run(width: number, fan: number): boolean {
    const { budget, kinds, room, blocks, layout } = this.task;
    if (width > this.widthMax) {
      this.widthMax = 2 * width;
      this.states = new LoadStates(room, kinds, blocks, 2 * this.widthMax + 1, layout);
      this.phase = new Int32Array(2 * this.widthMax + 1);
      this.phaseFrom = new Float64Array(2 * this.widthMax + 1);
    }
    const { states, widthMax } = this;
    let from = 0;
    let to = widthMax;
    let count = 1;
    states.clear(0, kinds);
    this.beginPhase(0, 0);
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
    const { phase, phaseFrom } = this;
    this.candidates.reserve(2 * count * fan);
    let n = 0;
    for (let state = first; state < first + count && n >= 0; state++) {
      const before = n;
      n = this.tryBlocks(state, fan, promised[state - first] ?? 0, n, false);
      // Pieces of a drop that fit badly are better left than allowed to close the way: go on to the next drop early, too.
      if (n <= before || (phase[state] ?? 0) >= this.phases.length - 2) continue;
      const own = phase[state] ?? 0;
      const from = phaseFrom[state] ?? 0;
      this.beginPhase(state, own + 1);
      const promisedEarly = this.goesOn ? (promised[state - first] ?? 0) : 0;
      n = this.tryBlocks(state, Math.min(fan, earlyTries), promisedEarly, n, true);
      phase[state] = own;
      phaseFrom[state] = from;
    }
    return n;
  }

  /** Completes the state once with each of its best blocks, adding candidates from number `first` on; -1 when the budget ran out. */
  private tryBlocks(state: number, fan: number, promised: number, first: number, isEarly: boolean): number {
    const { states, phase, phaseFrom, found, tried, candidates } = this;
    const { blocks } = this.task;
    const scratch = 2 * this.widthMax;
    const space = this.openSpace(state, fan, isEarly);
    if (space < 0) return first;
    let n = first;
    for (let i = 0; i < fan; i++) tried[i] = found[i] ?? 0;
    const isPromised = isEarly || !this.hadBetterGoOn(state, space);
    this.goesOn = !isPromised;
    for (let i = 0; i < fan && (tried[i] ?? 0) >= 0; i++) {
      // Completing the first child repeats what completing its parent has shown, unless that went on to the next drop.
      let value = i === 0 && isPromised ? promised : 0;
      if (value === 0) {
        states.copy(state, scratch);
        phase[scratch] = phase[state] ?? 0;
        phaseFrom[scratch] = phaseFrom[state] ?? 0;
        states.place(scratch, space + (scratch - state) * states.stride, tried[i] ?? 0);
        value = this.complete(scratch);
        if (this.task.budget.isOver()) return -1;
      }
      candidates.value[n] = value;
      candidates.worth[n] = (states.value[state] ?? 0) + (blocks.value[tried[i] ?? 0] ?? 0);
      candidates.parent[n] = state;
      candidates.space[n] = space;
      candidates.block[n] = tried[i] ?? 0;
      candidates.phase[n] = phase[state] ?? 0;
      n++;
    }
    return n;
  }

  /** Makes the states of the next level from the best candidates. */
  private select(count: number, width: number, to: number, promised: Float64Array): number {
    const { states, phase, phaseFrom, candidates } = this;
    const kept = candidates.best(count, width, this.task.isDiverse);
    for (const [rank, i] of kept.entries()) {
      const parent = candidates.parent[i] ?? 0;
      const state = to + rank;
      const own = candidates.phase[i] ?? 0;
      states.copy(parent, state);
      phase[state] = own;
      phaseFrom[state] = own === phase[parent] ? (phaseFrom[parent] ?? 0) : (states.value[parent] ?? 0);
      const space = (candidates.space[i] ?? 0) + (state - parent) * states.stride;
      states.place(state, space, candidates.block[i] ?? 0);
      promised[rank] = candidates.value[i] ?? 0;
    }
    return kept.length;
  }
}
