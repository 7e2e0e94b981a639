import type { Vocabulary } from './snapshot.ts';
import { deletionsOf } from './vocabulary-sections.ts';

/** A word of the catalogue that a written word may stand for. */
export interface SpellingVariant {
  readonly word: number;
  readonly frequency: number;
  /** Edits between the two. */
  readonly distance: number;
}

const lengthMin = 4;
const lengthMax = 20;
const secondEditFrom = 8;
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
  const forms = new Set(deletionsOf(word));
  if (word.length >= secondEditFrom) {
    for (const form of [...forms])
      if (form.length < word.length) for (const next of deletionsOf(form)) forms.add(next);
  }
  return forms;
}

/**
 * Words of the catalogue near a misspelt one, the likeliest first: fewer edits, the same first letter, more products.
 * A word that the catalogue knows is only doubted in favour of one that is `frequencyRatio` times as common.
 */
export function spellingVariants(
  vocabulary: Vocabulary,
  written: string,
  own: number | undefined,
): readonly SpellingVariant[] {
  if (!/^[a-z]+$/.test(written) || written.length < lengthMin || written.length > lengthMax) return [];
  const ownFrequency = own === undefined ? 0 : vocabulary.frequencyOf(own);
  const frequencyMin = Math.max(2, ownFrequency * frequencyRatio);
  // Words are numbered by frequency: when even the first is not common enough, nothing is.
  if (own !== undefined && vocabulary.frequencyOf(0) < frequencyMin) return [];
  const distanceMax = written.length >= secondEditFrom && own === undefined ? 2 : 1;
  const checked = new Set<number>();
  const found: (SpellingVariant & { readonly rank: number })[] = [];
  for (const form of formsOf(written)) {
    for (const word of vocabulary.nearForm(form)) {
      if (word === own || checked.has(word)) continue;
      checked.add(word);
      const text = vocabulary.texts.at(word);
      const distance = editDistance(written, text, distanceMax);
      if (distance > distanceMax) continue;
      const frequency = vocabulary.frequencyOf(word);
      if (frequency < frequencyMin) continue;
      const isSameStart = text[0] === written[0];
      const rank = Math.log2(1 + frequency) - 4 * (distance - 1) + (isSameStart ? 3 : 0);
      found.push({ word, frequency, distance, rank });
    }
  }
  found.sort((a, b) => b.rank - a.rank || a.word - b.word);
  const best = found[0]?.rank ?? 0;
  return found.filter(({ rank }) => rank >= best - 5).slice(0, variantsMax);
}

/** How many times as common a word must be to stand beside one that the catalogue knows. */
const frequencyRatio = 20;
