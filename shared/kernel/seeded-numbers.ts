/**
 * Numbers from 0 to below 1 that look random and are the same for the same seed, so that anybody can repeat a sampled audit or a
 * run: mulberry32 (Tommy Ettinger, public domain; 32 bits of state). Good enough to pick samples, not for secrets.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Whole numbers of {@link seededRandom}. */
export interface SeededNumbers {
  /** A whole number from 0 to `below` − 1. */
  readonly next: (below: number) => number;
}

/** A source of whole numbers for a seed. */
export const seededNumbers = (seed: number): SeededNumbers => {
  const random = seededRandom(seed);
  return { next: (below) => Math.floor(random() * below) };
};
