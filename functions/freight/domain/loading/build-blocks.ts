import { BlockTable, type Kind, type Room } from './block-table.ts';
import { turnsOpen } from './drop-lots.ts';

/** How blocks are built. */
export interface BlockOptions {
  readonly countMax: number;
  /** Least share of the bounding cuboid that pieces fill. */
  readonly fillMin: number;
  /** True when whatever stands on a block must be carried by its solid top. */
  readonly isSupported: boolean;
  /** First and last turn of loading of each kind. */
  readonly turns: readonly (readonly [from: number, to: number])[];
}

/** Pairs looked at for each block asked for. */
const pairsPerBlock = 60;

class BlockBuilder {
  readonly table: BlockTable;
  readonly seen = new Map<number, number[]>();
  readonly room: Room;
  readonly kinds: readonly Kind[];
  readonly options: BlockOptions;
  readonly quantities: Int32Array;

  constructor(room: Room, kinds: readonly Kind[], options: BlockOptions) {
    this.table = new BlockTable(options.countMax + 1);
    this.room = room;
    this.kinds = kinds;
    this.options = options;
    this.quantities = Int32Array.from(kinds, ({ quantity }) => quantity);
  }

  /** Pairs of blocks looked at. */
  pairs = 0;

  /** True when there are blocks enough, or looking for more takes too long. */
  isFull(): boolean {
    return this.table.count >= this.options.countMax || this.pairs > pairsPerBlock * this.options.countMax;
  }

  addGrid(kind: number, way: number, nx: number, ny: number, nz: number): void {
    const t = this.table;
    const found = this.kinds[kind];
    const stance = found?.ways[way];
    if (found === undefined || stance === undefined) return;
    const { isTop, weight, loadMax, group, apartFrom, touchesNot } = found;
    const { l, w, h } = stance;
    if ((nz - 1) * weight > loadMax) return;
    const b = t.count;
    const pieces = nx * ny * nz;
    this.reserve((t.needStart[b] ?? 0) + 1);
    t.needs[2 * (t.needStart[b] ?? 0)] = kind;
    t.needs[2 * (t.needStart[b] ?? 0) + 1] = pieces;
    if (this.isKnown(nx * l, ny * w, nz * h, 1)) return;
    t.kind[b] = kind;
    t.way[b] = way;
    t.alongL[b] = nx;
    t.alongW[b] = ny;
    t.alongH[b] = nz;
    this.finish(1, nx * l, ny * w, nz * h, pieces);
    t.volume[b] = pieces * l * w * h;
    t.weight[b] = pieces * weight;
    const [from = 0, to = 0] = this.options.turns[kind] ?? [];
    t.turnFrom[b] = from;
    t.turnTo[b] = to;
    t.groups[b] = group;
    t.apartFrom[b] = apartFrom;
    t.touchesNot[b] = touchesNot;
    t.isOpen[b] = isTop ? 0 : 1;
    t.topX[b] = 0;
    t.topY[b] = 0;
    t.topL[b] = isTop ? 0 : nx * l;
    t.topW[b] = isTop ? 0 : ny * w;
  }

  /** True when pieces of both blocks may be neighbours in one container, c before or above a unless side by side across it. */
  private canMeet(a: number, c: number, axis: number): boolean {
    const t = this.table;
    const from = Math.max(t.turnFrom[a] ?? 0, t.turnFrom[c] ?? 0);
    const to = Math.min(t.turnTo[a] ?? 0, t.turnTo[c] ?? 0);
    return (
      from - to < turnsOpen &&
      (axis === 1 || (t.turnFrom[a] ?? 0) <= (t.turnTo[c] ?? 0)) &&
      (((t.apartFrom[a] ?? 0) | (t.touchesNot[a] ?? 0)) & (t.groups[c] ?? 0)) === 0
    );
  }

  /** Joins blocks a and c along an axis (0 length, 1 width, 2 height) if the pair fits, is solid enough and available. */
  join(a: number, c: number, axis: number): void {
    const t = this.table;
    const l = axis === 0 ? (t.l[a] ?? 0) + (t.l[c] ?? 0) : Math.max(t.l[a] ?? 0, t.l[c] ?? 0);
    const w = axis === 1 ? (t.w[a] ?? 0) + (t.w[c] ?? 0) : Math.max(t.w[a] ?? 0, t.w[c] ?? 0);
    const h = axis === 2 ? (t.h[a] ?? 0) + (t.h[c] ?? 0) : Math.max(t.h[a] ?? 0, t.h[c] ?? 0);
    const { room } = this;
    if (l > room.l || w > room.w || h > room.h) return;
    const volume = (t.volume[a] ?? 0) + (t.volume[c] ?? 0);
    if (volume < this.options.fillMin * l * w * h) return;
    if (axis === 2 && !this.carries(a, c)) return;
    if (!this.canMeet(a, c, axis)) return;
    const needs = this.mergeNeeds(a, c);
    if (needs < 0 || this.isKnown(l, w, h, needs)) return;
    const b = t.count;
    t.kind[b] = -1;
    t.way[b] = axis;
    t.alongL[b] = a;
    t.alongW[b] = c;
    this.finish(needs, l, w, h, (t.pieces[a] ?? 0) + (t.pieces[c] ?? 0));
    t.volume[b] = volume;
    t.weight[b] = (t.weight[a] ?? 0) + (t.weight[c] ?? 0);
    t.turnFrom[b] = Math.max(t.turnFrom[a] ?? 0, t.turnFrom[c] ?? 0);
    t.turnTo[b] = Math.min(t.turnTo[a] ?? 0, t.turnTo[c] ?? 0);
    t.groups[b] = (t.groups[a] ?? 0) | (t.groups[c] ?? 0);
    t.apartFrom[b] = (t.apartFrom[a] ?? 0) | (t.apartFrom[c] ?? 0);
    t.touchesNot[b] = (t.touchesNot[a] ?? 0) | (t.touchesNot[c] ?? 0);
    t.isOpen[b] = (t.isOpen[a] ?? 0) & (t.isOpen[c] ?? 0);
    this.setTop(b, a, c, axis);
  }

  private carries(a: number, c: number): boolean {
    const t = this.table;
    return this.options.isSupported
      ? (t.l[c] ?? 0) <= (t.topL[a] ?? 0) && (t.w[c] ?? 0) <= (t.topW[a] ?? 0)
      : (t.isOpen[a] ?? 0) === 1;
  }

  private setTop(b: number, a: number, c: number, axis: number): void {
    const t = this.table;
    const isOnTop = axis === 2 && this.options.isSupported;
    const offsetX = axis === 0 ? (t.l[a] ?? 0) : isOnTop ? (t.topX[a] ?? 0) : 0;
    const offsetY = axis === 1 ? (t.w[a] ?? 0) : isOnTop ? (t.topY[a] ?? 0) : 0;
    let x = t.topX[a] ?? 0;
    let y = t.topY[a] ?? 0;
    let l = t.topL[a] ?? 0;
    let w = t.topW[a] ?? 0;
    const isJoint =
      axis !== 2 &&
      (t.h[a] ?? 0) === (t.h[c] ?? 0) &&
      (axis === 0
        ? (t.topY[a] ?? 0) === (t.topY[c] ?? 0) &&
          w === (t.topW[c] ?? 0) &&
          x + l === (t.l[a] ?? 0) &&
          (t.topX[c] ?? 0) === 0
        : (t.topX[a] ?? 0) === (t.topX[c] ?? 0) &&
          l === (t.topL[c] ?? 0) &&
          y + w === (t.w[a] ?? 0) &&
          (t.topY[c] ?? 0) === 0);
    if (isJoint) {
      if (axis === 0) l += t.topL[c] ?? 0;
      else w += t.topW[c] ?? 0;
    } else if (
      axis === 2 ||
      (t.h[c] ?? 0) > (t.h[a] ?? 0) ||
      ((t.h[c] ?? 0) === (t.h[a] ?? 0) && (t.topL[c] ?? 0) * (t.topW[c] ?? 0) > l * w)
    ) {
      x = offsetX + (t.topX[c] ?? 0);
      y = offsetY + (t.topY[c] ?? 0);
      l = t.topL[c] ?? 0;
      w = t.topW[c] ?? 0;
    }
    t.topX[b] = x;
    t.topY[b] = y;
    t.topL[b] = l;
    t.topW[b] = w;
  }

  /** Needs of both, written behind the table's last block; -1 when there are not that many pieces. */
  private mergeNeeds(a: number, c: number): number {
    const t = this.table;
    const start = t.needStart[t.count] ?? 0;
    this.reserve(start + this.kinds.length);
    const { needs, needStart } = t;
    let i = needStart[a] ?? 0;
    let j = needStart[c] ?? 0;
    const iEnd = needStart[a + 1] ?? 0;
    const jEnd = needStart[c + 1] ?? 0;
    let n = 0;
    while (i < iEnd || j < jEnd) {
      const ki = i < iEnd ? (needs[2 * i] ?? 0) : 1e9;
      const kj = j < jEnd ? (needs[2 * j] ?? 0) : 1e9;
      const kind = ki < kj ? ki : kj;
      let count = 0;
      if (ki === kind) {
        count += needs[2 * i + 1] ?? 0;
        i++;
      }
      if (kj === kind) {
        count += needs[2 * j + 1] ?? 0;
        j++;
      }
      if (count > (this.quantities[kind] ?? 0)) return -1;
      needs[2 * (start + n)] = kind;
      needs[2 * (start + n) + 1] = count;
      n++;
    }
    return n;
  }

  private isKnown(l: number, w: number, h: number, needs: number): boolean {
    const t = this.table;
    const start = 2 * (t.needStart[t.count] ?? 0);
    let key = l * 31 + w * 1009 + h * 50021;
    for (let i = 0; i < 2 * needs; i++) key = (Math.imul(key, 16777619) ^ (t.needs[start + i] ?? 0)) | 0;
    const bucket = this.seen.get(key);
    if (bucket === undefined) {
      this.seen.set(key, [t.count]);
      return false;
    }
    for (const b of bucket) {
      if (
        (t.l[b] ?? 0) !== l ||
        (t.w[b] ?? 0) !== w ||
        (t.h[b] ?? 0) !== h ||
        (t.needStart[b + 1] ?? 0) - (t.needStart[b] ?? 0) !== needs
      )
        continue;
      let isSame = true;
      const at = 2 * (t.needStart[b] ?? 0);
      for (let i = 0; i < 2 * needs; i++)
        if ((t.needs[at + i] ?? 0) !== (t.needs[start + i] ?? 0)) isSame = false;
      if (isSame) return true;
    }
    bucket.push(t.count);
    return false;
  }

  private finish(needs: number, l: number, w: number, h: number, pieces: number): void {
    const t = this.table;
    const b = t.count;
    t.count++;
    t.needStart[b + 1] = (t.needStart[b] ?? 0) + needs;
    t.l[b] = l;
    t.w[b] = w;
    t.h[b] = h;
    t.pieces[b] = pieces;
  }

  private reserve(pairs: number): void {
    const t = this.table;
    if (2 * pairs + 2 <= t.needs.length) return;
    const larger = new Int32Array(t.needs.length * 2 + 2 * pairs);
    larger.set(t.needs);
    t.needs = larger;
  }
}

const addGrids = (builder: BlockBuilder, room: Room, kinds: readonly Kind[]): void => {
  // Small grids first, so that a full table still holds every kind in every way.
  const gridMax = kinds.reduce((most, kind) => Math.max(most, kind.quantity), 0);
  for (let pieces = 1; pieces <= gridMax; pieces++) {
    for (const [k, kind] of kinds.entries()) {
      if (pieces > kind.quantity) continue;
      for (const [v, { l, w, h }] of kind.ways.entries()) {
        for (let nz = 1; nz <= pieces && nz * h <= room.h; nz++) {
          if (pieces % nz !== 0 || (kind.isTop && nz > 1)) continue;
          const layer = pieces / nz;
          for (let ny = 1; ny <= layer && ny * w <= room.w; ny++) {
            if (layer % ny !== 0 || (layer / ny) * l > room.l) continue;
            builder.addGrid(k, v, layer / ny, ny, nz);
            if (builder.isFull()) return;
          }
        }
      }
    }
  }
};

/** Pairs whose faces across the axis are nearly alike, found by sorting along one edge of the face. */
const joinAlong = (builder: BlockBuilder, axis: number, from: number, to: number, fillMin: number): void => {
  const t = builder.table;
  const [edge, other] = axis === 0 ? [t.w, t.h] : axis === 1 ? [t.l, t.h] : [t.l, t.w];
  const length = axis === 0 ? t.l : axis === 1 ? t.w : t.h;
  const limit = axis === 0 ? builder.room.l : axis === 1 ? builder.room.w : builder.room.h;
  const order = Array.from({ length: to }, (_, b) => b).sort(
    (a, c) => (edge[a] ?? 0) - (edge[c] ?? 0) || a - c,
  );
  let low = 0;
  for (let i = 0; i < order.length; i++) {
    const a = order[i] ?? 0;
    while ((edge[order[low] ?? 0] ?? 0) < fillMin * (edge[a] ?? 0)) low++;
    for (let j = low; j <= i; j++) {
      const c = order[j] ?? 0;
      builder.pairs++;
      if (a < from && c < from) continue;
      if ((length[a] ?? 0) + (length[c] ?? 0) > limit) continue;
      if ((other[c] ?? 0) < fillMin * (other[a] ?? 0) || (other[a] ?? 0) < fillMin * (other[c] ?? 0))
        continue;
      builder.join(a, c, axis);
      if (axis === 0 && (t.turnFrom[a] ?? 0) > (t.turnTo[c] ?? 0)) builder.join(c, a, axis);
      if (axis === 2 && a !== c && !builder.isFull()) builder.join(c, a, axis);
      if (builder.isFull()) return;
    }
    if (builder.isFull()) return;
  }
};

/** All blocks worth placing in the room: grids of one kind first, then joins of joins until the table is full. */
export const buildBlocks = (room: Room, kinds: readonly Kind[], options: BlockOptions): BlockTable => {
  const builder = new BlockBuilder(room, kinds, options);
  addGrids(builder, room, kinds);
  let from = 0;
  while (!builder.isFull() && from < builder.table.count) {
    const to = builder.table.count;
    for (let axis = 0; axis < 3 && !builder.isFull(); axis++)
      joinAlong(builder, axis, from, to, options.fillMin);
    from = to;
  }
  return builder.table;
};
