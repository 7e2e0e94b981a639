import { BlockPieces, pieceInts } from './block-pieces.ts';
import type { BlockTable, Kind } from './block-table.ts';
import { type LoadStates, placedInts } from './load-states.ts';

/** Limits that single pieces and the whole container must keep, beyond lying in free and carried space. */
export interface StowageLimits {
  readonly weightMax: number;
  /** What goes out first may not be blocked towards the door or from above by what goes out later. */
  readonly isInDropOrder: boolean;
  /** Least share of a piece's base that rests on something; asked when pieces may reach over an edge. */
  readonly supportMin: number;
}

/** Says whether a block may go where the search wants it. */
export class StowageRules {
  readonly pieces: BlockPieces;
  readonly limits: StowageLimits;
  readonly blocks: BlockTable;
  readonly weightOf: Float64Array;
  readonly loadMaxOf: Float64Array;
  readonly hasLoadLimits: boolean;
  readonly hasGroups: boolean;
  readonly isTop: Uint8Array;
  readonly hasStackingRules: boolean;
  x = new Int32Array(0);
  y = new Int32Array(0);
  z = new Int32Array(0);
  l = new Int32Array(0);
  w = new Int32Array(0);
  h = new Int32Array(0);
  kindOf = new Int32Array(0);
  next = new Int32Array(0);
  load = new Float64Array(0);
  readonly headAt: Int32Array;

  constructor(kinds: readonly Kind[], blocks: BlockTable, height: number, limits: StowageLimits) {
    this.pieces = new BlockPieces(blocks, kinds, true);
    this.weightOf = Float64Array.from(kinds, ({ weight }) => weight);
    this.loadMaxOf = Float64Array.from(kinds, ({ loadMax }) => loadMax);
    this.blocks = blocks;
    this.limits = limits;
    this.hasLoadLimits = kinds.some((kind) => kind.loadMax < Number.POSITIVE_INFINITY);
    this.hasGroups = kinds.some((kind) => kind.apartFrom !== 0 || kind.touchesNot !== 0);
    this.isTop = Uint8Array.from(kinds, (kind) => (kind.isTop ? 1 : 0));
    this.hasStackingRules = this.hasLoadLimits || kinds.some((kind) => kind.isTop);
    this.headAt = new Int32Array(height + 1).fill(-1);
    this.resize(kinds.reduce((sum, kind) => sum + kind.quantity, 0));
  }

  /** True when the block may be placed into the space of the state, unloading order aside. */
  allows(states: LoadStates, state: number, space: number, block: number): boolean {
    const { blocks, limits } = this;
    if ((states.weight[state] ?? 0) + (blocks.weight[block] ?? 0) > limits.weightMax) return false;
    if (((states.groups[state] ?? 0) & (blocks.apartFrom[block] ?? 0)) !== 0) return false;
    const l = blocks.l[block] ?? 0;
    const w = blocks.w[block] ?? 0;
    const h = blocks.h[block] ?? 0;
    states.cornerOf(space, l, w, h);
    if (states.isOverhanging && !this.isHeldUp(states, state, block)) return false;
    if (this.hasGroups && !this.keepsDistance(states, state, block)) return false;
    return !this.hasLoadLimits || this.isCarried(states, state, block);
  }

  private keepsDistance(states: LoadStates, state: number, block: number): boolean {
    const { blocks } = this;
    const { memory, cornerX: x, cornerY: y, cornerZ: z } = states;
    const start = state * states.stride + states.placedAt;
    const end = start + placedInts * (states.placedCount[state] ?? 0);
    for (let at = start; at < end; at += placedInts) {
      const other = memory[at] ?? 0;
      if (((blocks.touchesNot[block] ?? 0) & (blocks.groups[other] ?? 0)) === 0) continue;
      const isAway =
        (memory[at + 1] ?? 0) > x + (blocks.l[block] ?? 0) ||
        x > (memory[at + 1] ?? 0) + (blocks.l[other] ?? 0) ||
        (memory[at + 2] ?? 0) > y + (blocks.w[block] ?? 0) ||
        y > (memory[at + 2] ?? 0) + (blocks.w[other] ?? 0) ||
        (memory[at + 3] ?? 0) > z + (blocks.h[block] ?? 0) ||
        z > (memory[at + 3] ?? 0) + (blocks.h[other] ?? 0);
      if (!isAway) return false;
    }
    return true;
  }

  /**
   * True when enough of each piece at the bottom of the block rests on others, none of them a piece that nothing may stand on. With
   * stacking rules a block may not be pushed under others either: they were placed without it.
   */
  private isHeldUp(states: LoadStates, state: number, block: number): boolean {
    const { blocks } = this;
    const { cornerX: x, cornerY: y, cornerZ: z } = states;
    if (this.hasStackingRules && this.meets(states, state, block, z + (blocks.h[block] ?? 0))) return false;
    if (z === 0) return true;
    const pieces = this.pieces.of(block);
    for (let at = 0; at < pieces.length; at += pieceInts) {
      if ((pieces[at + 3] ?? 0) !== 0) continue;
      const l = pieces[at + 4] ?? 0;
      const w = pieces[at + 5] ?? 0;
      const held = this.areaBelow(states, state, x + (pieces[at + 1] ?? 0), y + (pieces[at + 2] ?? 0), l, w);
      if (held < this.limits.supportMin * l * w) return false;
    }
    return true;
  }

  /** True when some block begins at that height above this one. */
  private meets(states: LoadStates, state: number, block: number, height: number): boolean {
    const { blocks } = this;
    const { memory, cornerX: x, cornerY: y } = states;
    const start = state * states.stride + states.placedAt;
    const end = start + placedInts * (states.placedCount[state] ?? 0);
    for (let at = start; at < end; at += placedInts) {
      if ((memory[at + 3] ?? 0) !== height) continue;
      const other = memory[at] ?? 0;
      const isApart =
        (memory[at + 1] ?? 0) >= x + (blocks.l[block] ?? 0) ||
        x >= (memory[at + 1] ?? 0) + (blocks.l[other] ?? 0) ||
        (memory[at + 2] ?? 0) >= y + (blocks.w[block] ?? 0) ||
        y >= (memory[at + 2] ?? 0) + (blocks.w[other] ?? 0);
      if (!isApart) return true;
    }
    return false;
  }

  /** Area of a base at the corner's height that rests on pieces; -1 when one of them must not carry anything. */
  private areaBelow(states: LoadStates, state: number, x: number, y: number, l: number, w: number): number {
    const { blocks } = this;
    const { memory, cornerZ: z } = states;
    const start = state * states.stride + states.placedAt;
    const end = start + placedInts * (states.placedCount[state] ?? 0);
    let area = 0;
    for (let at = start; at < end; at += placedInts) {
      const other = memory[at] ?? 0;
      const dx = x - (memory[at + 1] ?? 0);
      const dy = y - (memory[at + 2] ?? 0);
      const dz = z - (memory[at + 3] ?? 0);
      if (dz <= 0 || dz > (blocks.h[other] ?? 0)) continue;
      if (dx >= (blocks.l[other] ?? 0) || dx + l <= 0 || dy >= (blocks.w[other] ?? 0) || dy + w <= 0)
        continue;
      const pieces = this.pieces.of(other);
      for (let i = 0; i < pieces.length; i += pieceInts) {
        if ((pieces[i + 3] ?? 0) + (pieces[i + 6] ?? 0) !== dz) continue;
        const px = pieces[i + 1] ?? 0;
        const py = pieces[i + 2] ?? 0;
        const sharedX = Math.min(dx + l, px + (pieces[i + 4] ?? 0)) - Math.max(dx, px);
        const sharedY = Math.min(dy + w, py + (pieces[i + 5] ?? 0)) - Math.max(dy, py);
        if (sharedX <= 0 || sharedY <= 0) continue;
        if (this.isTop[pieces[i] ?? 0] === 1) return -1;
        area += sharedX * sharedY;
      }
    }
    return area;
  }

  /** Weights flow down, split by shared area; every piece was placed after those that carry it. */
  private isCarried(states: LoadStates, state: number, block: number): boolean {
    const count = this.unfold(states, state, block);
    const { z, h, next, load, headAt } = this;
    for (let i = 0; i < count; i++) {
      const top = (z[i] ?? 0) + (h[i] ?? 0);
      next[i] = headAt[top] ?? 0;
      headAt[top] = i;
      load[i] = 0;
    }
    const isKept = this.spreadLoads(count);
    for (let i = 0; i < count; i++) headAt[(z[i] ?? 0) + (h[i] ?? 0)] = -1;
    return isKept;
  }

  private spreadLoads(count: number): boolean {
    const { x, y, z, l, w, kindOf, next, load, headAt, weightOf, loadMaxOf } = this;
    for (let i = count - 1; i >= 0; i--) {
      if ((load[i] ?? 0) > (loadMaxOf[kindOf[i] ?? 0] ?? 0)) return false;
      if ((z[i] ?? 0) === 0) continue;
      const total = (load[i] ?? 0) + (weightOf[kindOf[i] ?? 0] ?? 0);
      if (total === 0) continue;
      let carried = 0;
      for (let pass = 0; pass < 2; pass++) {
        // Pieces whose top is at this height.
        for (let j = headAt[z[i] ?? 0] ?? 0; j >= 0; j = next[j] ?? 0) {
          const dx =
            Math.min((x[i] ?? 0) + (l[i] ?? 0), (x[j] ?? 0) + (l[j] ?? 0)) - Math.max(x[i] ?? 0, x[j] ?? 0);
          const dy =
            Math.min((y[i] ?? 0) + (w[i] ?? 0), (y[j] ?? 0) + (w[j] ?? 0)) - Math.max(y[i] ?? 0, y[j] ?? 0);
          if (dx <= 0 || dy <= 0) continue;
          if (pass === 0) carried += dx * dy;
          else load[j] = (load[j] ?? 0) + (total * dx * dy) / carried;
        }
      }
    }
    return true;
  }

  private unfold(states: LoadStates, state: number, block: number): number {
    const { memory } = states;
    const start = state * states.stride + states.placedAt;
    const end = start + placedInts * (states.placedCount[state] ?? 0);
    let n = 0;
    for (let at = start; at < end; at += placedInts)
      n = this.put(n, memory[at] ?? 0, memory[at + 1] ?? 0, memory[at + 2] ?? 0, memory[at + 3] ?? 0);
    return this.put(n, block, states.cornerX, states.cornerY, states.cornerZ);
  }

  private put(count: number, block: number, x: number, y: number, z: number): number {
    const pieces = this.pieces.of(block);
    let n = count;
    for (let at = 0; at < pieces.length; at += pieceInts) {
      this.kindOf[n] = pieces[at] ?? 0;
      this.x[n] = x + (pieces[at + 1] ?? 0);
      this.y[n] = y + (pieces[at + 2] ?? 0);
      this.z[n] = z + (pieces[at + 3] ?? 0);
      this.l[n] = pieces[at + 4] ?? 0;
      this.w[n] = pieces[at + 5] ?? 0;
      this.h[n] = pieces[at + 6] ?? 0;
      n++;
    }
    return n;
  }

  private resize(pieces: number): void {
    this.x = new Int32Array(pieces);
    this.y = new Int32Array(pieces);
    this.z = new Int32Array(pieces);
    this.l = new Int32Array(pieces);
    this.w = new Int32Array(pieces);
    this.h = new Int32Array(pieces);
    this.kindOf = new Int32Array(pieces);
    this.next = new Int32Array(pieces);
    this.load = new Float64Array(pieces);
  }
}
