import { ByteReader, ByteWriter, readU32 } from './bytes.ts';

const blockSize = 16;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Texts by number: how many, where each block of 16 begins, then each text behind its length. */
export function writeStrings(texts: readonly string[]): Uint8Array {
  const blocks = Math.ceil(texts.length / blockSize);
  const starts: number[] = [];
  const body = new ByteWriter();
  for (const [index, text] of texts.entries()) {
    if (index % blockSize === 0) starts.push(body.length);
    const bytes = encoder.encode(text);
    body.varint(bytes.length);
    body.bytes(bytes);
  }
  const table = new ByteWriter(8 + blocks * 4 + body.length);
  table.u32(texts.length);
  for (const start of starts) table.u32(start);
  table.bytes(body.toBytes());
  return table.toBytes();
}

/** Reads what {@link writeStrings} wrote, one text at a time. */
export class StringTable {
  readonly size: number;
  private readonly bytes: Uint8Array;
  private readonly body: number;
  private read: readonly string[] | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.size = bytes.length < 4 ? 0 : readU32(bytes, 0);
    this.body = 4 + Math.ceil(this.size / blockSize) * 4;
  }

  /** The text of that number. */
  at(index: number): string {
    const { from, length } = this.placeOf(index);
    return decoder.decode(this.bytes.subarray(from, from + length));
  }

  /** True when the text of that number has these UTF-8 bytes. */
  equals(index: number, text: Uint8Array): boolean {
    const { from, length } = this.placeOf(index);
    if (length !== text.length) return false;
    for (let at = 0; at < length; at += 1) if (this.bytes[from + at] !== text[at]) return false;
    return true;
  }

  /** All texts in order; read once, for small tables. */
  all(): readonly string[] {
    this.read ??= this.readAll();
    return this.read;
  }

  private readAll(): readonly string[] {
    const reader = new ByteReader(this.bytes, this.body);
    const texts: string[] = [];
    for (let index = 0; index < this.size; index += 1) {
      const length = reader.varint();
      texts.push(decoder.decode(this.bytes.subarray(reader.at, reader.at + length)));
      reader.at += length;
    }
    return texts;
  }

  private placeOf(index: number): { from: number; length: number } {
    const block = Math.floor(index / blockSize);
    const reader = new ByteReader(this.bytes, this.body + readU32(this.bytes, 4 + block * 4));
    for (let skipped = index % blockSize; skipped > 0; skipped -= 1) {
      const length = reader.varint();
      reader.at += length;
    }
    const length = reader.varint();
    return { from: reader.at, length };
  }
}

/** The first number in a sorted table from which texts are not below `text`, compared by UTF-16 units. */
export function lowerBound(table: StringTable, text: string): number {
  let low = 0;
  let high = table.size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (table.at(middle) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
