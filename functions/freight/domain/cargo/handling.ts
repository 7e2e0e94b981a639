/** Edges of a piece that may stand vertically. */
export const edges = ['length', 'width', 'height'] as const;
export type Edge = (typeof edges)[number];

/** Dangerous goods as the UN Model Regulations name them. */
export interface DangerousGoods {
  /** Class or division, `2.1`, `3`, `8`. */
  readonly class: string;
  /** `UN1263`. */
  readonly unNumber: string;
  readonly packingGroup?: 'I' | 'II' | 'III' | undefined;
  /** Number of the shipper's signed declaration; without one no carrier takes the piece. */
  readonly declarationNumber?: string | undefined;
}

/** What a piece must not suffer, and what must not suffer from it; left out = an ordinary box that stands upright. */
export interface Handling {
  /** Edges that may stand vertically; left out = the height alone. */
  readonly uprights?: readonly Edge[] | undefined;
  /** Most weight that may rest on it, in kg. */
  readonly loadOnTopKgMax?: number | undefined;
  /** Nothing may stand on it. */
  readonly isFragile?: boolean | undefined;
  readonly dangerousGoods?: DangerousGoods | undefined;
  readonly isFood?: boolean | undefined;
  readonly isOdorous?: boolean | undefined;
  readonly isWet?: boolean | undefined;
  /** Range in which it must be kept on the way. */
  readonly temperatureCelsius?: { readonly min: number; readonly max: number } | undefined;
  /** Wood in the packing, with or without the mark of ISPM 15; left out = no wood. */
  readonly woodPacking?: 'ispm15' | 'unmarked' | undefined;
}

/** What the customs tariff says that goods are, as far as neighbours in a container care. */
export type Nature = 'food' | 'textile' | 'chemical';

/** Chapters of the Harmonized System (2022): first and last of each range. */
const chapters: readonly (readonly [Nature, number, number])[] = [
  ['food', 2, 4],
  ['food', 7, 23],
  ['chemical', 28, 29],
  ['chemical', 31, 32],
  ['chemical', 38, 38],
  ['textile', 50, 63],
];

/** The nature of goods by the chapter of their HS code; undefined where no neighbour minds. */
export const natureOf = (hsCode: string | undefined): Nature | undefined => {
  const chapter = Number(hsCode?.slice(0, 2));
  return chapters.find(([, first, last]) => first <= chapter && chapter <= last)?.[0];
};
