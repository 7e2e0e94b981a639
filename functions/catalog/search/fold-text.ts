import { simplifiedOf } from './simplified.ts';

/** Signs that must change before compatibility forms fold, because NFKC would glue `1½` to `11⁄2` or leave them apart. */
const signs = new Map([
  ['½', ' 1/2'],
  ['¼', ' 1/4'],
  ['¾', ' 3/4'],
  ['⅓', ' 1/3'],
  ['⅔', ' 2/3'],
  ['⅛', ' 1/8'],
  ['⅜', ' 3/8'],
  ['⅝', ' 5/8'],
  ['⅞', ' 7/8'],
  ['⁄', '/'],
  ['×', 'x'],
  ['✕', 'x'],
  ['″', '"'],
  ['“', '"'],
  ['”', '"'],
  ['′', "'"],
  ['’', "'"],
  ['‘', "'"],
  ['–', '-'],
  ['—', ' - '],
  ['‑', '-'],
  ['−', '-'],
  ['®', ' '],
  ['™', ' '],
  ['©', ' '],
]);

/** Letters of Latin alphabets that have no decomposition. */
const letters = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ł', 'l'],
  ['ı', 'i'],
  ['þ', 'th'],
]);

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);
const signPattern = new RegExp(`[${[...signs.keys()].join('')}]`, 'gu');
const letterPattern = new RegExp(`[${[...letters.keys()].join('')}]`, 'gu');
const traditionalPattern = new RegExp(`[${[...simplifiedOf.keys()].join('')}]`, 'gu');
/** Marks over Latin, Greek and Cyrillic letters; those of kana and Indic scripts carry meaning and stay. */
const accents = /[\u0300-\u036f]/g;
/** Characters that are not seen: joiners, direction marks, soft hyphen, byte order mark. */
const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;

const entities = new Map([
  ['&amp;', '&'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&apos;', "'"],
  ['&lt;', '<'],
  ['&gt;', '>'],
]);

/** Text without HTML tags and entities, which suppliers paste with their descriptions. */
export function withoutMarkup(text: string): string {
  if (!text.includes('<') && !text.includes('&')) return text;
  return text
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, ' ')
    .replace(/&(?:amp|quot|#39|apos|lt|gt);/g, (entity) => entities.get(entity) ?? ' ')
    .replace(/&(?:#\d{1,6}|[a-z]{2,8});/gi, ' ');
}

/**
 * One spelling for what reads the same: small letters, compatibility forms (NFKC), no accents, plain quotes, fractions and
 * multiplication signs, simplified Chinese characters. Never throws, also for lone surrogates.
 */
export function foldText(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .replace(signPattern, (sign) => signs.get(sign) ?? sign)
    .normalize('NFKC')
    .replace(unseen, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(accents, '')
    .normalize('NFC')
    .replace(letterPattern, (letter) => letters.get(letter) ?? letter)
    .replace(traditionalPattern, (character) => simplifiedOf.get(character) ?? character);
}
