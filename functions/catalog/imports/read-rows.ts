/** Where in a row of CSV a sign stands (RFC 4180): quotes mean something only where a cell begins and inside of them. */
export const csvPlaces = ['start', 'plain', 'quoted', 'closing'] as const;
/** One of {@link csvPlaces}. */
export type CsvPlace = (typeof csvPlaces)[number];

/** One row of an uploaded file: where it begins and ends in bytes, and its text or cells. */
export interface RawRow {
  /** Line of the file that it begins on, the first is 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly endsAt: number;
  readonly nextLine: number;
  /** Only for the last row of a file: its quotes are not closed. */
  readonly isOpen?: boolean;
}

/** What a piece of a file holds: whole rows, and whether a row is longer than the piece. */
export interface RowBatch {
  readonly rows: readonly RawRow[];
  /** A row that does not end in the piece, which is as long as a row may be. */
  readonly isTooLong: boolean;
}

const decoder = new TextDecoder('utf-8', { fatal: false });
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
const comma = 0x2c;
const blank = 0x20;
const byteOrderMark = [0xef, 0xbb, 0xbf];

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  decoder.decode(bytes.subarray(from, bytes[to - 1] === carriageReturn ? to - 1 : to));

const begin = (bytes: Uint8Array, offset: number): number =>
  offset === 0 && byteOrderMark.every((byte, at) => bytes[at] === byte) ? byteOrderMark.length : 0;

/** Where the next sign stands; a line break that is not in quotes ends the row before this is asked. */
function placeAfter(place: CsvPlace, sign: number): CsvPlace {
  if (place === 'quoted') return sign === quote ? 'closing' : 'quoted';
  if (sign === quote && place === 'closing') return 'quoted';
  if (sign === comma) return 'start';
  if (place === 'start' && sign === blank) return 'start';
  return place === 'start' && sign === quote ? 'quoted' : 'plain';
}

/**
 * Cells of one CSV row by RFC 4180: quoted cells may hold commas, line breaks and doubled quotes. Elsewhere a quote is text, such as
 * the inches of `12" pipe`.
 */
export function csvCells(text: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let place: CsvPlace = 'start';
  for (const sign of text) {
    const next = placeAfter(place, sign.charCodeAt(0));
    if (place === 'start' && next === 'quoted') cell = '';
    else if (place !== 'quoted' && sign === ',') {
      cells.push(cell);
      cell = '';
    } else if (next !== 'closing') cell += sign;
    place = next;
  }
  return [...cells, cell];
}

/** How far a row goes on in a piece of a file, from a place in it. */
interface RestOfRow {
  /** Byte behind its line break; left out when it does not end in the piece. */
  readonly endsAt?: number;
  readonly place: CsvPlace;
  /** Line breaks inside of it. */
  readonly breaks: number;
}

/** The rest of a row from a byte on, looked through without being kept. */
export function restOfRow(
  format: 'csv' | 'ndjson',
  bytes: Uint8Array,
  from: number,
  begun: CsvPlace,
): RestOfRow {
  let place = begun;
  let breaks = 0;
  for (let index = from; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    const isBreak = byte === lineFeed;
    if (isBreak && place !== 'quoted') return { endsAt: index + 1, place: 'start', breaks };
    if (isBreak) breaks += 1;
    if (format === 'csv') place = placeAfter(place, byte);
  }
  return { place, breaks };
}

/**
 * Whole rows of a piece of a file that begins at `offset` on `line`, at most `rowsMax`. A row is a line; in CSV a quoted cell may
 * hold line breaks. `isEnd` says that the file ends with the piece, so that its last line needs no line break.
 */
export function readRows(
  format: 'csv' | 'ndjson',
  bytes: Uint8Array,
  at: { readonly offset: number; readonly line: number; readonly isEnd: boolean },
  rowsMax: number,
): RowBatch {
  const rows: RawRow[] = [];
  let from = begin(bytes, at.offset);
  let { line } = at;
  while (from < bytes.length && rows.length < rowsMax) {
    const { endsAt, place, breaks } = restOfRow(format, bytes, from, 'start');
    if (endsAt === undefined && !at.isEnd) break;
    const text = textOf(bytes, from, endsAt === undefined ? bytes.length : endsAt - 1);
    const end = endsAt ?? bytes.length;
    const nextLine = line + breaks + 1;
    const cells = format === 'csv' ? csvCells(text) : [text];
    const isOpen = place === 'quoted';
    rows.push({ line, cells, endsAt: at.offset + end, nextLine, ...(isOpen ? { isOpen } : {}) });
    from = end;
    line = nextLine;
  }
  return { rows, isTooLong: rows.length === 0 && !at.isEnd };
}

/** True for a row that says nothing. */
export const isBlank = ({ cells }: RawRow): boolean => cells.every((cell) => cell.trim() === '');
