/**
 * Letters and signs that the character set of bank messages lacks, as the European Payments Council converts them (EPC217-08,
 * "SEPA Requirements for an Extended Character Set: best practices", annex) or, for letters of their own, as passports write
 * them (ICAO Doc 9303, part 3, table 6-A).
 */
const conversions: Readonly<Record<string, string>> = {
  '&': '+',
  _: '-',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '`': "'",
  '“': "'",
  '”': "'",
  '"': "'",
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  ';': ',',
  '€': 'EUR',
  ß: 'ss',
  ẞ: 'SS',
  Æ: 'AE',
  æ: 'ae',
  Œ: 'OE',
  œ: 'oe',
  Ø: 'O',
  ø: 'o',
  Ð: 'D',
  ð: 'd',
  Đ: 'D',
  đ: 'd',
  Þ: 'TH',
  þ: 'th',
  Ł: 'L',
  ł: 'l',
  Ħ: 'H',
  ħ: 'h',
  ı: 'i',
};

/** What the EPC writes for a sign that has no counterpart. */
const lost = '.';

const isCarried = (character: string): boolean => /^[A-Za-z0-9/\-?:().,'+ ]$/.test(character);

const convert = (character: string): string => {
  const known = conversions[character];
  if (known !== undefined) return known;
  if (isCarried(character)) return character;
  if (/^\s$/u.test(character)) return ' ';
  // Marks, controls and invisible direction signs say nothing that a bank could read.
  return /^[\p{M}\p{C}]$/u.test(character) ? '' : lost;
};

const decomposed = (text: string): readonly string[] =>
  [...text.toWellFormed()].flatMap((character) =>
    conversions[character] === undefined ? [...character.normalize('NFKD')] : [character],
  );

/**
 * A text in the characters that every bank carries: `a-z A-Z 0-9 / - ? : ( ) . , ' +` and blanks (EPC217-08; the SWIFT X set
 * without line breaks). Never begins or ends with a slash and has no two in a row (SEPA implementation guidelines), never
 * begins with the colon or hyphen that MT fields reserve. At most `lengthMax` characters; may come out empty.
 */
export const toBankText = (text: string, lengthMax: number): string =>
  decomposed(text.normalize('NFC'))
    .map(convert)
    .join('')
    .replaceAll(/ +/g, ' ')
    .replaceAll(/\/{2,}/g, '/')
    .replace(/^[ /:-]+/, '')
    .slice(0, lengthMax)
    .replace(/[ /]+$/, '');

/** Whether every letter and digit of a name survives in a bank message: 深圳 does not, "Søren Łukasz" does. */
export const isBankText = (text: string): boolean => {
  const kept = decomposed(text.normalize('NFC')).every(
    (character) => !/^[\p{L}\p{N}]$/u.test(character) || convert(character) !== lost,
  );
  return kept && /[A-Za-z0-9]/.test(toBankText(text, Number.MAX_SAFE_INTEGER));
};
