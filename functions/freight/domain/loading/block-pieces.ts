import type { BlockTable, Kind } from './block-table.ts';

/** Ints of a piece: kind, x, y, z, l, w, h. */
export const pieceInts = 7;

/** A piece in its place, in whole units. */
export interface LoadedPiece {
  readonly kind: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly l: number;
  readonly w: number;
  readonly h: number;
}

const noWay = { l: 0, w: 0, h: 0 };

/** Single pieces of every block, relative to its corner; worked out when first asked for. */
export class BlockPieces {
  readonly blocks: BlockTable;
  readonly kinds: readonly Kind[];
  readonly isSupported: boolean;
  readonly known = new Map<number, Int32Array>();

  constructor(blocks: BlockTable, kinds: readonly Kind[], isSupported: boolean) {
    this.blocks = blocks;
    this.kinds = kinds;
    this.isSupported = isSupported;
  }

  /** Pieces of a block, each after all those that it stands on. */
  of(block: number): Int32Array {
    const known = this.known.get(block);
    if (known !== undefined) return known;
    const pieces = (this.blocks.kind[block] ?? 0) >= 0 ? this.grid(block) : this.pair(block);
    this.known.set(block, pieces);
    return pieces;
  }

  private grid(block: number): Int32Array {
    const { kind, way, alongL, alongW, alongH, pieces } = this.blocks;
    const { l, w, h } = this.kinds[kind[block] ?? 0]?.ways[way[block] ?? 0] ?? noWay;
    const out = new Int32Array((pieces[block] ?? 0) * pieceInts);
    let at = 0;
    for (let k = 0; k < (alongH[block] ?? 0); k++)
      for (let i = 0; i < (alongL[block] ?? 0); i++)
        for (let j = 0; j < (alongW[block] ?? 0); j++) {
          out.set([kind[block] ?? 0, i * l, j * w, k * h, l, w, h], at);
          at += pieceInts;
        }
    return out;
  }

  private pair(block: number): Int32Array {
    const { way, alongL, alongW, l, w, h, topX, topY } = this.blocks;
    const a = alongL[block] ?? 0;
    const axis = way[block] ?? 0;
    const isOnTop = axis === 2 && this.isSupported;
    const first = this.of(a);
    const second = this.of(alongW[block] ?? 0);
    const out = new Int32Array(first.length + second.length);
    out.set(first);
    out.set(second, first.length);
    for (let at = first.length; at < out.length; at += pieceInts) {
      out[at + 1] = (out[at + 1] ?? 0) + (axis === 0 ? (l[a] ?? 0) : isOnTop ? (topX[a] ?? 0) : 0);
      out[at + 2] = (out[at + 2] ?? 0) + (axis === 1 ? (w[a] ?? 0) : isOnTop ? (topY[a] ?? 0) : 0);
      out[at + 3] = (out[at + 3] ?? 0) + (axis === 2 ? (h[a] ?? 0) : 0);
    }
    return out;
  }

  /** The block's pieces with its corner at x, y, z. */
  placed(block: number, x: number, y: number, z: number): readonly LoadedPiece[] {
    const pieces = this.of(block);
    const placed: LoadedPiece[] = [];
    for (let at = 0; at < pieces.length; at += pieceInts) {
      placed.push({
        kind: pieces[at] ?? 0,
        x: x + (pieces[at + 1] ?? 0),
        y: y + (pieces[at + 2] ?? 0),
        z: z + (pieces[at + 3] ?? 0),
        l: pieces[at + 4] ?? 0,
        w: pieces[at + 5] ?? 0,
        h: pieces[at + 6] ?? 0,
      });
    }
    return placed;
  }
}
