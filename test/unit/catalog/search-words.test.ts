import { describe, expect, test } from 'vitest';
import {
  matchesWords,
  searchWordsMax,
  searchWordsOf,
  wordsOf,
} from '../../../functions/catalog/domain/search-words.ts';

describe('wordsOf', () => {
  test.each([
    ['LED desk lamp, foldable', ['led', 'desk', 'lamp', 'foldable']],
    ['Café-Tisch', ['cafe', 'tisch']],
    ['8 W / 8 W', ['8', 'w']],
    ['台灯 LED', ['台', '灯', 'led']],
    ['ﬁlter Ⅳ', ['filter', 'iv']],
    ['!!', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });
});

describe('matchesWords', () => {
  const words = searchWordsOf(['LED desk lamp, foldable', '折叠台灯']);

  test.each([
    ['lamp', true],
    ['LAMP led', true],
    ['fold', true],
    ['lamps', false],
    ['desk chair', false],
    ['台灯', true],
    ['灯', true],
    ['床', false],
    ['...', false],
  ])('%s → %s', (query, found) => {
    expect(matchesWords(query, words)).toBe(found);
  });

  test('looks at a bounded number of words', () => {
    const long = Array.from({ length: 1_000 }, (_, index) => `w${index}`).join(' ');
    expect(searchWordsOf(['lamp', long])).toHaveLength(searchWordsMax);
    expect(searchWordsOf(['lamp', long])[0]).toBe('lamp');
  });
});
