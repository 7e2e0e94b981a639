import type {
  LoadingRules,
  LoadingTask,
  PieceType,
} from '../../../functions/freight/domain/loading/loading-task.ts';

/** Multiplicative congruential generator of Lewis, Goodman and Miller: 16807 s mod (2³¹ − 1). */
export const randomIntegers = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state;
  };
};

/** Kinds of box in the classes BR1 to BR15. */
export const kindsOfClass = [3, 5, 8, 10, 12, 15, 20, 30, 40, 50, 60, 70, 80, 90, 100] as const;

/** Container of the classes, in cm. */
export const classContainer = { l: 587, w: 233, h: 220 } as const;

const edgeLeast = [30, 25, 20] as const;
const edgeMost = [120, 100, 80] as const;
/** An edge may stand vertically when it is less than twice the shortest of the other two. */
const stabilityLimit = 2;

const noRules: LoadingRules = { supportMin: 1, isInDropOrder: false, apart: [], separated: [] };

/**
 * A loading task by the generator of Bischoff & Ratcliff (1995), "Issues in the development of approaches to container loading",
 * Omega 23(4): edges at random within limits, then boxes of random kinds until the next would exceed the container's volume.
 */
export const mixedCargo = (kinds: number, seed: number, rules: LoadingRules = noRules): LoadingTask => {
  const next = randomIntegers(seed);
  for (let i = 0; i < 10; i++) next();
  const edges = Array.from({ length: kinds }, () =>
    edgeLeast.map((least, j) => least + (next() % ((edgeMost[j] ?? least) - least + 1))),
  );
  const quantities = edges.map(() => 1);
  const volumes = edges.map((sizes) => sizes.reduce((product, size) => product * size, 1));
  const room = classContainer.l * classContainer.w * classContainer.h;
  let filled = volumes.reduce((sum, volume) => sum + volume, 0);
  for (;;) {
    const kind = next() % kinds;
    const volume = volumes[kind] ?? 0;
    if (filled + volume >= room) break;
    quantities[kind] = (quantities[kind] ?? 0) + 1;
    filled += volume;
  }
  const pieces = edges.map((sizes, kind): PieceType => {
    const [l = 1, w = 1, h = 1] = sizes;
    const mayStand = (own: number, a: number, b: number): boolean => own < stabilityLimit * Math.min(a, b);
    return {
      label: `kind ${kind}`,
      l,
      w,
      h,
      uprights: [mayStand(l, w, h), mayStand(w, l, h), mayStand(h, l, w)],
      isFixed: false,
      quantity: quantities[kind] ?? 1,
      weight: 0,
      isStackable: true,
    };
  });
  return { pieces, containers: [{ name: 'BR', ...classContainer, available: 1 }], rules };
};
