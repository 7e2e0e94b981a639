/** A piece of folded text as the scanner sees it. */
export interface Lexeme {
  readonly kind: 'word' | 'number' | 'ideographs' | 'mark';
  readonly text: string;
  /** What a number is worth; 0 for the rest. */
  readonly value: number;
  /** True for `3/4`. */
  readonly isFraction: boolean;
  /** True when no blank lies before it. */
  readonly isGlued: boolean;
}

const blank = 0;
const letter = 1;
const digit = 2;
const ideograph = 3;
const mark = 4;

const wordPattern = /^[\p{L}\p{N}\p{M}]$/u;
const ideographPattern = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー]$/u;
const kindByUnit = new Uint8Array(65_536).fill(255);
const marks = new Set(Array.from(`'"-*,;:()|/+.&%°#[]`, (sign) => sign.charCodeAt(0)));

/** First halves of the pairs that spell the supplementary Han blocks, U+20000 to U+3FFFF. */
const beginsPair = (code: number): boolean => code >= 0xd840 && code <= 0xd8bf;
const endsPair = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

function classify(code: number): number {
  if (code >= 0x30 && code <= 0x39) return digit;
  if (marks.has(code)) return mark;
  const text = String.fromCharCode(code);
  if (ideographPattern.test(text)) return ideograph;
  if (beginsPair(code)) return ideograph;
  return wordPattern.test(text) ? letter : blank;
}

function kindAt(text: string, at: number): number {
  if (at >= text.length) return blank;
  const code = text.charCodeAt(at);
  const known = kindByUnit[code] ?? blank;
  if (known !== 255) return known;
  const kind = classify(code);
  kindByUnit[code] = kind;
  return kind;
}

const apostrophe = 0x27;
const comma = 0x2c;
const point = 0x2e;
const slash = 0x2f;

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (kindAt(text, at) === digit) at += 1;
  return at;
}

/** Where the whole part with its thousands commas ends: `1,000` but not `1,0000` or `1, 000`. */
function wholeEnd(text: string, from: number): number {
  let at = digitsEnd(text, from);
  while (text.charCodeAt(at) === comma && digitsEnd(text, at + 1) === at + 4) at += 4;
  return at;
}

/** What inches and the like are divided by: `5/8` is a fraction, `12/2` (wire) and `110/220` are not. */
const divisors: ReadonlySet<number> = new Set([2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64]);

function scanNumber(text: string, from: number, isGlued: boolean): { lexeme: Lexeme; end: number } {
  let end = wholeEnd(text, from);
  const hasDecimals = text.charCodeAt(end) === point && kindAt(text, end + 1) === digit;
  if (hasDecimals) end = digitsEnd(text, end + 1);
  const plain = text.slice(from, end).replaceAll(',', '');
  const below = digitsEnd(text, end + 1);
  const divisor = text.charCodeAt(end) === slash ? Number(text.slice(end + 1, below)) : 0;
  const isFraction =
    !hasDecimals && plain.length <= 3 && divisors.has(divisor) && Number(plain) < 2 * divisor;
  if (isFraction) {
    const value = Number(plain) / divisor;
    return { lexeme: { kind: 'number', text: plain, value, isFraction, isGlued }, end: below };
  }
  return { lexeme: { kind: 'number', text: plain, value: Number(plain), isFraction, isGlued }, end };
}

function scanWord(text: string, from: number, isGlued: boolean): { lexeme: Lexeme; end: number } {
  let at = from;
  let word = '';
  while (at < text.length) {
    const start = at;
    while (kindAt(text, at) === letter) at += 1;
    word += text.slice(start, at);
    if (text.charCodeAt(at) !== apostrophe || kindAt(text, at + 1) !== letter) break;
    const isPossessive = text[at + 1] === 's' && kindAt(text, at + 2) !== letter;
    at += isPossessive ? 2 : 1;
    if (isPossessive) break;
  }
  return { lexeme: { kind: 'word', text: word, value: 0, isFraction: false, isGlued }, end: at };
}

function scanIdeographs(text: string, from: number, isGlued: boolean): { lexeme: Lexeme; end: number } {
  let at = from;
  let run = '';
  while (kindAt(text, at) === ideograph) {
    const isPair = beginsPair(text.charCodeAt(at));
    const isWhole = isPair && endsPair(text.charCodeAt(at + 1));
    const end = at + (isWhole ? 2 : 1);
    if (isWhole || !isPair) run += text.slice(at, end);
    at = end;
  }
  return {
    lexeme: { kind: 'ideographs', text: run, value: 0, isFraction: false, isGlued },
    end: at,
  };
}

function scanMark(text: string, at: number, isGlued: boolean): { lexeme: Lexeme; end: number } {
  const isDouble = text.charCodeAt(at) === apostrophe && text.charCodeAt(at + 1) === apostrophe;
  const sign = isDouble ? '"' : text.slice(at, at + 1);
  return {
    lexeme: { kind: 'mark', text: sign, value: 0, isFraction: false, isGlued },
    end: at + (isDouble ? 2 : 1),
  };
}

const scanners = [scanMark, scanWord, scanNumber, scanIdeographs, scanMark] as const;

/** Words, numbers, runs of ideographs and marks of a folded text, at most `lexemesMax`; what is none of them separates. */
export function lexemesOf(text: string, lexemesMax: number): readonly Lexeme[] {
  const found: Lexeme[] = [];
  let at = 0;
  let isGlued = false;
  while (at < text.length && found.length < lexemesMax) {
    let kind = kindAt(text, at);
    if (kind === blank) {
      isGlued = false;
      at += 1;
      continue;
    }
    // `.5 in` is a half.
    if (kind === mark && text.charCodeAt(at) === point && !isGlued && kindAt(text, at + 1) === digit)
      kind = digit;
    const { lexeme, end } = (scanners[kind] ?? scanMark)(text, at, isGlued);
    found.push(lexeme);
    at = Math.max(end, at + 1);
    isGlued = true;
  }
  return found;
}
