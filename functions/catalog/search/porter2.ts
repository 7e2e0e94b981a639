/** Words that the rules would get wrong, with their stems. */
const exceptions = new Map([
  ['skis', 'ski'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['idly', 'idl'],
  ['gently', 'gentl'],
  ['ugly', 'ugli'],
  ['early', 'earli'],
  ['only', 'onli'],
  ['singly', 'singl'],
  ...['sky', 'news', 'howe', 'atlas', 'cosmos', 'bias', 'andes'].map((word) => [word, word] as const),
]);

/** Words that stay as they are once the plural is off. */
const settledAfterPlural = new Set([
  'inning',
  'outing',
  'canning',
  'herring',
  'earring',
  'evening',
  'proceed',
  'exceed',
  'succeed',
]);

/** Suffixes of step 2, the longest first, and what takes their place inside R1. */
const derivations: readonly (readonly [string, string])[] = [
  ['ization', 'ize'],
  ['ational', 'ate'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['iveness', 'ive'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['lessli', 'less'],
  ['entli', 'ent'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['ousli', 'ous'],
  ['iviti', 'ive'],
  ['fulli', 'ful'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['abli', 'able'],
  ['izer', 'ize'],
  ['ator', 'ate'],
  ['ogist', 'og'],
  ['alli', 'al'],
  ['bli', 'ble'],
];

/** Suffixes of step 3, the longest first. */
const adjectives: readonly (readonly [string, string])[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['alize', 'al'],
  ['icate', 'ic'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
];

/** Suffixes of step 4, the longest first; they go when they lie in R2. */
const residues: readonly string[] = [
  'ement',
  'ance',
  'ence',
  'able',
  'ible',
  'ment',
  'ant',
  'ent',
  'ism',
  'ate',
  'iti',
  'ous',
  'ive',
  'ize',
  'al',
  'er',
  'ic',
];

const isVowel = (letter: string | undefined): boolean => letter !== undefined && 'aeiouy'.includes(letter);
const hasVowel = (text: string): boolean => /[aeiouy]/.test(text);
const endsInDouble = (text: string): boolean => /(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(text);
const isShortSyllable = (text: string): boolean =>
  /[^aeiouy][aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|^past$/.test(text);

/** Where the region after the first non-vowel that follows a vowel begins. */
function regionAfter(word: string, from: number): number {
  for (let at = from + 1; at < word.length; at += 1) {
    if (isVowel(word[at - 1]) && !isVowel(word[at])) return at + 1;
  }
  return word.length;
}

function firstRegion(word: string): number {
  const special = /^(gener|commun|arsen|past|univers|later|emerg|organ|inter)/.exec(word);
  return special ? special[0].length : regionAfter(word, 0);
}

/** A `y` that begins the word or follows a vowel is a consonant, written `Y` until the end. */
const markConsonantY = (word: string): string => word.replace(/^y|(?<=[aeiouy])y/g, 'Y');

function withoutPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ied') || word.endsWith('ies')) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/(us|ss)$/.test(word) || !word.endsWith('s')) return word;
  return hasVowel(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function withoutParticiple(word: string, r1: number): string {
  const eed = /(eedly|eed)$/.exec(word)?.[0];
  if (eed !== undefined) return word.length - eed.length >= r1 ? `${word.slice(0, -eed.length)}ee` : word;
  const suffix = /(ingly|edly|ing|ed)$/.exec(word)?.[0];
  if (suffix === undefined) return word;
  const stem = word.slice(0, -suffix.length);
  if (suffix === 'ing' && /^[^aeiouy]y$/.test(stem)) return `${stem.slice(0, -1)}ie`;
  if (!hasVowel(stem)) return word;
  if (/(at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/^[aeo](.)\1$/.test(stem)) return stem;
  if (endsInDouble(stem)) return stem.slice(0, -1);
  return r1 >= stem.length && isShortSyllable(stem) ? `${stem}e` : stem;
}

function withoutDerivation(word: string, r1: number): string {
  for (const [suffix, instead] of derivations) {
    if (word.endsWith(suffix)) return replaceIn(word, suffix, instead, r1);
  }
  if (word.endsWith('ogi')) return word.endsWith('logi') ? replaceIn(word, 'ogi', 'og', r1) : word;
  return /[cdeghkmnrt]li$/.test(word) ? replaceIn(word, 'li', '', r1) : word;
}

function withoutAdjective(word: string, r1: number, r2: number): string {
  for (const [suffix, instead] of adjectives) {
    if (word.endsWith(suffix)) return replaceIn(word, suffix, instead, r1);
  }
  return word.endsWith('ative') ? replaceIn(word, 'ative', '', r2) : word;
}

function withoutResidue(word: string, r2: number): string {
  for (const suffix of residues) if (word.endsWith(suffix)) return replaceIn(word, suffix, '', r2);
  return /[st]ion$/.test(word) ? replaceIn(word, 'ion', '', r2) : word;
}

function replaceIn(word: string, suffix: string, instead: string, region: number): string {
  const at = word.length - suffix.length;
  return at >= region ? word.slice(0, at) + instead : word;
}

function withoutLastLetter(word: string, r1: number, r2: number): string {
  const stem = word.slice(0, -1);
  if (word.endsWith('e')) {
    return stem.length >= r2 || (stem.length >= r1 && !isShortSyllable(stem)) ? stem : word;
  }
  return word.endsWith('ll') && stem.length >= r2 ? stem : word;
}

/**
 * The stem of an English word in small letters a to z, so that `shelving` meets `shelve`. Other text comes back unchanged.
 * Rules: Martin Porter, "The English (Porter2) stemming algorithm", snowballstem.org, with the
 * additions of Snowball 3 (`organic` is not `organ`, `add` keeps its letters).
 */
export function stemOf(original: string): string {
  if (original.length <= 2) return original;
  const exception = exceptions.get(original);
  if (exception !== undefined) return exception;
  const marked = markConsonantY(original);
  const r1 = firstRegion(marked);
  const r2 = regionAfter(marked, r1);
  const singular = withoutPlural(marked);
  if (settledAfterPlural.has(singular)) return singular;
  let word = withoutParticiple(singular, r1);
  word = word.replace(/(?<=.[^aeiouy])[yY]$/, 'i');
  word = withoutDerivation(word, r1);
  word = withoutAdjective(word, r1, r2);
  word = withoutResidue(word, r2);
  word = withoutLastLetter(word, r1, r2);
  return word.toLowerCase();
}
