import { ByteWriter, bitsFor, readPacked, readU32 } from './bytes.ts';
import { StringTable, writeStrings } from './string-table.ts';

/** Facts that are kept as the number of a text in a sorted table; number 0 is the empty text, a fact that is not stated. */
export const textColumns = {
  hsCode: 'hs',
  supplierId: 'su',
  originCountry: 'or',
  currency: 'cu',
  certificates: 'ce',
  deliveryTerms: 'dt',
  quantities: 'qu',
  leadTimeDays: 'lt',
} as const;
/** A fact that is kept as the number of a text. */
export type TextColumn = keyof typeof textColumns;

/** Names of the text columns, in the order in which they are stored. */
export const textColumnNames = [
  'hsCode',
  'supplierId',
  'originCountry',
  'currency',
  'certificates',
  'deliveryTerms',
  'quantities',
  'leadTimeDays',
] as const satisfies readonly TextColumn[];

/** Small numbers, one a product, packed into the bits that the greatest needs. */
export function writeCells(cellOf: (document: number) => number, count: number, max: number): Uint8Array {
  const width = bitsFor(max);
  const out = new ByteWriter(Math.ceil((count * width) / 8) + 8);
  out.u32(width);
  out.packed(cellOf, count, width);
  out.pad();
  return out.toBytes();
}

/** Reads what {@link writeCells} wrote. */
export class Cells {
  private readonly bytes: Uint8Array;
  private readonly width: number;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.width = readU32(bytes, 0);
  }

  /** The number of that product. */
  at(document: number): number {
    return this.width === 0 ? 0 : readPacked(this.bytes, 4, document, this.width);
  }

  /** Clears the bits of products whose number is not allowed; bit 0 is the product `from`. */
  narrow(bits: Uint32Array, from: number, allowed: Uint8Array): void {
    const { bytes, width } = this;
    const mask = (1 << width) - 1;
    for (let group = 0; group < bits.length; group += 1) {
      const before = bits[group] ?? 0;
      let left = before;
      let kept = before;
      while (left !== 0) {
        const place = 31 - Math.clz32(left & -left);
        left &= left - 1;
        const bit = (from + group * 32 + place) * width;
        const at = 4 + (bit >>> 3);
        const word =
          (bytes[at] ?? 0) |
          ((bytes[at + 1] ?? 0) << 8) |
          ((bytes[at + 2] ?? 0) << 16) |
          ((bytes[at + 3] ?? 0) << 24);
        if (allowed[(word >>> (bit & 7)) & mask] !== 1) kept &= ~(1 << place);
      }
      if (kept !== before) bits[group] = kept;
    }
  }
}

/** A column of texts: its sorted values and the number of each product's value among them. */
export interface TextCells {
  readonly values: StringTable;
  readonly cells: Cells;
}

/** Sections of one column; `texts` may repeat. The empty text is always value 0. */
export function writeTextColumn(
  textOf: (document: number) => string,
  count: number,
): readonly [Uint8Array, Uint8Array] {
  const used = new Set(['']);
  for (let document = 0; document < count; document += 1) used.add(textOf(document));
  const values = [...used].sort();
  const rankOf = new Map(values.map((value, rank) => [value, rank]));
  const cells = writeCells((document) => rankOf.get(textOf(document)) ?? 0, count, values.length - 1);
  return [writeStrings(values), cells];
}

/** The column that two sections hold. */
export const readTextColumn = (values: Uint8Array, cells: Uint8Array): TextCells => ({
  values: new StringTable(values),
  cells: new Cells(cells),
});
