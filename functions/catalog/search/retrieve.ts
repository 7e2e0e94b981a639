import type { Admission } from './compile-filters.ts';
import type { Leaf } from './plan-query.ts';
import { leavesMax } from './plan-query.ts';
import { PostingCursor } from './postings.ts';
import { saturationMax } from './ranker.ts';
import type { Snapshot } from './snapshot.ts';
import { windowBits } from './windows.ts';

/** A product that the words found: the points of its words, and which leaves they are. */
export interface Candidate {
  readonly document: number;
  readonly points: number;
  readonly mask: number;
}

const windowSize = 2 ** windowBits;
/** Saturated weights are parts of 2^10. */
const saturationBits = Math.log2(saturationMax);

/** Points of a leaf at a saturated weight; the only place that rounds. */
export const leafPoints = (points: number, saturated: number): number =>
  (points * saturated) >>> saturationBits;

/** The best candidates so far in a heap, the worst on top; of equals the one that came first is better. */
class Best {
  size = 0;
  private readonly points: Int32Array;
  private readonly documents: Int32Array;
  private readonly masks: Int32Array;
  private readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.points = new Int32Array(capacity);
    this.documents = new Int32Array(capacity);
    this.masks = new Int32Array(capacity);
  }

  /** Points that a later product must exceed. */
  get threshold(): number {
    return this.size < this.capacity ? 0 : (this.points[0] ?? 0);
  }

  offer(document: number, points: number, mask: number): void {
    if (this.size < this.capacity) {
      this.rise(this.size, document, points, mask);
      this.size += 1;
    } else if (points > (this.points[0] ?? 0)) this.sink(document, points, mask);
  }

  all(): readonly Candidate[] {
    const found: Candidate[] = [];
    for (let at = 0; at < this.size; at += 1) {
      found.push({
        document: this.documents[at] ?? 0,
        points: this.points[at] ?? 0,
        mask: this.masks[at] ?? 0,
      });
    }
    return found;
  }

  private isWorse(points: number, document: number, at: number): boolean {
    const other = this.points[at] ?? 0;
    return points < other || (points === other && document > (this.documents[at] ?? 0));
  }

  private put(at: number, document: number, points: number, mask: number): void {
    this.points[at] = points;
    this.documents[at] = document;
    this.masks[at] = mask;
  }

  private move(from: number, to: number): void {
    this.put(to, this.documents[from] ?? 0, this.points[from] ?? 0, this.masks[from] ?? 0);
  }

  private rise(from: number, document: number, points: number, mask: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (!this.isWorse(points, document, parent)) break;
      this.move(parent, at);
      at = parent;
    }
    this.put(at, document, points, mask);
  }

  private sink(document: number, points: number, mask: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      const right = child + 1;
      if (right < this.size && this.isWorse(this.points[right] ?? 0, this.documents[right] ?? 0, child))
        child = right;
      if (this.isWorse(points, document, child)) break;
      this.move(child, at);
      at = child;
    }
    this.put(at, document, points, mask);
  }
}

/**
 * Finds the products with the most points of words. The index is cut into windows; those in which the words could add up to
 * most come first, and the search ends when no window left can lift a product over the threshold. In a window, words whose
 * greatest possible points cannot do so alone only add to products that another word found (MaxScore with block maxima:
 * Turtle and Flood 1995, Ding and Suel 2011). No product with more points than the worst answer is missed. One query at a time.
 */
export class Retriever {
  private readonly snapshot: Snapshot;
  private readonly windows: number;
  private readonly cursors = Array.from({ length: leavesMax }, () => new PostingCursor());
  private readonly points = new Int32Array(windowSize);
  private readonly masks = new Int32Array(windowSize);
  private readonly touched = new Uint32Array(windowSize / 32);
  /** Greatest points of each leaf in each window, leaf after leaf. */
  private readonly windowBounds: Int32Array;
  private readonly bounds = new Int32Array(leavesMax);
  private readonly order = new Int32Array(leavesMax);
  /** 1 when a cursor was moved to the window at hand. */
  private readonly isPlaced = new Uint8Array(leavesMax);

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
    this.windows = Math.ceil(snapshot.products / windowSize);
    this.windowBounds = new Int32Array(leavesMax * this.windows);
  }

  /** The best `count` admitted products, in no order. */
  best(leaves: readonly Leaf[], admission: Admission, count: number): readonly Candidate[] {
    const { saturation, lengths, postings, postingStarts } = this.snapshot;
    const weight = (document: number, code: number): number =>
      saturation[code * 256 + (lengths[document] ?? 0)] ?? 0;
    const { windows } = this;
    this.windowBounds.fill(0, 0, leaves.length * windows);
    for (const [index, leaf] of leaves.entries()) {
      const bounds = this.windowBounds.subarray(index * windows, (index + 1) * windows);
      const cursor = this.cursors[index];
      cursor?.open(postings, postingStarts[leaf.word] ?? 0);
      cursor?.boundWindows(bounds, windowBits, weight);
      for (let window = 0; window < windows; window += 1) {
        bounds[window] = leafPoints(leaf.points, bounds[window] ?? 0);
      }
    }
    const best = new Best(count);
    for (const { window, bound } of this.promising(leaves.length, admission)) {
      if (bound <= best.threshold) break;
      const from = Math.max(window * windowSize, admission.from);
      this.search(leaves, admission, best, from, Math.min((window + 1) * windowSize, admission.to));
    }
    return best.all();
  }

  /** Windows that may hold answers, the greatest possible points first. */
  private promising(leaves: number, admission: Admission): readonly { window: number; bound: number }[] {
    const found: { window: number; bound: number }[] = [];
    const end = Math.ceil(admission.to / windowSize);
    for (let window = Math.floor(admission.from / windowSize); window < end; window += 1) {
      let bound = 0;
      for (let leaf = 0; leaf < leaves; leaf += 1)
        bound += this.windowBounds[leaf * this.windows + window] ?? 0;
      if (bound > 0 && admission.mayHold(window)) found.push({ window, bound });
    }
    return found.sort((a, b) => b.bound - a.bound || a.window - b.window);
  }

  private search(leaves: readonly Leaf[], admission: Admission, best: Best, from: number, to: number): void {
    const essentialFrom = this.orderByBound(leaves.length, best.threshold, from >>> windowBits);
    if (essentialFrom >= leaves.length) return;
    for (let rank = essentialFrom; rank < leaves.length; rank += 1) {
      const index = this.order[rank] ?? 0;
      const leaf = leaves[index];
      if (leaf !== undefined && (this.bounds[index] ?? 0) > 0) this.gather(index, leaf.points, from, to);
    }
    let others = 0;
    for (let rank = 0; rank < essentialFrom; rank += 1) this.isPlaced[this.order[rank] ?? 0] = 0;
    for (let rank = 0; rank < essentialFrom; rank += 1) others += this.bounds[this.order[rank] ?? 0] ?? 0;
    let { threshold } = best;
    for (let group = 0; group < this.touched.length; group += 1) {
      let bits = this.touched[group] ?? 0;
      if (bits === 0) continue;
      this.touched[group] = 0;
      while (bits !== 0) {
        const bit = 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        const slot = group * 32 + bit;
        const points = this.points[slot] ?? 0;
        const mask = this.masks[slot] ?? 0;
        this.points[slot] = 0;
        this.masks[slot] = 0;
        if (points + others <= threshold) continue;
        const document = from + slot;
        if (admission.passes !== undefined && !admission.passes(document)) continue;
        this.finish(leaves, best, document, points, mask, essentialFrom, others);
        threshold = best.threshold;
      }
    }
  }

  /** Adds the words that are not essential, as long as the product can still get in. */
  private finish(
    leaves: readonly Leaf[],
    best: Best,
    document: number,
    found: number,
    foundMask: number,
    essentialFrom: number,
    others: number,
  ): void {
    const { saturation, lengths } = this.snapshot;
    let points = found;
    let mask = foundMask;
    let left = others;
    for (let rank = essentialFrom - 1; rank >= 0; rank -= 1) {
      if (points + left <= best.threshold) return;
      const index = this.order[rank] ?? 0;
      const bound = this.bounds[index] ?? 0;
      left -= bound;
      const cursor = this.cursors[index];
      if (bound === 0 || cursor === undefined) continue;
      const isHere = this.isPlaced[index] === 1 ? cursor.seek(document) : cursor.restart(document);
      this.isPlaced[index] = 1;
      if (!isHere) continue;
      if (cursor.documents[cursor.next] !== document) continue;
      const saturated = saturation[(cursor.codes[cursor.next] ?? 0) * 256 + (lengths[document] ?? 0)] ?? 0;
      points += leafPoints(leaves[index]?.points ?? 0, saturated);
      mask |= 1 << index;
    }
    best.offer(document, points, mask);
  }

  /** Sorts the leaves by what they can add in this window; those before the answer cannot do it without the rest. */
  private orderByBound(leaves: number, threshold: number, window: number): number {
    const { bounds, order } = this;
    for (let index = 0; index < leaves; index += 1) {
      const bound = this.windowBounds[index * this.windows + window] ?? 0;
      bounds[index] = bound;
      let at = index;
      while (at > 0 && (bounds[order[at - 1] ?? 0] ?? 0) > bound) {
        order[at] = order[at - 1] ?? 0;
        at -= 1;
      }
      order[at] = index;
    }
    let sum = 0;
    for (let rank = 0; rank < leaves; rank += 1) {
      sum += bounds[order[rank] ?? 0] ?? 0;
      if (sum > threshold) return rank;
    }
    return leaves;
  }

  /** Adds one word to all products of the window that hold it. */
  private gather(index: number, leafWeight: number, from: number, to: number): void {
    const cursor = this.cursors[index];
    if (cursor === undefined || !cursor.restart(from)) return;
    const { saturation, lengths } = this.snapshot;
    const { points, masks, touched } = this;
    const bit = 1 << index;
    const { documents, codes } = cursor;
    for (;;) {
      let at = cursor.next;
      const { filled } = cursor;
      for (; at < filled; at += 1) {
        const document = documents[at] ?? 0;
        if (document >= to) break;
        const slot = document - from;
        const saturated = saturation[((codes[at] ?? 0) << 8) | (lengths[document] ?? 0)] ?? 0;
        points[slot] = (points[slot] ?? 0) + ((leafWeight * saturated) >>> 10);
        masks[slot] = (masks[slot] ?? 0) | bit;
        touched[slot >>> 5] = (touched[slot >>> 5] ?? 0) | (1 << (slot & 31));
      }
      cursor.next = at;
      if (at < filled || !cursor.nextBlock()) return;
    }
  }
}
