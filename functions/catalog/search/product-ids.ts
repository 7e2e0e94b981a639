import { ByteReader, ByteWriter, bitsFor, readPacked, readU32 } from './bytes.ts';

const blockSize = 16;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const sharedLength = (a: Uint8Array, b: Uint8Array): number => {
  const max = Math.min(a.length, b.length);
  let at = 0;
  while (at < max && a[at] === b[at]) at += 1;
  return at;
};

/**
 * The identifiers of all products in index order: the bytes that occur, then blocks of 16 in which each identifier says how
 * much it shares with the one before and packs the rest into as many bits as the occurring bytes need (4 for digits).
 */
export function writeProductIds(ids: readonly string[]): { starts: Uint8Array; texts: Uint8Array } {
  const used = new Uint8Array(256);
  for (const id of ids) for (const byte of encoder.encode(id)) used[byte] = 1;
  const alphabet = [...used.keys()].filter((byte) => used[byte] === 1);
  const rankOf = new Uint8Array(256);
  for (const [rank, byte] of alphabet.entries()) rankOf[byte] = rank;
  const width = Math.max(1, bitsFor(alphabet.length - 1));
  const starts = new ByteWriter(Math.ceil(ids.length / blockSize) * 4 + 4);
  const texts = new ByteWriter(ids.length * 6 + 300);
  texts.u16(alphabet.length);
  texts.bytes(Uint8Array.from(alphabet));
  let before = new Uint8Array();
  for (const [index, id] of ids.entries()) {
    if (index % blockSize === 0) {
      starts.u32(texts.length);
      before = new Uint8Array();
    }
    const bytes = encoder.encode(id);
    const shared = sharedLength(before, bytes);
    const rest = bytes.length - shared;
    if (shared < 15 && rest < 16) texts.u8((shared << 4) | rest);
    else {
      texts.u8(255);
      texts.varint(shared);
      texts.varint(rest);
    }
    texts.packed((at) => rankOf[bytes[shared + at] ?? 0] ?? 0, rest, width);
    before = bytes;
  }
  texts.pad();
  return { starts: starts.toBytes(), texts: texts.toBytes() };
}

/** Reads what {@link writeProductIds} wrote. */
export class ProductIds {
  private readonly starts: Uint8Array;
  private readonly texts: Uint8Array;
  private readonly alphabet: Uint8Array;
  private readonly width: number;
  private readonly held = new Uint8Array(1024);

  constructor(starts: Uint8Array, texts: Uint8Array) {
    this.starts = starts;
    this.texts = texts;
    const size = (texts[0] ?? 0) | ((texts[1] ?? 0) << 8);
    this.alphabet = texts.subarray(2, 2 + size);
    this.width = Math.max(1, bitsFor(size - 1));
  }

  /** The identifier of the product at that place. */
  at(document: number): string {
    const reader = new ByteReader(this.texts, readU32(this.starts, Math.floor(document / blockSize) * 4));
    let length = 0;
    for (let index = document % blockSize; index >= 0; index -= 1) {
      const head = reader.u8();
      const shared = head === 255 ? reader.varint() : head >>> 4;
      const rest = head === 255 ? reader.varint() : head & 15;
      for (let at = 0; at < rest; at += 1) {
        this.held[shared + at] = this.alphabet[readPacked(this.texts, reader.at, at, this.width)] ?? 0;
      }
      reader.at += Math.ceil((rest * this.width) / 8);
      length = shared + rest;
    }
    return decoder.decode(this.held.subarray(0, length));
  }
}
