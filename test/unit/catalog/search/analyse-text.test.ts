import { describe, expect, test } from 'vitest';
import { analyseText } from '../../../../functions/catalog/search/analyse-text.ts';

/** Tokens as `kind:text@position`, the kind by its first letter. */
const read = (text: string): string =>
  analyseText(text, 1_000, 100)
    .map((token) => `${token.kind.slice(0, 1)}:${token.text}@${token.position}`)
    .join(' ');

describe('analysis of text', () => {
  test('words are stemmed, hyphens also join, possessives go', () => {
    expect(read("Men's T-Shirts")).toBe('w:man@0 w:t@1 w:shirt@2 j:tshirt@1');
    expect(read('shelves')).toBe('w:shelf@0');
  });

  test('ten feet, 120 inches and 10 apostrophe are one measure', () => {
    expect(read('10 ft')).toBe('n:10@0 m:=3048mm@0');
    expect(read('120 inches')).toBe('n:120@0 m:=3048mm@0');
    expect(read("10'")).toBe('n:10@0 m:=3048mm@0');
    expect(read('10-foot')).toBe('n:10@0 m:=3048mm@0');
  });

  test('sizes are read with and without units, fractions as decimals', () => {
    expect(read('2 in. x 4 in. x 8 ft.')).toContain('s:2x4@0 s:2x4x8@0');
    expect(read('2x4x8')).toContain('s:2x4@0 s:2x4x8@0');
    expect(read('24 in. W x 12 in. D')).toContain('s:24x12@0');
    expect(read('1-1/2 in.')).toBe('n:1.5@0 m:=38.1mm@0');
    expect(read('1½ in')).toBe('n:1.5@0 m:=38.1mm@0');
    expect(read('1,000 lumens')).toBe('n:1000@0 m:=1000lm@0');
    expect(read('20 sq. ft.')).toBe('n:20@0 m:=1858000mm2@0');
  });

  test('what is divided by no part of an inch is no fraction', () => {
    expect(read('5/8')).toBe('n:0.625@0');
    expect(read('12/2')).toBe('n:12@0 n:2@1 s:12x2@0');
    expect(read('110/220V')).toBe('n:110@0 n:220@1 m:=220v@1 s:110x220@0');
  });

  test('a pack of so many is so many pieces', () => {
    expect(read('pack of 12')).toBe('w:pack@0 n:12@1 m:=12pack@1');
    expect(read('12 pack')).toBe('n:12@0 m:=12pack@0');
    expect(read('size of 12')).toBe('w:size@0 n:12@1');
  });

  test('letters and digits without a blank are one word, unless the letters are a unit', () => {
    expect(read('mx500 8f 500ml')).toBe('w:mx500@0 w:8f@1 n:500@2 m:=500ml@2');
  });

  test('Korean and Chinese become characters and pairs, in compatibility form', () => {
    expect(read('텀블러')).toBe('i:텀@0 p:텀블@0 i:블@1 p:블러@1 i:러@2');
    expect(read('LED灯')).toBe('w:led@0 b:d灯@0 i:灯@1');
    expect(read('유리 컵')).toBe('i:유@0 p:유리@0 i:리@1 b:리 컵@1 i:컵@2');
    expect(read('ｌｅｄ')).toBe('w:led@0');
    expect(read('텀블러'.normalize('NFD'))).toBe(read('텀블러'));
    expect(read('無線電燈')).toBe(read('无线电灯'));
  });

  test('a comma and a word such as for are kept as signs', () => {
    expect(read('cover for sofa, blue')).toBe('w:cover@0 t:for@1 w:sofa@1 b:,@2 w:blue@2');
  });

  test('names of object members are words like any other', () => {
    expect(read('constructor __proto__')).toBe('w:constructor@0 w:proto@1');
  });

  test('halves of surrogate pairs and signs separate', () => {
    expect(read('red\ud83d lamp 😀')).toBe('w:red@0 w:lamp@1');
  });

  test('only the given length is looked at', () => {
    expect(analyseText('ab '.repeat(1_000_000), 30, 100)).toHaveLength(10);
  });
});
