import { wordStem } from './analyse-text.ts';
import type { Vocabulary } from './snapshot.ts';
import { deletionsOf, spellingFormsOf } from './vocabulary-sections.ts';

/** A word of the catalogue that a written word may stand for. */
export interface SpellingVariant {
  readonly word: number;
  readonly frequency: number;
  /** Edits between the two. */
  readonly distance: number;
}

const lengthMin = 4;
const lengthMax = 20;
const secondEditFrom = 5;
const secondDeletionFrom = 7;
const variantsMax = 3;

/** Edits (insert, delete, replace, swap neighbours) between two short words, or `max + 1` when there are more. */
export function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let twoBack: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (before[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (before[j - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) cost = Math.min(cost, (twoBack[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    twoBack = before;
    before = row;
  }
  return Math.min(before[b.length] ?? max + 1, max + 1);
}

/** Forms to look up: with one letter left out, and for long words with two. */
function formsOf(word: string): ReadonlySet<string> {
  const forms = new Set(spellingFormsOf(word));
  if (word.length >= secondDeletionFrom) {
    for (const form of deletionsOf(word))
      if (form.length < word.length) for (const next of deletionsOf(form)) forms.add(next);
  }
  return forms;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

/** The written form with one letter more or another letter, its first letter aside. */
function* withOtherLetter(surface: string): Generator<string> {
  for (let at = 1; at <= surface.length; at += 1) {
    for (const letter of alphabet) {
      yield surface.slice(0, at) + letter + surface.slice(at);
      if (at < surface.length) yield surface.slice(0, at) + letter + surface.slice(at + 1);
    }
  }
}

/**
 * Stems of the written form with one edit: `diining` is `dine`, which its own stem is far from. Another letter is only
 * tried when the catalogue does not know the word and stemming cut it (`reaing` is `rea` and means `read`): then `isFar`. Else the forms
 * of the stem lead there.
 */
function stemsNearSurface(surface: string, isFar: boolean): ReadonlySet<string> {
  const near = new Set<string>();
  for (let at = 1; at < surface.length; at += 1) {
    near.add(wordStem(surface.slice(0, at) + surface.slice(at + 1)));
    near.add(
      wordStem(
        surface.slice(0, at - 1) + surface.charAt(at) + surface.charAt(at - 1) + surface.slice(at + 1),
      ),
    );
  }
  if (isFar) for (const other of withOtherLetter(surface)) near.add(wordStem(other));
  return near;
}

/** What a word may be compared with: those of the catalogue that share a form, with the edits that lie between. */
function nearWords(
  vocabulary: Vocabulary,
  stem: string,
  surface: string,
  limits: { readonly distanceMax: number; readonly isFar: boolean },
): ReadonlyMap<number, number> {
  const { distanceMax, isFar } = limits;
  const found = new Map<number, number>();
  for (const near of stemsNearSurface(surface, isFar)) {
    const word = vocabulary.find(near);
    if (word !== undefined) found.set(word, 1);
  }
  const checked = new Set<number>();
  for (const form of stem.length < lengthMin ? [] : formsOf(stem)) {
    for (const word of vocabulary.nearForm(form)) {
      if (checked.has(word) || found.get(word) === 1) continue;
      checked.add(word);
      const distance = editDistance(stem, vocabulary.texts.at(word), distanceMax);
      if (distance <= distanceMax) found.set(word, distance);
    }
  }
  return found;
}

/**
 * Words of the catalogue near a misspelt one, the likeliest first: fewer edits, the same first letter, more products. `own` is
 * the word itself where the catalogue knows it; then only words that are {@link frequencyRatio} times as common are offered.
 */
export function spellingVariants(
  vocabulary: Vocabulary,
  stem: string,
  surface: string,
  own: number | undefined,
): readonly SpellingVariant[] {
  if (!/^[a-z]+$/.test(stem) || surface.length < lengthMin || surface.length > lengthMax) return [];
  const frequencyMin = Math.max(2, own === undefined ? 0 : vocabulary.frequencyOf(own) * frequencyRatio);
  // Words are numbered by frequency: when even the first is not common enough, nothing is.
  if (own !== undefined && vocabulary.frequencyOf(0) < frequencyMin) return [];
  const distanceMax = stem.length >= secondEditFrom && own === undefined ? 2 : 1;
  const found: (SpellingVariant & { readonly rank: number })[] = [];
  const isFar = own === undefined && stem !== surface;
  for (const [word, distance] of nearWords(vocabulary, stem, surface, { distanceMax, isFar })) {
    const frequency = vocabulary.frequencyOf(word);
    if (word === own || frequency < frequencyMin) continue;
    const isSameStart = vocabulary.texts.at(word).charAt(0) === stem.charAt(0);
    const rank = Math.log2(1 + frequency) - 4 * (distance - 1) + (isSameStart ? 3 : 0);
    found.push({ word, frequency, distance, rank });
  }
  found.sort((a, b) => b.rank - a.rank || a.word - b.word);
  const best = found[0]?.rank ?? 0;
  return found.filter(({ rank }) => rank >= best - 5).slice(0, variantsMax);
}

/** How many times as common a word must be to stand beside one that the catalogue knows. */
const frequencyRatio = 20;
