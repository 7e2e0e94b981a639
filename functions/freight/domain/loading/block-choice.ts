import type { BlockTable, Room } from './block-table.ts';
import { edgeSteps, mayFit, stepsLimit } from './edge-steps.ts';

/** Weights of the judgement of a block in a space; after Araya, Guerrero & Nuñez (2017), "VCS: a new heuristic function". */
export interface Weights {
  /** Exponent of the share of the block's surface that touches something. */
  readonly contact: number;
  /** Exponent of the share of the space that stays usable. */
  readonly loss: number;
  /** Exponent of the number of pieces: fewer is better. */
  readonly pieces: number;
  /** A gap up to this share of the room's edge counts as contact. */
  readonly closeness: number;
}

/** Longest usable length within a length, along each axis. */
export interface Reach {
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly z: Int32Array;
}

/** Blocks listed for a size of space at first; the list grows fourfold whenever a load runs through it. */
const listedFirst = 16;

/**
 * Blocks in order of merit for a space of given edges. Merit does not depend on the rest of the load, so that the order is worked
 * out once per size of space and remembered in an open hash table over one arena of block numbers.
 */
export class BlockChoice {
  readonly blocks: BlockTable;
  readonly room: Room;
  readonly reach: Reach;
  readonly weights: Weights;
  /** Block numbers of all lists. */
  ids: Int32Array;
  /** Per slot of the hash table: where its list begins in `ids`, how long it is, how many blocks fit in all. */
  start: Int32Array;
  length: Int32Array;
  fits: Int32Array;
  keyL: Int32Array;
  keyW: Int32Array;
  keyH: Int32Array;
  used = 0;
  size = 0;
  /** Volume of each block's cuboid, its worth, and the most that it or any block after it is worth. */
  readonly volume: Float64Array;
  readonly worth: Float64Array;
  readonly worthAhead: Float64Array;
  readonly inverseSurface: Float64Array;
  /** Share of the block's base above which something may stand. */
  readonly topShare: Float64Array;
  /** Blocks by falling volume, with their edges in the same order. */
  readonly byVolume: Int32Array;
  readonly edgeL: Int32Array;
  readonly edgeW: Int32Array;
  readonly edgeH: Int32Array;
  /** Smallest of each edge. */
  readonly edgeMinL: number;
  readonly edgeMinW: number;
  readonly edgeMinH: number;
  /** The three edges in one number. */
  readonly steps: Int32Array;
  /** Kind and edges of every single piece. */
  readonly singleKind: Int32Array;
  readonly singleSteps: Int32Array;
  topScore = new Float64Array(listedFirst);
  topBlock = new Int32Array(listedFirst);

  constructor(room: Room, blocks: BlockTable, reach: Reach, weights: Weights, chosen: Int32Array) {
    this.room = room;
    this.blocks = blocks;
    this.reach = reach;
    this.weights = weights;
    const slots = 1 << 10;
    this.keyL = new Int32Array(slots);
    this.keyW = new Int32Array(slots);
    this.keyH = new Int32Array(slots);
    this.start = new Int32Array(slots);
    this.length = new Int32Array(slots);
    this.fits = new Int32Array(slots);
    this.ids = new Int32Array(1 << 13);
    const { l, w, h, merit, pieces } = blocks;
    const volume = Float64Array.from(
      { length: blocks.count },
      (_, b) => (l[b] ?? 0) * (w[b] ?? 0) * (h[b] ?? 0),
    );
    this.byVolume = Int32Array.from(chosen).sort((a, c) => (volume[c] ?? 0) - (volume[a] ?? 0) || a - c);
    this.volume = Float64Array.from(this.byVolume, (b) => volume[b] ?? 0);
    this.worth = Float64Array.from(
      this.byVolume,
      (b) => (merit[b] ?? 0) * (pieces[b] ?? 0) ** -weights.pieces,
    );
    this.worthAhead = Float64Array.from(this.worth);
    for (let i = this.worth.length - 2; i >= 0; i--)
      this.worthAhead[i] = Math.max(this.worth[i] ?? 0, this.worthAhead[i + 1] ?? 0);
    this.edgeL = Int32Array.from(this.byVolume, (b) => blocks.l[b] ?? 0);
    this.edgeW = Int32Array.from(this.byVolume, (b) => blocks.w[b] ?? 0);
    this.edgeH = Int32Array.from(this.byVolume, (b) => blocks.h[b] ?? 0);
    const edgeMin = (edges: Int32Array): number =>
      edges.reduce((least, edge) => Math.min(least, edge), room.l);
    this.edgeMinL = edgeMin(this.edgeL);
    this.edgeMinW = edgeMin(this.edgeW);
    this.edgeMinH = edgeMin(this.edgeH);
    const stepsOf = (b: number): number => edgeSteps(room, l[b] ?? 0, w[b] ?? 0, h[b] ?? 0);
    const singles = chosen.filter((b) => blocks.pieces[b] === 1);
    this.singleKind = Int32Array.from(singles, (b) => blocks.kind[b] ?? 0);
    this.singleSteps = Int32Array.from(singles, (b) => stepsOf(b));
    this.steps = Int32Array.from(this.byVolume, (b) => stepsOf(b));
    this.topShare = Float64Array.from(
      this.byVolume,
      (b) => ((blocks.topL[b] ?? 0) * (blocks.topW[b] ?? 0)) / ((blocks.l[b] ?? 0) * (blocks.w[b] ?? 0)),
    );
    this.inverseSurface = Float64Array.from(this.byVolume, (b) => {
      const lw = (l[b] ?? 0) * (w[b] ?? 0);
      return 0.5 / (lw + ((l[b] ?? 0) + (w[b] ?? 0)) * (h[b] ?? 0));
    });
  }

  /** Slot of the list for a space of these edges, or -1 when no piece reaches into it. */
  slotFor(l: number, w: number, h: number): number {
    const ul = this.reach.x[l] ?? 0;
    const uw = this.reach.y[w] ?? 0;
    const uh = this.reach.z[h] ?? 0;
    if (ul === 0 || uw === 0 || uh === 0) return -1;
    const { keyL, keyW, keyH } = this;
    const mask = keyL.length - 1;
    let slot = hash(ul, uw, uh) & mask;
    while ((keyL[slot] ?? 0) !== ul || (keyW[slot] ?? 0) !== uw || (keyH[slot] ?? 0) !== uh) {
      if ((keyL[slot] ?? 0) === 0) return this.remember(slot, ul, uw, uh);
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** False when no piece goes into a space of these edges of which there are any left; `left` of each kind from there in memory. */
  mayFill(l: number, w: number, h: number, memory: Int32Array, left: number): boolean {
    const { singleKind, singleSteps } = this;
    const limit = stepsLimit(this.room, l, w, h);
    for (let i = 0; i < singleKind.length; i++) {
      if ((memory[left + (singleKind[i] ?? 0)] ?? 0) === 0) continue;
      if (mayFit(limit, singleSteps[i] ?? 0)) return true;
    }
    return false;
  }

  /** Makes the list of the slot longer. */
  extend(slot: number): void {
    this.list(slot, 4 * (this.length[slot] ?? 0));
  }

  private remember(slot: number, l: number, w: number, h: number): number {
    this.keyL[slot] = l;
    this.keyW[slot] = w;
    this.keyH[slot] = h;
    this.list(slot, listedFirst);
    this.size++;
    if (this.size * 2 <= this.keyL.length) return slot;
    this.grow();
    return this.slotOf(l, w, h);
  }

  private slotOf(l: number, w: number, h: number): number {
    const mask = this.keyL.length - 1;
    let slot = hash(l, w, h) & mask;
    while (
      (this.keyL[slot] ?? 0) !== 0 &&
      ((this.keyL[slot] ?? 0) !== l || (this.keyW[slot] ?? 0) !== w || (this.keyH[slot] ?? 0) !== h)
    )
      slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { keyL, keyW, keyH, start, length, fits } = this;
    const slots = keyL.length * 2;
    this.keyL = new Int32Array(slots);
    this.keyW = new Int32Array(slots);
    this.keyH = new Int32Array(slots);
    this.start = new Int32Array(slots);
    this.length = new Int32Array(slots);
    this.fits = new Int32Array(slots);
    for (let i = 0; i < keyL.length; i++) {
      if ((keyL[i] ?? 0) === 0) continue;
      const slot = this.slotOf(keyL[i] ?? 0, keyW[i] ?? 0, keyH[i] ?? 0);
      this.keyL[slot] = keyL[i] ?? 0;
      this.keyW[slot] = keyW[i] ?? 0;
      this.keyH[slot] = keyH[i] ?? 0;
      this.start[slot] = start[i] ?? 0;
      this.length[slot] = length[i] ?? 0;
      this.fits[slot] = fits[i] ?? 0;
    }
  }

  /** Number of the first block that is no larger than so much. */
  private firstWithin(volume: number): number {
    const { volume: volumes } = this;
    let low = 0;
    let high = volumes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((volumes[middle] ?? 0) > volume) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Lists the best `most` blocks for the slot's space. */
  private list(slot: number, most: number): void {
    const { edgeL, edgeW, edgeH, worth, worthAhead, inverseSurface, topShare, weights, room } = this;
    const { x, y, z } = this.reach;
    if (this.topScore.length < most) {
      this.topScore = new Float64Array(2 * most);
      this.topBlock = new Int32Array(2 * most);
    }
    const { topScore, topBlock } = this;
    const L = this.keyL[slot] ?? 0;
    const W = this.keyW[slot] ?? 0;
    const H = this.keyH[slot] ?? 0;
    const inverseVolume = 1 / (L * W * H);
    const nearL = weights.closeness * room.l;
    const nearW = weights.closeness * room.w;
    const nearH = weights.closeness * room.h;
    const isSquare = weights.contact === 2;
    const isPlain = weights.loss === 1;
    const count = worth.length;
    let n = 0;
    let fits = 0;
    let least = -1;
    const { steps } = this;
    const limit = stepsLimit(room, L, W, H);
    for (let i = this.firstWithin(L * W * H); i < count; i++) {
      if (!mayFit(limit, steps[i] ?? 0)) continue;
      const l = edgeL[i] ?? 0;
      const w = edgeW[i] ?? 0;
      const h = edgeH[i] ?? 0;
      if (l > L || w > W || h > H) continue;
      fits++;
      if (n === most && (worthAhead[i] ?? 0) <= least) {
        // Nothing that follows is worth more; only that there are more matters.
        fits++;
        break;
      }
      const share =
        (l + (x[L - l] ?? 0)) *
        (w + (y[W - w] ?? 0)) *
        (h + (z[H - h] ?? 0) * (topShare[i] ?? 0)) *
        inverseVolume;
      const lh = l * h;
      const wh = w * h;
      const lw = l * w;
      const touch =
        ((L - l <= nearL ? wh + wh : wh) +
          (W - w <= nearW ? lh + lh : lh) +
          (H - h <= nearH ? lw + lw : lw)) *
        (inverseSurface[i] ?? 0);
      const score =
        (worth[i] ?? 0) *
        (isPlain ? share : share ** weights.loss) *
        (isSquare ? touch * touch : touch ** weights.contact);
      if (n === most) {
        if (score <= least) continue;
      } else n++;
      let at = n - 1;
      while (at > 0 && (topScore[at - 1] ?? 0) < score) {
        topScore[at] = topScore[at - 1] ?? 0;
        topBlock[at] = topBlock[at - 1] ?? 0;
        at--;
      }
      topScore[at] = score;
      topBlock[at] = i;
      if (n === most) least = topScore[n - 1] ?? 0;
    }
    if (this.used + n > this.ids.length) {
      const larger = new Int32Array(2 * this.ids.length + n);
      larger.set(this.ids);
      this.ids = larger;
    }
    const { ids, byVolume } = this;
    for (let i = 0; i < n; i++) ids[this.used + i] = byVolume[topBlock[i] ?? 0] ?? 0;
    this.start[slot] = this.used;
    this.length[slot] = n;
    this.fits[slot] = fits;
    this.used += n;
  }
}

const hash = (l: number, w: number, h: number): number => {
  const mixed = Math.imul(l, 73856093) ^ Math.imul(w, 19349663) ^ Math.imul(h, 83492791);
  return mixed ^ (mixed >>> 15);
};
