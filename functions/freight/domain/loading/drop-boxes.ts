import type { BlockTable } from './block-table.ts';
import { turnsOpen } from './drop-lots.ts';
import { type LoadStates, placedInts } from './load-states.ts';

/** All open turns together, then each alone. */
const rangesMax = turnsOpen + 1;
/** Two boxes a range, and one for what has no drop. */
const boxesMax = 2 * rangesMax + 1;

/**
 * Boxes in the corner of a free space within which blocks of some turns keep the unloading order: what goes out later must be neither
 * nearer to the door at the same height, nor anywhere above what goes out earlier.
 */
export class DropBoxes {
  count = 0;
  /** First and last turn for which each box is, and its edges. */
  readonly first = new Int32Array(boxesMax);
  readonly last = new Int32Array(boxesMax);
  readonly l = new Int32Array(boxesMax);
  readonly w = new Int32Array(boxesMax);
  readonly h = new Int32Array(boxesMax);
  readonly blocks: BlockTable;
  /** Longest edges found for each range. */
  readonly lMost = new Int32Array(rangesMax);
  readonly wMost = new Int32Array(rangesMax);
  readonly hMost = new Int32Array(rangesMax);

  constructor(blocks: BlockTable) {
    this.blocks = blocks;
  }

  /** Finds the boxes of the space for the turns that are open in the state. */
  find(states: LoadStates, state: number, space: number): void {
    const { memory, lots } = states;
    const to = states.phase[state] ?? 0;
    const from = Math.max(0, to - turnsOpen + 1);
    const l = (memory[space + 3] ?? 0) - (memory[space] ?? 0);
    const w = (memory[space + 4] ?? 0) - (memory[space + 1] ?? 0);
    const h = (memory[space + 5] ?? 0) - (memory[space + 2] ?? 0);
    this.count = 0;
    this.lMost.fill(l);
    this.wMost.fill(w);
    this.hMost.fill(h);
    this.shorten(states, state, space, from, to);
    for (let range = 0; range === 0 || (from < to && range <= to - from + 1); range++) {
      const first = range === 0 ? from : from + range - 1;
      const last = range === 0 ? to : first;
      const lOwn = this.lMost[range] ?? 0;
      const wOwn = this.wMost[range] ?? 0;
      const hOwn = this.hMost[range] ?? 0;
      if (wOwn === w) {
        this.put(first, last, l, w, h);
        if (range === 0) return;
        continue;
      }
      // Beside what would be in the way, or short and low enough not to meet it.
      if (wOwn > 0) this.put(first, last, l, wOwn, h);
      if (lOwn > 0 && hOwn > 0) this.put(first, last, lOwn, w, hOwn);
    }
    if (lots?.hasFree) this.put(0x7fff, -1, l, w, h);
  }

  private put(first: number, last: number, l: number, w: number, h: number): void {
    const at = this.count++;
    this.first[at] = first;
    this.last[at] = last;
    this.l[at] = l;
    this.w[at] = w;
    this.h[at] = h;
  }

  /** Shortens the edges of each range's boxes by what stands in the state. */
  private shorten(states: LoadStates, state: number, space: number, from: number, to: number): void {
    const { blocks, lMost, wMost, hMost } = this;
    const { memory, room } = states;
    const x0 = memory[space] ?? 0;
    const y0 = memory[space + 1] ?? 0;
    const z0 = memory[space + 2] ?? 0;
    const x1 = memory[space + 3] ?? 0;
    const y1 = memory[space + 4] ?? 0;
    const z1 = memory[space + 5] ?? 0;
    const isLeft = y0 <= room.w - y1;
    const ranges = from < to ? to - from + 2 : 1;
    const start = state * states.stride + states.placedAt;
    const end = start + placedInts * (states.placedCount[state] ?? 0);
    for (let at = start; at < end; at += placedInts) {
      const first = memory[at + 4] ?? 0;
      const last = memory[at + 5] ?? 0;
      if (from >= last && to <= first) continue;
      const other = memory[at] ?? 0;
      const oy0 = memory[at + 2] ?? 0;
      const oy1 = oy0 + (blocks.w[other] ?? 0);
      if (oy0 >= y1 || y0 >= oy1) continue;
      const ox0 = memory[at + 1] ?? 0;
      const oz0 = memory[at + 3] ?? 0;
      const ox1 = ox0 + (blocks.l[other] ?? 0);
      const oz1 = oz0 + (blocks.h[other] ?? 0);
      const isLevel = z0 < oz1 && oz0 < z1;
      const isInLine = x0 < ox1 && ox0 < x1;
      const isBefore = isLevel && x0 >= ox1;
      const isBehind = isLevel && ox0 >= x1;
      const isAbove = isInLine && z0 >= oz1;
      const isBelow = isInLine && oz0 >= z1;
      const wOwn = isLeft ? oy0 - y0 : y1 - oy1;
      for (let range = 0; range < ranges; range++) {
        const isLater = (range < 2 ? from : from + range - 1) < last;
        const isEarlier = (range === 0 ? to : from + range - 1) > first;
        const meetsLevel = (isLater && isBefore) || (isEarlier && isBehind);
        const meetsLine = (isLater && isAbove) || (isEarlier && isBelow);
        if (!meetsLevel && !meetsLine) continue;
        if (wOwn < (wMost[range] ?? 0)) wMost[range] = wOwn;
        if (meetsLevel && oz0 - z0 < (hMost[range] ?? 0)) hMost[range] = oz0 - z0;
        if (meetsLine && ox0 - x0 < (lMost[range] ?? 0)) lMost[range] = ox0 - x0;
      }
    }
  }
}
