/** Bytes after the last packed value that a reader of 32 bits may touch. */
const packedPadding = 4;

/** A byte array that grows; numbers are little-endian. */
export class ByteWriter {
  length = 0;
  private buffer: Uint8Array<ArrayBuffer>;

  constructor(capacity = 1024) {
    this.buffer = new Uint8Array(capacity);
  }

  /** What was written, in an array of its own length. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.length);
  }

  u8(value: number): void {
    this.reserve(1);
    this.buffer[this.length] = value;
    this.length += 1;
  }

  u16(value: number): void {
    this.u8(value & 255);
    this.u8(value >>> 8);
  }

  u32(value: number): void {
    this.u16(value & 65_535);
    this.u16(value >>> 16);
  }

  /** An unsigned integer below 2^32 in groups of seven bits, the lowest first (LEB128). */
  varint(value: number): void {
    let rest = value >>> 0;
    while (rest > 127) {
      this.u8((rest & 127) | 128);
      rest >>>= 7;
    }
    this.u8(rest);
  }

  bytes(values: Uint8Array): void {
    this.reserve(values.length);
    this.buffer.set(values, this.length);
    this.length += values.length;
  }

  /** `count` values of `width` bits each, the lowest bit first, filled up to a whole byte. */
  packed(valueAt: (index: number) => number, count: number, width: number): void {
    let held = 0;
    let bits = 0;
    for (let index = 0; index < count; index += 1) {
      let value = valueAt(index);
      let left = width;
      while (left > 0) {
        const taken = Math.min(left, 8 - bits);
        held |= (value & ((1 << taken) - 1)) << bits;
        value >>>= taken;
        left -= taken;
        bits += taken;
        if (bits === 8) {
          this.u8(held);
          held = 0;
          bits = 0;
        }
      }
    }
    if (bits > 0) this.u8(held);
  }

  /** Room behind the last packed value, so that reading it stays inside. */
  pad(): void {
    for (let count = 0; count < packedPadding; count += 1) this.u8(0);
  }

  private reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(needed, this.buffer.length * 2));
    grown.set(this.buffer);
    this.buffer = grown;
  }
}

/** How many bits hold every value from 0 to `max`. */
export const bitsFor = (max: number): number => (max <= 0 ? 0 : 32 - Math.clz32(max));

/** The value number `index` of those packed from byte `from` on, `width` bits (25 at most) each; needs {@link ByteWriter.pad} at the end. */
export function readPacked(bytes: Uint8Array, from: number, index: number, width: number): number {
  const bit = index * width;
  const at = from + (bit >>> 3);
  const word =
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24);
  return (word >>> (bit & 7)) & ((1 << width) - 1);
}

/** The 32 bits at `at`, little-endian, wherever that is. */
export function readU32(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24)) >>>
    0
  );
}

/** A place in bytes that moves on as values are read. */
export class ByteReader {
  at: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  u8(): number {
    const value = this.bytes[this.at] ?? 0;
    this.at += 1;
    return value;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      value |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    return value >>> 0;
  }
}

/** Unsigned integers in a typed array that grows. */
export class GrowableU32 {
  length = 0;
  values: Uint32Array<ArrayBuffer>;

  constructor(capacity = 1024) {
    this.values = new Uint32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = new Uint32Array(this.values.length * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length] = value;
    this.length += 1;
  }
}

/** Small unsigned integers in a typed array that grows. */
export class GrowableU8 {
  length = 0;
  values: Uint8Array<ArrayBuffer>;

  constructor(capacity = 1024) {
    this.values = new Uint8Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = new Uint8Array(this.values.length * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length] = value;
    this.length += 1;
  }
}
