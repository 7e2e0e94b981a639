import { foldText } from './fold-text.ts';
import { type Lexeme, lexemesOf } from './lexemes.ts';
import { stemOf } from './porter2.ts';
import { borderPair, type Edge, edgeOf } from './script-borders.ts';
import { measureWord, numberWord, type Unit, unitNamed, unitOfTwo } from './units.ts';
import { irregularWords, stopWords, turningWords } from './word-lists.ts';

/**
 * What a piece of text becomes. `word`, `number` and `ideograph` are the reading order of the text; `measure`, `size`,
 * `joined`, `pair` and `border` say the same again in another way and stand at the position of the token that they begin
 * with; `break` and `turn` are not words: a comma, and a word such as `for`.
 */
export type TokenKind =
  | 'word'
  | 'number'
  | 'ideograph'
  | 'measure'
  | 'size'
  | 'joined'
  | 'pair'
  | 'border'
  | 'break'
  | 'turn';

/** One indexed word of a text. */
export interface Token {
  readonly kind: TokenKind;
  /** As it is indexed: stemmed, canonical. */
  readonly text: string;
  /** As it was written, folded; the spelling that compounds are made of. */
  readonly surface: string;
  readonly position: number;
}

/** Longest word that is indexed whole, in UTF-16 units; the rest of a longer one is not looked at. */
export const wordLengthMax = 48;
const wordPartsMax = 3;
const sizesMax = 3;
/** Words between a measure and the next `x`. */
const sides: ReadonlySet<string> = new Set([
  'w',
  'd',
  'h',
  'l',
  'dia',
  'wide',
  'deep',
  'high',
  'tall',
  'long',
]);
/** What so many pieces come in: `set of 4` is `4 pieces`. */
const packages: ReadonlySet<string> = new Set([
  'pack',
  'packs',
  'set',
  'sets',
  'case',
  'box',
  'lot',
  'bundle',
]);
const piece = unitNamed('piece');
const stemsMax = 200_000;

const stems = new Map<string, string>();

/** The indexed form of a folded word: irregular forms, then the stem. */
export function wordStem(surface: string): string {
  const known = stems.get(surface);
  if (known !== undefined) return known;
  const regular = irregularWords.get(surface) ?? surface.replace(/(?<=shel|scar)ves$/, 'f');
  const stem = /^[a-z]+$/.test(regular) ? stemOf(regular) : regular;
  if (stems.size >= stemsMax) stems.clear();
  stems.set(surface, stem);
  return stem;
}

const isMark = (lexeme: Lexeme | undefined, text: string): boolean =>
  lexeme?.kind === 'mark' && lexeme.text === text;
const isCross = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined &&
  (lexeme.text === 'x' ||
    lexeme.text === 'by' ||
    lexeme.text === '*' ||
    (lexeme.text === '/' && lexeme.isGlued));

const spelledNumbers = new Map<string, number>([
  ['quarter', 0.25],
  ['half', 0.5],
  ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'].map(
    (name, index): [string, number] => [name, index + 1],
  ),
]);

/** A number that is written as a word before a unit becomes a number: `half inch`, `five gallon`. */
function readSpelled(lexeme: Lexeme, next: Lexeme | undefined): Lexeme {
  const value = lexeme.kind === 'word' ? spelledNumbers.get(lexeme.text) : undefined;
  if (value === undefined || next?.kind !== 'word' || unitNamed(next.text) === undefined) return lexeme;
  return { ...lexeme, kind: 'number', text: numberWord(value), value };
}

/** Walks over the lexemes of one text and collects its tokens. */
class Reading {
  readonly tokens: Token[] = [];
  private readonly lexemes: readonly Lexeme[];
  private position = 0;

  constructor(lexemes: readonly Lexeme[]) {
    this.lexemes = lexemes.map((lexeme, at) => readSpelled(lexeme, lexemes[at + 1]));
  }

  run(): readonly Token[] {
    let at = 0;
    let edge: Edge | undefined;
    while (at < this.lexemes.length) {
      const border = borderPair(edge, this.lexemes[at]);
      if (edge !== undefined && border !== undefined) this.push('border', border, border, edge.position);
      at = this.step(at);
      edge = edgeOf(this.lexemes[at - 1], Math.max(0, this.position - 1));
    }
    return this.tokens;
  }

  private step(at: number): number {
    const lexeme = this.lexemes[at];
    if (lexeme === undefined) return at + 1;
    if (lexeme.kind === 'number') return this.readNumbers(at);
    if (lexeme.kind === 'word') return this.readWord(at);
    if (lexeme.kind === 'ideographs') this.readIdeographs(lexeme.text);
    else this.readMark(lexeme, this.lexemes[at + 1]);
    return at + 1;
  }

  private push(kind: TokenKind, text: string, surface: string, position: number): void {
    this.tokens.push({ kind, text, surface, position });
  }

  private readMark(lexeme: Lexeme, next: Lexeme | undefined): void {
    const isDash = lexeme.text === '-' && !lexeme.isGlued && next?.isGlued === false;
    if (isDash || ',;:()|'.includes(lexeme.text)) this.push('break', ',', ',', this.position);
  }

  private readIdeographs(run: string): void {
    const characters = Array.from(run);
    for (const [index, character] of characters.entries()) {
      const next = characters[index + 1];
      this.push('ideograph', character, character, this.position);
      if (next !== undefined) this.push('pair', character + next, character + next, this.position);
      this.position += 1;
    }
  }

  /** A word with what is glued to it: `mx500`, `t-shirt`. */
  private readWord(from: number): number {
    const first = this.glued(from);
    const parts = [first.text];
    let end = first.end;
    while (parts.length < wordPartsMax && this.isHyphenBetween(end)) {
      const part = this.glued(end + 1);
      parts.push(part.text);
      end = part.end;
    }
    if (parts.length === 1 && turningWords.has(first.text)) {
      this.push('turn', first.text, first.text, this.position);
      return end;
    }
    const start = this.position;
    for (const part of parts) this.pushWord(part);
    if (parts.length > 1) this.pushJoined(parts.join(''), start);
    return end;
  }

  private pushWord(part: string): void {
    const surface = part.slice(0, wordLengthMax);
    if (stopWords.has(surface)) return;
    this.push(/^\d+$/.test(surface) ? 'number' : 'word', wordStem(surface), surface, this.position);
    this.position += 1;
  }

  private pushJoined(text: string, position: number): void {
    if (text.length <= wordLengthMax) this.push('joined', wordStem(text), text, position);
  }

  private isHyphenBetween(at: number): boolean {
    const [hyphen, next] = [this.lexemes[at], this.lexemes[at + 1]];
    const isWordly = next?.kind === 'word' || next?.kind === 'number';
    return isMark(hyphen, '-') && hyphen?.isGlued === true && next?.isGlued === true && isWordly;
  }

  /** Text of the word or number there and of what follows without a blank, but for numbers that have their own meaning. */
  private glued(from: number): { text: string; end: number } {
    let text = this.lexemes[from]?.text ?? '';
    let end = from + 1;
    for (;;) {
      const next = this.lexemes[end];
      if (next?.isGlued !== true || (next.kind !== 'word' && next.kind !== 'number') || next.isFraction)
        break;
      text += next.text;
      end += 1;
    }
    return { text, end };
  }

  /** A number, a measure, or a size such as `2 in. x 4 in. x 8 ft.` */
  private readNumbers(from: number): number {
    const written: string[] = [];
    const start = this.position;
    let at = from;
    for (;;) {
      const { value, text, end } = this.mixed(at);
      const measure = this.unitAt(end);
      const isCode = measure === undefined && written.length === 0 && this.isCodeAt(end);
      if (isCode) return this.readWord(at);
      written.push(text);
      this.push('number', text, text, this.position);
      at = end;
      if (measure !== undefined) {
        const word = measureWord(value, measure.unit);
        this.push('measure', word, word, this.position);
        at = measure.end;
      } else if (piece !== undefined && written.length === 1 && this.isPackageOf(from)) {
        const word = measureWord(value, piece);
        this.push('measure', word, word, this.position);
      }
      this.position += 1;
      if (sides.has(this.lexemes[at]?.text ?? '') && this.isSideAt(at, written.length)) at += 1;
      const next = this.lexemes[at + 1];
      if (!isCross(this.lexemes[at]) || next?.kind !== 'number' || written.length >= sizesMax) break;
      at += 1;
    }
    if (written.length >= 2) this.pushSize(written.slice(0, 2), start);
    if (written.length >= 3) this.pushSize(written, start);
    return at;
  }

  /** True when the number there says how many are in one: `pack of 12`. */
  private isPackageOf(at: number): boolean {
    return this.lexemes[at - 1]?.text === 'of' && packages.has(this.lexemes[at - 2]?.text ?? '');
  }

  /** True when the letter there says which side was measured: `24 in. W x 12 in. D`. */
  private isSideAt(at: number, count: number): boolean {
    return isCross(this.lexemes[at + 1]) || (count >= 2 && this.lexemes[at]?.text !== 'x');
  }

  private pushSize(numbers: readonly string[], position: number): void {
    const text = numbers.join('x');
    this.push('size', text, text, position);
  }

  /** True when letters follow a number without a blank and are neither unit nor cross: `8f`, `1080p`; or by a hyphen: `3-way`. */
  private isCodeAt(at: number): boolean {
    const next = this.lexemes[at];
    if (next?.kind === 'word' && next.isGlued) {
      return !(isCross(next) && this.lexemes[at + 1]?.kind === 'number');
    }
    return this.isHyphenBetween(at) && this.lexemes[at + 1]?.kind === 'word';
  }

  /** The number there, with a fraction that belongs to it: `1-1/2`, `1 1/2`. */
  private mixed(at: number): { value: number; text: string; end: number } {
    const first = this.lexemes[at];
    if (first === undefined) return { value: 0, text: '0', end: at + 1 };
    const skip = isMark(this.lexemes[at + 1], '-') ? 2 : 1;
    const second = this.lexemes[at + skip];
    const isWhole = !first.isFraction && Number.isInteger(first.value) && first.value < 1000;
    if (isWhole && second?.isFraction && second.value < 1) {
      const value = first.value + second.value;
      return { value, text: numberWord(value), end: at + skip + 1 };
    }
    const isCode = first.text.length > 6 || /^0\d/.test(first.text);
    return {
      value: first.value,
      text: isCode ? first.text.slice(0, wordLengthMax) : numberWord(first.value),
      end: at + 1,
    };
  }

  private unitAt(at: number): { unit: Unit; end: number } | undefined {
    const skip = isMark(this.lexemes[at], '-') ? at + 1 : at;
    const first = this.lexemes[skip];
    if (first === undefined || first.kind === 'number' || first.kind === 'ideographs') return undefined;
    if (first.kind === 'mark' && !first.isGlued) return undefined;
    const afterPoint = isMark(this.lexemes[skip + 1], '.') ? skip + 2 : skip + 1;
    const second = this.lexemes[afterPoint];
    const two = second?.kind === 'word' ? unitOfTwo(first.text, second.text) : undefined;
    if (two !== undefined) return { unit: two, end: this.pastPoint(afterPoint + 1) };
    const unit = unitNamed(first.text);
    if (unit === undefined || (unit.isGlued && !first.isGlued)) return undefined;
    return { unit, end: this.pastPoint(skip + 1) };
  }

  private pastPoint(at: number): number {
    const lexeme = this.lexemes[at];
    return isMark(lexeme, '.') && lexeme?.isGlued === true ? at + 1 : at;
  }
}

/**
 * The tokens of a text in reading order. At most `lengthMax` UTF-16 units and `lexemesMax` pieces are looked at, so that the
 * cost of hostile text is bounded. Never throws.
 */
export function analyseText(text: string, lengthMax: number, lexemesMax: number): readonly Token[] {
  return new Reading(lexemesOf(foldText(text.slice(0, lengthMax)), lexemesMax)).run();
}
