import type { LoadedPiece } from './block-pieces.ts';
import type { BlockTable, Kind } from './block-table.ts';

/** Place in the order of loading of what may go out whenever. */
export const anyTurn = -1;
/** Drops that are loaded from at the same time. */
export const turnsOpen = 2;
/** The next drop is opened when less than this share of the room, or of all there is to load, can be taken from those open. */
const openShareMin = 0.06;

/**
 * Kinds told apart by nothing but their drop are one shape: the search places blocks of shapes, and the pieces that are loaded first are
 * those that go out last.
 */
export interface Shaping {
  readonly shapes: readonly Kind[];
  /** Shape of each kind, and the turn in which it is loaded: 0 for the last drop, or `anyTurn`. */
  readonly shapeOf: readonly number[];
  readonly turnOf: readonly number[];
  /** Number of turns; 0 where nothing has a drop, and each kind is its own shape. */
  readonly turns: number;
}

const formOf = ({ ways, weight, isTop, loadMax, group, apartFrom, touchesNot, drop }: Kind): string =>
  JSON.stringify([ways, weight, isTop, loadMax, group, apartFrom, touchesNot, drop > 0]);

/** Puts kinds together that differ in their drop only. */
export const shapeKinds = (kinds: readonly Kind[]): Shaping => {
  const drops = [...new Set(kinds.flatMap(({ drop }) => (drop > 0 ? [drop] : [])))].sort((a, b) => b - a);
  if (drops.length < 2)
    return { shapes: kinds, shapeOf: kinds.map((_, k) => k), turnOf: kinds.map(() => anyTurn), turns: 0 };
  const forms = [...new Set(kinds.map(formOf))];
  const numbers = new Map(forms.map((form, shape) => [form, shape]));
  const shapeOf = kinds.map((kind) => numbers.get(formOf(kind)) ?? 0);
  const shapes = forms.flatMap((_, shape) => {
    const own = kinds.filter((_kind, k) => shapeOf[k] === shape);
    const [first] = own;
    return first === undefined ? [] : [{ ...first, quantity: sumOf(own.map(({ quantity }) => quantity)) }];
  });
  const turnOf = kinds.map(({ drop }) => (drop > 0 ? drops.indexOf(drop) : anyTurn));
  return { shapes, shapeOf, turnOf, turns: drops.length };
};

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/**
 * The pieces of each shape in the order in which they are loaded, last out first. In phase p the pieces of turn p and of those just
 * before it are open; of each shape the next open piece is always taken.
 */
export class DropLots {
  readonly shaping: Shaping;
  readonly shapes: number;
  readonly phases: number;
  /** Pieces of shape s: numbers from start[s] up to start[s + 1]; turn and kind of each, and what those before it are worth. */
  readonly start: Int32Array;
  readonly turn: Int32Array;
  readonly kind: Int32Array;
  readonly worthBefore: Float64Array;
  /** At phase × shapes + shape: number behind the last open piece, and how many are open at most. */
  readonly openEnd: Int32Array;
  readonly openMost: Int32Array;
  readonly volume: Float64Array;
  readonly openVolumeMin: number;
  readonly hasFree: boolean;
  /** Turns of the block asked for last: the smallest and the largest. */
  first = 0;
  last = 0;
  private readonly taken: Int32Array;

  constructor(shaping: Shaping, kinds: readonly Kind[], roomVolume: number) {
    const { shapes, shapeOf, turnOf, turns } = shaping;
    this.shaping = shaping;
    this.shapes = shapes.length;
    this.phases = Math.max(1, turns);
    const pieces = shapes.flatMap((_, shape) =>
      kinds
        .flatMap((own, k) => (shapeOf[k] === shape ? [{ ...own, k, turn: turnOf[k] ?? 0 }] : []))
        .sort((a, b) => a.turn - b.turn)
        .flatMap(({ quantity, k, turn, value }) =>
          Array.from({ length: quantity }, () => ({ shape, k, turn, value })),
        ),
    );
    this.turn = Int32Array.from(pieces, ({ turn }) => turn);
    this.kind = Int32Array.from(pieces, ({ k }) => k);
    this.worthBefore = new Float64Array(pieces.length + 1);
    this.start = new Int32Array(shapes.length + 1);
    for (const [i, { shape, value }] of pieces.entries()) {
      this.worthBefore[i + 1] = (this.worthBefore[i] ?? 0) + value;
      this.start[shape + 1] = i + 1;
    }
    for (let s = 0; s < shapes.length; s++)
      this.start[s + 1] = Math.max(this.start[s] ?? 0, this.start[s + 1] ?? 0);
    this.openEnd = new Int32Array(this.phases * shapes.length);
    this.openMost = new Int32Array(this.phases * shapes.length);
    for (let phase = 0; phase < this.phases; phase++) {
      for (let s = 0; s < shapes.length; s++) {
        const own = this.turn.subarray(this.start[s] ?? 0, this.start[s + 1] ?? 0);
        const isOpen = (turn: number): boolean =>
          turn === anyTurn || (turn <= phase && turn > phase - turnsOpen);
        this.openEnd[phase * shapes.length + s] =
          (this.start[s] ?? 0) + own.filter((turn) => turn <= phase).length;
        this.openMost[phase * shapes.length + s] = own.filter(isOpen).length;
      }
    }
    this.volume = Float64Array.from(shapes, ({ ways: [way] }) =>
      way === undefined ? 0 : way.l * way.w * way.h,
    );
    const all = sumOf(pieces.map(({ shape }) => this.volume[shape] ?? 0));
    this.openVolumeMin = openShareMin * Math.min(all, roomVolume);
    this.hasFree = this.turn.includes(anyTurn);
    this.taken = new Int32Array(shapes.length);
  }

  /** Shapes with no more pieces than may ever be loaded from at the same time. */
  shapesOpen(): readonly Kind[] {
    return this.shaping.shapes.map((shape, s) => {
      const open = Array.from(
        { length: this.phases },
        (_, phase) => this.openMost[phase * this.shapes + s] ?? 0,
      );
      return { ...shape, quantity: Math.max(0, ...open) };
    });
  }

  /** First and last turn in which there are pieces of the shape. */
  turnsOf(shape: number): readonly [from: number, to: number] {
    const own = this.turn.subarray(this.start[shape] ?? 0, this.start[shape + 1] ?? 0);
    const [from = anyTurn] = own;
    return from === anyTurn ? [anyTurn, 0x7fff] : [from, own.at(-1) ?? 0];
  }

  /**
   * Finds the turns of the block's pieces, `left` of each shape from there in memory being open. False when within the block something
   * would stand before or above what goes out earlier.
   */
  findTurns(blocks: BlockTable, block: number, phase: number, memory: Int32Array, left: number): boolean {
    const { openEnd, shapes, turn } = this;
    const { needs, needStart } = blocks;
    let first = 0x7fff;
    let last = -1;
    const end = 2 * (needStart[block + 1] ?? 0);
    for (let i = 2 * (needStart[block] ?? 0); i < end; i += 2) {
      const shape = needs[i] ?? 0;
      const from = (openEnd[phase * shapes + shape] ?? 0) - (memory[left + shape] ?? 0);
      const low = turn[from] ?? 0;
      const high = turn[from + (needs[i + 1] ?? 0) - 1] ?? 0;
      if (low !== anyTurn && low < first) first = low;
      if (high > last) last = high;
    }
    this.first = first;
    this.last = last;
    if (first >= last || (blocks.kind[block] ?? 0) >= 0) return true;
    for (let i = 2 * (needStart[block] ?? 0); i < end; i += 2) {
      const shape = needs[i] ?? 0;
      this.taken[shape] = (openEnd[phase * shapes + shape] ?? 0) - (memory[left + shape] ?? 0);
    }
    const isInOrder = this.takeParts(blocks, block);
    this.first = first;
    this.last = last;
    return isInOrder;
  }

  /** Takes the pieces of the block part by part, as they are loaded; finds their turns. */
  private takeParts(blocks: BlockTable, block: number): boolean {
    const { turn, taken } = this;
    const kind = blocks.kind[block] ?? 0;
    if (kind >= 0) {
      const at = taken[kind] ?? 0;
      const next = at + (blocks.pieces[block] ?? 0);
      taken[kind] = next;
      const low = turn[at] ?? 0;
      this.first = low === anyTurn ? 0x7fff : low;
      this.last = turn[next - 1] ?? 0;
      return true;
    }
    if (!this.takeParts(blocks, blocks.alongL[block] ?? 0)) return false;
    const { first, last } = this;
    if (!this.takeParts(blocks, blocks.alongW[block] ?? 0)) return false;
    // Side by side across the container they do not stand in each other's way.
    if (blocks.way[block] !== 1 && last > this.first) return false;
    this.first = Math.min(first, this.first);
    this.last = Math.max(last, this.last);
    return true;
  }

  /** Tells pieces of shapes, in the order of loading, by their kinds: the phase of each is told by `phaseOf`. */
  kindsOf(pieces: readonly (readonly [piece: LoadedPiece, phase: number])[]): readonly LoadedPiece[] {
    const { openEnd, openMost, shapes, kind } = this;
    const next = this.start.slice(0, shapes);
    let now = 0;
    return pieces.map(([piece, phase]) => {
      for (; now < phase; now++)
        for (let s = 0; s < shapes; s++) {
          const at = (now + 1) * shapes + s;
          next[s] = Math.max(next[s] ?? 0, (openEnd[at] ?? 0) - (openMost[at] ?? 0));
        }
      const at = next[piece.kind] ?? 0;
      next[piece.kind] = at + 1;
      return { ...piece, kind: kind[at] ?? 0 };
    });
  }

  /** What the next pieces of the block are worth. */
  worthOf(blocks: BlockTable, block: number, phase: number, memory: Int32Array, left: number): number {
    const { openEnd, shapes, worthBefore } = this;
    const { needs, needStart } = blocks;
    let worth = 0;
    const end = 2 * (needStart[block + 1] ?? 0);
    for (let i = 2 * (needStart[block] ?? 0); i < end; i += 2) {
      const shape = needs[i] ?? 0;
      const from = (openEnd[phase * shapes + shape] ?? 0) - (memory[left + shape] ?? 0);
      worth += (worthBefore[from + (needs[i + 1] ?? 0)] ?? 0) - (worthBefore[from] ?? 0);
    }
    return worth;
  }
}
