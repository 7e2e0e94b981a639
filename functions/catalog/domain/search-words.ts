/** Most words of a product that a listing looks at. */
export const searchWordsMax = 150;

/**
 * The words of a text as they are compared: compatibility forms folded, accents dropped, small letters, every Han
 * character a word of its own because Chinese is written without blanks.
 */
export function wordsOf(text: string): readonly string[] {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const spaced = folded.replace(/\p{Script=Han}/gu, ' $& ');
  return [...new Set(spaced.match(/[\p{L}\p{N}]+/gu) ?? [])];
}

/** Distinct words of several texts, the first texts first, at most {@link searchWordsMax}. */
export function searchWordsOf(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap(wordsOf))].slice(0, searchWordsMax);
}

/** True when every word of the query begins some word of the product; a query without words matches nothing. */
export function matchesWords(query: string, words: readonly string[]): boolean {
  const asked = wordsOf(query);
  return asked.length > 0 && asked.every((part) => words.some((word) => word.startsWith(part)));
}
