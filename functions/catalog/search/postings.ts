import { ByteReader, ByteWriter, bitsFor, readPacked, readU32 } from './bytes.ts';

/** Documents of one block. A word of at most that many documents has a single block without a header. */
export const blockSize = 128;
const headerBytes = 8;

/** Documents (rising) and field codes of one word. */
export interface PostingList {
  readonly documents: Uint32Array;
  readonly codes: Uint8Array;
}

function writeBlock(out: ByteWriter, list: PostingList, from: number, to: number, before: number): void {
  let gapMax = 0;
  let previous = before;
  const palette: number[] = [];
  for (let at = from; at < to; at += 1) {
    const document = list.documents[at] ?? 0;
    gapMax = Math.max(gapMax, document - previous - 1);
    previous = document;
    const code = list.codes[at] ?? 0;
    if (!palette.includes(code)) palette.push(code);
  }
  palette.sort((a, b) => a - b);
  const width = bitsFor(gapMax);
  out.u8(width);
  out.u8(palette.length);
  for (const code of palette) out.u8(code);
  const gapAt = (index: number): number => {
    const at = from + index;
    const last = at === 0 || at === from ? before : (list.documents[at - 1] ?? 0);
    return (list.documents[at] ?? 0) - last - 1;
  };
  out.packed(gapAt, to - from, width);
  const codeWidth = bitsFor(palette.length - 1);
  out.packed((index) => palette.indexOf(list.codes[from + index] ?? 0), to - from, codeWidth);
}

/**
 * Writes the postings of one word: how many, then blocks of 128 documents. A block says how wide gaps are and which codes
 * occur; in front of several blocks stand their headers: last document, place, and the greatest saturated weight / 4.
 */
export function writePostings(out: ByteWriter, list: PostingList, weightOf: (at: number) => number): void {
  const count = list.documents.length;
  out.varint(count);
  if (count <= blockSize) {
    writeBlock(out, list, 0, count, -1);
    return;
  }
  const body = new ByteWriter(count * 2);
  for (let from = 0; from < count; from += blockSize) {
    const to = Math.min(from + blockSize, count);
    let weightMax = 0;
    for (let at = from; at < to; at += 1) weightMax = Math.max(weightMax, weightOf(at));
    out.u32(list.documents[to - 1] ?? 0);
    // 24 bits of place: two megabytes a word at most, eight times what a million products need.
    out.u16(body.length & 65_535);
    out.u8(body.length >>> 16);
    out.u8(Math.ceil(weightMax / 4));
    writeBlock(body, list, from, to, from === 0 ? -1 : (list.documents[from - 1] ?? 0));
  }
  out.bytes(body.toBytes());
}

/** Walks over the postings of one word; documents only rise. One cursor is used again for many words. */
export class PostingCursor {
  /** Documents that hold the word. */
  count = 0;
  readonly documents = new Uint32Array(blockSize);
  readonly codes = new Uint8Array(blockSize);
  /** How many of the arrays are filled, and where the next posting is. */
  filled = 0;
  next = 0;
  private bytes: Uint8Array = new Uint8Array();
  private headers = 0;
  private body = 0;
  private block = 0;
  private blocks = 0;
  private loaded = -1;

  /** Begins the word whose postings are written at `start`, before its first posting. */
  open(bytes: Uint8Array, start: number): void {
    const reader = new ByteReader(bytes, start);
    this.bytes = bytes;
    this.count = reader.varint();
    this.blocks = this.count <= blockSize ? 1 : Math.ceil(this.count / blockSize);
    this.headers = reader.at;
    this.body = this.blocks === 1 ? reader.at : reader.at + this.blocks * headerBytes;
    this.block = 0;
    this.loaded = -1;
    this.filled = 0;
    this.next = 0;
  }

  /**
   * Raises each window's entry to an upper bound of the saturated weights in it; `weight` is that of one posting. A window is
   * 2^`bits` documents.
   */
  boundWindows(bounds: Int32Array, bits: number, weight: (document: number, code: number) => number): void {
    if (this.blocks === 1) {
      this.load();
      for (let at = 0; at < this.filled; at += 1) {
        const document = this.documents[at] ?? 0;
        const window = document >>> bits;
        bounds[window] = Math.max(bounds[window] ?? 0, weight(document, this.codes[at] ?? 0));
      }
      return;
    }
    let first = 0;
    for (let block = 0; block < this.blocks; block += 1) {
      const last = this.lastOf(block);
      const bound = (this.bytes[this.headers + block * headerBytes + 7] ?? 0) * 4;
      for (let window = first >>> bits; window <= last >>> bits; window += 1) {
        if ((bounds[window] ?? 0) < bound) bounds[window] = bound;
      }
      first = last + 1;
    }
  }

  /** Moves to the first posting not before `document`, which may lie behind; false when there is none. */
  restart(document: number): boolean {
    let low = 0;
    let high = this.blocks > 1 ? this.blocks : 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.lastOf(middle) < document) low = middle + 1;
      else high = middle;
    }
    this.block = low;
    this.next = 0;
    return this.seek(document);
  }

  /** Moves to the first posting not before `document`; false when there is none. */
  seek(document: number): boolean {
    if (this.blocks > 1) {
      while (this.block < this.blocks && this.lastOf(this.block) < document) this.block += 1;
    }
    if (this.block >= this.blocks) return false;
    if (this.loaded !== this.block) this.load();
    while (this.next < this.filled && (this.documents[this.next] ?? 0) < document) this.next += 1;
    return this.next < this.filled;
  }

  /** Goes on to the next block; false at the end. */
  nextBlock(): boolean {
    this.block += 1;
    if (this.block >= this.blocks) return false;
    this.load();
    return true;
  }

  private lastOf(block: number): number {
    return readU32(this.bytes, this.headers + block * headerBytes);
  }

  private load(): void {
    const { bytes, block } = this;
    const header = this.headers + block * headerBytes;
    const place = this.blocks === 1 ? 0 : readU32(bytes, header + 4) & 0xff_ff_ff;
    const at = this.body + place;
    const filled = Math.min(blockSize, this.count - block * blockSize);
    const width = bytes[at] ?? 0;
    const paletteSize = bytes[at + 1] ?? 0;
    const gaps = at + 2 + paletteSize;
    const codesAt = gaps + ((filled * width + 7) >>> 3);
    let document = block === 0 ? -1 : this.lastOf(block - 1);
    for (let index = 0; index < filled; index += 1) {
      document += 1 + readPacked(bytes, gaps, index, width);
      this.documents[index] = document;
    }
    const codeWidth = bitsFor(paletteSize - 1);
    if (codeWidth === 0) this.codes.fill(bytes[at + 2] ?? 0, 0, filled);
    else {
      for (let index = 0; index < filled; index += 1) {
        this.codes[index] = bytes[at + 2 + readPacked(bytes, codesAt, index, codeWidth)] ?? 0;
      }
    }
    this.filled = filled;
    this.next = 0;
    this.loaded = block;
  }
}
