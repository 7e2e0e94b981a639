import type { SearchTask } from './beam-search.ts';
import type { BlockChoice } from './block-choice.ts';
import { DropBoxes } from './drop-boxes.ts';
import { anyTurn, type DropLots } from './drop-lots.ts';
import { mayFit, stepsLimit } from './edge-steps.ts';
import type { LoadStates } from './load-states.ts';

/** Blocks found at most. */
const foundMax = 1024;

/** Finds the best blocks for a space of a state that keep all rules. */
export class BlockFinder {
  /** Numbers of the blocks found last, in order of merit; -1 behind the last when there are fewer than asked for. */
  readonly found = new Int32Array(foundMax);
  private readonly task: SearchTask;
  private readonly boxes: DropBoxes;
  /** Blocks of all boxes, and where those of each begin and end. */
  private listed = new Int32Array(foundMax);
  readonly begins: Int32Array;
  readonly ends: Int32Array;

  constructor(task: SearchTask) {
    this.task = task;
    this.boxes = new DropBoxes(task.blocks);
    this.begins = new Int32Array(this.boxes.l.length);
    this.ends = new Int32Array(this.boxes.l.length);
  }

  /** Finds up to `count` blocks; answers how many there are. */
  find(states: LoadStates, state: number, space: number, count: number, choice: BlockChoice): number {
    const { memory, lots } = states;
    const l = (memory[space + 3] ?? 0) - (memory[space] ?? 0);
    const w = (memory[space + 4] ?? 0) - (memory[space + 1] ?? 0);
    const h = (memory[space + 5] ?? 0) - (memory[space + 2] ?? 0);
    if (!choice.mayFill(l, w, h, memory, state * states.stride + states.leftAt)) return 0;
    const n =
      lots === undefined
        ? this.list(states, state, space, choice, choice.slotFor(l, w, h), count)
        : this.findInOrder(states, state, space, choice, lots, count);
    if (n < count) this.found[n] = -1;
    return n;
  }

  /** Lists the blocks of the slot in `found`. */
  private list(
    states: LoadStates,
    state: number,
    space: number,
    choice: BlockChoice,
    slot: number,
    count: number,
  ): number {
    const { found } = this;
    const { rules } = this.task;
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
    return n;
  }

  /** The blocks of all boxes that keep the unloading order: of each in order of merit, the larger of different boxes first. */
  private findInOrder(
    states: LoadStates,
    state: number,
    space: number,
    choice: BlockChoice,
    lots: DropLots,
    count: number,
  ): number {
    const { boxes, begins, ends } = this;
    boxes.find(states, state, space);
    if (this.listed.length < boxes.count * count) this.listed = new Int32Array(2 * boxes.count * count);
    let end = 0;
    for (let box = 0; box < boxes.count; box++) {
      begins[box] = end;
      if (this.mayFillBox(states, state, choice, lots, box))
        end = this.listBox(states, state, space, choice, lots, box, end, end + count);
      ends[box] = end;
    }
    return this.merge(count);
  }

  /** False when no single piece of the box's turns goes into it. */
  private mayFillBox(
    states: LoadStates,
    state: number,
    choice: BlockChoice,
    lots: DropLots,
    box: number,
  ): boolean {
    const { boxes } = this;
    const { singleKind, singleSteps, room } = choice;
    const { memory } = states;
    const left = state * states.stride + states.leftAt;
    const at = (states.phase[state] ?? 0) * lots.shapes;
    const first = boxes.first[box] ?? 0;
    const last = boxes.last[box] ?? 0;
    const limit = stepsLimit(room, boxes.l[box] ?? 0, boxes.w[box] ?? 0, boxes.h[box] ?? 0);
    for (let i = 0; i < singleKind.length; i++) {
      const shape = singleKind[i] ?? 0;
      const open = memory[left + shape] ?? 0;
      if (open === 0 || !mayFit(limit, singleSteps[i] ?? 0)) continue;
      const turn = lots.turn[(lots.openEnd[at + shape] ?? 0) - open] ?? 0;
      if (turn === anyTurn || (turn >= first && turn <= last)) return true;
    }
    return false;
  }

  /** Lists blocks of the box's turns from number `from` up to `to`; answers the number behind the last. */
  private listBox(
    states: LoadStates,
    state: number,
    space: number,
    choice: BlockChoice,
    lots: DropLots,
    box: number,
    from: number,
    to: number,
  ): number {
    const { boxes, listed } = this;
    const { rules, blocks } = this.task;
    const phase = states.phase[state] ?? 0;
    const left = state * states.stride + states.leftAt;
    const first = boxes.first[box] ?? 0;
    const last = boxes.last[box] ?? 0;
    const slot = choice.slotFor(boxes.l[box] ?? 0, boxes.w[box] ?? 0, boxes.h[box] ?? 0);
    let n = from;
    let i = 0;
    while (slot >= 0) {
      const { ids } = choice;
      const start = choice.start[slot] ?? 0;
      const end = choice.length[slot] ?? 0;
      for (; i < end && n < to; i++) {
        const block = ids[start + i] ?? 0;
        if (!states.hasPieces(state, block)) continue;
        if (!lots.findTurns(blocks, block, phase, states.memory, left)) continue;
        if (lots.last !== anyTurn && (lots.first < first || lots.last > last)) continue;
        if (rules !== undefined && !rules.allows(states, state, space, block)) continue;
        listed[n++] = block;
      }
      if (n === to || end >= (choice.fits[slot] ?? 0)) break;
      choice.extend(slot);
    }
    return n;
  }

  private merge(count: number): number {
    const { boxes, begins, ends, listed, found } = this;
    const { volume } = this.task.blocks;
    let n = 0;
    while (n < count) {
      let best = -1;
      let most = 0;
      for (let box = 0; box < boxes.count; box++) {
        const at = begins[box] ?? 0;
        const own = at < (ends[box] ?? 0) ? (volume[listed[at] ?? 0] ?? 0) : 0;
        if (own <= most) continue;
        best = box;
        most = own;
      }
      if (best < 0) break;
      const block = listed[begins[best] ?? 0] ?? 0;
      begins[best] = (begins[best] ?? 0) + 1;
      if (!found.subarray(0, n).includes(block)) found[n++] = block;
    }
    return n;
  }
}
