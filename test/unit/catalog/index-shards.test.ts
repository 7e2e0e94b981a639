import { describe, expect, test } from 'vitest';
import { changesWithin, isDeltaFull, overlay } from '../../../functions/catalog/domain/index-delta.ts';
import {
  allChapters,
  covers,
  cutByChapter,
  mayHold,
} from '../../../functions/catalog/domain/index-shards.ts';

describe('shards by chapter', () => {
  const counts = new Map([
    ['39', 400],
    ['73', 500],
    ['85', 900],
    ['94', 300],
  ]);
  const productsOf = (chapter: string): number => counts.get(chapter) ?? 0;

  test('a catalogue that fits is one shard', () => {
    expect(cutByChapter(allChapters, productsOf, 2_100)).toEqual([{ from: '00', to: '99' }]);
  });

  test('neighbouring chapters stay together up to the limit, and a chapter is never cut', () => {
    expect(cutByChapter(allChapters, productsOf, 1_000)).toEqual([
      { from: '00', to: '84' },
      { from: '85', to: '93' },
      { from: '94', to: '99' },
    ]);
    expect(cutByChapter(allChapters, productsOf, 100)).toEqual([
      { from: '00', to: '72' },
      { from: '73', to: '84' },
      { from: '85', to: '93' },
      { from: '94', to: '99' },
    ]);
  });

  test('a code belongs to the range of its chapter; of the beginning of one every range that may hold it is asked', () => {
    expect(covers({ from: '85', to: '93' }, '850440')).toBe(true);
    expect(covers({ from: '85', to: '93' }, '940520')).toBe(false);
    expect(mayHold({ from: '85', to: '93' }, '8')).toBe(true);
    expect(mayHold({ from: '85', to: '93' }, '84')).toBe(false);
    expect(mayHold({ from: '85', to: '93' }, '93012345')).toBe(true);
  });
});

describe('changes beside a base', () => {
  test('wait until they are two per cent of it, and two hundred at least', () => {
    expect(isDeltaFull(0, 200)).toBe(false);
    expect(isDeltaFull(0, 201)).toBe(true);
    expect(isDeltaFull(1_000_000, 20_000)).toBe(false);
    expect(isDeltaFull(1_000_000, 20_001)).toBe(true);
  });

  test('later ones count, and what left a shard is gone from it', () => {
    const merged = overlay(
      new Map([
        ['a', '94'],
        ['b', '94'],
      ]),
      new Map([
        ['b', '85'],
        ['c', undefined],
      ]),
    );
    expect([...changesWithin(merged, (chapter) => chapter === '94')]).toEqual([
      ['a', '94'],
      ['b', undefined],
      ['c', undefined],
    ]);
  });
});
