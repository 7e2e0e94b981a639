import { expect, test } from 'vitest';
import { stemOf } from '../../../../functions/catalog/search/porter2.ts';

// Pairs from the sample vocabulary of the published algorithm (snowballstem.org, English).
test.each([
  ['consign', 'consign'],
  ['consigned', 'consign'],
  ['consistency', 'consist'],
  ['consolatory', 'consolatori'],
  ['knackeries', 'knackeri'],
  ['knightly', 'knight'],
  ['generously', 'generous'],
  ['communication', 'communic'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['inning', 'inning'],
  ['proceed', 'proceed'],
  ['happy', 'happi'],
  ['by', 'by'],
  ['say', 'say'],
  ['hopping', 'hop'],
  ['hoping', 'hope'],
  ['luxuriated', 'luxuri'],
  ['relational', 'relat'],
  ['organic', 'organic'],
  ['adding', 'add'],
  ['paste', 'paste'],
  ['vying', 'vie'],
  ['apologists', 'apolog'],
])('%s becomes %s', (word, stem) => {
  expect(stemOf(word)).toBe(stem);
});

test('other text comes back as it is', () => {
  expect(stemOf('텀블러')).toBe('텀블러');
  expect(stemOf('')).toBe('');
});
