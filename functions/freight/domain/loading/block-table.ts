/** Cuboid to fill, in whole units. */
export interface Room {
  readonly l: number;
  readonly w: number;
  readonly h: number;
}

/** Kind of piece as the search sees it: whole units, the ways it may stand, how many there are. */
export interface Kind {
  readonly ways: readonly Room[];
  readonly quantity: number;
  /** What placing one is worth: its volume, unless some kinds are wanted more than others. */
  readonly value: number;
  readonly weight: number;
  /** Nothing may stand on it. */
  readonly isTop: boolean;
  /** Most weight that it carries; Infinity for no limit. */
  readonly loadMax: number;
  /** Unloading order, 1 first out; 0 for none. */
  readonly drop: number;
  /** Bit of its segregation group (0 for none), and bits of the groups it must not share a container with or must not touch. */
  readonly group: number;
  readonly apartFrom: number;
  readonly touchesNot: number;
}

/**
 * Blocks of pieces in flat memory, one column an array. A block is one kind in a grid, or two blocks side by side along one
 * axis; its top is the rectangle on which something may stand.
 * After Fanslau & Bortfeldt (2010), "A Tree Search Algorithm for Solving the Container Loading Problem".
 */
export class BlockTable {
  count = 0;
  readonly capacity: number;
  readonly l: Int32Array;
  readonly w: Int32Array;
  readonly h: Int32Array;
  readonly volume: Float64Array;
  /** Sum of the pieces' values. */
  readonly value: Float64Array;
  /** Sum of what the pieces count for in the choice of the next block. */
  readonly merit: Float64Array;
  readonly weight: Float64Array;
  /** Turns that its shapes have at all: the largest first one, and the smallest last one. */
  readonly turnFrom: Int32Array;
  readonly turnTo: Int32Array;
  /** Bits of the segregation groups in it, and of those it must not meet or touch. */
  readonly groups: Int32Array;
  readonly apartFrom: Int32Array;
  readonly touchesNot: Int32Array;
  readonly pieces: Int32Array;
  readonly topX: Int32Array;
  readonly topY: Int32Array;
  readonly topL: Int32Array;
  readonly topW: Int32Array;
  /** 1 when something may stand on every part of it. */
  readonly isOpen: Uint8Array;
  /** Grid of a simple block (kind, way, along l, w, h), or -1 in `kind` and the two parts with their axis. */
  readonly kind: Int32Array;
  readonly way: Int32Array;
  readonly alongL: Int32Array;
  readonly alongW: Int32Array;
  readonly alongH: Int32Array;
  /** Needs of block b: pairs (kind, count) at needs[2 * needStart[b]] up to needs[2 * needStart[b + 1]]. */
  readonly needStart: Int32Array;
  needs: Int32Array;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.l = new Int32Array(capacity);
    this.w = new Int32Array(capacity);
    this.h = new Int32Array(capacity);
    this.volume = new Float64Array(capacity);
    this.value = new Float64Array(capacity);
    this.merit = new Float64Array(capacity);
    this.weight = new Float64Array(capacity);
    this.turnFrom = new Int32Array(capacity);
    this.turnTo = new Int32Array(capacity);
    this.groups = new Int32Array(capacity);
    this.apartFrom = new Int32Array(capacity);
    this.touchesNot = new Int32Array(capacity);
    this.pieces = new Int32Array(capacity);
    this.topX = new Int32Array(capacity);
    this.topY = new Int32Array(capacity);
    this.topL = new Int32Array(capacity);
    this.topW = new Int32Array(capacity);
    this.isOpen = new Uint8Array(capacity);
    this.kind = new Int32Array(capacity);
    this.way = new Int32Array(capacity);
    this.alongL = new Int32Array(capacity);
    this.alongW = new Int32Array(capacity);
    this.alongH = new Int32Array(capacity);
    this.needStart = new Int32Array(capacity + 1);
    this.needs = new Int32Array(capacity * 8);
  }
  /** Gives every block the sum of its pieces' values and merits, both by kind. */
  setValues(values: readonly number[], merits: readonly number[]): void {
    const { count, value, merit, needs, needStart } = this;
    for (let b = 0; b < count; b++) {
      let valueSum = 0;
      let meritSum = 0;
      const end = 2 * (needStart[b + 1] ?? 0);
      for (let i = 2 * (needStart[b] ?? 0); i < end; i += 2) {
        valueSum += (needs[i + 1] ?? 0) * (values[needs[i] ?? 0] ?? 0);
        meritSum += (needs[i + 1] ?? 0) * (merits[needs[i] ?? 0] ?? 0);
      }
      value[b] = valueSum;
      merit[b] = meritSum;
    }
  }
}
