/** Chapters of the Harmonized System, two digits, `from` and `to` included. */
export interface ChapterRange {
  readonly from: string;
  readonly to: string;
}

/**
 * Products of one shard of the matching index at most. A million take some 50 MB and two milliseconds of a core, and the
 * index itself takes 16 million; above this a second shard is cheaper than the longer search (bench:match).
 */
export const shardProductsMax = 2_000_000;

/** Every chapter, also those that the nomenclature does not use. */
export const allChapters: ChapterRange = { from: '00', to: '99' };

/** The chapter of a code: its first two digits. */
export const chapterOf = (hsCode: string): string => hsCode.slice(0, 2);

/** True when a code belongs to a range. */
export const covers = ({ from, to }: ChapterRange, hsCode: string): boolean => {
  const chapter = chapterOf(hsCode);
  return from <= chapter && chapter <= to;
};

/** True when a range may hold goods of a code or of the beginning of one. */
export const mayHold = ({ from, to }: ChapterRange, beginning: string): boolean => {
  const width = Math.min(2, beginning.length);
  const chapter = beginning.slice(0, width);
  return from.slice(0, width) <= chapter && chapter <= to.slice(0, width);
};

const twoDigits = (chapter: number): string => String(chapter).padStart(2, '0');

/**
 * Cuts a range into neighbours that hold at most `productsMax` products each, as few as the order of the chapters allows; a
 * chapter is never cut. `productsOf` counts the products of a chapter.
 */
export function cutByChapter(
  range: ChapterRange,
  productsOf: (chapter: string) => number,
  productsMax: number,
): readonly ChapterRange[] {
  const ranges: ChapterRange[] = [];
  let from = range.from;
  let held = 0;
  for (let chapter = Number(range.from); chapter <= Number(range.to); chapter += 1) {
    const name = twoDigits(chapter);
    const products = productsOf(name);
    if (held > 0 && products > 0 && held + products > productsMax) {
      ranges.push({ from, to: twoDigits(chapter - 1) });
      from = name;
      held = 0;
    }
    held += products;
  }
  return [...ranges, { from, to: range.to }];
}
