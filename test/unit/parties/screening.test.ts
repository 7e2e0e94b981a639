import { describe, expect, test } from 'vitest';
import {
  normaliseName,
  screenName,
  similarityPermille,
} from '../../../functions/parties/domain/screening.ts';

describe('normaliseName', () => {
  test.each([
    ['Vermeer Licht B.V.', 'licht vermeer'],
    ['SANCTION HIT LTD', 'hit sanction'],
    ['Sanction-Hit, Limited', 'hit sanction'],
    ['Ærø Søfart', 'søfart ærø'],
    ['Société Générale SA', 'generale societe'],
    ['深圳明亮照明', '深圳明亮照明'],
    ['  ', ''],
  ])('%j becomes %j', (name, normal) => {
    expect(normaliseName(name)).toBe(normal);
  });
});

describe('similarityPermille', () => {
  // Winkler 1990 and the tables that follow it: MARTHA .961, DWAYNE .840, DIXON .813.
  test.each([
    ['martha', 'marhta', 961],
    ['dwayne', 'duane', 840],
    ['dixon', 'dicksonx', 813],
    ['same', 'same', 1000],
    ['abc', 'xyz', 0],
    ['', 'abc', 0],
  ])('%s and %s are %i', (left, right, permille) => {
    expect(similarityPermille(left, right)).toBe(permille);
  });
});

describe('screenName', () => {
  const list = [
    { name: 'Sanction Hit Ltd', aliases: ['Sankzion Treffer GmbH'] },
    { name: 'Northern Arms Trading', aliases: [] },
  ];

  test.each([
    'SANCTION HIT LTD',
    'Hit Sanction',
    'Sanction Hit Company, Inc.',
    'sankzion treffer',
    'Sánction Hït',
    'Sanction Hit B.V.',
    'Sanction Hit L.L.C.',
    'SANCTION HIT S.p.A.',
  ])('%s is a hit', (name) => {
    expect(screenName(name, list)).toMatchObject({ outcome: 'hit', matchedName: 'Sanction Hit Ltd' });
  });

  test('a transliteration is for a human to look at', () => {
    expect(screenName('Sanktion Hit', list)).toMatchObject({
      outcome: 'potential',
      matchedName: 'Sanction Hit Ltd',
    });
  });

  test.each([
    'Vermeer Licht B.V.',
    'Shenzhen Brightway Lighting Co., Ltd',
    'Delta Trade Finance N.V.',
  ])('%s is clear', (name) => {
    expect(screenName(name, list).outcome).toBe('clear');
  });

  test('nobody is on an empty list', () => {
    expect(screenName('Anybody', [])).toEqual({ outcome: 'clear', scorePermille: 0 });
  });
});
