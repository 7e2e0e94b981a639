/** Numbers that look random and are the same for the same seed, so that a sampled audit can be repeated by anybody. */
export interface SeededNumbers {
  /** A whole number from 0 to `below` − 1. */
  readonly next: (below: number) => number;
}

/** The generator mulberry32 (32 bits of state; good enough to pick samples, not for secrets). */
export const seededNumbers = (seed: number): SeededNumbers => {
  let state = seed >>> 0;
  return {
    next: (below) => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
    },
  };
};
