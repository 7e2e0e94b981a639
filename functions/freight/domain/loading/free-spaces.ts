import type { Kind, Room } from './block-table.ts';

/** Spaces kept per state; those beyond that are forgotten. */
export const spacesMax = 400;
/** Ints of a space: x0, y0, z0, x1, y1, z1, and a mark: 1 + the phase in which nothing could be found for it, or 0. */
export const spaceInts = 7;

/** Tops joined with a new one at most. */
const joinsMax = 64;

/**
 * The maximal free spaces of partial loads, which overlap (Lim et al. 2003, Parreño et al. 2008), at the beginning of each state's
 * memory. A space on top of a block is a carried rectangle and all the air above it.
 */
export class FreeSpaces {
  readonly memory: Int32Array;
  /** Spaces of each state. */
  readonly count: Int32Array;
  readonly stride: number;
  readonly height: number;
  /** Smallest edges that a piece can have along each axis: narrower spaces are of no use. */
  readonly edgeMinX: number;
  readonly edgeMinY: number;
  readonly edgeMinZ: number;
  readonly fresh = new Int32Array(spaceInts * 4096);
  freshCount = 0;

  constructor(memory: Int32Array, states: number, stride: number, room: Room, kinds: readonly Kind[]) {
    this.memory = memory;
    this.count = new Int32Array(states);
    this.stride = stride;
    this.height = room.h;
    const ways = kinds.flatMap((kind) => kind.ways);
    this.edgeMinX = Math.min(...ways.map((way) => way.l));
    this.edgeMinY = Math.min(...ways.map((way) => way.w));
    this.edgeMinZ = Math.min(...ways.map((way) => way.h));
  }

  private pushFresh(x0: number, y0: number, z0: number, x1: number, y1: number, z1: number): void {
    const at = this.freshCount++ * spaceInts;
    const { fresh } = this;
    fresh[at] = x0;
    fresh[at + 1] = y0;
    fresh[at + 2] = z0;
    fresh[at + 3] = x1;
    fresh[at + 4] = y1;
    fresh[at + 5] = z1;
  }

  /**
   * Takes the cuboid out of all spaces of the state. In its plane: where everything stands on something, only the spaces that begin at
   * its level are cut, as rectangles.
   */
  cut(
    state: number,
    x0: number,
    y0: number,
    z0: number,
    x1: number,
    y1: number,
    z1: number,
    isInPlane: boolean,
  ): void {
    const { memory, edgeMinX, edgeMinY, edgeMinZ } = this;
    const start = state * this.stride;
    let end = start + (this.count[state] ?? 0) * spaceInts;
    this.freshCount = 0;
    let at = start;
    while (at < end) {
      const sx0 = memory[at] ?? 0;
      const sy0 = memory[at + 1] ?? 0;
      const sz0 = memory[at + 2] ?? 0;
      const sx1 = memory[at + 3] ?? 0;
      const sy1 = memory[at + 4] ?? 0;
      const sz1 = memory[at + 5] ?? 0;
      const isMissed = isInPlane ? sz0 !== z0 : sz0 >= z1 || sz1 <= z0;
      if (isMissed || sx0 >= x1 || sx1 <= x0 || sy0 >= y1 || sy1 <= y0) {
        at += spaceInts;
        continue;
      }
      end -= spaceInts;
      if (at !== end) for (let i = 0; i < spaceInts; i++) memory[at + i] = memory[end + i] ?? 0;
      if (x0 - sx0 >= edgeMinX) this.pushFresh(sx0, sy0, sz0, x0, sy1, sz1);
      if (sx1 - x1 >= edgeMinX) this.pushFresh(x1, sy0, sz0, sx1, sy1, sz1);
      if (y0 - sy0 >= edgeMinY) this.pushFresh(sx0, sy0, sz0, sx1, y0, sz1);
      if (sy1 - y1 >= edgeMinY) this.pushFresh(sx0, y1, sz0, sx1, sy1, sz1);
      if (isInPlane) continue;
      if (z0 - sz0 >= edgeMinZ) this.pushFresh(sx0, sy0, sz0, sx1, sy1, z0);
      if (sz1 - z1 >= edgeMinZ) this.pushFresh(sx0, sy0, z1, sx1, sy1, sz1);
    }
    this.count[state] = (end - start) / spaceInts;
    this.keepMaximal(state, start);
  }

  /** Adds the fresh spaces that lie in no other. */
  private keepMaximal(state: number, start: number): void {
    const { memory, fresh } = this;
    const end = start + (this.count[state] ?? 0) * spaceInts;
    const freshEnd = this.freshCount * spaceInts;
    let to = end;
    next: for (let f = 0; f < freshEnd; f += spaceInts) {
      const x0 = fresh[f] ?? 0;
      const y0 = fresh[f + 1] ?? 0;
      const z0 = fresh[f + 2] ?? 0;
      const x1 = fresh[f + 3] ?? 0;
      const y1 = fresh[f + 4] ?? 0;
      const z1 = fresh[f + 5] ?? 0;
      for (let g = 0; g < freshEnd; g += spaceInts) {
        if (g === f) continue;
        if (
          (fresh[g] ?? 0) <= x0 &&
          (fresh[g + 3] ?? 0) >= x1 &&
          (fresh[g + 1] ?? 0) <= y0 &&
          (fresh[g + 4] ?? 0) >= y1 &&
          (fresh[g + 2] ?? 0) <= z0 &&
          (fresh[g + 5] ?? 0) >= z1
        ) {
          // Of two equal ones the later stays.
          const isEqual =
            (fresh[g] ?? 0) === x0 &&
            (fresh[g + 3] ?? 0) === x1 &&
            (fresh[g + 1] ?? 0) === y0 &&
            (fresh[g + 4] ?? 0) === y1 &&
            (fresh[g + 2] ?? 0) === z0 &&
            (fresh[g + 5] ?? 0) === z1;
          if (!isEqual || g > f) continue next;
        }
      }
      for (let at = start; at < end; at += spaceInts) {
        if (
          (memory[at] ?? 0) <= x0 &&
          (memory[at + 3] ?? 0) >= x1 &&
          (memory[at + 1] ?? 0) <= y0 &&
          (memory[at + 4] ?? 0) >= y1 &&
          (memory[at + 2] ?? 0) <= z0 &&
          (memory[at + 5] ?? 0) >= z1
        )
          continue next;
      }
      if (to - start >= spacesMax * spaceInts) break;
      memory[to] = x0;
      memory[to + 1] = y0;
      memory[to + 2] = z0;
      memory[to + 3] = x1;
      memory[to + 4] = y1;
      memory[to + 5] = z1;
      memory[to + 6] = 0;
      to += spaceInts;
    }
    this.count[state] = (to - start) / spaceInts;
  }

  /** Opens the space on top of a block, joined with tops of the same level that touch it. */
  addTop(state: number, x0: number, y0: number, z: number, x1: number, y1: number): void {
    if (x1 <= x0 || this.height - z < this.edgeMinZ) return;
    const { memory, fresh, edgeMinX, edgeMinY } = this;
    const start = state * this.stride;
    this.freshCount = 0;
    this.pushFresh(x0, y0, z, x1, y1, this.height);
    for (let f = 0; f < this.freshCount && this.freshCount < joinsMax; f++) {
      const fx0 = fresh[f * spaceInts] ?? 0;
      const fy0 = fresh[f * spaceInts + 1] ?? 0;
      const fx1 = fresh[f * spaceInts + 3] ?? 0;
      const fy1 = fresh[f * spaceInts + 4] ?? 0;
      const end = start + (this.count[state] ?? 0) * spaceInts;
      for (let at = start; at < end; at += spaceInts) {
        if ((memory[at + 2] ?? 0) !== z) continue;
        const sx0 = memory[at] ?? 0;
        const sy0 = memory[at + 1] ?? 0;
        const sx1 = memory[at + 3] ?? 0;
        const sy1 = memory[at + 4] ?? 0;
        const lowX = sx0 > fx0 ? sx0 : fx0;
        const highX = sx1 < fx1 ? sx1 : fx1;
        const lowY = sy0 > fy0 ? sy0 : fy0;
        const highY = sy1 < fy1 ? sy1 : fy1;
        if (lowX > highX || lowY > highY) continue;
        if (highY - lowY >= edgeMinY && (sx0 < fx0 || sx1 > fx1))
          this.pushUnknown(sx0 < fx0 ? sx0 : fx0, lowY, z, sx1 > fx1 ? sx1 : fx1, highY);
        if (highX - lowX >= edgeMinX && (sy0 < fy0 || sy1 > fy1))
          this.pushUnknown(lowX, sy0 < fy0 ? sy0 : fy0, z, highX, sy1 > fy1 ? sy1 : fy1);
        if (this.freshCount >= joinsMax) break;
      }
    }
    if (this.freshCount > 1) this.dropCovered(state, start, z);
    this.keepMaximal(state, start);
  }

  private pushUnknown(x0: number, y0: number, z: number, x1: number, y1: number): void {
    const { fresh } = this;
    const end = this.freshCount * spaceInts;
    for (let g = 0; g < end; g += spaceInts)
      if (
        (fresh[g] ?? 0) <= x0 &&
        (fresh[g + 1] ?? 0) <= y0 &&
        (fresh[g + 3] ?? 0) >= x1 &&
        (fresh[g + 4] ?? 0) >= y1
      )
        return;
    this.pushFresh(x0, y0, z, x1, y1, this.height);
  }

  /** Forgets spaces of that level that a fresh one covers. */
  private dropCovered(state: number, start: number, z: number): void {
    const { memory, fresh } = this;
    const freshEnd = this.freshCount * spaceInts;
    let end = start + (this.count[state] ?? 0) * spaceInts;
    next: for (let at = start; at < end; ) {
      if ((memory[at + 2] ?? 0) === z) {
        for (let g = 0; g < freshEnd; g += spaceInts) {
          if (
            (fresh[g] ?? 0) <= (memory[at] ?? 0) &&
            (fresh[g + 1] ?? 0) <= (memory[at + 1] ?? 0) &&
            (fresh[g + 3] ?? 0) >= (memory[at + 3] ?? 0) &&
            (fresh[g + 4] ?? 0) >= (memory[at + 4] ?? 0)
          ) {
            end -= spaceInts;
            if (at !== end) for (let i = 0; i < spaceInts; i++) memory[at + i] = memory[end + i] ?? 0;
            continue next;
          }
        }
      }
      at += spaceInts;
    }
    this.count[state] = (end - start) / spaceInts;
  }
}
