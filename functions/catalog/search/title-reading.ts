import { sequenceMax } from './analyse-product.ts';
import { turnCode } from './document-store.ts';
import type { QueryPlan } from './plan-query.ts';
import { type Snapshot, wordOfCode } from './snapshot.ts';

function leafOf(plan: QueryPlan, word: number): number {
  for (let index = 0; index < plan.leaves.length; index += 1) {
    if (plan.leaves[index]?.word === word) return index;
  }
  return -1;
}

/** Where the words of a query stand in one title; used again for every title of the query. Masks are leaves as bits. */
export class TitleReading {
  /** Leaves found in the title. */
  mask = 0;
  /** Those found before the first word such as `for`. */
  maskBeforeTurn = 0;
  /** The one at the head. */
  headMask = 0;
  /** Those that end a part of the title, before the first word such as `for`. */
  partHeadMask = 0;
  /** Those right before a word that the query does not ask for and that ends a part: `desk` in `desk lamp`. */
  modifierMask = 0;
  headWord = -1;
  words = 0;
  matchedWords = 0;
  /** Leaf, or -1, by place among the words. */
  readonly leafAt = new Int32Array(sequenceMax + 1);
  private readonly codes = new Int32Array(64);

  /** Reads the title of a product. */
  read(snapshot: Snapshot, plan: QueryPlan, document: number): void {
    const count = snapshot.readTitle(document, this.codes);
    const headAt = this.codes[0] ?? sequenceMax;
    this.clear();
    let hasTurned = false;
    for (let at = 1; at < count; at += 1) {
      const code = this.codes[at] ?? 0;
      const word = wordOfCode(code);
      if (word === undefined) {
        if (!hasTurned) this.endPart();
        if (code === turnCode && this.words > 0) hasTurned = true;
        continue;
      }
      const leaf = leafOf(plan, word);
      this.leafAt[this.words] = leaf;
      this.words += 1;
      const bit = leaf < 0 ? 0 : 1 << leaf;
      if (leaf >= 0) this.matchedWords += 1;
      this.mask |= bit;
      if (!hasTurned) this.maskBeforeTurn |= bit;
      if (at - 1 !== headAt) continue;
      this.headWord = word;
      this.headMask = bit;
      this.endPart();
    }
    if (!hasTurned) this.endPart();
  }

  private clear(): void {
    this.mask = 0;
    this.maskBeforeTurn = 0;
    this.headMask = 0;
    this.partHeadMask = 0;
    this.modifierMask = 0;
    this.headWord = -1;
    this.words = 0;
    this.matchedWords = 0;
  }

  /** Takes the last word as one that names something, and the one before as what describes it. */
  private endPart(): void {
    const last = this.words > 0 ? (this.leafAt[this.words - 1] ?? -1) : -1;
    const before = this.words > 1 ? (this.leafAt[this.words - 2] ?? -1) : -1;
    if (last >= 0) this.partHeadMask |= 1 << last;
    else if (before >= 0) this.modifierMask |= 1 << before;
  }
}
