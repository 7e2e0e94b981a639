import { analyseText, type Token, wordStem } from './analyse-text.ts';
import { leafWeights } from './ranker.ts';
import { acrossBlank } from './script-borders.ts';
import type { Vocabulary } from './snapshot.ts';
import { spellingVariants } from './spelling.ts';
import { nameWordsMax, otherNamesOf } from './thesaurus.ts';
import { requestWords } from './word-lists.ts';

/** How an indexed word relates to what was written. */
export type LeafKind = keyof typeof leafWeights;

const groupsMax = 24;
/** Products that hold a word as written, above which its names in other scripts are not looked for. */
const plentifulFrom = 2_000;

/** An indexed word that may become a leaf. */
export interface DraftLeaf {
  readonly word: number;
  readonly kind: LeafKind;
  readonly weight: number;
}

/** One thing that was asked for, with words in place of bits. */
export interface DraftGroup {
  readonly text: string;
  /** As it would be indexed. */
  readonly indexed: string;
  readonly own: readonly DraftLeaf[];
  readonly others: DraftLeaf[];
  readonly ways: (readonly number[])[];
  readonly halfWays: (readonly number[])[];
  /** Ways that count in the order of a title, where a pair of characters is two words. */
  readonly titleWays: (readonly number[])[];
}

/** Collects what a query asks for, in terms of one vocabulary. */
class Drafting {
  readonly groups: DraftGroup[] = [];
  readonly vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The group of a token; a word that the catalogue does not know has no leaf of its own. */
  open(text: string, indexed: string, kind: LeafKind): DraftGroup {
    const word = this.vocabulary.find(indexed);
    const own = word === undefined ? [] : [{ word, kind, weight: leafWeights[kind] }];
    const group = {
      text,
      indexed,
      own,
      others: [],
      ways: own.map((leaf) => [leaf.word]),
      halfWays: [],
      titleWays: [],
    };
    this.groups.push(group);
    return group;
  }

  /** Another indexed form that meets the group; several words meet it together, and each alone by half. */
  also(group: DraftGroup, indexed: readonly string[], kind: LeafKind): boolean {
    const words = indexed.map((text) => this.vocabulary.find(text));
    const known = words.filter((word) => word !== undefined);
    if (known.length === 0 || known.length < words.length) return false;
    this.alsoWords(group, known, kind);
    return true;
  }

  alsoWords(group: DraftGroup, words: readonly number[], kind: LeafKind): void {
    const weight = leafWeights[kind] / words.length;
    for (const word of words) group.others.push({ word, kind, weight });
    group.ways.push(words);
  }
}

/** True for tokens that are the text itself, not another way of saying it. */
export const isPrimary = ({ kind }: Token): boolean =>
  kind === 'word' || kind === 'number' || kind === 'ideograph';

function draftWord(draft: Drafting, vocabulary: Vocabulary, token: Token): DraftGroup {
  const group = draft.open(token.surface, token.text, 'exact');
  const own = group.own[0]?.word;
  if (own !== undefined) {
    for (const parts of vocabulary.partsOf(own).slice(0, 2)) draft.alsoWords(group, parts, 'joined');
  }
  const variants = spellingVariants(vocabulary, token.text, token.surface, own);
  const kind = own === undefined ? 'spelling' : 'spellingOfKnown';
  for (const { word, distance } of variants) {
    draft.alsoWords(group, [word], kind);
    const isLikely = own === undefined && distance === 1;
    for (const parts of isLikely ? vocabulary.partsOf(word).slice(0, 1) : [])
      draft.alsoWords(group, parts, 'joined');
  }
  if (own === undefined && !variants.some(({ distance }) => distance === 1))
    splitUnknown(draft, vocabulary, group, token);
  return group;
}

/** Words are cut where both parts are of three letters at least, and between letters and digits. */
function mayCut(surface: string, at: number): boolean {
  const isBorder = /\d/.test(surface.charAt(at)) !== /\d/.test(surface.charAt(at - 1));
  return isBorder || (at >= 3 && at <= surface.length - 3);
}

/** An unknown word in two that are known, where the rarer of both is as common as can be: `lawnchair`. */
function splitUnknown(draft: Drafting, vocabulary: Vocabulary, group: DraftGroup, token: Token): void {
  let best: readonly [string, string] | undefined;
  let bestFrequency = 0;
  for (let at = 1; at < token.surface.length; at += 1) {
    if (!mayCut(token.surface, at)) continue;
    const pair = [wordStem(token.surface.slice(0, at)), wordStem(token.surface.slice(at))] as const;
    const [first, second] = pair.map((part) => vocabulary.find(part));
    if (first === undefined || second === undefined) continue;
    const frequency = Math.min(vocabulary.frequencyOf(first), vocabulary.frequencyOf(second));
    if (frequency > bestFrequency) {
      best = pair;
      bestFrequency = frequency;
    }
  }
  if (best !== undefined && draft.also(group, best, 'joined')) {
    for (const part of best) {
      const word = vocabulary.find(part);
      if (word !== undefined) group.halfWays.push([word]);
    }
  }
}

function draftNumber(draft: Drafting, tokens: readonly Token[], token: Token): DraftGroup {
  const beside = tokens.filter(({ position }) => position === token.position);
  const measure = beside.find(({ kind }) => kind === 'measure');
  if (measure === undefined) return draft.open(token.surface, token.text, 'number');
  const group = draft.open(token.surface, token.text, 'measuredNumber');
  if (draft.also(group, [measure.text], 'measure')) {
    for (const way of group.own) {
      group.halfWays.push([way.word]);
      group.ways.shift();
    }
  }
  return group;
}

/** A character with the next one; the character alone is worth little, and all there is at the end of a run. */
function draftIdeograph(
  draft: Drafting,
  tokens: readonly Token[],
  token: Token,
  isAlone: boolean,
): DraftGroup | undefined {
  const pair = tokens.find(({ kind, position }) => kind === 'pair' && position === token.position);
  if (pair === undefined && !isAlone) return undefined;
  if (pair === undefined) return draft.open(token.text, token.text, 'exact');
  const group = draft.open(pair.text, pair.text, 'pair');
  const [first = '', second = ''] = pair.text;
  addLeaf(draft, group, acrossBlank(first, second));
  const characters: number[] = [];
  for (const character of pair.text) {
    const word = draft.vocabulary.find(character);
    if (word === undefined) continue;
    group.others.push({ word, kind: 'ideograph', weight: leafWeights.ideograph });
    group.halfWays.push([word]);
    characters.push(word);
  }
  if (characters.length === 2) group.titleWays.push(characters);
  return group;
}

const isLatin = (name: string): boolean => /^[a-z0-9 ]+$/.test(name);

/** True when so many products have a word as it was written that names in other scripts would only cost time. */
function isPlentiful(draft: Drafting, word: number | undefined): boolean {
  return word !== undefined && draft.vocabulary.frequencyOf(word) > plentifulFrom;
}

/** A name as it is indexed: stems, and pairs of characters. */
const indexedName = (name: string): readonly string[] =>
  analyseText(name, 100, 10)
    .filter(({ kind }) => kind !== 'ideograph' || [...name].length === 1)
    .map(({ text }) => text);

/** Names that mean the same as words of the query, of one word or of two. */
function addOtherNames(draft: Drafting, words: readonly { token: Token; group: DraftGroup }[]): void {
  for (const [index, { group }] of words.entries()) {
    for (let length = 1; length <= nameWordsMax; length += 1) {
      const run = words.slice(index, index + length);
      if (run.length < length) break;
      const names = new Set(
        [run.map(({ token }) => token.surface), run.map(({ token }) => token.text)].map((all) =>
          all.join(' '),
        ),
      );
      const isCommon = run.every(({ group: { own } }) => isPlentiful(draft, own[0]?.word));
      for (const name of [...names].flatMap(otherNamesOf)) {
        if (isCommon && !isLatin(name)) continue;
        draft.also(group, indexedName(name), 'synonym');
      }
    }
  }
}

function addNamesInIdeographs(
  draft: Drafting,
  groupAt: ReadonlyMap<number, DraftGroup>,
  run: readonly Token[],
): void {
  for (let from = 0; from < run.length; from += 1) {
    for (let length = 2; length <= 6 && from + length <= run.length; length += 1) {
      const name = run
        .slice(from, from + length)
        .map(({ text }) => text)
        .join('');
      const group = groupAt.get(run[from]?.position ?? -1);
      for (const other of group ? otherNamesOf(name) : []) {
        if (group) draft.also(group, indexedName(other), 'synonym');
      }
    }
  }
}

/** Two written words as one: `book shelf` finds `bookshelf`, for both. */
function addJoined(draft: Drafting, words: readonly { token: Token; group: DraftGroup }[]): void {
  for (const [index, { token, group }] of words.entries()) {
    const next = words[index + 1];
    if (next === undefined || next.token.position !== token.position + 1) continue;
    // `2 x 4` is not `24`.
    if (token.kind === 'number' && next.token.kind === 'number') continue;
    const joined = wordStem(token.surface + next.token.surface);
    if (joined.length < 5 && !/\d/.test(joined)) continue;
    if (!draft.also(group, [joined], 'joined')) continue;
    const way = group.ways.at(-1);
    if (way !== undefined) next.group.ways.push(way);
  }
}

/** Characters across a border of scripts; they are all that is known of a word that was cut there: `D灯`. */
function addBorders(
  draft: Drafting,
  tokens: readonly Token[],
  groupAt: ReadonlyMap<number, DraftGroup>,
): void {
  for (const { kind, text, position } of tokens) {
    if (kind !== 'border') continue;
    for (const group of [groupAt.get(position), groupAt.get(position + 1)]) {
      const isKnown = group === undefined || group.own.length > 0;
      if (isKnown) addLeaf(draft, group, text);
      else draft.also(group, [text], 'border');
    }
  }
}

function addLeaf(draft: Drafting, group: DraftGroup | undefined, text: string): void {
  const word = draft.vocabulary.find(text);
  if (word !== undefined) group?.others.push({ word, kind: 'border', weight: leafWeights.border });
}

/** What the tokens of a query ask for, and the group of each position. */
export function draftGroups(
  vocabulary: Vocabulary,
  tokens: readonly Token[],
): { groups: readonly DraftGroup[]; groupAt: ReadonlyMap<number, DraftGroup> } {
  const draft = new Drafting(vocabulary);
  const groupAt = new Map<number, DraftGroup>();
  const words: { token: Token; group: DraftGroup }[] = [];
  const all = tokens.filter(isPrimary);
  const telling = all.filter(({ surface }) => !requestWords.has(surface));
  const primaries = telling.length > 0 ? telling : all;
  for (const token of primaries) {
    if (draft.groups.length >= groupsMax) break;
    const isAlone = !tokens.some(({ kind, position }) => kind === 'pair' && position === token.position - 1);
    const group =
      token.kind === 'word'
        ? draftWord(draft, vocabulary, token)
        : token.kind === 'number'
          ? draftNumber(draft, tokens, token)
          : draftIdeograph(draft, tokens, token, isAlone);
    if (group === undefined) continue;
    groupAt.set(token.position, group);
    if (token.kind !== 'ideograph') words.push({ token, group });
  }
  for (const token of tokens) {
    const group = groupAt.get(token.position);
    if (token.kind === 'joined' && group) draft.also(group, [token.text], 'joined');
    const word = token.kind === 'size' ? vocabulary.find(token.text) : undefined;
    if (word !== undefined) group?.others.push({ word, kind: 'size', weight: leafWeights.size });
  }
  addBorders(draft, tokens, groupAt);
  addJoined(draft, words);
  addOtherNames(draft, words);
  addNamesInIdeographs(
    draft,
    groupAt,
    primaries.filter(({ kind }) => kind === 'ideograph'),
  );
  return { groups: draft.groups, groupAt };
}
