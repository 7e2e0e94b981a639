/** The children of one level of a beam: which block goes into which space of which parent, and what that leads to. */
export class Candidates {
  /** Value of the load when completed greedily, and value of what is in it so far. */
  value = new Float64Array(1024);
  worth = new Float64Array(1024);
  parent = new Int32Array(1024);
  space = new Int32Array(1024);
  block = new Int32Array(1024);
  phase = new Int32Array(1024);

  reserve(count: number): void {
    if (count <= this.value.length) return;
    this.value = new Float64Array(count * 2);
    this.worth = new Float64Array(count * 2);
    this.parent = new Int32Array(count * 2);
    this.space = new Int32Array(count * 2);
    this.block = new Int32Array(count * 2);
    this.phase = new Int32Array(count * 2);
  }

  /**
   * Numbers of the best of so many candidates, `width` at most. Of those that are worth the same in the end only the first is taken,
   * since they are mostly the same load in another order. Few kinds make many different loads of equal worth: when diverse, twins must be
   * worth the same now, too, and one parent has a quarter of the places at most.
   */
  best(count: number, width: number, isDiverse: boolean): readonly number[] {
    const { value, worth, parent } = this;
    const perParentMax = isDiverse ? Math.ceil(width / 4) : width;
    const children = new Map<number, number>();
    const order = Int32Array.from({ length: count }, (_, i) => i).sort(
      (a, b) => (value[b] ?? 0) - (value[a] ?? 0) || (worth[b] ?? 0) - (worth[a] ?? 0) || a - b,
    );
    const kept: number[] = [];
    let last = -1;
    for (const i of order) {
      if (kept.length === width) break;
      const isTwin = last >= 0 && value[i] === value[last] && (!isDiverse || worth[i] === worth[last]);
      const siblings = children.get(parent[i] ?? 0) ?? 0;
      if (isTwin || siblings >= perParentMax) continue;
      children.set(parent[i] ?? 0, siblings + 1);
      last = i;
      kept.push(i);
    }
    return kept;
  }
}
