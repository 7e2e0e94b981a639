import { headOf, sequenceOf } from './analyse-product.ts';
import { analyseText, type Token } from './analyse-text.ts';
import { type DraftGroup, type DraftLeaf, draftGroups, isPrimary, type LeafKind } from './draft-groups.ts';
import type { Vocabulary } from './snapshot.ts';

/** An indexed word that the query looks for, with the points that a saturated match is worth. */
export interface Leaf {
  readonly word: number;
  readonly kind: LeafKind;
  readonly points: number;
}

/** One thing that was asked for. It is met by any of its ways, each a set of leaves as bits. */
export interface Group {
  /** As it was written. */
  readonly text: string;
  readonly points: number;
  readonly ways: readonly number[];
  /** Ways in which it is half met: one part of a compound, a number without its unit. */
  readonly halfWays: readonly number[];
  /** Ways that meet it in the order of a title; those of `ways` do as well. */
  readonly titleWays: readonly number[];
}

/** A text query, ready to run on one snapshot. */
export interface QueryPlan {
  readonly leaves: readonly Leaf[];
  readonly groups: readonly Group[];
  /** The group that names the goods, or -1. */
  readonly head: number;
  /** True when the text asks for something, known or not. */
  readonly asks: boolean;
}

/** Most UTF-16 units of a query that are looked at. */
export const queryLengthMax = 2_000;
const queryLexemesMax = 200;
/** Most leaves: one bit each. */
export const leavesMax = 30;

/** Leaves that have a bit: first what was written, the rarest first, then the variants. */
function chooseLeaves(vocabulary: Vocabulary, groups: readonly DraftGroup[]): readonly Leaf[] {
  const chosen = new Map<number, Leaf>();
  const add = (leaves: readonly DraftLeaf[]): void => {
    const ranked = leaves.map((leaf) => ({
      ...leaf,
      points: Math.round(leaf.weight * vocabulary.pointsOf(leaf.word)),
    }));
    ranked.sort((a, b) => b.points - a.points || a.word - b.word);
    for (const { word, kind, points } of ranked) {
      if (chosen.has(word) || chosen.size >= leavesMax || points <= 0) continue;
      chosen.set(word, { word, kind, points });
    }
  };
  add(groups.flatMap(({ own }) => own));
  add(groups.flatMap(({ others }) => others));
  return [...chosen.values()];
}

function headGroup(
  tokens: readonly Token[],
  groupAt: ReadonlyMap<number, DraftGroup>,
  groups: readonly DraftGroup[],
): number {
  const sequence = sequenceOf(tokens);
  const token = sequence[headOf(sequence)];
  if (token?.kind !== 'word') return -1;
  const group = groupAt.get(token.position);
  return group === undefined ? -1 : groups.indexOf(group);
}

/** Reads a text query for one snapshot: what it asks for, and the indexed words that can meet it. Never throws. */
export function planQuery(vocabulary: Vocabulary, text: string): QueryPlan {
  const tokens = analyseText(text, queryLengthMax, queryLexemesMax);
  const { groups: drafts, groupAt } = draftGroups(vocabulary, tokens);
  const leaves = chooseLeaves(vocabulary, drafts);
  const bitOf = new Map(leaves.map(({ word }, index) => [word, 1 << index]));
  const maskOf = (way: readonly number[]): number =>
    way.every((word) => bitOf.has(word)) ? way.reduce((mask, word) => mask | (bitOf.get(word) ?? 0), 0) : 0;
  const masksOf = (ways: readonly (readonly number[])[]): readonly number[] =>
    [...new Set(ways.map(maskOf))].filter((mask) => mask !== 0);
  const groups = drafts.map((group): Group => {
    const candidates = [...group.own, ...group.others].filter(({ word }) => bitOf.has(word));
    const [main] = group.own.length > 0 ? group.own : candidates;
    return {
      text: group.text,
      points: main === undefined ? vocabulary.pointsOfAbsent(group.indexed) : vocabulary.pointsOf(main.word),
      ways: masksOf(group.ways),
      halfWays: masksOf(group.halfWays),
      titleWays: masksOf([...group.ways, ...group.titleWays]),
    };
  });
  return {
    leaves,
    groups,
    head: headGroup(tokens, groupAt, drafts),
    asks: tokens.some(isPrimary) || text.trim() !== '',
  };
}
