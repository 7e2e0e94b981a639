/** A product that the words found: the points of its words, and which leaves they are. */
export interface Candidate {
  readonly document: number;
  readonly points: number;
  readonly mask: number;
}

/** The best candidates so far in a heap, the worst on top; of equals the one that came first is better. */
export class BestCandidates {
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
