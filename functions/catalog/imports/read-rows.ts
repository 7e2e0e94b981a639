/** One row of an uploaded file: where it begins and ends in bytes, and its text or cells. */
export interface RawRow {
  /** Line of the file that it begins on, the first is 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly endsAt: number;
  readonly nextLine: number;
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
const byteOrderMark = [0xef, 0xbb, 0xbf];

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  decoder.decode(bytes.subarray(from, bytes[to - 1] === carriageReturn ? to - 1 : to));

const begin = (bytes: Uint8Array, offset: number): number =>
  offset === 0 && byteOrderMark.every((byte, at) => bytes[at] === byte) ? byteOrderMark.length : 0;

/** Cells of one CSV row by RFC 4180: quoted cells may hold commas, line breaks and doubled quotes. */
export function csvCells(text: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"' && isQuoted && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (sign === ',' && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
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
  let lines = 1;
  let isQuoted = false;
  const push = (to: number, endsAt: number): void => {
    const text = textOf(bytes, from, to);
    const nextLine = line + lines;
    const cells = format === 'csv' ? csvCells(text) : [text];
    rows.push({ line, cells, endsAt: at.offset + endsAt, nextLine });
    from = endsAt;
    line = nextLine;
    lines = 1;
  };
  for (let index = from; index < bytes.length && rows.length < rowsMax; index += 1) {
    const byte = bytes[index];
    if (format === 'csv' && byte === quote) isQuoted = !isQuoted;
    if (byte !== lineFeed) continue;
    if (isQuoted) lines += 1;
    else push(index, index + 1);
  }
  if (at.isEnd && rows.length < rowsMax && from < bytes.length) push(bytes.length, bytes.length);
  return { rows, isTooLong: rows.length === 0 && !at.isEnd };
}

/** True for a row that says nothing. */
export const isBlank = ({ cells }: RawRow): boolean => cells.every((cell) => cell.trim() === '');
