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
const earlyTries = 2;

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
  readonly skipped = new Uint8Array(512);
  readonly found = new Int32Array(1024);
  candidateValue = new Float64Array(1024);
  candidateParent = new Int32Array(1024);
  candidateSpace = new Int32Array(1024);
  candidateBlock = new Int32Array(1024);
  candidatePhase = new Int32Array(1024);
  readonly tried = new Int32Array(1024);

  constructor(task: SearchTask, phases: readonly BlockChoice[]) {
    this.task = task;
    this.phases = phases;
    this.states = new LoadStates(task.room, task.kinds, task.blocks, 2 * this.widthMax + 1, task.layout);
    this.phase = new Int32Array(2 * this.widthMax + 1);
  }

  /**
   * The space to fill next, with up to `count` blocks for it in `found`; -1 when the state is complete. Spaces that nothing can ever
   * fill any more are dropped, unless other candidates still point into the state's spaces.
   */
  private openSpace(state: number, count: number, isFrozen: boolean): number {
    const { states, phases, phase, skipped } = this;
    const last = phases.length - 1;
    if (isFrozen || (phase[state] ?? 0) < last) skipped.fill(0);
    for (;;) {
      const mayDrop = (phase[state] ?? 0) >= last && !isFrozen;
      const space = mayDrop ? states.nearestSpace(state) : states.nearestSpaceOf(state, skipped);
      if (space < 0) {
        if ((phase[state] ?? 0) >= last) return -1;
        phase[state] = (phase[state] ?? 0) + 1;
        skipped.fill(0);
        continue;
      }
      const n = this.findBlocks(state, space, count, phases.at(phase[state] ?? 0));
      if (n > 0) return space;
      if (mayDrop) states.dropSpace(state, space);
      else skipped[(space - state * states.stride) / 6] = 1;
    }
  }

  private findBlocks(state: number, space: number, count: number, choice: BlockChoice | undefined): number {
    if (choice === undefined) return 0;
    const { states, found } = this;
    const { rules } = this.task;
    const { memory } = states;
    const slot = choice.slotFor(
      (memory[space + 3] ?? 0) - (memory[space] ?? 0),
      (memory[space + 4] ?? 0) - (memory[space + 1] ?? 0),
      (memory[space + 5] ?? 0) - (memory[space + 2] ?? 0),
    );
    let n = 0;
    let i = 0;
    while (slot >= 0) {
      const { ids } = choice;
      const start = choice.start[slot] ?? 0;
      const end = choice.length[slot] ?? 0;
      for (; i < end && n < count; i++) {
        const block = ids[start + i] ?? 0;
        if (!states.hasPieces(state, block)) continue;
        if (rules !== undefined && !rules.allows(states, state, space, block)) continue;
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
    }
    const { states, phase, widthMax } = this;
    const perParentMax = Math.max(1, Math.ceil(width / 4));
    let from = 0;
    let to = widthMax;
    let count = 1;
    states.clear(0, kinds);
    phase[0] = 0;
    let promised = new Float64Array(width);
    while (count > 0) {
      const candidates = this.expand(from, count, fan, promised);
      if (candidates < 0) return false;
      promised = new Float64Array(width);
      count = this.select(candidates, width, perParentMax, to, promised);
      const swap = from;
      from = to;
      to = swap;
    }
    return !budget.isOver();
  }

  /** Tries the best blocks on every state of a level; -1 when the budget ran out. */
  private expand(from: number, count: number, fan: number, promised: Float64Array): number {
    const { phase } = this;
    this.reserve(2 * count * fan);
    let n = 0;
    for (let state = from; state < from + count && n >= 0; state++) {
      const before = n;
      n = this.tryBlocks(state, fan, promised[state - from] ?? 0, n, false);
      // Pieces of a drop that fit badly are better left than allowed to close the way: go on to the next drop early, too.
      if (n <= before || (phase[state] ?? 0) >= this.phases.length - 2) continue;
      const own = phase[state] ?? 0;
      phase[state] = own + 1;
      n = this.tryBlocks(state, Math.min(fan, earlyTries), 0, n, true);
      phase[state] = own;
    }
    return n;
  }

  /** Completes the state once with each of its best blocks, adding candidates from number `first` on; -1 when the budget ran out. */
  private tryBlocks(state: number, fan: number, promised: number, first: number, isEarly: boolean): number {
    const { states, phase, found, tried } = this;
    const scratch = 2 * this.widthMax;
    const space = this.openSpace(state, fan, isEarly);
    if (space < 0) return first;
    let n = first;
    for (let i = 0; i < fan; i++) tried[i] = found[i] ?? 0;
    for (let i = 0; i < fan && (tried[i] ?? 0) >= 0; i++) {
      // Completing the first child repeats what completing its parent has shown.
      let value = i === 0 ? promised : 0;
      this.candidatePhase[n] = phase[state] ?? 0;
      if (value === 0) {
        states.copy(state, scratch);
        phase[scratch] = phase[state] ?? 0;
        states.place(scratch, space + (scratch - state) * states.stride, tried[i] ?? 0);
        value = this.complete(scratch);
        if (this.task.budget.isOver()) return -1;
      }
      this.candidateValue[n] = value;
      this.candidateParent[n] = state;
      this.candidateSpace[n] = space;
      this.candidateBlock[n] = tried[i] ?? 0;
      n++;
    }
    return n;
  }

  /**
   * Keeps the best children; of those that are worth the same in the end only the first, since they are mostly the same load in another
   * order. Where few kinds make many different loads worth the same, they must be worth the same now, too.
   */
  private select(
    count: number,
    width: number,
    perParentMax: number,
    to: number,
    promised: Float64Array,
  ): number {
    const { states, phase, candidateValue, candidateParent, candidateSpace, candidateBlock } = this;
    const { value } = states;
    const blockValue = this.task.blocks.value;
    const order = Int32Array.from({ length: count }, (_, i) => i).sort((a, b) => {
      const byEnd = (candidateValue[b] ?? 0) - (candidateValue[a] ?? 0);
      if (byEnd !== 0) return byEnd;
      const ownA = (value[candidateParent[a] ?? 0] ?? 0) + (blockValue[candidateBlock[a] ?? 0] ?? 0);
      const ownB = (value[candidateParent[b] ?? 0] ?? 0) + (blockValue[candidateBlock[b] ?? 0] ?? 0);
      return ownB - ownA || a - b;
    });
    const children = new Map<number, number>();
    let last = -1;
    let lastOwn = -1;
    let kept = 0;
    for (const i of order) {
      if (kept === width) break;
      const parent = candidateParent[i] ?? 0;
      const siblings = children.get(parent) ?? 0;
      const own = (value[parent] ?? 0) + (blockValue[candidateBlock[i] ?? 0] ?? 0);
      const isTwin = (candidateValue[i] ?? 0) === last && (own === lastOwn || !this.task.isDiverse);
      if (isTwin || siblings >= perParentMax) continue;
      last = candidateValue[i] ?? 0;
      lastOwn = own;
      children.set(parent, siblings + 1);
      const state = to + kept;
      states.copy(parent, state);
      phase[state] = this.candidatePhase[i] ?? 0;
      states.place(
        state,
        (candidateSpace[i] ?? 0) + (state - parent) * states.stride,
        candidateBlock[i] ?? 0,
      );
      promised[kept++] = candidateValue[i] ?? 0;
    }
    return kept;
  }

  private reserve(candidates: number): void {
    if (candidates <= this.candidateValue.length) return;
    this.candidateValue = new Float64Array(candidates * 2);
    this.candidateParent = new Int32Array(candidates * 2);
    this.candidateSpace = new Int32Array(candidates * 2);
    this.candidateBlock = new Int32Array(candidates * 2);
    this.candidatePhase = new Int32Array(candidates * 2);
  }
}
