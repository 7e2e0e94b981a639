import type { Candidate } from './best-candidates.ts';
import type { CategoryWords } from './category-words.ts';
import type { QueryPlan } from './plan-query.ts';
import { rescoreWeights } from './ranker.ts';
import type { Snapshot } from './snapshot.ts';
import { TitleReading } from './title-reading.ts';

/** What rescoring adds, each in points; the names are those of the explanation. */
export interface RescoreParts {
  readonly coverage: number;
  readonly completeness: number;
  readonly titleCoverage: number;
  readonly order: number;
  readonly head: number;
  readonly categoryHead: number;
  readonly tightness: number;
  readonly consensus: number;
}

/** The points of all parts together. */
export const sumOfParts = (parts: RescoreParts): number =>
  parts.coverage +
  parts.completeness +
  parts.titleCoverage +
  parts.order +
  parts.head +
  parts.categoryHead +
  parts.tightness +
  parts.consensus;

/** How far a set of leaves meets a group: 0, a half or 1. */
function metBy(ways: readonly number[], halfWays: readonly number[], mask: number): number {
  for (const way of ways) if ((mask & way) === way) return 1;
  for (const way of halfWays) if ((mask & way) === way) return 0.5;
  return 0;
}

const holds = (ways: readonly number[], leaf: number): boolean =>
  leaf >= 0 && ways.some((way) => (way & (1 << leaf)) !== 0);

/** A candidate with its final score. */
export interface Scored {
  readonly candidate: Candidate;
  readonly parts: RescoreParts;
  readonly score: number;
}

interface Draft extends Scored {
  readonly category: number;
  readonly head: number;
}

/** Best candidates that say what kind of goods is meant. */
const votersMax = 20;
const byScore = (a: Scored, b: Scored): number =>
  b.score - a.score || a.candidate.document - b.candidate.document;

/** Share of the votes of each category and of each head noun; earlier voters weigh more. */
function votesOf(voters: readonly Draft[]): {
  categories: ReadonlyMap<number, number>;
  heads: ReadonlyMap<number, number>;
} {
  const categories = new Map<number, number>();
  const heads = new Map<number, number>();
  const total = voters.reduce((sum, _, rank) => sum + 1 / Math.log2(rank + 2), 0);
  for (const [rank, { category, head }] of voters.entries()) {
    const vote = 1 / Math.log2(rank + 2) / total;
    categories.set(category, (categories.get(category) ?? 0) + vote);
    heads.set(head, (heads.get(head) ?? 0) + vote);
  }
  return { categories, heads };
}

/** Rescores candidates of one query: what single words cannot see, from titles and category names. */
export class Rescorer {
  private readonly snapshot: Snapshot;
  private readonly plan: QueryPlan;
  /** Points of all groups. */
  private readonly total: number;
  private readonly title = new TitleReading();
  /** Leaves in the last name of a category, by category; a query meets few categories. */
  private readonly categoryWords = new Map<number, CategoryWords>();
  private readonly wordsOf: (category: number) => CategoryWords;

  constructor(snapshot: Snapshot, plan: QueryPlan, wordsOf: (category: number) => CategoryWords) {
    this.snapshot = snapshot;
    this.plan = plan;
    this.total = plan.groups.reduce((sum, group) => sum + group.points, 0);
    this.wordsOf = wordsOf;
  }

  /** What rescoring adds to a candidate. */
  parts(candidate: Candidate): RescoreParts {
    const { plan, title } = this;
    const total = this.total;
    title.read(this.snapshot, plan, candidate.document);
    let covered = 0;
    let inTitle = 0;
    let isComplete = plan.groups.length > 0;
    for (const group of plan.groups) {
      const met = metBy(group.ways, group.halfWays, candidate.mask);
      const metInTitle = metBy(group.titleWays, group.halfWays, title.mask);
      covered += Math.max(metInTitle, met * rescoreWeights.outsideTitle) * group.points;
      inTitle += metInTitle * group.points;
      if (met === 0) isComplete = false;
    }
    const share = total === 0 ? 0 : covered / total;
    const tight = title.words === 0 ? 0 : title.matchedWords / title.words;
    return {
      coverage: Math.round(rescoreWeights.coverage * total * share * share),
      completeness: isComplete ? Math.round(rescoreWeights.completeness * total) : 0,
      titleCoverage: Math.round(rescoreWeights.titleCoverage * inTitle),
      order: this.orderPoints(),
      head: this.headPoints(),
      categoryHead: this.categoryPoints(candidate.document),
      tightness: Math.round(rescoreWeights.tightness * inTitle * tight),
      consensus: 0,
    };
  }

  /**
   * All candidates with their parts, the best first. What most of the best are decides what kind of goods is meant: candidates
   * of that category and with that head noun gain.
   */
  rank(candidates: readonly Candidate[]): readonly Scored[] {
    const scored = candidates.map((candidate): Draft => {
      const parts = this.parts(candidate);
      const category = categoryOf(this.snapshot, candidate.document);
      return {
        candidate,
        parts,
        category,
        head: this.title.headWord,
        score: candidate.points + sumOfParts(parts),
      };
    });
    const kinds = votesOf([...scored].sort(byScore).slice(0, votersMax));
    return scored
      .map(({ candidate, parts, category, head, score }) => {
        const share =
          rescoreWeights.categoryConsensus * (kinds.categories.get(category) ?? 0) +
          rescoreWeights.headConsensus * (kinds.heads.get(head) ?? 0);
        const consensus = Math.round(share * this.total);
        return { candidate, parts: { ...parts, consensus }, score: score + consensus };
      })
      .sort(byScore);
  }

  /** Neighbours of the query that are neighbours in the title. */
  private orderPoints(): number {
    const { groups } = this.plan;
    let points = 0;
    for (let index = 0; index + 1 < groups.length; index += 1) {
      const [first, second] = [groups[index], groups[index + 1]];
      if (first === undefined || second === undefined) continue;
      const share = this.nearness(first.titleWays, second.titleWays);
      points += Math.round(share * Math.min(first.points, second.points));
    }
    return points;
  }

  private nearness(first: readonly number[], second: readonly number[]): number {
    const { leafAt, words: length } = this.title;
    let best = 0;
    for (let at = 0; at < length; at += 1) {
      const leaf = leafAt[at] ?? -1;
      if (!holds(first, leaf)) continue;
      if (holds(second, leaf)) return rescoreWeights.adjacent;
      const share = holds(second, at + 1 < length ? (leafAt[at + 1] ?? -1) : -1)
        ? rescoreWeights.adjacent
        : holds(second, at + 2 < length ? (leafAt[at + 2] ?? -1) : -1)
          ? rescoreWeights.near
          : holds(second, at > 0 ? (leafAt[at - 1] ?? -1) : -1)
            ? rescoreWeights.swapped
            : 0;
      best = Math.max(best, share);
    }
    return best;
  }

  /** Is what was asked for the thing itself, or what the thing is for? */
  private headPoints(): number {
    const head = this.plan.groups[this.plan.head];
    if (head === undefined) return 0;
    const { title } = this;
    const isIn = (mask: number): boolean => metBy(head.ways, [], mask) > 0;
    if (head.ways.some((way) => (way & title.headMask) !== 0))
      return Math.round(rescoreWeights.head * head.points);
    if (isIn(title.partHeadMask)) return Math.round(rescoreWeights.partHead * head.points);
    if (isIn(title.mask) && !isIn(title.maskBeforeTurn))
      return Math.round(rescoreWeights.accessory * head.points);
    return isIn(title.modifierMask) ? Math.round(rescoreWeights.modifier * head.points) : 0;
  }

  private categoryPoints(document: number): number {
    const head = this.plan.groups[this.plan.head];
    if (head === undefined) return 0;
    const category = categoryOf(this.snapshot, document);
    let words = this.categoryWords.get(category);
    if (words === undefined) {
      words = this.wordsOf(category);
      this.categoryWords.set(category, words);
    }
    const isMet = (mask: number): boolean => metBy(head.ways, [], mask) > 0;
    if (isMet(words.heads)) return Math.round(rescoreWeights.categoryHead * head.points);
    return isMet(words.all) ? Math.round(rescoreWeights.categoryModifier * head.points) : 0;
  }
}

/** The number of a product's category path. */
export function categoryOf(snapshot: Snapshot, document: number): number {
  const { starts } = snapshot.categories;
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= document) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
