import { BestCandidates, type Candidate } from './best-candidates.ts';
import type { Admission } from './compile-filters.ts';
import { type Leaf, leavesMax } from './plan-query.ts';
import { PostingCursor } from './postings.ts';
import { saturationMax } from './ranker.ts';
import type { Snapshot } from './snapshot.ts';
import { windowBits } from './windows.ts';

const windowSize = 2 ** windowBits;
/** Saturated weights are parts of 2^10. */
const saturationBits = Math.log2(saturationMax);

/** Points of a leaf at a saturated weight; the only place that rounds. */
export const leafPoints = (points: number, saturated: number): number =>
  (points * saturated) >>> saturationBits;

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
    const best = new BestCandidates(count);
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

  private search(
    leaves: readonly Leaf[],
    admission: Admission,
    best: BestCandidates,
    from: number,
    to: number,
  ): void {
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
    const touched = this.touched;
    this.dropHopeless(best.threshold - others);
    admission.narrow(touched, from);
    for (let group = 0; group < touched.length; group += 1) {
      let bits = touched[group] ?? 0;
      touched[group] = 0;
      while (bits !== 0) {
        const slot = group * 32 + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        this.finish(
          leaves,
          best,
          from + slot,
          this.points[slot] ?? 0,
          this.masks[slot] ?? 0,
          essentialFrom,
          others,
        );
      }
    }
    this.points.fill(0);
    this.masks.fill(0);
  }

  /** Clears the bits of products that have at most so many points. */
  private dropHopeless(pointsMin: number): void {
    const { touched, points } = this;
    if (pointsMin <= 0) return;
    for (let group = 0; group < touched.length; group += 1) {
      const before = touched[group] ?? 0;
      let left = before;
      let kept = before;
      while (left !== 0) {
        const place = 31 - Math.clz32(left & -left);
        left &= left - 1;
        if ((points[group * 32 + place] ?? 0) <= pointsMin) kept &= ~(1 << place);
      }
      if (kept !== before) touched[group] = kept;
    }
  }

  /** Adds the words that are not essential, as long as the product can still get in. */
  private finish(
    leaves: readonly Leaf[],
    best: BestCandidates,
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
    if (points + left <= best.threshold) return;
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
